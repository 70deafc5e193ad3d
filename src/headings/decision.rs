//! Decides which candidates are headings: by their own evidence first, then by that of
//! their style.

use super::candidate::{Candidate, gather};
use super::contents::Contents;
use super::facts::{Facts, Holder, Tag};
use super::features::DocumentFeatures;
use super::measures::Measures;
use super::outline::Outline;
use super::rules::{DECLARED, EvidenceRule, OWN, STYLE};

/// A candidate with this score is a heading by its looks alone, so agreeing tags have it.
const PROMINENT: f32 = 2.0;

/// The share of the prominent candidates that agreeing tags have, in tenths.
const AGREED_TENTHS: usize = 6;

/// Tags of headings disagree if more than this many pieces have one ...
const MAX_TAGGED: usize = 12;

/// ... and they are more than this share of the text, in tenths: some producers tag every
/// paragraph as a heading.
const MAX_TAGGED_TENTHS: usize = 9;

impl DocumentFeatures<'_> {
    /// Returns the sum of the rules that hold.
    pub(super) fn score(&self, rules: &[EvidenceRule], candidate: &Candidate<'_>) -> f32 {
        rules
            .iter()
            .filter(|rule| (rule.holds)(candidate, self))
            .map(|rule| rule.weight)
            .sum()
    }

    /// Returns the log-odds of each candidate to be a heading.
    pub(super) fn decide(&mut self) -> Vec<f32> {
        self.tags_agree = self.tags_agree();
        let own: Vec<f32> = (self.candidates.iter())
            .map(|candidate| self.score(OWN, candidate) + self.score(DECLARED, candidate))
            .collect();
        for (candidate, score) in self.candidates.iter().zip(&own) {
            let style = &mut self.styles[candidate.style];
            style.likely += usize::from(*score > 0.0);
            style.declared +=
                usize::from(candidate.outlined.is_some() || candidate.listed.is_some());
        }
        (self.candidates.iter().zip(own))
            .map(|(candidate, own)| own + self.score(STYLE, candidate))
            .collect()
    }

    /// Returns true if tags of headings are where the typography shows headings.
    fn tags_agree(&self) -> bool {
        let is_tagged = |candidate: &Candidate<'_>| matches!(candidate.piece.tag, Tag::Heading(_));
        let tags = self
            .candidates
            .iter()
            .filter(|candidate| is_tagged(candidate));
        let headings = tags.count();
        // Most files have no tags, and the rules need not be tested for them.
        if headings == 0 {
            return false;
        }
        let (mut visible, mut tagged) = (0_usize, 0_usize);
        for candidate in &self.candidates {
            if self.score(OWN, candidate) >= PROMINENT {
                visible += 1;
                tagged += usize::from(is_tagged(candidate));
            }
        }
        // A file tagged for slides or forms can have headings only: fewer than a dozen
        // are normal.
        let texts = (self.facts.pieces.iter())
            .filter(|piece| piece.holder != Holder::Boilerplate)
            .count();
        tagged * 10 >= visible * AGREED_TENTHS
            && !(headings > MAX_TAGGED && headings * 10 > texts * MAX_TAGGED_TENTHS)
    }
}

/// Reads what the file declares, and gathers the candidates.
pub(super) fn document(facts: &Facts) -> DocumentFeatures<'_> {
    let outline = Outline::verify(facts);
    let contents = Contents::read(facts);
    let measures = Measures::of(facts);
    let candidates = gather(facts, &measures, &outline, &contents);
    DocumentFeatures::new(facts, measures, candidates, &outline)
}

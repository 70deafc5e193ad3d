//! Features of the document that rules ask about: styles, sequences, the title.

use super::candidate::{Candidate, Looks, steps};
use super::facts::{Facts, Holder, Tag};
use super::measures::Measures;
use super::outline::Outline;
use super::{sequence, title, wording};
use std::borrow::Cow;
use std::collections::HashMap;

/// A document with everything that rules ask about.
pub(super) struct DocumentFeatures<'f> {
    pub(super) facts: &'f Facts,
    pub(super) measures: Measures,
    pub(super) candidates: Vec<Candidate<'f>>,
    pub(super) styles: Vec<Style>,
    /// For each candidate, true if its number continues that of another one.
    pub(super) in_sequence: Vec<bool>,
    /// For each candidate, true if its number is outside of a sequence of such numbers.
    pub(super) stray: Vec<bool>,
    /// For each candidate, true if its first words are counted.
    pub(super) counted: Vec<bool>,
    /// For each candidate, true if its text was printed before in the same place.
    pub(super) repeated: Vec<bool>,
    /// The number of candidates that the outline or the printed contents name.
    pub(super) declared: usize,
    pub(super) outline_is_complete: bool,
    /// The first piece of each section of the outline whose title is not printed, and its
    /// level.
    pub(super) untitled: Vec<(usize, u8)>,
    /// The tags of headings are on what looks like headings, and not on everything.
    pub(super) tags_agree: bool,
    /// The index of the candidate that is the title.
    pub(super) title: Option<usize>,
    /// The pieces between the title and the text.
    matter: std::ops::Range<usize>,
    is_cover: bool,
}

/// Candidates that look alike.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) looks: Looks,
    pub(super) count: usize,
    /// Hardly any running text has this face and size.
    pub(super) is_reserved: bool,
    /// The number of members that are headings by their own evidence.
    pub(super) likely: usize,
    /// The number of members before running text.
    pub(super) before_text: usize,
    /// The number of members that are sentences.
    pub(super) sentences: usize,
    /// The number of members with hanging text, as terms have.
    pub(super) hanging: usize,
    /// The number of members that the outline or the contents name.
    pub(super) declared: usize,
    pub(super) is_smaller_than_outlined: bool,
}

/// The share of a face's characters in running text up to which it is reserved for
/// headings, in tenths.
const RESERVED_TENTHS: u32 = 1;
/// Texts that occur this often are repeated on purpose.
const REPETITIONS: usize = 4;
/// Texts of this many words are repeated wherever they appear on the page. Shorter ones
/// ("Further reading") may be a heading of every chapter, so they must be at one height.
const LONG_TEXT_WORDS: usize = 5;
/// The outline is complete if at least this share of the candidates of its styles is in
/// it, in tenths.
const COMPLETE_TENTHS: usize = 8;

impl<'f> DocumentFeatures<'f> {
    pub(super) fn new(
        facts: &'f Facts,
        measures: Measures,
        mut candidates: Vec<Candidate<'f>>,
        outline: &Outline,
    ) -> Self {
        let styles = styles(facts, &mut candidates);
        let in_sequence = sequence::in_sequence(&candidates);
        let stray = sequence::strays(&candidates, &in_sequence);
        let counted = sequence::counted(&candidates);
        let repeated = repeated(&candidates);
        let title = title::find(facts, &candidates);
        let declared = candidates
            .iter()
            .filter(|candidate| candidate.outlined.is_some() || candidate.listed.is_some())
            .count();
        let mut document = Self {
            facts,
            measures,
            matter: title::matter(facts, &candidates, title),
            is_cover: title::is_cover(facts),
            candidates,
            styles,
            in_sequence,
            stray,
            counted,
            repeated,
            declared,
            outline_is_complete: false,
            untitled: outline.untitled.clone(),
            tags_agree: false,
            title,
        };
        document.mark_outlined_styles(outline);
        document
    }

    /// Returns the index of a candidate.
    pub(super) fn index(&self, candidate: &Candidate<'_>) -> usize {
        self.candidates
            .partition_point(|other| other.at < candidate.at)
    }

    /// Returns true for a candidate between the title and the text that has a style of
    /// its own: a name, an institute, a date.
    pub(super) fn is_title_matter(&self, candidate: &Candidate<'_>) -> bool {
        let style = &self.styles[candidate.style];
        self.matter.contains(&candidate.at)
            && style.count < title::MIN_SECTION_STYLE
            && candidate.outlined.is_none()
            && !self.is_tagged(candidate)
    }

    /// Returns true for a heading in agreeing tags.
    pub(super) fn is_tagged(&self, candidate: &Candidate<'_>) -> bool {
        self.tags_agree && matches!(candidate.piece.tag, Tag::Heading(_))
    }

    pub(super) fn is_on_cover(&self, candidate: &Candidate<'_>) -> bool {
        self.is_cover
            && candidate.piece.page == 0
            && candidate.number.is_none()
            && candidate.outlined.is_none()
            && !self.is_tagged(candidate)
            && self
                .title
                .is_none_or(|title| self.candidates[title].at != candidate.at)
    }

    fn mark_outlined_styles(&mut self, outline: &Outline) {
        if !outline.is_verified() {
            return;
        }
        let mut named = vec![0; self.styles.len()];
        let (mut least, mut most) = (i32::MAX, 0);
        for candidate in &self.candidates {
            if candidate.outlined.is_some() {
                named[candidate.style] += 1;
                let size = self.styles[candidate.style].looks.size;
                (least, most) = (least.min(size), most.max(size));
            }
        }
        // An outline of one level has chapters only, acknowledgements in small type too.
        let is_flat = outline.is_flat();
        let least = if is_flat { most } else { least };
        let (mut inside, mut all) = (0, 0);
        for (style, named) in self.styles.iter_mut().zip(&named) {
            style.is_smaller_than_outlined = style.looks.size < least;
            if *named * 2 > style.count {
                inside += named;
                all += style.count;
            }
        }
        self.outline_is_complete = all > 0 && inside * 10 >= all * COMPLETE_TENTHS;
    }
}

/// Groups the candidates by their looks.
fn styles(facts: &Facts, candidates: &mut [Candidate<'_>]) -> Vec<Style> {
    let mut running: HashMap<(u16, i32), (u32, u32)> = HashMap::new();
    for piece in &facts.pieces {
        let uses = running
            .entry((piece.face.font, steps(piece.size)))
            .or_default();
        let is_text = piece.lines > 3
            || matches!(
                piece.holder,
                Holder::Item | Holder::Row | Holder::Boilerplate
            )
            || (piece.lines > 1 && piece.text.trim_end().ends_with('.'));
        uses.0 += if is_text { piece.chars } else { 0 };
        uses.1 += piece.chars;
    }
    let mut indices: HashMap<Looks, usize> = HashMap::new();
    let mut styles: Vec<Style> = Vec::new();
    for candidate in candidates {
        let looks = candidate.looks();
        let at = *indices.entry(looks).or_insert_with(|| {
            let (text, all) = running
                .get(&(looks.font, looks.size))
                .copied()
                .unwrap_or((0, 1));
            styles.push(Style {
                looks,
                count: 0,
                is_reserved: text * 10 <= all * RESERVED_TENTHS,
                likely: 0,
                before_text: 0,
                sentences: 0,
                hanging: 0,
                declared: 0,
                is_smaller_than_outlined: false,
            });
            styles.len() - 1
        });
        candidate.style = at;
        let style = &mut styles[at];
        style.count += 1;
        style.before_text += usize::from(candidate.precedes_text);
        style.sentences += usize::from(wording::is_sentence(candidate.text()));
        style.hanging += usize::from(candidate.is_term());
    }
    styles
}

/// Returns for each candidate whether it repeats a text: the caption of a table that is
/// continued on the next pages, the title of a slide that is shown in steps, or a running
/// head with the number of the page. The first occurrence does not.
fn repeated(candidates: &[Candidate<'_>]) -> Vec<bool> {
    let mut places: HashMap<(Cow<'_, str>, Option<i32>), Vec<usize>> = HashMap::new();
    for (nth, candidate) in candidates.iter().enumerate() {
        // An entry of the outline for each slide is a decision of the author.
        if candidate.outlined.is_none() {
            let is_long = candidate.words >= LONG_TEXT_WORDS;
            let height = (!is_long).then(|| steps(candidate.piece.area[1]));
            let text = if candidate.piece.is_in_margin {
                Cow::Owned(candidate.text().replace(|c: char| c.is_ascii_digit(), ""))
            } else {
                Cow::Borrowed(candidate.text())
            };
            places.entry((text, height)).or_default().push(nth);
        }
    }
    let mut repeated = vec![false; candidates.len()];
    for same in places.values().filter(|same| same.len() >= REPETITIONS) {
        for nth in &same[1..] {
            repeated[*nth] = true;
        }
    }
    repeated
}

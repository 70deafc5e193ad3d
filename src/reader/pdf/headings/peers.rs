//! Scores a candidate by its peers: candidates of the same style, and candidates of the
//! same text.

use super::bookmarks::Bookmarks;
use super::candidate::Candidate;
use super::{THRESHOLD, level};

/// A group of this many candidates of one style is judged as a whole: in a glossary all
/// terms are set alike, and a few of them look like headings by their spacing.
const LARGE_GROUP: usize = 8;
/// A candidate supports its group from this far below the threshold.
const SUPPORT_MARGIN: f32 = 0.6;
const SUPPORTED_SCORE: f32 = 0.4;
/// A group is body text if more than this many candidates oppose it for each one that
/// supports it: bold lead-ins of many paragraphs, one of them spaced as a heading.
const OPPOSED_RATIO: usize = 4;
const OPPOSED_SCORE: f32 = -0.6;

/// Texts that occur this often are repeated on purpose.
const REPETITIONS: usize = 4;
/// Texts of this many words are repeated wherever they appear on the page. Shorter ones
/// ("Further reading") may be a heading of every chapter, so they must be at one height.
const LONG_TEXT_WORDS: usize = 5;
/// Outweighs any other evidence.
const REPEATED_SCORE: f32 = -8.0;

/// Returns the score of each candidate by the other candidates of its style.
///
/// Headings occur in groups of one style: if most of a group look like headings, so do
/// the others; if few do, they are bold or spaced text.
pub(super) fn style_scores(candidates: &[Candidate], scores: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |at: usize| {
        let style = candidates[at].style;
        (
            level::rounded(style.size),
            style.bold,
            style.italic,
            style.caps,
        )
    };
    order.sort_by_key(|at| key(*at));
    let mut peer_scores = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        // Close to the threshold counts as support, so that a group with uneven spacing
        // is accepted or rejected as one.
        let good = group
            .iter()
            .filter(|at| scores[**at] >= THRESHOLD - SUPPORT_MARGIN)
            .count();
        let bad = group.len() - good;
        let best = group.iter().filter(|at| scores[**at] >= THRESHOLD).count();
        let is_mixed = group.len() >= LARGE_GROUP && best * 2 < group.len();
        for at in group {
            peer_scores[*at] = if good > 1 && good > bad * 2 {
                SUPPORTED_SCORE
            } else if is_mixed || bad > OPPOSED_RATIO * good.max(1) {
                OPPOSED_SCORE
            } else {
                0.0
            };
        }
    }
    peer_scores
}

/// Returns a negative score for each repetition of a text: the caption of a table that is
/// continued on the next pages, or the title of a slide that is shown in steps. The first
/// occurrence keeps its score.
pub(super) fn repetition_scores(candidates: &[Candidate], bookmarks: &Bookmarks) -> Vec<f32> {
    // A bookmark for each slide is a decision of the author, so these are kept.
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|at| bookmarks.levels[*at].is_none())
        .collect();
    let key = |at: usize| {
        let candidate = &candidates[at];
        let is_long = candidate.text.split(' ').count() >= LONG_TEXT_WORDS;
        let place = (!is_long).then(|| level::rounded(candidate.top));
        (candidate.text.as_str(), place)
    };
    order.sort_by(|a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    let mut repeated = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        if group.len() >= REPETITIONS {
            for at in &group[1..] {
                repeated[*at] = REPEATED_SCORE;
            }
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::super::candidate::HeadingStyle;
    use super::*;

    fn candidate(size: f32) -> Candidate {
        Candidate {
            block: 0,
            text: "Assam".to_owned(),
            label: None,
            page: 0,
            top: 0.0,
            style: HeadingStyle {
                size,
                bold: false,
                italic: true,
                caps: false,
                font: 0,
            },
            lines: 1,
            above: None,
            below: None,
            width: 0.5,
            space: 0.0,
            number: None,
            role: None,
            is_in_margin: false,
            has_text_below: true,
        }
    }

    #[test]
    fn candidates_of_one_style_share_their_score() {
        let candidates: Vec<Candidate> = [11.0; 9].map(candidate).into();
        let clear = [2.1, 2.0, 1.9, 2.2, 2.0, 2.1, 2.0, 1.9, 2.0];
        assert!(
            style_scores(&candidates, &clear)
                .iter()
                .all(|score| *score > 0.0)
        );
        let mixed = [2.1, 1.5, 0.8, 1.5, 0.8, 2.0, 0.8, 1.5, 0.8];
        assert!(
            style_scores(&candidates, &mixed)
                .iter()
                .all(|score| *score < 0.0)
        );
        assert!(
            style_scores(&candidates[..3], &mixed[..3])
                .iter()
                .all(|score| *score == 0.0)
        );
    }
}

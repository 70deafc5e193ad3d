//! What the other candidates say of one: those that look the same, and those that are the same.

use super::bookmarks::Bookmarks;
use super::candidate::Candidate;
use super::evidence::THRESHOLD;
use super::level;

/// Where so many look the same, they are headings all or none: terms that are explained are set alike, and some look like headings.
const MANY_ALIKE: usize = 8;
/// How many times a text is no chance.
const REPEATED: usize = 4;
/// So many words are no heading that comes again ("Further reading"), wherever they stand.
const MANY_WORDS: usize = 5;

/// What others that look the same say: headings come in kinds, and text that is set the same way is no heading.
pub(super) fn alike(candidates: &[Candidate], scores: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |at: usize| {
        let look = candidates[at].look;
        (level::rounded(look.size), look.bold, look.italic, look.caps)
    };
    order.sort_by_key(|at| key(*at));
    let mut said = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        let good = group
            .iter()
            .filter(|at| scores[**at] >= THRESHOLD - 0.6)
            .count();
        let bad = group.len() - good;
        let best = group.iter().filter(|at| scores[**at] >= THRESHOLD).count();
        let is_mixed = group.len() >= MANY_ALIKE && best * 2 < group.len();
        for at in group {
            said[*at] = if good > 1 && good > bad * 2 {
                0.4
            } else if is_mixed || bad > 4 * good.max(1) {
                -0.6
            } else {
                0.0
            };
        }
    }
    said
}

/// A few words at the same place of several pages, or many words anywhere, head what goes on overleaf: a table, or a slide that is
/// shown bit by bit.
pub(super) fn repeated(candidates: &[Candidate], bookmarks: &Bookmarks) -> Vec<f32> {
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|at| bookmarks.levels[*at].is_none())
        .collect();
    let key = |at: usize| {
        let candidate = &candidates[at];
        let is_long = candidate.text.split(' ').count() >= MANY_WORDS;
        let place = (!is_long).then(|| level::rounded(candidate.top));
        (candidate.text.as_str(), place)
    };
    order.sort_by(|a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    let mut repeated = vec![0.0; candidates.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        if group.len() >= REPEATED {
            for at in &group[1..] {
                repeated[*at] = -8.0;
            }
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Look;
    use super::*;

    fn candidate(size: f32) -> Candidate {
        Candidate {
            block: 0,
            text: "Assam".to_owned(),
            label: None,
            page: 0,
            top: 0.0,
            look: Look {
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
    fn what_is_set_alike_is_headings_all_or_none() {
        let candidates: Vec<Candidate> = [11.0; 9].map(candidate).into();
        let clear = [2.1, 2.0, 1.9, 2.2, 2.0, 2.1, 2.0, 1.9, 2.0];
        assert!(alike(&candidates, &clear).iter().all(|said| *said > 0.0));
        let mixed = [2.1, 1.5, 0.8, 1.5, 0.8, 2.0, 0.8, 1.5, 0.8];
        assert!(alike(&candidates, &mixed).iter().all(|said| *said < 0.0));
        assert!(
            alike(&candidates[..3], &mixed[..3])
                .iter()
                .all(|said| *said == 0.0)
        );
    }
}

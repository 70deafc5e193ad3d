//! Relevant segment extraction over windows, the peer: runs of windows with the largest
//! sum of values, as in dsRAG (`dsrag/rse.py` of <https://github.com/D-Star-AI/dsRAG>).
//!
//! The value of a window is `exp(-rank / decay) * relevance - penalty`, that of one that
//! was not found `-penalty`. A segment begins and ends with a window of positive value.
//! The relevance is that of a reranker there; here it is 1, as BM25 gives ranks. The
//! penalty decides how long segments are: .18 is that of the preset "balanced".

use sectile::Chunk;
use sectile::evaluate::RetrievedText;

/// dsRAG's preset "balanced".
const DECAY: f64 = 30.0;
/// The largest number of windows of a segment, of the same preset.
const MAX_LENGTH: usize = 15;
/// Segments beyond this number are not in the first 4,000 tokens.
const MAX_SEGMENTS: usize = 60;

/// Returns the segments of windows without overlap, best first, until no value is above 0.
/// dsRAG ends at a smallest value of .5 and 30 windows; here the budget is the end.
pub(crate) fn segments(windows: &[Chunk], ranking: &[usize], penalty: f64) -> Vec<(usize, usize)> {
    let mut values = vec![-penalty; windows.len()];
    for (rank, at) in (0_u32..).zip(ranking) {
        values[*at] += (-f64::from(rank) / DECAY).exp();
    }
    let mut candidates = Vec::new();
    for first in (ranking.iter().copied()).filter(|at| values[*at] > 0.0) {
        let mut value = 0.0;
        for last in first..windows.len().min(first + MAX_LENGTH) {
            if windows[last].document != windows[first].document {
                break;
            }
            value += values[last];
            if values[last] > 0.0 {
                candidates.push((value, first, last));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut is_taken = vec![false; windows.len()];
    let mut segments = Vec::new();
    for (_, first, last) in candidates {
        if segments.len() < MAX_SEGMENTS && !is_taken[first..=last].contains(&true) {
            is_taken[first..=last].fill(true);
            segments.push((first, last));
        }
    }
    segments
}

/// Returns a segment as a text, with the context of its first window only.
pub(crate) fn passage(windows: &[Chunk], (first, last): (usize, usize)) -> RetrievedText {
    let text: String = (windows[first..=last].iter())
        .map(|window| window.text.as_str())
        .collect();
    let tokens = windows[first..=last].iter().map(|window| window.tokens);
    let content = windows[first].prefix.clone() + &text + &windows[last].suffix;
    RetrievedText::new(&*windows[first].document, content, tokens.sum())
}

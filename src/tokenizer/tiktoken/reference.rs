//! Counts with tiktoken-rs, whose pattern engine fails on very long runs.

use tiktoken_rs::CoreBPE;

/// The size of the segments given to tiktoken-rs, in bytes, where a safe place allows a
/// cut.
const SEGMENT_BYTES: usize = 1 << 16;

/// The length of the longest run without a safe place that is given to tiktoken-rs whole,
/// in bytes. Its pattern engine gives up and panics on about a million spaces with
/// `o200k_base`; half of that leaves a margin.
const RUN_BYTES: usize = 1 << 19;

/// Counts the tokens of `text`, segment by segment.
pub(super) fn count(bpe: &CoreBPE, text: &str, safe: fn(&str, usize) -> bool) -> usize {
    segments(text, safe)
        .map(|segment| bpe.count_ordinary(segment))
        .sum()
}

/// Splits a long text at safe places, which changes no count. A run without a safe place
/// is split after 512 KiB, which may add a token.
fn segments(mut text: &str, safe: fn(&str, usize) -> bool) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let goal = SEGMENT_BYTES.min(text.len());
        let most = text.floor_char_boundary(RUN_BYTES.min(text.len()));
        let is_cut = |at: &usize| text.is_char_boundary(*at) && safe(text, *at);
        let cut = (1..=goal)
            .rev()
            .find(is_cut)
            .or_else(|| (goal..most).find(is_cut));
        let (segment, rest) = text.split_at(cut.unwrap_or(most));
        text = rest;
        Some(segment)
    })
}

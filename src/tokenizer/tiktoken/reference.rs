//! Counts with tiktoken-rs, whose pattern engine needs care with long runs.

use tiktoken_rs::CoreBPE;

/// What goes to tiktoken-rs at a time, if it can be cut at a safe place.
const SEGMENT_BYTES: usize = 1 << 16;

/// The longest run without a safe place that goes to tiktoken-rs whole: its pattern engine gives up, and panics, on
/// about a million spaces with `o200k_base`.
const RUN_BYTES: usize = 1 << 19;

/// The tokens of `text`, segment by segment.
pub(super) fn count(bpe: &CoreBPE, text: &str, safe: fn(&str, usize) -> bool) -> usize {
    segments(text, safe)
        .map(|segment| bpe.count_ordinary(segment))
        .sum()
}

/// Cuts a long text at safe places, which changes no count. Only a run of 512 KiB without any is cut where it stands.
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

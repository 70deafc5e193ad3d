//! Cuts long texts at places that no token crosses, so that the sum of the segments is
//! the count of the whole.

/// The bytes before the end of a segment that are searched for a safe place. In a run
/// without any, the search would otherwise examine the whole segment, and then the text
/// after it.
const NEAR_BYTES: usize = 4096;

/// Cuts a text at safe places into segments of at most `bytes`. A segment is longer only
/// if no safe place is near its end.
pub(super) fn segments(
    mut text: &str,
    bytes: usize,
    safe: fn(&str, usize) -> bool,
) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let goal = bytes.min(text.len());
        let is_cut = |at: &usize| text.is_char_boundary(*at) && safe(text, *at);
        let cut = if goal == text.len() {
            None
        } else {
            (1.max(goal.saturating_sub(NEAR_BYTES))..=goal)
                .rev()
                .find(is_cut)
                .or_else(|| (goal..text.len()).find(is_cut))
        };
        let (segment, rest) = text.split_at(cut.unwrap_or(text.len()));
        text = rest;
        Some(segment)
    })
}

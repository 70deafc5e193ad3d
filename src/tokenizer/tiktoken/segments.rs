//! Cuts long texts at places that no token crosses, so that the sum of the segments is
//! the count of the whole.

/// How far before the end of a segment a safe place is looked for. In a run without any, all of the text before it would be
/// examined, and that behind it as well.
const NEAR_BYTES: usize = 4096;

/// Cuts a text at safe places, each segment of at most `bytes` unless there is no safe place near its end.
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

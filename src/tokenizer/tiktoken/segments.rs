//! Cuts long texts at places that no token crosses, so that the sum of the segments is
//! the count of the whole.

/// Cuts a text at safe places into segments of at most `bytes`. A segment is longer only
/// if it has no safe place up to there.
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
            (1..=goal)
                .rev()
                .find(is_cut)
                .or_else(|| (goal..text.len()).find(is_cut))
        };
        let (segment, rest) = text.split_at(cut.unwrap_or(text.len()));
        text = rest;
        Some(segment)
    })
}

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
                .or_else(|| {
                    // In a run of megabytes the call of `safe` at each byte would show.
                    let bytes = text.as_bytes();
                    (goal..text.len())
                        .find(|at| !is_in_run(bytes[at - 1], bytes[*at]) && is_cut(at))
                })
        };
        let (segment, rest) = text.split_at(cut.unwrap_or(text.len()));
        text = rest;
        Some(segment)
    })
}

/// Returns true between two characters that are part of one piece in every encoding, or may be:
/// visible ASCII, but for a sign after a letter or a digit.
fn is_in_run(before: u8, after: u8) -> bool {
    let is_end_of_word = before.is_ascii_alphanumeric() && after.is_ascii_punctuation();
    before.is_ascii_graphic() && after.is_ascii_graphic() && !is_end_of_word
}

#[cfg(test)]
mod tests {
    use super::super::safe::{is_safe, is_safe_r50k};
    use super::is_in_run;

    #[test]
    fn no_place_inside_a_run_is_safe() {
        for (before, after) in (0..128_u8).flat_map(|a| (0..128_u8).map(move |b| (a, b))) {
            let text = String::from_utf8(vec![before, after]).expect("it is ASCII");
            let is_cut = is_safe(&text, 1) || is_safe_r50k(&text, 1);
            assert!(!(is_cut && is_in_run(before, after)), "{text:?}");
        }
    }
}

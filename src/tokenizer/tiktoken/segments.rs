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
                .or_else(|| first_cut(text, goal, is_cut))
        };
        let (segment, rest) = text.split_at(cut.unwrap_or(text.len()));
        text = rest;
        Some(segment)
    })
}

/// Returns the first place from `from` on for which `is_cut` is true. In a run of
/// megabytes a call of it at each byte would show.
fn first_cut(text: &str, mut from: usize, is_cut: impl Fn(&usize) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        from += plain_run(&bytes[from - 1..]).saturating_sub(1);
        let end = text.len().min(from + RUN_BYTES);
        let found = (from..end).find(|at| !is_in_run(bytes[at - 1], bytes[*at]) && is_cut(at));
        if found.is_some() || end == text.len() {
            return found;
        }
        from = end;
    }
}

/// Returns true between two characters that are part of one piece in every encoding, or
/// may be: visible ASCII, but for a sign after a letter or a digit; whatever follows a
/// space; two line breaks.
fn is_in_run(before: u8, after: u8) -> bool {
    let is_end_of_word = before.is_ascii_alphanumeric() && after.is_ascii_punctuation();
    (before.is_ascii_graphic() && after.is_ascii_graphic() && !is_end_of_word)
        || matches!(before, b' ' | b'\t')
        || (before == b'\n' && after == b'\n')
}

/// The bytes of a run that are compared at once.
const RUN_BYTES: usize = 64;

/// Returns the length of the run of signs of ASCII, of letters and digits, or of white
/// space with which `bytes` begins, in steps of [`RUN_BYTES`]. No cut is inside it.
fn plain_run(bytes: &[u8]) -> usize {
    let signs = runs(bytes, |byte| byte.is_ascii_punctuation());
    let words = runs(bytes, |byte| byte.is_ascii_alphanumeric());
    let spaces = runs(bytes, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    // A cut may be after the last line break of white space: "\n \n  x".
    let spaces = memchr::memrchr2(b'\n', b'\r', &bytes[..spaces]).map_or(spaces, |at| at + 1);
    signs.max(words).max(spaces)
}

fn runs(bytes: &[u8], is_plain: impl Fn(u8) -> bool) -> usize {
    let is_plain_run = |run: &&[u8]| run.iter().fold(true, |all, byte| all & is_plain(*byte));
    let runs = bytes.chunks_exact(RUN_BYTES).take_while(is_plain_run);
    runs.count() * RUN_BYTES
}

#[cfg(test)]
mod tests {
    use super::super::safe::{is_safe, is_safe_r50k};
    use super::{RUN_BYTES, first_cut, is_in_run};

    #[test]
    fn no_place_inside_a_run_is_safe() {
        for (before, after) in (0..128_u8).flat_map(|a| (0..128_u8).map(move |b| (a, b))) {
            let text = String::from_utf8(vec![before, after]).expect("it is ASCII");
            let is_cut = is_safe(&text, 1) || is_safe_r50k(&text, 1);
            assert!(!(is_cut && is_in_run(before, after)), "{text:?}");
        }
    }

    #[test]
    fn the_first_cut_after_a_run_is_found() {
        for before in 1..3 * RUN_BYTES {
            for (run, after) in [
                ("a", "."),
                ("#", " "),
                ("-a", " "),
                (" ", "x"),
                ("\n", "x"),
                (" \n", "x"),
                (" ", "\nx"),
                ("\n", "   x"),
                ("\t\r\n  ", "-"),
                ("\n \u{a0}", "x"),
            ] {
                let text = [&run.repeat(before), after, &run.repeat(300)].concat();
                for safe in [is_safe, is_safe_r50k] {
                    let is_cut = |at: &usize| text.is_char_boundary(*at) && safe(&text, *at);
                    let slow = (1..text.len()).find(is_cut);
                    assert_eq!(first_cut(&text, 1, is_cut), slow, "{before} of {run:?}");
                }
            }
        }
    }
}

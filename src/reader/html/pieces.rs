//! Splits long texts into pieces, so that a read can be stopped between two of them.

use crate::limits::Watch;

/// The bytes of text that are read or written from one look at a watch to the next, which
/// take a few milliseconds.
const PIECE_BYTES: usize = 1 << 20;

/// Splits `text` into pieces that are short enough for one look at a watch each.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES.min(rest.len())));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Splits `text` like [`pieces`], and ends where `watch` stops the read.
pub(super) fn watched<'t>(text: &'t str, watch: &Watch) -> impl Iterator<Item = &'t str> {
    let mut is_first = true;
    pieces(text).take_while(move |_| std::mem::take(&mut is_first) || watch.look().is_none())
}

/// Returns the words of a text with one space between them.
pub(super) fn words(text: &str, watch: &Watch) -> String {
    let mut words = String::new();
    add_words(&mut words, text, false, watch);
    words
}

/// Adds the words of `added`; the first one continues the last word of `text` if it
/// `is_glued`.
///
/// The words of a page that is one `<pre>` of 64 MB take .1 s.
pub(super) fn add_words(text: &mut String, added: &str, is_glued: bool, watch: &Watch) {
    let mut is_glued = is_glued;
    for piece in watched(added, watch) {
        is_glued &= !piece.starts_with(char::is_whitespace);
        for (nth, word) in piece.split_whitespace().enumerate() {
            if !(text.is_empty() || nth == 0 && is_glued) {
                text.push(' ');
            }
            text.push_str(word);
        }
        is_glued = !piece.ends_with(char::is_whitespace);
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::limits::Watch;

    #[test]
    fn words_of_a_long_text_are_those_of_its_pieces() {
        for text in ["\u{e9}t\u{e9} ", " a\n\n", "\u{6771}", "ab"] {
            let text = text.repeat((3 << 20) / text.len());
            let expected: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words(&text, &Watch::none()), expected.join(" "));
        }
    }
}

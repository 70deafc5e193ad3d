//! Detects raw HTML that may hide its text, without reading it.

use super::super::scan::UNSEEN;
use memchr::{memchr, memchr_iter, memchr3, memmem};

/// The most bytes of a tag that are read.
const MAX_TAG_BYTES: usize = 1024;

/// Words of a tag that hides its text: `<p hidden>`, `<p style="display:none">`.
const WORDS: [&[u8]; 2] = [b"style", b"hidden"];

/// Returns true if a text may have an element that hides its text.
///
/// The words count in tags only: `the field is hidden` beside `Vec<T>` had all of a text
/// scanned. (2026-11-29: dialects take 28 million instructions on Rust's RFCs, and took 44.)
pub(super) fn may_hide(text: &[u8]) -> bool {
    let mut is_unsure = false;
    for at in memchr_iter(b'<', text) {
        let rest = &text[at + 1..];
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        if is_unseen(rest) {
            return true;
        }
        if is_unsure {
            continue;
        }
        let near = &rest[..rest.len().min(MAX_TAG_BYTES)];
        match tag_length(near) {
            Some(length) if has_word(&near[..length]) => return true,
            None if near.len() < rest.len() => {
                if has_word_anywhere(text) {
                    return true;
                }
                is_unsure = true;
            }
            _ => {}
        }
    }
    false
}

/// Returns true if a text that follows a `<` begins with the name of an element that no
/// page shows.
fn is_unseen(text: &[u8]) -> bool {
    UNSEEN.iter().any(|name| {
        (text.get(..name.len())).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Returns true if a text has one of [`WORDS`] as it is usually written. This decides where
/// a tag does not end soon: `<a "<a "<a "` without such a word is not scanned.
fn has_word_anywhere(text: &[u8]) -> bool {
    let has = |name: &str| memmem::find(text, name.as_bytes()).is_some();
    let is_style =
        |at: usize| text[..at].ends_with(b"<") || text.get(at + "style".len()) == Some(&b'=');
    let is_hidden = |at: usize| {
        let after = text.get(at + " hidden".len());
        matches!(after, Some(b'>' | b' ' | b'='))
    };
    memmem::find_iter(text, "style").any(is_style)
        || memmem::find_iter(text, " hidden").any(is_hidden)
        || has("STYLE=")
        || has(" HIDDEN")
}

/// Returns the bytes before the first `>` outside of quotes. A quote follows an equals sign:
/// that of `Box<T: 'static>` is a lifetime of Rust.
fn tag_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr3(b'>', b'"', b'\'', &text[at..])?;
        if text[at] == b'>' {
            return Some(at);
        }
        let is_value = text[..at].trim_ascii_end().ends_with(b"=");
        at += 1;
        if is_value {
            at += memchr(text[at - 1], &text[at..])? + 1;
        }
    }
}

fn has_word(tag: &[u8]) -> bool {
    let has = |word: &[u8]| {
        let mut places = tag.windows(word.len());
        places.any(|place| place.eq_ignore_ascii_case(word))
    };
    WORDS.iter().any(|word| has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_in_tags_may_hide_text() {
        let long = format!("<p title=\"{}\" hidden>", "a".repeat(2 * MAX_TAG_BYTES));
        let open = format!("x <y {}", "hidden ".repeat(MAX_TAG_BYTES));
        for text in [
            "<p hidden>",
            "<p\nHIDDEN>",
            "a <b id='>' STYLE='display: none'>",
            "<style>",
            "a <SCRIPT src=a.js>",
            "<template>",
            &long,
            &open,
        ] {
            assert!(may_hide(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "<",
            "a hidden Vec<T> of style=",
            "1 < 2 hidden >",
            "<T, 'a hidden",
            &format!("Box<T: 'static> {}", "hidden ".repeat(MAX_TAG_BYTES)),
            "<p> hidden </p>",
            &"<a href=\"".repeat(MAX_TAG_BYTES),
        ] {
            assert!(!may_hide(text.as_bytes()), "{text}");
        }
    }
}

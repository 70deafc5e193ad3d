//! Words as evidence is compared by: letters and digits in lower case, nothing else.

use std::borrow::Cow;

/// The words of `text`: the longest runs of letters and digits, in lower case. Addresses of
/// links, tags and character references are no words.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    // "See the [guide](docs/guide.md)." has the words of "See the guide.": a quote may be
    // copied from the source or from the page, and a chunk may have either.
    let shown = shown(text);
    let words = shown.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.into_iter()
}

/// The longest address, tag or name of a character in bytes. Without a limit, each of many
/// brackets that are never closed would be searched to the end of the text.
const MAX_MARKUP: usize = 1_000;

/// Returns the text with spaces in place of what a page does not show.
fn shown(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find([']', '<', '&']) {
        let start = at + found;
        at = start + 1;
        let Some(length) = markup(&text.as_bytes()[start..]) else {
            continue;
        };
        shown.push_str(&text[copied..start]);
        // "<b>T</b>ea" is one word.
        if text.as_bytes()[start] != b'<' {
            shown.push(' ');
        }
        at = start + length;
        copied = at;
    }
    if copied == 0 {
        return text.into();
    }
    shown.push_str(&text[copied..]);
    shown.into()
}

/// Returns the length of the markup that begins here: `](address)`, `][label]`, `<tag>` or
/// `&name;`.
fn markup(bytes: &[u8]) -> Option<usize> {
    let end = match bytes {
        [b']', b'(', ..] => b')',
        [b']', b'[', ..] => b']',
        [b'<', b'/' | b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => b'>',
        [b'&', b'#' | b'a'..=b'z' | b'A'..=b'Z', ..] => b';',
        _ => return None,
    };
    let within = &bytes[..bytes.len().min(MAX_MARKUP)];
    let mut depth = 0_usize;
    for (at, byte) in within.iter().enumerate().skip(2) {
        match byte {
            // "[tea](https://example.org/tea_(drink))"
            b'(' if end == b')' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b' ' | b'\n' if end == b';' => return None,
            b'\n' if end != b'>' => return None,
            byte if *byte == end => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(text).collect()
    }

    #[test]
    fn markup_and_punctuation_are_not_words() {
        let found = of("**The** `max_size` isn't 4\\.5!");
        assert_eq!(found, ["the", "max", "size", "isn", "t", "4", "5"]);
    }

    #[test]
    fn addresses_and_tags_are_not_words() {
        let page = ["see", "the", "guide", "for", "tea"];
        for source in [
            "See the [guide](docs/guide.md#tea) for tea.",
            "See [the guide](https://example.org/a_(b) \"A title\") for&nbsp;tea.",
            "See the [guide][label] for tea.",
            "<a name=\"x\"></a>See the <b>gui</b>de for tea.",
        ] {
            assert_eq!(of(source), page, "{source}");
        }
    }

    #[test]
    fn what_is_no_markup_is_kept() {
        assert_eq!(of("a < b & c > d"), ["a", "b", "c", "d"]);
        assert_eq!(of("[a] (b) ](c"), ["a", "b", "c"]);
        assert_eq!(
            of("x & y; AT&T is a firm; it"),
            ["x", "y", "at", "t", "is", "a", "firm", "it"]
        );
    }
}

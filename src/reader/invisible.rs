//! Finds characters that no reader sees: of no width, for the direction of text, and tags.
//!
//! A model reads them as text: `\u{e0041}` is a letter A that is shown nowhere.

use std::ops::Range;

/// The longest flag of a region has so many tags: that of England, `gbeng`, and an end.
const MAX_FLAG: usize = 7;

/// The bytes that are searched at once for the first bytes of such characters.
const PIECE_BYTES: usize = 4096;

/// The bytes from one look at the clock to the next: 64 MB of Persian take .2 s.
const WATCHED_BYTES: usize = 1 << 20;

/// Returns the ranges of `text` that no reader sees, ascending. Joiners stay: they are
/// a part of the spelling of Persian and of emoji; so do zero-width spaces between words of
/// scripts without spaces, and the tags of flags.
#[cfg(any(test, feature = "markdown"))]
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    ranges_until(text, || false)
}

/// Returns the ranges up to the place where `is_stopped` is true.
fn ranges_until(text: &str, is_stopped: impl Fn() -> bool) -> Vec<Range<usize>> {
    // Most texts of a page are a few letters.
    if text.is_ascii() {
        return Vec::new();
    }
    let mut search = Search::default();
    search.run(text, PIECE_BYTES, is_stopped);
    search.found
}

/// What a character needs to know of those before it.
#[derive(Default)]
struct Search {
    found: Vec<Range<usize>>,
    before: Option<char>,
    /// The end of the tags of the last flag.
    flag_until: usize,
}

impl Search {
    /// Reads the pieces of `text` that may have such characters: one character of a book
    /// would have all others read one by one.
    fn run(&mut self, text: &str, piece_bytes: usize, is_stopped: impl Fn() -> bool) {
        let mut start = 0;
        let mut watched_until = WATCHED_BYTES;
        while start < text.len() {
            if start > watched_until {
                if is_stopped() {
                    return;
                }
                watched_until = start + WATCHED_BYTES;
            }
            let mut end = start.saturating_add(piece_bytes).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            let piece = &text[start..end];
            if may_have(piece) {
                for (at, c) in piece.char_indices() {
                    self.character(text, start + at, c);
                }
            } else if let Some((at, last)) = piece.char_indices().next_back() {
                self.character(text, start + at, last);
            }
            start = end;
        }
    }

    fn character(&mut self, text: &str, at: usize, c: char) {
        let end = at + c.len_utf8();
        if c == '\u{1f3f4}' {
            self.flag_until = end + flag(&text[end..]);
        }
        let is_spelled = || {
            let after = text[end..].chars().next();
            at < self.flag_until
                || (c == '\u{200b}' && is_unspaced(self.before) && is_unspaced(after))
        };
        if !is_invisible(c, self.before) || is_spelled() {
            self.before = Some(c);
            return;
        }
        match self.found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => self.found.push(at..end),
        }
    }
}

/// Returns `text` without the characters that no reader sees, and the
/// [number](count_of) of them; `None` if it has none.
#[cfg(any(test, feature = "markdown", feature = "pdf"))]
pub(super) fn without(text: &str) -> Option<(String, usize)> {
    without_until(text, || false)
}

/// Returns the text like `without`; what follows the place where `is_stopped` is true
/// stays as it is.
pub(super) fn without_until(text: &str, is_stopped: impl Fn() -> bool) -> Option<(String, usize)> {
    let ranges = ranges_until(text, is_stopped);
    if ranges.is_empty() {
        return None;
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    let mut count = 0;
    for range in ranges {
        kept.push_str(&text[from..range.start]);
        count += count_of(&text[range.clone()]);
        from = range.end;
    }
    kept.push_str(&text[from..]);
    Some((kept, count))
}

/// Returns the number of characters that smuggle something in: marks of direction are usual
/// in Arabic and Hebrew.
pub(super) fn count_of(invisible: &str) -> usize {
    let is_direction = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    invisible.chars().filter(|c| !is_direction(*c)).count()
}

/// Returns false, quickly, for most texts: the first bytes of these characters are rare.
fn may_have(text: &str) -> bool {
    let bytes = text.as_bytes();
    // U+180E; U+FEFF; U+E0000 and above.
    memchr::memchr3_iter(0xe1, 0xef, 0xf3, bytes).any(|at| {
        matches!(
            bytes.get(at..at + 3),
            Some([0xe1, 0xa0, 0x8e] | [0xef, 0xbb, 0xbf] | [0xef, 0xb8, _] | [0xf3, 0xa0, _])
        )
    }) || memchr::memchr_iter(0xe2, bytes).any(|at| {
        // U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F.
        matches!(
            bytes.get(at + 1..at + 3),
            Some([0x80, 0x8b..=0x8f | 0xaa..=0xae] | [0x81, 0xa0..=0xaf])
        )
    })
}

fn is_invisible(c: char, before: Option<char>) -> bool {
    match c {
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
        | '\u{e0000}'..='\u{e007f}' => true,
        // A character has one variation. Runs of them are bytes of a hidden message.
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            before.is_none_or(is_variation)
                || (c >= '\u{e0100}' && !before.is_some_and(has_variations))
        }
        _ => false,
    }
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Returns true for ideographs, which have registered variations (UTS #37).
fn has_variations(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns true for letters of scripts that have no spaces between words.
fn is_unspaced(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphabetic() && c >= '\u{e00}')
}

/// Returns the length of the tags of a flag, `gbeng` and an end, at the start of `text`.
fn flag(text: &str) -> usize {
    let mut length = 0;
    for (nth, c) in text.chars().enumerate().take(MAX_FLAG) {
        length += c.len_utf8();
        match c {
            '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}' => {}
            '\u{e007f}' if nth > 0 => return length,
            _ => return 0,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_nobody_sees_are_found() {
        for (text, expected) in [
            ("a\u{200b}b", "ab"),
            ("\u{200e}Tea\u{200f}", "Tea"),
            ("T\u{2060}ea\u{feff}", "Tea"),
            ("Tea\u{e0041}\u{e0042}\u{e007f}.", "Tea."),
            ("x\u{fe0f}\u{fe01}\u{e0110}\u{e0120}y", "x\u{fe0f}y"),
            ("x\u{e0110}y", "xy"),
            (
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e0068}\u{e0069}\u{e007f}",
                "🏴",
            ),
        ] {
            let kept = without(text).map(|(kept, _)| kept);
            assert_eq!(kept.as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(without("a\u{200b}\u{2060}b").map(|found| found.1), Some(2));
    }

    /// The text as one piece is the oracle.
    #[test]
    fn pieces_have_the_ranges_of_the_whole() {
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        let runs = "x\u{fe0f}\u{fe01}\u{e0110} 葛\u{e0100} tea\u{200b}\u{2060}.";
        let text =
            format!("Tea {flag}{runs} ภาษา\u{200b}ไทย {flag}\u{e0041} of no milk. ").repeat(3);
        let in_pieces = |bytes: usize| {
            let mut search = Search::default();
            search.run(&text, bytes, || false);
            search.found
        };
        let whole = in_pieces(usize::MAX);
        assert_eq!(whole.len(), 9);
        for bytes in 1..text.len() {
            assert_eq!(in_pieces(bytes), whole, "{bytes}");
        }
    }

    #[test]
    fn parts_of_spellings_stay() {
        for text in [
            "Tea – “green”, 茶, ☕\u{fe0f}",
            "می\u{200c}خواهم",
            "👩\u{200d}💻",
            "ภาษา\u{200b}ไทย",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} Tea",
            "葛\u{e0100}",
        ] {
            assert!(ranges(text).is_empty(), "{text:?}");
        }
    }
}

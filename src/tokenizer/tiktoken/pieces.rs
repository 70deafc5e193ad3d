//! Splits text into the pieces that no token crosses, as the patterns of the encodings
//! do.
//!
//! The patterns are regular expressions; each piece is the leftmost match after the one
//! before. The functions below try the same alternatives in the same order. The
//! documentation of each type shows its pattern, and the tests compare the results with
//! tiktoken-rs.

use super::classes::{BREAK, Classes, HEAD, LETTER, NUMBER, SPACE, TAIL};

/// The rule that splits text into pieces.
pub(super) trait PieceRule {
    /// Returns the end of the piece that starts at `at`, which is before the end of the
    /// text.
    fn end(classes: &Classes, text: &str, at: usize) -> usize;
}

/// The pattern of `cl100k_base`:
///
/// ```text
/// '(?i:[sdmt]|ll|ve|re) | [^\r\n\p{L}\p{N}]?+\p{L}++ | \p{N}{1,3}+
/// | ?[^\s\p{L}\p{N}]++[\r\n]*+ | \s++$ | \s*[\r\n] | \s+(?!\S) | \s
/// ```
pub(super) struct Cl100k;

impl PieceRule for Cl100k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        let (bits, length) = classes.at(text, at);
        // Tried first: "'session" is cut after "'s", though it is also one character
        // and letters.
        if let Some(end) = contraction(text, at) {
            return end;
        }
        if bits & LETTER != 0 {
            return classes.letters(text, at + length);
        }
        // One character before the letters belongs to their piece: " word", "(word".
        if bits & (NUMBER | BREAK) == 0 {
            let end = classes.letters(text, at + length);
            if end > at + length {
                return end;
            }
        }
        number(classes, text, at)
            .or_else(|| symbols(classes, text, at, |byte| matches!(byte, b'\r' | b'\n')))
            .unwrap_or_else(|| {
                let space = WhiteSpaceRun::at(classes, text, at);
                match space.after_break {
                    // At the end of the text `\s++$` takes the whole run.
                    Some(end) if space.end < text.len() => end,
                    _ => space.before_text(text),
                }
            })
    }
}

/// The pattern of `o200k_base`, where `U` is `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, `L` is
/// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]` and `'s` abbreviates `(?i:'s|'t|'re|'ve|'m|'ll|'d)`:
///
/// ```text
/// [^\r\n\p{L}\p{N}]?U*L+'s? | [^\r\n\p{L}\p{N}]?U+L*'s? | \p{N}{1,3}
/// | ?[^\s\p{L}\p{N}]+[\r\n/]* | \s*[\r\n]+ | \s+(?!\S) | \s+
/// ```
pub(super) struct O200k;

impl PieceRule for O200k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        let (bits, length) = classes.at(text, at);
        let prefixed = (bits & (LETTER | NUMBER | BREAK) == 0)
            .then(|| WordEnds::at(classes, text, at + length));
        // The optional first character `[^\r\n\p{L}\p{N}]?` also matches a mark, and a
        // mark is in `U` and `L` too. Both readings are tried, as backtracking does: the
        // prefixed one first.
        let unprefixed = (bits & (HEAD | TAIL) != 0).then(|| WordEnds::at(classes, text, at));
        let words = [prefixed, unprefixed];
        let word = words.iter().flatten().find_map(|word| word.lowercase);
        if let Some(end) = word.or_else(|| words.iter().flatten().find_map(|word| word.uppercase)) {
            return contraction(text, end).unwrap_or(end);
        }
        number(classes, text, at)
            .or_else(|| {
                symbols(classes, text, at, |byte| {
                    matches!(byte, b'\r' | b'\n' | b'/')
                })
            })
            .unwrap_or_else(|| {
                let space = WhiteSpaceRun::at(classes, text, at);
                space.after_break.unwrap_or(space.before_text(text))
            })
    }
}

/// The pattern of `p50k_base` and `r50k_base`:
///
/// ```text
/// '(?:[sdmt]|ll|ve|re) | ?\p{L}++ | ?\p{N}++ | ?[^\s\p{L}\p{N}]++ | \s++$
/// | \s+(?!\S) | \s
/// ```
pub(super) struct R50k;

impl PieceRule for R50k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        // This pattern matches case, unlike the newer ones: "'S" is not a contraction.
        let is_lowercase = |end: &usize| {
            text[at..*end]
                .bytes()
                .all(|byte| byte == b'\'' || byte.is_ascii_lowercase())
        };
        if let Some(end) = contraction(text, at).filter(is_lowercase) {
            return end;
        }
        let start = at + usize::from(text.as_bytes()[at] == b' ');
        [LETTER, NUMBER]
            .iter()
            .map(|class| classes.run(text, start, *class))
            .find(|end| *end > start)
            .or_else(|| symbols(classes, text, at, |_| false))
            .unwrap_or_else(|| WhiteSpaceRun::at(classes, text, at).before_text(text))
    }
}

/// The ends of the two readings of the word that starts at a place.
struct WordEnds {
    /// By `U*L+`: the word ends with a lowercase letter or one without case.
    lowercase: Option<usize>,
    /// By `U+L*`, used where `U*L+` does not match: the word is all capitals.
    uppercase: Option<usize>,
}

impl WordEnds {
    fn at(classes: &Classes, text: &str, start: usize) -> Self {
        let mut end = start;
        // The end of the last character that is in both classes: `U*` can leave it to
        // `L+`. In "AB\u{301}" the mark alone satisfies `L+`.
        let mut shared = None;
        loop {
            let (bits, length) = classes.at(text, end);
            if bits & HEAD == 0 {
                break;
            }
            end += length;
            if bits & TAIL != 0 {
                shared = Some(end);
            }
        }
        let tail = classes.run(text, end, TAIL);
        let lowercase = if tail > end { Some(tail) } else { shared };
        let uppercase = (end > start).then_some(end);
        Self {
            lowercase,
            uppercase,
        }
    }
}

/// Matches `'(?i:[sdmt]|ll|ve|re)` at `at`. Ignoring case, `s` also matches the long `ſ`.
#[inline(always)]
fn contraction(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if *bytes.get(at)? != b'\'' {
        return None;
    }
    let first = bytes.get(at + 1)?.to_ascii_lowercase();
    let second = || bytes.get(at + 2).map(u8::to_ascii_lowercase);
    match first {
        b's' | b'd' | b'm' | b't' => Some(at + 2),
        b'l' if second() == Some(b'l') => Some(at + 3),
        b'v' | b'r' if second() == Some(b'e') => Some(at + 3),
        _ => text[at + 1..].starts_with('ſ').then_some(at + 3),
    }
}

/// Matches `\p{N}{1,3}` at `at`.
#[inline(always)]
fn number(classes: &Classes, text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..3 {
        let (bits, length) = classes.at(text, end);
        if bits & NUMBER == 0 {
            break;
        }
        end += length;
    }
    (end > at).then_some(end)
}

/// Matches ` ?[^\s\p{L}\p{N}]+` at `at` and the following bytes accepted by `follows`.
#[inline(always)]
fn symbols(classes: &Classes, text: &str, at: usize, follows: fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = at + usize::from(bytes[at] == b' ');
    let end = classes.run_outside(text, start, SPACE | LETTER | NUMBER);
    let trailing = || bytes[end..].iter().take_while(|byte| follows(**byte));
    (end > start).then(|| end + trailing().count())
}

/// A run of white space.
struct WhiteSpaceRun {
    /// The start and the end of the last character.
    last: usize,
    end: usize,
    /// The end of the last line break.
    after_break: Option<usize>,
    start: usize,
}

impl WhiteSpaceRun {
    #[inline(never)]
    fn at(classes: &Classes, text: &str, start: usize) -> Self {
        let mut space = Self {
            last: start,
            end: start,
            after_break: None,
            start,
        };
        loop {
            let (bits, length) = classes.at(text, space.end);
            if bits & SPACE == 0 {
                return space;
            }
            space.last = space.end;
            space.end += length;
            if bits & BREAK != 0 {
                space.after_break = Some(space.end);
            }
        }
    }

    /// Matches `\s+(?!\S)`, else `\s`: the whole run at the end of the text, otherwise
    /// all but its last character, or that character if it is the only one. The last
    /// space before a word belongs to the word: " a" is one piece.
    fn before_text(&self, text: &str) -> usize {
        if self.end == text.len() || self.last == self.start {
            self.end
        } else {
            self.last
        }
    }
}

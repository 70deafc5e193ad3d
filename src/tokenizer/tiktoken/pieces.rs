//! Cuts text into the pieces that tokens never reach over, as the patterns of the encodings do.
//!
//! The patterns are regular expressions of which one piece after the other is the leftmost match. Here are the same
//! alternatives in the same order, written out, with the pattern before each. The tests compare them with the reference.

use super::classes::{BREAK, Classes, HEAD, LETTER, NUMBER, SPACE, TAIL};

/// A pattern that cuts text into pieces.
pub(super) trait Cut {
    /// Where the piece ends that begins at `at`, which is before the end of the text.
    fn end(classes: &Classes, text: &str, at: usize) -> usize;
}

/// The pattern of `cl100k_base`:
///
/// ```text
/// '(?i:[sdmt]|ll|ve|re) | [^\r\n\p{L}\p{N}]?+\p{L}++ | \p{N}{1,3}+ | ?[^\s\p{L}\p{N}]++[\r\n]*+ | \s++$ | \s*[\r\n]
/// | \s+(?!\S) | \s
/// ```
pub(super) struct Cl100k;

impl Cut for Cl100k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        let (bits, length) = classes.at(text, at);
        if let Some(end) = contraction(text, at) {
            return end;
        }
        if bits & LETTER != 0 {
            return classes.letters(text, at + length);
        }
        if bits & (NUMBER | BREAK) == 0 {
            let end = classes.letters(text, at + length);
            if end > at + length {
                return end;
            }
        }
        number(classes, text, at)
            .or_else(|| symbols(classes, text, at, |byte| matches!(byte, b'\r' | b'\n')))
            .unwrap_or_else(|| {
                let space = Space::at(classes, text, at);
                match space.behind_break {
                    Some(end) if space.end < text.len() => end,
                    _ => space.before_text(text),
                }
            })
    }
}

/// The pattern of `o200k_base`, where `U` is `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, `L` is `[\p{Ll}\p{Lm}\p{Lo}\p{M}]` and `'s`
/// stands for `(?i:'s|'t|'re|'ve|'m|'ll|'d)`:
///
/// ```text
/// [^\r\n\p{L}\p{N}]?U*L+'s? | [^\r\n\p{L}\p{N}]?U+L*'s? | \p{N}{1,3} | ?[^\s\p{L}\p{N}]+[\r\n/]* | \s*[\r\n]+
/// | \s+(?!\S) | \s+
/// ```
pub(super) struct O200k;

impl Cut for O200k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        let (bits, length) = classes.at(text, at);
        let prefixed =
            (bits & (LETTER | NUMBER | BREAK) == 0).then(|| Word::at(classes, text, at + length));
        // A mark may be the prefix or belong to the word.
        let bare = (bits & (HEAD | TAIL) != 0).then(|| Word::at(classes, text, at));
        let words = [prefixed, bare];
        let word = words.iter().flatten().find_map(|word| word.lowered);
        if let Some(end) = word.or_else(|| words.iter().flatten().find_map(|word| word.raised)) {
            return contraction(text, end).unwrap_or(end);
        }
        number(classes, text, at)
            .or_else(|| {
                symbols(classes, text, at, |byte| {
                    matches!(byte, b'\r' | b'\n' | b'/')
                })
            })
            .unwrap_or_else(|| {
                let space = Space::at(classes, text, at);
                space.behind_break.unwrap_or(space.before_text(text))
            })
    }
}

/// The pattern of `p50k_base` and `r50k_base`:
///
/// ```text
/// '(?:[sdmt]|ll|ve|re) | ?\p{L}++ | ?\p{N}++ | ?[^\s\p{L}\p{N}]++ | \s++$ | \s+(?!\S) | \s
/// ```
pub(super) struct R50k;

impl Cut for R50k {
    #[inline(always)]
    fn end(classes: &Classes, text: &str, at: usize) -> usize {
        let short = |end: &usize| {
            text[at..*end]
                .bytes()
                .all(|byte| byte == b'\'' || byte.is_ascii_lowercase())
        };
        if let Some(end) = contraction(text, at).filter(short) {
            return end;
        }
        let start = at + usize::from(text.as_bytes()[at] == b' ');
        [LETTER, NUMBER]
            .iter()
            .map(|class| classes.run(text, start, *class))
            .find(|end| *end > start)
            .or_else(|| symbols(classes, text, at, |_| false))
            .unwrap_or_else(|| Space::at(classes, text, at).before_text(text))
    }
}

/// Where a word ends that begins at a place.
struct Word {
    /// By `U*L+`: it ends with a small letter, or one without case.
    lowered: Option<usize>,
    /// By `U+L*`, where `U*L+` gives none: it is all capitals.
    raised: Option<usize>,
}

impl Word {
    fn at(classes: &Classes, text: &str, start: usize) -> Self {
        let mut end = start;
        // The last place at which `U*` could stop for `L+` to go on with a character that is both.
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
        let lowered = if tail > end { Some(tail) } else { shared };
        let raised = (end > start).then_some(end);
        Self { lowered, raised }
    }
}

/// `'(?i:[sdmt]|ll|ve|re)` at `at`. Without regard to case, `s` is also the long `ſ`.
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

/// `\p{N}{1,3}` at `at`.
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

/// ` ?[^\s\p{L}\p{N}]+` at `at`, and the bytes behind it that `follows` takes.
#[inline(always)]
fn symbols(classes: &Classes, text: &str, at: usize, follows: fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = at + usize::from(bytes[at] == b' ');
    let end = classes.run_outside(text, start, SPACE | LETTER | NUMBER);
    let behind = || bytes[end..].iter().take_while(|byte| follows(**byte));
    (end > start).then(|| end + behind().count())
}

/// A run of white space.
struct Space {
    /// Where its last character begins, and where it ends.
    last: usize,
    end: usize,
    /// Behind its last line break.
    behind_break: Option<usize>,
    start: usize,
}

impl Space {
    #[inline(never)]
    fn at(classes: &Classes, text: &str, start: usize) -> Self {
        let mut space = Self {
            last: start,
            end: start,
            behind_break: None,
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
                space.behind_break = Some(space.end);
            }
        }
    }

    /// `\s+(?!\S)`, else `\s`: all of it at the end of the text, else all but the last character, else that one.
    fn before_text(&self, text: &str) -> usize {
        if self.end == text.len() || self.last == self.start {
            self.end
        } else {
            self.last
        }
    }
}

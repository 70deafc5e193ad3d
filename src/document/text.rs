//! Byte spans of a document's one text.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A half-open range of bytes, `start..end`.
///
/// In a document's text both ends are always character boundaries. Offsets are `u32`: a
/// document is below 4 GiB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns the number of its bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns whether it has no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same as a `usize` range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether every byte of `other` is in it.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes in both; empty where there are none.
    #[must_use]
    pub fn intersect(self, other: Span) -> Span {
        let start = self.start.max(other.start);
        Span::new(start, self.end.min(other.end))
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Converts an offset to its stored type. No other code does this.
///
/// # Panics
/// Above 4 GiB. Every reader rejects such inputs.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("texts above 4 GiB are rejected when they are read")
}

impl From<Range<usize>> for Span {
    /// # Panics
    /// If an end is above 4 GiB.
    fn from(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// `span` without the blank lines and trailing white space around its text.
///
/// The indentation of the first line is kept, because it has a meaning (code, nested
/// lists): `"\n\n    let x;\n"` becomes `"    let x;"`. If the span begins inside a line,
/// white space at its start is removed.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let breaks = (slice.bytes().rev())
        .take_while(|byte| *byte == b'\n')
        .count();
    if let [first, ..] = slice.as_bytes()
        && first.is_ascii_graphic()
        && slice.as_bytes()[slice.len() - breaks - 1].is_ascii_graphic()
    {
        return Span::new(span.start, span.end - offset(breaks)); // most blocks
    }
    let end = slice.trim_end().len();
    let first = slice.len() - slice.trim_start().len();
    if first >= end {
        return Span::new(span.start, span.start);
    }
    let at_line_start = span.start == 0 || text.as_bytes()[span.start as usize - 1] == b'\n';
    let start = match slice[..first].rfind(['\n', '\r']) {
        Some(newline) => newline + 1,
        None if at_line_start => 0,
        None => first,
    };
    Span::new(span.start + offset(start), span.start + offset(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_the_indentation_of_the_first_line_only() {
        let cut =
            |text: &str, range: Range<usize>| text[trim(text, range.into()).range()].to_owned();
        assert_eq!(cut("\n\n    let x;\n", 0..13), "    let x;");
        assert_eq!(cut("one. two ", 4..9), "two");
        assert_eq!(cut("  \n\t ", 0..5), "");
        assert_eq!(cut("a\n b", 1..4), " b");
        assert_eq!(cut("a\n b", 2..4), " b");
    }
}

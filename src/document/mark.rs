//! Marks: pieces of the text that are not content, such as hidden words or comments.

use super::text::Span;
use super::{BlockKind, Document};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A piece of the document's text that is not its content. It may be a word of a
/// paragraph or several blocks.
///
/// The text of a chunk is without the marked pieces inside its span, unless an option of
/// the reader keeps them: [`Chunk::omitted`](crate::Chunk::omitted) lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mark {
    /// The place in the document's text.
    pub span: Span,
    /// The reason.
    pub kind: MarkKind,
    /// True if no chunk has the text; false if an option of the reader keeps it.
    pub is_omitted: bool,
}

/// The reasons for which text is [marked](Mark).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MarkKind {
    /// Text that the document does not show: white letters on white paper, characters of
    /// no width, elements that a style hides.
    Hidden,
    /// Running heads, page numbers, navigation inside a block.
    Boilerplate,
    /// Characters that are not readable text because of a broken encoding or font.
    Unreadable,
    /// A comment for authors.
    Comment,
    /// Markup that is not shown: directives, tags of components, imports, the marks of
    /// notes in headings.
    Markup,
    /// Embedded data, such as the content of a `data:` URL.
    Data,
}

impl MarkKind {
    /// Returns the kind that a chunk with kept text of this kind has; `None` for markup
    /// and data, which do not change what a chunk is.
    #[must_use]
    pub fn block_kind(self) -> Option<BlockKind> {
        match self {
            Self::Hidden => Some(BlockKind::Hidden),
            Self::Boilerplate => Some(BlockKind::Boilerplate),
            Self::Unreadable => Some(BlockKind::Unreadable),
            Self::Comment => Some(BlockKind::Comment),
            Self::Markup | Self::Data => None,
        }
    }
}

impl Mark {
    pub(crate) fn omitted(span: Span, kind: MarkKind) -> Self {
        Self {
            span,
            kind,
            is_omitted: true,
        }
    }

    pub(crate) fn kept(span: Span, kind: MarkKind) -> Self {
        Self {
            is_omitted: false,
            ..Self::omitted(span, kind)
        }
    }

    /// Returns the mark of the same text when `bytes` precede it.
    #[cfg(any(feature = "html", feature = "pdf"))]
    pub(crate) fn moved(self, bytes: usize) -> Self {
        let bytes = super::offset(bytes);
        Self {
            span: Span::new(self.span.start + bytes, self.span.end + bytes),
            ..self
        }
    }
}

impl Document {
    /// Returns the pieces of the text that are not content, in reading order, disjoint.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.0.marks
    }

    /// Returns the parts of `span` that are in no chunk's text, ascending.
    pub fn omitted(&self, span: Span) -> impl Iterator<Item = Span> {
        let marks = self.marks();
        let first = marks.partition_point(|mark| mark.span.end <= span.start);
        (marks[first..].iter())
            .take_while(move |mark| mark.span.start < span.end)
            .filter(|mark| mark.is_omitted)
            .map(move |mark| mark.span.intersect(span))
    }

    /// Returns the text of `span` without the parts that are [omitted](Self::omitted).
    ///
    /// ```
    /// use sectile::{BlockKind, DocumentBuilder, MarkKind, Span};
    ///
    /// let mut builder = DocumentBuilder::over("Boil <!-- do not --> water.");
    /// builder.block(BlockKind::Paragraph, Span::new(0, 27));
    /// builder.omit(Span::new(5, 21), MarkKind::Comment);
    /// let document = builder.finish()?;
    /// assert_eq!(document.shown_text(Span::new(0, 27)), "Boil water.");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    ///
    /// # Panics
    /// If `span` reaches beyond the text or cuts a character.
    #[must_use]
    pub fn shown_text(&self, span: Span) -> Cow<'_, str> {
        if self.omitted(span).next().is_none() {
            return self.text()[span.range()].into();
        }
        without(self.text(), span, self.omitted(span)).into()
    }
}

/// Returns the text of `span` without the `omitted` spans inside it, which are ascending.
pub(super) fn without(text: &str, span: Span, omitted: impl Iterator<Item = Span>) -> String {
    let mut shown = String::with_capacity(span.len());
    let mut from = span.start;
    for omitted in omitted {
        shown.push_str(&text[Span::new(from, omitted.start).range()]);
        from = omitted.end;
    }
    shown + &text[Span::new(from, span.end).range()]
}

/// Sorts marks and makes them disjoint. Where two overlap, the text is omitted if either
/// is omitted, because text that one reason omits must not reach a chunk by another.
pub(super) fn disjoint(marks: Vec<Mark>) -> Vec<Mark> {
    let (omitted, kept): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().partition(|mark| mark.is_omitted);
    let mut all = first_wins(omitted);
    let omitted = all.len();
    for mark in first_wins(kept) {
        let first = all[..omitted].partition_point(|other| other.span.end <= mark.span.start);
        let mut start = mark.span.start;
        for at in first..omitted {
            let other = all[at].span;
            if other.start >= mark.span.end {
                break;
            }
            let before = Span::new(start, other.start);
            all.push(Mark {
                span: before,
                ..mark
            });
            start = other.end;
        }
        let span = Span::new(start, mark.span.end);
        all.push(Mark { span, ..mark });
    }
    all.retain(|mark| !mark.span.is_empty());
    all.sort_by_key(|mark| mark.span);
    all
}

/// Sorts marks and cuts off the start of each that overlaps an earlier one.
fn first_wins(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| mark.span);
    let mut end = 0;
    for mark in &mut marks {
        mark.span = Span::new(mark.span.start.max(end), mark.span.end);
        end = end.max(mark.span.end);
    }
    marks.retain(|mark| !mark.span.is_empty());
    marks
}

/// Extends `span`, if it is whole lines of `text`, over the line breaks after it, so that
/// what is left has no wider gap than before: without its second paragraph,
/// `"a\n\nb\n\nc"` is `"a\n\nc"`, and `"a\n<!-- b -->\n\nc"` is `"a\n\nc"`.
pub(super) fn with_line_breaks(text: &str, span: Span) -> Span {
    let (before, after) = (
        &text[..span.start as usize],
        &text.as_bytes()[span.end as usize..],
    );
    let is_whole = (before.is_empty() || before.ends_with('\n')) && !span.is_empty();
    if !is_whole || text.as_bytes()[span.end as usize - 1] == b'\n' {
        return span;
    }
    let follows_blank_line =
        before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let mut breaks = 0;
    let mut length = 0;
    for (at, byte) in after.iter().enumerate() {
        match byte {
            b'\n' if follows_blank_line || breaks == 0 => (breaks, length) = (breaks + 1, at + 1),
            b'\r' => {}
            _ => break,
        }
    }
    Span::new(span.start, span.end + super::offset(length))
}

/// Checks that marks are ascending, disjoint and between characters of `text`.
pub(super) fn check(marks: &[Mark], text: &str) -> Result<(), String> {
    let is_in_order = marks
        .windows(2)
        .all(|pair| pair[0].span.end <= pair[1].span.start);
    let is_inside = |mark: &Mark| !mark.span.is_empty() && text.get(mark.span.range()).is_some();
    if is_in_order && marks.iter().all(is_inside) {
        Ok(())
    } else {
        Err("marks overlap, are out of order or are not between characters of the text".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_and_omission_wins() {
        let omitted = |start, end| Mark::omitted(Span::new(start, end), MarkKind::Hidden);
        let kept = |start, end| Mark::kept(Span::new(start, end), MarkKind::Hidden);
        let marks = vec![
            kept(0, 10),
            omitted(12, 14),
            omitted(3, 5),
            omitted(4, 7),
            kept(13, 16),
        ];
        let expected = vec![
            kept(0, 3),
            omitted(3, 5),
            omitted(5, 7),
            kept(7, 10),
            omitted(12, 14),
            kept(14, 16),
        ];
        assert_eq!(disjoint(marks), expected);
    }

    #[test]
    fn whole_lines_take_their_line_breaks_along() {
        let without = |text: &str, piece: &str| {
            let start = text.find(piece).unwrap();
            let span = with_line_breaks(text, (start..start + piece.len()).into());
            [&text[..span.start as usize], &text[span.end as usize..]].concat()
        };
        assert_eq!(without("a\n\nb\n\nc\n", "b"), "a\n\nc\n");
        assert_eq!(without("a\nb\n\nc\n", "b"), "a\n\nc\n");
        assert_eq!(without("a\r\n\r\nb\r\n\r\nc", "b"), "a\r\n\r\nc");
        assert_eq!(without("b\n\nc", "b"), "c");
        assert_eq!(without("a b\n\nc", "b"), "a \n\nc");
        assert_eq!(without("a\n\nb d", "b"), "a\n\n d");
    }
}

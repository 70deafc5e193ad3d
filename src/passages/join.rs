//! Decides how two chunks that follow each other become one text.

use crate::chunk::Chunk;

/// The text between two chunks of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing, and this many bytes of the second text are left out, because the first
    /// one has them: windows overlap.
    Without(usize),
    /// The text of one line after the other.
    Line,
    /// A blank line.
    Blank,
}

impl Join {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Without(_) => "",
            Self::Line => "\n",
            Self::Blank => "\n\n",
        }
    }
}

/// Returns how `next` joins `chunk`; `None` if it does not directly follow it.
pub(super) fn join(chunk: &Chunk, next: &Chunk) -> Option<Join> {
    let follows = next.document == chunk.document
        && next.level == chunk.level
        && Some(next.ordinal) == chunk.ordinal.checked_add(1)
        && next.span.start > chunk.span.start
        && next.span.end > chunk.span.end;
    // "```" after the first text closes a fence that the second reopens: both are left
    // out. Without the second, the text after it would be code.
    let continues = !lead(next).is_empty();
    if !follows || !(chunk.suffix.is_empty() || continues) {
        return None;
    }
    match next.span.start.checked_sub(chunk.span.end) {
        None | Some(0) => repeated(chunk, next).map(Join::Without),
        Some(1) => Some(Join::Line),
        // Rows of a table are still one table, also after "\r\n".
        Some(_) if continues => Some(Join::Line),
        Some(_) => Some(Join::Blank),
    }
}

/// Returns the number of bytes of the text of `next` that `chunk` has too; `None` if its
/// text cannot be cut there.
fn repeated(chunk: &Chunk, next: &Chunk) -> Option<usize> {
    let omitted: usize = next.omitted.iter().map(|span| span.len()).sum();
    // A chunk of another chunker may have a text of another length than its span.
    let is_verbatim = next.text.len() + omitted == next.span.len();
    let in_both = next.span.intersect(chunk.span);
    let omitted = (next.omitted.iter()).map(|span| span.intersect(in_both).len());
    let repeated = in_both.len() - omitted.sum::<usize>();
    (repeated == 0 || is_verbatim && next.text.is_char_boundary(repeated)).then_some(repeated)
}

/// Returns the part of the prefix after the heading path: the header of a table that
/// continues, an opening fence.
fn lead(chunk: &Chunk) -> &str {
    // The path is one line and a blank line: "Guide > Install\n\n| Key | Value |\n".
    let has_path = !chunk.headings.is_empty() || chunk.title.is_some();
    match chunk.prefix.split_once("\n\n").filter(|_| has_path) {
        Some((_, lead)) => lead,
        None => &chunk.prefix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::ChunkHeading;
    use crate::document::Span;

    fn chunk(ordinal: u32, span: (u32, u32), prefix: &str) -> Chunk {
        Chunk {
            ordinal,
            headings: vec![ChunkHeading::new(1, "Tea", "tea")],
            prefix: prefix.to_owned(),
            text: "a".repeat((span.1 - span.0) as usize),
            span: Span::new(span.0, span.1),
            ..Chunk::default()
        }
    }

    #[test]
    fn the_gap_decides_what_is_between() {
        let first = chunk(0, (0, 10), "Tea\n\n");
        let next = |start| join(&first, &chunk(1, (start, 20), "Tea\n\n"));
        assert_eq!(next(10), Some(Join::Without(0)));
        assert_eq!(next(11), Some(Join::Line));
        assert_eq!(next(12), Some(Join::Blank));
        assert_eq!(next(8), Some(Join::Without(2)));
        assert_eq!(join(&first, &chunk(2, (12, 20), "Tea\n\n")), None);
        assert_eq!(join(&first, &chunk(1, (0, 20), "Tea\n\n")), None);
    }

    #[test]
    fn a_table_that_continues_has_no_blank_line() {
        let first = chunk(0, (0, 10), "Tea\n\n");
        let rows = chunk(1, (12, 20), "Tea\n\n| Tea |\n|---|\n");
        assert_eq!(join(&first, &rows), Some(Join::Line));
    }

    #[test]
    fn a_closing_fence_needs_the_fence_after_it() {
        let mut code = chunk(0, (0, 10), "Tea\n\n");
        code.suffix = "\n```".to_owned();
        assert_eq!(
            join(&code, &chunk(1, (11, 20), "Tea\n\n```rust\n")),
            Some(Join::Line)
        );
        assert_eq!(join(&code, &chunk(1, (11, 20), "Tea\n\n")), None);
    }

    #[test]
    fn omitted_bytes_are_not_cut_from_the_text() {
        let first = chunk(0, (0, 10), "");
        let mut next = chunk(1, (6, 20), "");
        next.omitted = vec![Span::new(7, 9)];
        next.text = "a".repeat(12);
        assert_eq!(join(&first, &next), Some(Join::Without(2)));
        next.text = "another text".repeat(2);
        assert_eq!(join(&first, &next), None);
    }
}

//! A line of the source and its indentation.

/// The columns of a tab stop (`CommonMark` 2.2).
pub(super) const TAB_COLUMNS: usize = 4;

/// A line, or the rest of one after something that ended inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SourceLine {
    /// The offset of its first byte.
    pub(super) start: usize,
    /// The offset of its first byte that is not white space; the end of a blank line.
    pub(super) text: usize,
    /// The offset after its last visible byte.
    pub(super) end: usize,
    /// The offset of the next line.
    pub(super) next: usize,
    /// The columns before its text.
    pub(super) columns: usize,
}

impl SourceLine {
    /// Returns the line that begins at `start`.
    pub(super) fn at(source: &[u8], start: usize) -> Self {
        let rest = &source[start..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..length];
        let visible = line.trim_ascii_end().len();
        let mut columns = 0;
        let mut text = 0;
        while let Some(byte) = line[..visible].get(text) {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += TAB_COLUMNS - columns % TAB_COLUMNS,
                _ => break,
            }
            text += 1;
        }
        Self {
            start,
            text: start + text,
            end: start + visible,
            next: (start + length + 1).min(source.len()),
            columns,
        }
    }

    pub(super) fn is_blank(self) -> bool {
        self.text == self.end
    }

    /// Returns the number of bytes at its start that are `columns` columns of white
    /// space, or less if it has less or a tab goes over the last of them.
    pub(super) fn indentation(self, source: &[u8], columns: usize) -> usize {
        let mut column = 0;
        for (at, byte) in source[self.start..self.text].iter().enumerate() {
            column += match byte {
                b'\t' => TAB_COLUMNS - column % TAB_COLUMNS,
                _ => 1,
            };
            if column > columns {
                return at;
            }
        }
        self.text - self.start
    }
}

/// Splits `text` into the run of `mark` at its start and the rest.
pub(super) fn run(text: &str, mark: char) -> (usize, &str) {
    let rest = text.trim_start_matches(mark);
    (text.len() - rest.len(), rest)
}

/// The fewest marks of a thematic break.
pub(super) const MIN_RULE_MARKS: usize = 3;

/// Returns true for a thematic break (`CommonMark` 4.1).
pub(super) fn is_rule(text: &str) -> bool {
    let mark = text.bytes().next().unwrap_or_default();
    matches!(mark, b'-' | b'*' | b'_')
        && text
            .bytes()
            .all(|byte| byte == mark || matches!(byte, b' ' | b'\t'))
        && text.bytes().filter(|byte| *byte == mark).count() >= MIN_RULE_MARKS
}

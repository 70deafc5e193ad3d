//! Indented containers of Python-Markdown: `!!! note`, `??? note` and `=== "Tab"`.

use super::super::constructs::Constructs;
use super::super::line::{SourceLine, TAB_COLUMNS, run};
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;

impl Scan<'_> {
    /// Reads the first line of an indented container.
    pub(super) fn indented(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::INDENTED)
            || !is_opening(self.text(line))
            || !self.has_body(line)
        {
            return false;
        }
        self.open(Kind::Indented(line.columns), line.text);
        self.marks.region(line.text..line.end, BlockKind::Other);
        true
    }

    /// Returns true if the next line with text is indented below `line`.
    ///
    /// `!!! note` without a body may be anything, so it stays text.
    fn has_body(&self, line: SourceLine) -> bool {
        let rest = &self.source[line.next..];
        let blank = rest.len() - rest.trim_start().len();
        let start = rest[..blank].rfind('\n').map_or(0, |newline| newline + 1);
        let next = SourceLine::at(self.bytes(), line.next + start);
        let removed = self.containers.indentation().map_or(0, |(_, depth)| depth) * TAB_COLUMNS;
        !next.is_blank() && next.columns >= removed + line.columns + TAB_COLUMNS
    }

    /// Closes the indented containers that do not hold a line.
    pub(super) fn close_indented(&mut self, line: SourceLine) {
        while let Some((columns, depth)) = self.containers.indentation() {
            // The columns of a container are those in the view, in which outer bodies are
            // not indented.
            if line.columns >= columns + depth * TAB_COLUMNS {
                return;
            }
            self.fence = None;
            self.before = super::Before::Boundary;
            self.close(Kind::Indented(columns), line.start);
        }
    }

    /// Leaves the indentation of bodies out of the view.
    pub(super) fn strip_bodies(&mut self, line: &mut SourceLine) {
        let Some((_, depth)) = self.containers.indentation() else {
            return;
        };
        let removed = line.indentation(self.bytes(), depth * TAB_COLUMNS);
        self.marks.remove(line.start..line.start + removed);
        line.columns = line.columns.saturating_sub(depth * TAB_COLUMNS);
    }
}

/// Returns true for `!!! type "title"`, `???+ type "title"`, `=== "title"`.
fn is_opening(text: &str) -> bool {
    let Some(mark @ ('!' | '?' | '=')) = text.chars().next() else {
        return false;
    };
    let (length, rest) = run(text, mark);
    let flags = if mark == '!' { "" } else { "+!" };
    let rest = rest.trim_start_matches(|c| flags.contains(c));
    if length != 3 {
        return false;
    }
    let title = rest.trim_start();
    let is_title = is_quoted(title);
    if mark == '=' {
        return is_title && rest.starts_with(' ');
    }
    let words = title.split(['"', '\'']).next().unwrap_or_default();
    let quoted = title[words.len()..].trim_start();
    let is_type = words
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    let has_type = !words.trim().is_empty() && (quoted.is_empty() || is_quoted(quoted));
    is_type && (is_title || has_type)
}

fn is_quoted(text: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| text.len() >= 2 && text.starts_with(*quote) && text.ends_with(*quote))
}

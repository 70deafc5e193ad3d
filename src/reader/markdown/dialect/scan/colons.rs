//! Fenced divs of pandoc and directives of `MyST`, docfx and remark: `::: note`.

use super::super::constructs::Constructs;
use super::super::fence::Runs;
use super::super::line::{SourceLine, run};
use super::Scan;
use super::containers::Kind;
use super::directives::{self, Body};
use crate::document::BlockKind;

/// The fewest colons of a fenced div.
const MIN_COLONS: usize = 3;

/// Directives of docfx that are a line only: `:::image source="tea.png":::`.
const LEAVES: [&str; 4] = ["image", "code", "no-loc", "video"];

impl Scan<'_> {
    /// Reads a line that begins with a colon.
    pub(super) fn colons(&mut self, line: SourceLine) -> bool {
        let (length, rest) = run(self.text(line), ':');
        if length < MIN_COLONS || !self.on.has(Constructs::DIVS) {
            // A definition has a space after its colon: `:tea` and `::video` have none.
            let is_definition = length == 1 && (rest.is_empty() || rest.starts_with([' ', '\t']));
            if !is_definition && !is_delimiter_row(self.text(line)) {
                self.marks.escape(line.text);
            }
            return false;
        }
        let info = rest.trim();
        let name = info
            .split(|c: char| c.is_whitespace() || matches!(c, '[' | ':' | '='))
            .next()
            .unwrap_or_default();
        if info.is_empty() {
            self.close(Kind::Colons(length), line.end);
        } else if let Some(opener) = end_of(name) {
            self.close(Kind::Pair(opener), line.end);
        } else if info.ends_with(":::") && LEAVES.contains(&name) && !info.contains("complex") {
            // A leaf: its line is all of it.
        } else if matches!(name, "zone" | "moniker")
            || info.ends_with(":::") && !name.is_empty() && length == MIN_COLONS
        {
            self.open(Kind::Pair(name), line.text);
        } else if directives::body(info) != Body::Markdown
            && let Some(end) = self.end_of_colons(line, length)
        {
            let end = SourceLine::at(self.bytes(), end);
            self.marks.code(
                line.text..end.end,
                line.next..end.start,
                directives::body(info).kind(),
            );
            self.at = end.next;
            return true;
        } else {
            self.open(Kind::Colons(length), line.text);
            let end = self.options(line, info);
            self.marks.region(line.text..end, BlockKind::Other);
            return true;
        }
        self.marks.region(line.text..line.end, BlockKind::Other);
        true
    }

    /// Returns the start of the line that closes a div of `length` colons.
    fn end_of_colons(&mut self, line: SourceLine, length: usize) -> Option<usize> {
        let (source, body) = (self.source, self.body);
        let runs = (self.lookahead.colons).get_or_insert_with(|| Runs::find(source, body, ':'));
        runs.next(line, length)
    }
}

/// Returns true for the line below the header of a table: `:-- | --:`.
fn is_delimiter_row(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t'))
        && text.contains('-')
}

/// Returns the name that an end of docfx closes: `row` of `row-end`.
fn end_of(name: &str) -> Option<&str> {
    name.strip_suffix("-end")
}

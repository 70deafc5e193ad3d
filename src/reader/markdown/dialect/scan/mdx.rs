//! Imports, exports and expressions of MDX, and the indentation that means nothing in it.

use super::super::constructs::Constructs;
use super::super::fence::MIN_CODE_COLUMNS;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::braces::{Braces, after_string};
use super::{Before, Scan};
use crate::document::BlockKind;

/// The state of a text in MDX.
#[derive(Debug, Default)]
pub(super) struct MdxState {
    pub(super) braces: Braces,
    /// The columns that the lines of the open list, or of the open fence, lose in the
    /// view.
    pub(super) stripped: usize,
    /// True if a module was open up to the end of the text: from then on they end at
    /// blank lines, so that the rest is not scanned again for each.
    has_open_module: bool,
}

impl Scan<'_> {
    /// Leaves the indentation that means nothing out of the view: that of the bodies of
    /// containers, and in MDX, which has no indented code, all outside of lists.
    pub(super) fn strip(&mut self, line: &mut SourceLine) {
        self.strip_bodies(line);
        if !self.on.has(Constructs::MDX) {
            return;
        }
        if let Some(fence) = self.fence {
            let removed = line.indentation(self.bytes(), fence.stripped);
            self.marks.remove(line.start..line.start + removed);
            line.columns = line.columns.saturating_sub(fence.stripped);
            return;
        }
        let first = self.lists.content(0);
        let is_outside = line.columns < self.mdx.stripped + first;
        let is_new = self.before == Before::Boundary || self.text(*line).starts_with('<');
        let continues = super::lists::has_mark(self.text(*line))
            && line.columns >= self.mdx.stripped
            && !self.lists.is_empty();
        if is_outside && is_new && !continues {
            self.lists.leave(0);
            self.leave_lists();
        }
        let kept = if self.lists.is_empty() {
            self.mdx.stripped = line.columns;
            0
        } else {
            let columns = line.columns.saturating_sub(self.mdx.stripped);
            let base = self.lists.base(columns);
            // Four more columns than the item are not code in MDX.
            if columns >= base + MIN_CODE_COLUMNS {
                base
            } else {
                columns
            }
        };
        let removed = line.indentation(self.bytes(), line.columns - kept);
        self.marks.remove(line.start..line.start + removed);
        line.columns = kept;
    }

    /// Reads lines of imports and exports. They end at the first blank line outside of
    /// brackets and templates.
    pub(super) fn module(&mut self, line: SourceLine) -> bool {
        let is_start = self.before == Before::Boundary && line.text == line.start;
        if !is_start || !self.on.has(Constructs::MDX) || !is_module(self.text(line).as_bytes()) {
            return false;
        }
        let end = self.end_of_module(line.text);
        self.marks.omit(line.text..end, OmittedKind::Markup);
        self.at = SourceLine::at(self.bytes(), end).next;
        true
    }

    fn end_of_module(&mut self, start: usize) -> usize {
        let bytes = self.bytes();
        let blank = self.source[start..]
            .find("\n\n")
            .map_or(bytes.len(), |at| start + at);
        if self.mdx.has_open_module {
            return blank;
        }
        let mut open: Vec<u8> = Vec::new();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            let is_template = open.last() == Some(&b'`');
            match byte {
                b'\\' => at += 1,
                b'`' if is_template => drop(open.pop()),
                b'`' => open.push(b'`'),
                b'$' if is_template && bytes.get(at) == Some(&b'{') => {
                    open.push(b'{');
                    at += 1;
                }
                _ if is_template => {}
                b'{' | b'(' | b'[' => open.push(byte),
                b'}' | b')' | b']' => drop(open.pop()),
                b'"' | b'\'' => at = after_string(bytes, at, byte),
                b'/' if bytes.get(at) == Some(&b'/') => {
                    at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                }
                b'\n' if open.is_empty() && SourceLine::at(bytes, at).is_blank() => return at - 1,
                _ => {}
            }
        }
        if open.is_empty() {
            return bytes.len();
        }
        self.mdx.has_open_module = true;
        blank
    }

    /// Reads an expression over several lines. It is text, but its lines are not
    /// headings: ``{render(`# Tea`)}``.
    pub(super) fn expression(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::MDX) || self.source[line.text..].starts_with("{/*") {
            return false;
        }
        let Some(end) = self.mdx.braces.after(self.source.as_bytes(), line.text) else {
            return false;
        };
        if end <= line.end || !self.ends_line(end) {
            return false;
        }
        self.marks.region(line.text..end, BlockKind::Other);
        self.at = SourceLine::at(self.bytes(), end).next;
        true
    }

    /// Returns the offset after an expression in a line, in which nothing is matched.
    pub(super) fn inline_expression(&mut self, at: usize) -> Option<usize> {
        if !self.on.has(Constructs::MDX) {
            return None;
        }
        self.mdx.braces.after(self.source.as_bytes(), at)
    }
}

/// Returns true for the first line of an import or export: `import Tea from './tea'`.
/// `import the module` is text.
pub(in crate::reader::markdown::dialect) fn is_module(line: &[u8]) -> bool {
    let Ok(line) = str::from_utf8(line) else {
        return false;
    };
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim_start();
        return rest.starts_with(['{', '*', '"', '\''])
            || line.contains(" from '")
            || line.contains(" from \"");
    }
    let Some(rest) = line.strip_prefix("export ") else {
        return false;
    };
    let declarations = [
        "const ",
        "let ",
        "var ",
        "function ",
        "function* ",
        "async ",
        "class ",
        "default ",
        "{",
        "*",
        "type ",
        "interface ",
        "enum ",
    ];
    declarations
        .iter()
        .any(|declaration| rest.trim_start().starts_with(declaration))
}

//! Scans the lines of a text for the constructs of dialects.
//!
//! Nothing is matched in code, comments or raw text of HTML. The scanner moves forward
//! only and keeps what is open on stacks, so its time is linear in the text.

mod asciidoc;
mod braces;
mod code_spans;
mod colons;
mod comments;
mod components;
mod containers;
mod data;
mod directives;
mod hidden;
mod indented;
mod inline;
mod liquid;
mod lists;
mod mdx;
mod raw;
mod raw_fences;
mod shortcodes;
mod slashes;
mod tabs;
mod tag;
mod visible;

use super::constructs::Constructs;
use super::fence::{Fence, MIN_CODE_COLUMNS};
use super::line::{SourceLine, is_rule};
use super::marks::Marks;
use crate::limits::Watch;
use containers::Containers;
use lists::Lists;

pub(super) use asciidoc::is_label;
pub(super) use data::is_data_url;
pub(super) use directives::is_directive;
pub(super) use hidden::UNSEEN;
pub(super) use mdx::is_module;
pub(super) use raw_fences::raw_format;

/// Scans `source` from the offset `body`, as much of it as the watch permits.
pub(super) fn scan(source: &str, body: usize, on: Constructs, watch: &Watch) -> Marks {
    let mut scan = Scan::new(source, body, on);
    while scan.at < source.len() && !watch.step() {
        scan.line();
    }
    scan.close_all();
    scan.marks
}

struct Scan<'s> {
    source: &'s str,
    /// The offset after the front matter.
    body: usize,
    on: Constructs,
    /// The offset of the next line, or of the rest of one.
    at: usize,
    marks: Marks,
    lists: Lists,
    fence: Option<Fence>,
    containers: Containers<'s>,
    before: Before,
    inline: inline::InlineState,
    mdx: mdx::MdxState,
    searches: raw::Searches,
    lookahead: Lookahead,
    hidden: hidden::HiddenState<'s>,
}

/// Lines that are searched for as soon as a construct needs them.
#[derive(Default)]
struct Lookahead {
    colons: Option<super::fence::Runs>,
    ticks: Option<super::fence::Runs>,
    delimiters: Option<asciidoc::Delimiters>,
}

/// The kind of the line before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A blank line, or the end of a block: a new one begins.
    Boundary,
    Text,
    IndentedCode,
}

impl<'s> Scan<'s> {
    fn new(source: &'s str, body: usize, on: Constructs) -> Self {
        Self {
            source,
            body,
            on,
            at: body,
            marks: Marks::default(),
            lists: Lists::default(),
            fence: None,
            containers: Containers::default(),
            before: Before::Boundary,
            inline: inline::InlineState::new(on),
            mdx: mdx::MdxState::default(),
            searches: raw::Searches::default(),
            lookahead: Lookahead::default(),
            hidden: hidden::HiddenState::new(source),
        }
    }

    fn bytes(&self) -> &'s [u8] {
        self.source.as_bytes()
    }

    /// Returns the visible text of a line.
    fn text(&self, line: SourceLine) -> &'s str {
        &self.source[line.text..line.end]
    }

    /// Scans the line at the current offset, and what begins in it.
    fn line(&mut self) {
        let mut line = SourceLine::at(self.bytes(), self.at);
        let is_rest = line.start > self.body && self.bytes()[line.start - 1] != b'\n';
        if is_rest {
            // The rest of a line continues its paragraph.
            self.at = line.next;
            return self.inline(line.start, line);
        }
        self.at = line.next;
        if line.is_blank() {
            if self.before != Before::IndentedCode {
                self.before = Before::Boundary;
            }
            return;
        }
        if self.end_known(line) {
            return;
        }
        self.close_indented(line);
        self.strip(&mut line);
        if self.in_fence(line) || self.is_indented_code(line) {
            return;
        }
        let at_start = self.enter(&mut line);
        if self.opens_fence(line) {
            return;
        }
        if at_start && self.construct(line) {
            return;
        }
        self.before = Before::Text;
        self.inline(line.text, line);
    }

    /// Reads a construct that begins with a line; returns true if there is one.
    fn construct(&mut self, line: SourceLine) -> bool {
        let is_read = match self.bytes()[line.text] {
            b':' => self.colons(line),
            b'/' => self.slashes(line),
            b'!' | b'?' => self.indented(line),
            b'#' => self.docfx_tab(line) || self.heading(line),
            b'%' | b'(' | b'+' => self.myst_line(line) || self.delimited(line),
            b'[' | b'.' => self.delimited(line),
            b'=' => self.indented(line) || self.delimited(line),
            b'-' | b'*' | b'_' if is_rule(self.text(line)) => {
                self.end_tab(line) || self.delimited(line)
            }
            b'i' | b'e' => self.module(line),
            b'{' => self.expression(line),
            b'<' => self.raw_text(line) || self.component(line),
            _ => false,
        };
        if is_read {
            self.before = Before::Boundary;
        }
        is_read
    }

    /// In pandoc's dialects a heading needs a blank line before it: `Tea\n# 2 cups`.
    fn heading(&mut self, line: SourceLine) -> bool {
        if self.before == Before::Text && self.on.has(Constructs::BLANK_BEFORE_HEADING) {
            self.marks.escape(line.text);
        }
        false
    }

    /// Returns true if the line is inside of a fence of code, or ends it.
    fn in_fence(&mut self, line: SourceLine) -> bool {
        let Some(fence) = self.fence else {
            return false;
        };
        let text = self.text(line);
        let unquoted = text.trim_start_matches(['>', ' ', '\t']);
        let is_quoted = text.starts_with('>');
        // A fence in an item or a quote ends with it.
        let is_left = (fence.lists > 0 && line.columns < self.lists.content(fence.lists - 1))
            || (fence.is_quoted && !is_quoted);
        if is_left {
            self.fence = None;
            self.before = Before::Boundary;
            return false;
        }
        let text = if fence.is_quoted { unquoted } else { text };
        if fence.is_closed_by(text) {
            self.fence = None;
            self.before = Before::Boundary;
        }
        true
    }

    /// Opens a fence of code, unless its body is the text of a page or a directive's.
    fn opens_fence(&mut self, line: SourceLine) -> bool {
        let text = self.text(line);
        let is_quoted = text.starts_with('>');
        let unquoted = text.trim_start_matches(['>', ' ', '\t']);
        let Some((mark, length, info)) = Fence::opening(unquoted) else {
            return false;
        };
        if !is_quoted && self.raw_fence(line, mark, length, info) {
            return true;
        }
        if !is_quoted && self.directive(line, mark, length, info) {
            self.before = Before::Boundary;
            return true;
        }
        self.fence = Some(Fence {
            mark,
            length,
            lists: self.lists.len(),
            is_quoted,
            stripped: self.mdx.stripped,
        });
        true
    }

    /// Returns true for a line of indented code (`CommonMark` 4.4), which MDX has not.
    fn is_indented_code(&mut self, line: SourceLine) -> bool {
        let is_code = self.before != Before::Text
            && line.columns >= self.lists.base(line.columns) + MIN_CODE_COLUMNS
            && !self.on.has(Constructs::MDX);
        if is_code {
            self.before = Before::IndentedCode;
        } else if self.before == Before::IndentedCode {
            self.before = Before::Boundary;
        }
        is_code
    }

    /// Enters and leaves items of lists. `line` is then what follows their marks. Returns
    /// true if the line has none and is in no quote.
    fn enter(&mut self, line: &mut SourceLine) -> bool {
        let is_lazy = self.before == Before::Text && is_lazy(self.text(*line));
        if !is_lazy {
            self.lists.leave(line.columns);
            self.leave_lists();
        }
        let marks = self.lists.enter(self.source, line);
        !marks && !self.text(*line).starts_with('>')
    }
}

/// Returns true if a line of a paragraph may continue it although it is indented less
/// (`CommonMark` 5.1, laziness).
fn is_lazy(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '"' | '\''))
        && !lists::has_mark(text)
}

//! Comments and invisible lines of Obsidian, `MyST` and kramdown.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::{Before, Scan};

/// The most bytes of a list of attributes.
const MAX_ATTRIBUTES: usize = 512;

impl Scan<'_> {
    /// Reads a comment of Obsidian: `%% tea %%`. One that begins with its line may have
    /// several paragraphs.
    pub(super) fn percent(&mut self, at: usize, line: SourceLine) -> usize {
        if !self.source[at..].starts_with("%%") {
            return at + 1;
        }
        let Some(end) = self.after(at + 2, "%%") else {
            return at + 2;
        };
        let is_block = at == line.text;
        if !is_block && self.source[at..end].contains("\n\n") {
            return at + 2;
        }
        self.marks.omit(at..end, OmittedKind::Comment);
        end
    }

    /// Reads a line of `MyST` that is not shown: `% note`, `(target)=`, `+++`.
    pub(super) fn myst_line(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::MYST_LINES) {
            return false;
        }
        let text = self.text(line);
        let kind = if let Some(name) = target(text) {
            self.marks.anchors.push((line.text, name.to_owned()));
            OmittedKind::Markup
        } else if text.starts_with("+++") {
            OmittedKind::Markup
        } else if text.starts_with('%') && !text.starts_with("%%") {
            OmittedKind::Comment
        } else {
            return false;
        };
        self.marks.omit(line.text..line.end, kind);
        true
    }

    /// Reads a comment, options or attributes of kramdown: `{::comment}`, `{: .tea}`.
    pub(super) fn kramdown(&mut self, at: usize) -> Option<usize> {
        if !self.on.has(Constructs::KRAMDOWN) {
            return None;
        }
        let end = self.after(at, "}")?;
        if self.source[at..].starts_with("{::comment}") {
            let close = self.after(end, "{:/")?;
            let end = self.after(close, "}")?;
            self.marks.omit(at..end, OmittedKind::Comment);
            return Some(end);
        }
        if end - at > MAX_ATTRIBUTES || !is_attributes(&self.source[at + 2..end - 1]) {
            return None;
        }
        self.marks.omit(at..end, OmittedKind::Markup);
        Some(end)
    }

    /// Reads a comment of JSX: `{/* tea */}`.
    pub(super) fn brace_comment(&mut self, at: usize) -> Option<usize> {
        if !self.on.has(Constructs::BRACE_COMMENTS) || !self.source[at..].starts_with("{/*") {
            return None;
        }
        let end = self.after(at, "*/")?;
        let end = self.after_gap(end);
        self.bytes()[end..].strip_prefix(b"}")?;
        let end = end + 1;
        self.marks.omit(at..end, OmittedKind::Comment);
        if self.ends_line(end) {
            self.before = Before::Boundary;
        }
        Some(end)
    }
}

/// Returns the name in `(name)=`.
fn target(text: &str) -> Option<&str> {
    let name = text.strip_prefix('(')?.strip_suffix(")=")?;
    (!name.is_empty() && !name.contains(['(', ')'])).then_some(name)
}

/// Returns true for the inside of a list of attributes: ` .tea #green`, `toc`,
/// `/comment`. `{:a 1}` of Clojure is none.
fn is_attributes(inside: &str) -> bool {
    let mut words = inside.split_whitespace();
    let is_attribute = |word: &str| {
        let name = word.trim_start_matches(['.', '#']);
        name.starts_with(|c: char| c.is_alphabetic())
            && (name.len() < word.len() || word.contains('=') || word == "toc")
    };
    inside.starts_with([':', '/'])
        || words.next().is_some_and(is_attribute) && !inside.contains('\n')
}

//! Directives of `MyST`: ```` ```{note} ````.

use super::super::constructs::Constructs;
use super::super::fence::Runs;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;

/// Directives in ticks whose body is Markdown. The body of others is code, data or
/// another markup, and a fence with another name is a cell: `{r}`.
const MARKDOWN: [&str; 47] = [
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "attention",
    "danger",
    "error",
    "admonition",
    "seealso",
    "todo",
    "versionadded",
    "versionchanged",
    "versionremoved",
    "deprecated",
    "dropdown",
    "details",
    "toggle",
    "tab-set",
    "tab-item",
    "tab",
    "tabs",
    "grid",
    "grid-item",
    "grid-item-card",
    "card",
    "card-carousel",
    "margin",
    "sidebar",
    "topic",
    "epigraph",
    "highlights",
    "pull-quote",
    "compound",
    "container",
    "div",
    "aside",
    "figure",
    "list-table",
    "glossary",
    "exercise",
    "solution",
    "theorem",
    "proof",
    "example",
    "only",
];

/// Directives in colons whose body is code or data.
const CODE: [&str; 13] = [
    "code",
    "code-block",
    "code-cell",
    "sourcecode",
    "parsed-literal",
    "literalinclude",
    "mermaid",
    "graphviz",
    "eval-rst",
    "raw",
    "toctree",
    "csv-table",
    "plantuml",
];

/// Names of directives of `MyST` that no other tool gives to a fence.
const EVIDENCE: [&str; 8] = [
    "code-block",
    "code-cell",
    "eval-rst",
    "toctree",
    "include",
    "literalinclude",
    "math",
    "contents",
];

/// The options of a directive that its reader sees.
const SHOWN_OPTIONS: [&str; 3] = [":caption:", ":alt:", ":title:"];

/// The content of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Markdown,
    Code,
    Math,
}

impl Body {
    pub(super) fn kind(self) -> BlockKind {
        match self {
            Self::Markdown => BlockKind::Other,
            Self::Code => BlockKind::Code,
            Self::Math => BlockKind::Math,
        }
    }
}

/// Returns true if the text after ticks names a directive of `MyST`.
pub(in crate::reader::markdown::dialect) fn is_directive(info: &str) -> bool {
    name(info).is_some_and(|name| MARKDOWN.contains(&name) || EVIDENCE.contains(&name))
}

/// Returns the content of a directive in colons: `{code-block} rust`, ` mermaid`.
pub(super) fn body(info: &str) -> Body {
    let word = info.split_whitespace().next().unwrap_or_default();
    match name(info).unwrap_or(word) {
        "math" => Body::Math,
        name if CODE.contains(&name) => Body::Code,
        _ => Body::Markdown,
    }
}

/// Returns the name in braces.
fn name(info: &str) -> Option<&str> {
    let (name, _) = info.strip_prefix('{')?.split_once('}')?;
    Some(name)
}

impl Scan<'_> {
    /// Reads a directive in ticks (or tildes) whose body is Markdown.
    pub(super) fn directive(
        &mut self,
        line: SourceLine,
        mark: char,
        length: usize,
        info: &str,
    ) -> bool {
        let is_markdown = name(info).is_some_and(|name| MARKDOWN.contains(&name));
        if !is_markdown || mark != '`' || !self.on.has(Constructs::DIRECTIVES) {
            return false;
        }
        let Some(end) = self.end_of_ticks(line, length) else {
            return false;
        };
        self.open(Kind::Ticks(end), line.text);
        let end = self.options(line, info);
        self.marks.region(line.text..end, BlockKind::Other);
        true
    }

    /// Returns the start of the line that ends a fence of `length` ticks, inside of the
    /// containers whose end is known.
    pub(super) fn end_of_ticks(&mut self, line: SourceLine, length: usize) -> Option<usize> {
        let (source, body) = (self.source, self.body);
        let runs = (self.lookahead.ticks).get_or_insert_with(|| Runs::find(source, body, '`'));
        let outer = self.containers.ending().map_or(usize::MAX, |outer| outer.1);
        runs.next(line, length).filter(|end| *end < outer)
    }

    /// Closes the container whose end is known and whose last line is this one.
    /// Returns true if there is one.
    pub(super) fn end_known(&mut self, line: SourceLine) -> bool {
        while let Some((kind, end)) = self.containers.ending() {
            if line.start < end {
                return false;
            }
            self.fence = None;
            self.close(kind, line.end);
            if line.start == end {
                match kind {
                    Kind::Raw(_) => self.marks.omit(line.text..line.end, OmittedKind::Markup),
                    _ => self.marks.region(line.text..line.end, BlockKind::Other),
                }
                self.before = super::Before::Boundary;
                return true;
            }
        }
        false
    }

    /// Reads the options after the first line of a directive, and returns the end of the
    /// last one: `:class: tip`, or lines of YAML between `---`.
    pub(super) fn options(&mut self, line: SourceLine, info: &str) -> usize {
        if !info.starts_with('{') || info.starts_with("{.") || info.starts_with("{#") {
            return line.end;
        }
        let mut last = line.end;
        let mut hidden = Vec::new();
        let mut at = line.next;
        let first = SourceLine::at(self.bytes(), at);
        let is_yaml = self.text(first) == "---";
        while at < self.source.len() {
            let option = SourceLine::at(self.bytes(), at);
            let text = self.text(option);
            let is_end = is_yaml && option.start > first.start && text == "---";
            if !is_yaml && !is_option(text) || is_yaml && text.is_empty() {
                break;
            }
            if !SHOWN_OPTIONS.iter().any(|shown| text.starts_with(shown)) {
                hidden.push(option.text..option.end);
            }
            last = option.end;
            at = option.next;
            if is_end {
                break;
            }
        }
        for range in hidden {
            self.marks.hide(range, OmittedKind::Markup);
        }
        self.at = at;
        last
    }
}

/// Returns true for `:name: value`.
fn is_option(text: &str) -> bool {
    text.strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, value)| {
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            !name.is_empty()
                && name.chars().all(is_name)
                && (value.is_empty() || value.starts_with(' '))
        })
}

//! Tags of components: `<Tabs>`, `<Card title="Tea" />`.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::Scan;
use super::containers::Kind;
use super::tag::ComponentTag;
use crate::document::BlockKind;
use crate::reader::element_names::SCOPES;

/// Components that show code: their attribute `code`, or their children.
const CODE: [&str; 7] = [
    "Code",
    "CodeBlock",
    "CodeSnippet",
    "CodeExample",
    "Prism",
    "SyntaxHighlighter",
    "Highlight",
];

/// Elements that the parser reads as raw HTML in MDX too: their tags decide about
/// headings and tables.
const LEFT: [&str; 14] = [
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "td", "th", "svg", "a",
];

impl<'s> Scan<'s> {
    /// Reads a tag that is a line, or begins with one and ends one.
    pub(super) fn component(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::COMPONENTS) {
            return false;
        }
        // `<template>` would be a tag like others, and its content text.
        if let Some(end) = self.hidden_element(line.text) {
            self.at = end;
            return true;
        }
        let source: &'s str = self.source;
        let Some(tag) = ComponentTag::read(source, line.text, &mut self.mdx.braces) else {
            return false;
        };
        if !self.reads(&tag) {
            return false;
        }
        let end = tag.range.end;
        if let Some(end) = self.code_component(&tag) {
            self.at = end;
            return true;
        }
        if !self.ends_line(end) || LEFT.contains(&tag.name) {
            return false;
        }
        self.enter_or_leave(&tag);
        if tag.is_component() {
            self.omit_tag(tag.range, true);
        } else {
            self.marks.region(tag.range, BlockKind::Other);
        }
        self.at = SourceLine::at(self.bytes(), end).next;
        true
    }

    /// Returns true if the tag is not raw HTML of `CommonMark`.
    fn reads(&self, tag: &ComponentTag<'_>) -> bool {
        if self.on.has(Constructs::MDX) {
            return true;
        }
        // `<T>` is a parameter of a type in plain Markdown, if it is in a line.
        tag.is_component() && !tag.name.is_empty()
    }

    /// Opens or closes the scope of a component.
    fn enter_or_leave(&mut self, tag: &ComponentTag<'s>) {
        if tag.is_alone || !(tag.is_component() || SCOPES.contains(&tag.name)) {
            return;
        }
        if tag.is_end {
            self.close(Kind::Component(tag.name), tag.range.end);
        } else {
            self.open(Kind::Component(tag.name), tag.range.start);
        }
    }

    /// Reads a component that shows code, up to its end.
    fn code_component(&mut self, tag: &ComponentTag<'_>) -> Option<usize> {
        if tag.is_end || !CODE.contains(&tag.name) {
            return None;
        }
        let range = tag.range.clone();
        if tag.is_alone {
            return Some(self.code_element(range.clone(), range));
        }
        let close = format!("</{}>", tag.name);
        let end = self.after(range.end, &close)?;
        Some(self.code_element(range.start..end, range.end..end - close.len()))
    }

    /// Reads a tag inside a line and returns the offset after it.
    pub(super) fn inline_tag(&mut self, at: usize) -> Option<usize> {
        if !self.on.has(Constructs::COMPONENTS) {
            return None;
        }
        let source: &'s str = self.source;
        let tag = ComponentTag::read(source, at, &mut self.mdx.braces)?;
        let end = tag.range.end;
        let is_sure = tag.is_end || tag.is_alone || tag.has_attributes;
        if !self.reads(&tag) || !self.on.has(Constructs::MDX) && !is_sure {
            return None;
        }
        if tag.is_component() || tag.has_braces {
            self.enter_or_leave(&tag);
            self.omit_tag(tag.range, false);
        } else if SCOPES.contains(&tag.name) {
            self.enter_or_leave(&tag);
        }
        Some(end)
    }
}

//! The words in a tag that a reader of the published page sees: titles and labels.

use super::super::marks::OmittedKind;
use super::Scan;
use crate::document::BlockKind;
use std::ops::Range;

/// The attributes whose values are shown.
const SHOWN: [&str; 11] = [
    "title",
    "label",
    "heading",
    "summary",
    "caption",
    "alt",
    "description",
    "text",
    "question",
    "header",
    "subtitle",
];

/// The ends of the names of components that describe a field, a parameter or a file of an
/// example: `<ParamField path="colour" type="string">`.
const FIELDS: [&str; 8] = [
    "Field",
    "Property",
    "Prop",
    "Param",
    "Parameter",
    "Attribute",
    ".File",
    ".Folder",
];

/// The attributes of such components whose values are shown: what is described, and its
/// type.
const SHOWN_OF_FIELDS: [&str; 6] = ["name", "path", "query", "body", "header", "type"];

impl Scan<'_> {
    /// Omits a tag that is the destination of a link, but not the destination in it:
    /// `[Tea]({{< ref "tea.md" >}})`. Returns false if it is none; `arguments` are what
    /// follows the name of the tag.
    pub(super) fn omit_around_destination(&mut self, tag: Range<usize>, arguments: &str) -> bool {
        let is_destination = self.source[..tag.start].ends_with("](")
            && self.source[tag.end..].starts_with([')', '#']);
        let value = match arguments.find(['"', '\'', '`']) {
            Some(quote) => {
                let close = &arguments[quote..=quote];
                arguments[quote + 1..].split(close).next()
            }
            None => arguments.split_whitespace().next(),
        };
        let value = value.unwrap_or_default();
        let is_path = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '<' | '>');
        if !is_destination || value.is_empty() || !value.chars().all(is_path) {
            return false;
        }
        let Some(before) = self.source[tag.clone()].rfind(value) else {
            return false;
        };
        let start = tag.start + before;
        self.marks.omit(tag.start..start, OmittedKind::Markup);
        (self.marks).omit(start + value.len()..tag.end, OmittedKind::Markup);
        true
    }

    /// Omits a tag, but not the titles and labels in it. If it is all of its line, what
    /// is left of it is a block of its own: the label of a tab is not part of its text.
    pub(super) fn omit_tag(&mut self, range: Range<usize>, is_block: bool) {
        let shown = values(self.source, range.clone());
        let is_region = is_block && !shown.is_empty();
        let mut done = range.start;
        for value in shown
            .into_iter()
            .chain(std::iter::once(range.end..range.end))
        {
            for gap in without_separator(self.source, done..value.start, &range) {
                if is_region {
                    self.marks.hide(gap, OmittedKind::Markup);
                } else {
                    self.marks.omit(gap, OmittedKind::Markup);
                }
            }
            done = value.end;
        }
        if is_region {
            self.marks.region(range, BlockKind::Paragraph);
        }
    }
}

/// Returns the parts of a gap between words that are left out. Where nothing else
/// separates the words, a blank of the tag stays, or the quote after a value: without it
/// `<Card title="Tea">Green</Card>` would be `TeaGreen`.
fn without_separator(source: &str, gap: Range<usize>, tag: &Range<usize>) -> [Range<usize>; 2] {
    let joins = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '<');
    let follows_word = gap.start > tag.start || joins(source[..gap.start].chars().next_back());
    let precedes_word = gap.end < tag.end || joins(source[gap.end..].chars().next());
    // A tag without a value is not a place for a word: `a<br/>b`.
    let is_whole = gap == *tag;
    if is_whole || !follows_word || !precedes_word {
        return [gap.clone(), gap.end..gap.end];
    }
    let blank = source[gap.clone()].find([' ', '\t', '\n']);
    let kept = gap.start + blank.unwrap_or(0);
    [gap.start..kept, kept + 1..gap.end]
}

/// Returns the places of the values in a tag that are shown.
fn values(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = &source.as_bytes()[..range.end];
    let is_field = is_field(&source[range.clone()]);
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(quote) = memchr::memchr2(b'"', b'\'', &bytes[at..]) {
        let quote = at + quote;
        let Some(end) = memchr::memchr(bytes[quote], &bytes[quote + 1..]) else {
            break;
        };
        let value = quote + 1..quote + 1 + end;
        at = value.end + 1;
        let is_word = source[value.clone()].contains(char::is_alphanumeric);
        let name = attribute(&source[range.start..quote]);
        let is_shown = SHOWN.contains(&name) || is_field && SHOWN_OF_FIELDS.contains(&name);
        if is_word && is_shown {
            found.push(value);
        }
    }
    found
}

/// Returns true for the tag of a component that describes a field.
fn is_field(tag: &str) -> bool {
    let tag = tag.strip_prefix('<').unwrap_or_default();
    let name = tag.split(|c: char| c.is_whitespace()).next();
    name.is_some_and(|name| FIELDS.iter().any(|end| name.ends_with(end)))
}

/// Returns the name of the attribute whose value follows: `title=`, or `label={` in MDX.
/// Empty if there is none.
fn attribute(before: &str) -> &str {
    let before = before.trim_end_matches('{').trim_end();
    let Some(before) = before.strip_suffix('=') else {
        return "";
    };
    let is_other = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
    before
        .trim_end()
        .rsplit(is_other)
        .next()
        .unwrap_or_default()
}

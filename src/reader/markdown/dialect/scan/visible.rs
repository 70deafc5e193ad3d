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

impl Scan<'_> {
    /// Omits a tag, but not the titles and labels in it. If it is all of its line, what is
    /// left of it is a block of its own: the label of a tab is no part of its text.
    pub(super) fn omit_tag(&mut self, range: Range<usize>, is_block: bool) {
        let shown = values(self.source, range.clone());
        let is_region = is_block && !shown.is_empty();
        let mut done = range.start;
        for value in shown
            .into_iter()
            .chain(std::iter::once(range.end..range.end))
        {
            if is_region {
                self.marks.hide(done..value.start, OmittedKind::Markup);
            } else {
                self.marks.omit(done..value.start, OmittedKind::Markup);
            }
            done = value.end;
        }
        if is_region {
            self.marks.region(range, BlockKind::Paragraph);
        }
    }
}

/// Returns the places of the values in a tag that are shown.
fn values(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = &source.as_bytes()[..range.end];
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
        if is_word && is_shown(&source[range.start..quote]) {
            found.push(value);
        }
    }
    found
}

/// Returns true if the text before a value ends with the name of an attribute that is
/// shown: `title=`, or `label={` in MDX.
fn is_shown(before: &str) -> bool {
    let before = before.trim_end_matches('{').trim_end();
    let Some(before) = before.strip_suffix('=') else {
        return false;
    };
    let name = before
        .trim_end()
        .rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
        .next();
    name.is_some_and(|name| SHOWN.contains(&name))
}

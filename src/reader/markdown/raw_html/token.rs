//! Splits raw HTML into tags, comments and text.

use super::tag_end::TagEnds;
use crate::reader::entity::decode_entities;
use std::ops::Range;

/// Elements whose content is not scanned for tags: `<h2>` in a script is a string, in
/// `<pre>` it is part of an example.
pub(in crate::reader::markdown) const VERBATIM: [&str; 4] = ["script", "style", "pre", "textarea"];

/// A piece of raw HTML.
pub(in crate::reader::markdown) enum HtmlToken<'s> {
    Tag(HtmlTag<'s>),
    Comment(Range<usize>),
    /// A whole element of [`VERBATIM`].
    Verbatim,
    Text(&'s str),
}

/// A start tag or an end tag.
pub(in crate::reader::markdown) struct HtmlTag<'s> {
    pub(in crate::reader::markdown) name: &'s str,
    pub(in crate::reader::markdown) attributes: &'s str,
    pub(in crate::reader::markdown) is_end: bool,
    pub(in crate::reader::markdown) range: Range<usize>,
}

impl HtmlTag<'_> {
    pub(in crate::reader::markdown) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(super) fn heading_level(&self) -> Option<u8> {
        match self.name.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        }
    }

    /// Returns the value of an attribute; of two with the same name the first, as in
    /// HTML.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut named = self.attributes();
        let (_, value) = named.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        let mut decoded = String::new();
        decode_entities(value, &mut decoded);
        (!decoded.is_empty()).then_some(decoded)
    }

    /// Returns the names of the attributes and their values as they are written.
    pub(in crate::reader::markdown) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len());
            let key = &rest[..end];
            let after = rest[end..].trim_start();
            let Some(value) = after.strip_prefix('=') else {
                // An empty key must not repeat the loop for ever, so at least one
                // character is skipped.
                rest = &rest[end.max(rest.chars().next().map_or(1, char::len_utf8))..];
                return Some((key, ""));
            };
            let value = value.trim_start();
            let (value, following) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    value[1..].split_once(quote).unwrap_or((&value[1..], ""))
                }
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            rest = following;
            Some((key, value))
        })
    }
}

/// Splits `range` of `source` into tags, comments and the text between them.
pub(in crate::reader::markdown) fn tokens(
    source: &str,
    range: Range<usize>,
) -> impl Iterator<Item = HtmlToken<'_>> {
    let mut at = range.start;
    let end = range.end;
    let mut ends = TagEnds::new(&source[..end]);
    std::iter::from_fn(move || {
        let rest = &source[at..end];
        if rest.is_empty() {
            return None;
        }
        if !rest.starts_with('<') {
            let length = rest.find('<').unwrap_or(rest.len());
            at += length;
            return Some(HtmlToken::Text(&rest[..length]));
        }
        // A comment without an end hides the rest of the block, as it does in browsers.
        if let Some(comment) = rest.strip_prefix("<!--") {
            let start = at;
            at += comment
                .find("-->")
                .map_or(rest.len(), |close| close + "<!---->".len());
            return Some(HtmlToken::Comment(start..at));
        }
        // `a < b` begins no tag: the text continues up to the next `<`.
        let Some(tag) = tag(rest, at, &mut ends) else {
            let length = rest[1..].find('<').map_or(rest.len(), |next| next + 1);
            at += length;
            return Some(HtmlToken::Text(&rest[..length]));
        };
        at = tag.range.end;
        if !tag.is_end && VERBATIM.iter().any(|name| tag.is(name)) {
            // Without an end tag it extends to the end of the block.
            at = end_of_verbatim(source, at..end, tag.name).unwrap_or(end);
            return Some(HtmlToken::Verbatim);
        }
        Some(HtmlToken::Tag(tag))
    })
}

/// Returns the tag at the start of `rest`, which begins with `<`; `None` if it is text.
fn tag<'s>(rest: &'s str, at: usize, ends: &mut TagEnds<'_>) -> Option<HtmlTag<'s>> {
    let is_end = rest.starts_with("</");
    let from = if is_end { 2 } else { 1 };
    let name_length = rest[from..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(rest.len() - from);
    let name = &rest[from..from + name_length];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = ends.of(at + from + name_length)? - at;
    Some(HtmlTag {
        name,
        attributes: &rest[from + name_length..end],
        is_end,
        range: at..at + end + 1,
    })
}

/// Returns the tag that begins at `at`, which is a `<`; `None` if it is text.
pub(in crate::reader::markdown) fn tag_at<'s>(
    source: &'s str,
    at: usize,
    ends: &mut TagEnds<'_>,
) -> Option<HtmlTag<'s>> {
    tag(&source[at..], at, ends)
}

/// Returns the offset after the end tag of the verbatim element `name`.
pub(in crate::reader::markdown) fn end_of_verbatim(
    source: &str,
    range: Range<usize>,
    name: &str,
) -> Option<usize> {
    let mut at = range.start;
    while let Some(found) = source[at..range.end].find("</") {
        at += found + 2;
        let rest = &source[at..range.end];
        if rest
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
        {
            return rest.find('>').map(|close| at + close + 1);
        }
    }
    None
}

//! Finds headings, comments and anchors in Markdown's raw HTML.
//!
//! It scans tags and builds no tree, because an element may begin in one block and end in
//! another, with Markdown between them.

mod comments;
mod tag_end;
mod token;

pub(super) use comments::comments;

use super::spaces::collapse;
use crate::reader::element_names::SCOPES;
use crate::reader::entity::decode_entities;
use std::ops::Range;
pub(super) use tag_end::TagEnds;
pub(super) use token::{HtmlTag, HtmlToken, VERBATIM, end_of_verbatim, tag_at, tokens};

/// Elements whose headings do not belong to the document's outline.
const ASIDE: [&str; 8] = [
    "table",
    "nav",
    "aside",
    "footer",
    "blockquote",
    "dialog",
    "template",
    "svg",
];

/// A heading written as raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HtmlHeading {
    pub(super) level: u8,
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) anchor: Option<String>,
    /// True if the end tag was found; it may also be in a later block.
    pub(super) is_closed: bool,
}

/// The content of a block of raw HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HtmlScan {
    pub(super) headings: Vec<HtmlHeading>,
    /// Only comments.
    pub(super) is_comment: bool,
    /// Only tags without text, such as `<a name="x"></a>`.
    pub(super) is_bare: bool,
}

/// Scans blocks of raw HTML in reading order, because an element may remain open from one
/// block to the next.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// The open elements of [`ASIDE`], as indices into it.
    aside: Vec<usize>,
    /// The number of open elements of each kind. End tags without a start tag are then
    /// ignored without a search: 100,000 `</nav>` in as many open tables take linear
    /// time.
    open: [usize; ASIDE.len()],
}

impl Scanner {
    /// Scans the block at `range`.
    pub(super) fn scan(&mut self, source: &str, range: Range<usize>) -> HtmlScan {
        let mut scan = HtmlScan::default();
        let mut open: Option<HtmlHeading> = None;
        let (mut tags, mut comments, mut has_text) = (0, 0, false);
        for token in tokens(source, range) {
            match token {
                HtmlToken::Comment(_) => comments += 1,
                HtmlToken::Verbatim => tags += 1,
                HtmlToken::Text(text) => {
                    has_text |= !text.trim().is_empty();
                    if let Some(heading) = &mut open {
                        decode_entities(text, &mut heading.text);
                    }
                }
                HtmlToken::Tag(tag) => {
                    tags += 1;
                    self.aside(&tag);
                    match (tag.heading_level(), &mut open) {
                        (Some(level), Some(heading)) if tag.is_end && level == heading.level => {
                            heading.range.end = tag.range.end;
                            heading.is_closed = true;
                            scan.headings.extend(open.take());
                        }
                        // A heading in a heading is malformed; its text belongs to the
                        // outer one.
                        (Some(level), None) if !tag.is_end && self.aside.is_empty() => {
                            open = Some(HtmlHeading {
                                level,
                                range: tag.range.clone(),
                                text: String::new(),
                                anchor: tag.attribute("id"),
                                is_closed: false,
                            });
                        }
                        (None, Some(heading)) => {
                            // A logo is often the whole title:
                            // `<h1><img alt="Tea"></h1>`.
                            if tag.is("img") {
                                heading
                                    .text
                                    .push_str(&tag.attribute("alt").unwrap_or_default());
                            }
                            if tag.is("br") || tag.is("img") {
                                heading.text.push(' ');
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        scan.headings.extend(open);
        for heading in &mut scan.headings {
            heading.text = collapse(&heading.text);
        }
        // Text after a comment (`<!-- note --> Tea`) is content and must not be hidden.
        scan.is_comment = comments > 0 && tags == 0 && !has_text;
        scan.is_bare = tags > 0 && !has_text && scan.headings.is_empty();
        scan
    }

    /// Drops open elements, because a Markdown heading is at the top level. A `<table>`
    /// that is never closed would otherwise hide all later HTML headings.
    pub(super) fn reset(&mut self) {
        self.aside.clear();
        self.open = [0; ASIDE.len()];
    }

    fn aside(&mut self, tag: &HtmlTag<'_>) {
        let Some(name) = ASIDE.iter().position(|name| tag.is(name)) else {
            return;
        };
        if !tag.is_end {
            self.aside.push(name);
            self.open[name] += 1;
        } else if self.open[name] > 0 {
            // An end tag also closes the elements inside that were left open:
            // `<nav><table></nav>`.
            while let Some(closed) = self.aside.pop() {
                self.open[closed] -= 1;
                if closed == name {
                    break;
                }
            }
        }
    }
}

/// Returns the elements of [`SCOPES`] in blocks of raw HTML. Those without an end tag are
/// left out, because an element that was left open would hold the rest of the document.
pub(super) fn scopes(
    source: &str,
    blocks: impl Iterator<Item = Range<usize>>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: [Vec<usize>; SCOPES.len()] = Default::default();
    for block in blocks.filter(|block| may_have_scope(&source[block.clone()])) {
        for token in tokens(source, block) {
            let HtmlToken::Tag(tag) = token else { continue };
            let Some(name) = SCOPES.iter().position(|name| tag.is(name)) else {
                continue;
            };
            if !tag.is_end {
                open[name].push(tag.range.start);
            } else if let Some(start) = open[name].pop() {
                found.push(start..tag.range.end);
            }
        }
    }
    found
}

/// Returns true if `html` may have a tag of [`SCOPES`], before it is read tag by tag.
fn may_have_scope(html: &str) -> bool {
    memchr::memchr_iter(b'<', html.as_bytes()).any(|at| {
        let name = html.as_bytes()[at + 1..].strip_prefix(b"/");
        let name = name.unwrap_or(&html.as_bytes()[at + 1..]);
        SCOPES.iter().any(|scope| {
            let start = name.get(..scope.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scope.as_bytes()))
        })
    })
}

/// Returns the anchors in `html` (`id`, and `name` of `<a>`) with their offsets, to which
/// `offset` is added.
pub(super) fn anchors(html: &str, offset: usize) -> Vec<(usize, String)> {
    let tags = tokens(html, 0..html.len()).filter_map(|token| match token {
        HtmlToken::Tag(tag) if !tag.is_end => Some(tag),
        _ => None,
    });
    tags.filter_map(|tag| {
        let name = tag
            .attribute("id")
            .or_else(|| tag.attribute("name").filter(|_| tag.is("a")))?;
        Some((tag.range.start + offset, name))
    })
    .collect()
}

/// Returns the range of the first end tag of a heading of `level` in `range`.
pub(super) fn heading_end(source: &str, range: Range<usize>, level: u8) -> Option<Range<usize>> {
    tokens(source, range).find_map(|token| match token {
        HtmlToken::Tag(tag) if tag.is_end && tag.heading_level() == Some(level) => Some(tag.range),
        _ => None,
    })
}

#[cfg(test)]
mod tests;

//! Walks the parser's events and gathers top-level blocks, with their seams and leads, links and anchors.
//!
//! A loop, not a recursion: hostile nesting reaches 100,000 levels.

use super::code;
use super::dialect::options;
use super::found::{AllFound, Found, FoundHeading, FoundLead, FoundLink};
use super::plain::{MarkedText, PlainText, is_blank};
use super::raw_html;
use crate::document::BlockKind;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Seams deeper than this are not kept: a list nested so deep is cut by sentences.
const MAX_RANK: u8 = 32;

/// How much of a paragraph is gathered, to tell whether it is a caption: `Table 3: Rates`.
const LABEL_BYTES: usize = 32;

/// Finds the blocks of `source` from `body` on.
pub(super) fn find(source: &str, body: usize) -> AllFound {
    let mut walk = Walk {
        source,
        found: AllFound::default(),
        block: None,
        depth: 0,
        link: None,
    };
    for (event, range) in Parser::new_ext(&source[body..], options()).into_offset_iter() {
        walk.event(event, range.start + body..range.end + body);
    }
    separate(&mut walk.found.blocks);
    walk.found
}

/// Ends each block before the next one begins: the parser's definition lists take the paragraph behind them into their
/// range, though not as an event (`Term`, `: definition`, blank line, paragraph).
fn separate(blocks: &mut [Found]) {
    let mut done = 0;
    for at in 0..blocks.len() {
        let next = blocks
            .get(at + 1)
            .map_or(usize::MAX, |next| next.range.start);
        let range = &mut blocks[at].range;
        range.start = range.start.max(done);
        range.end = range.end.min(next).max(range.start);
        done = range.end;
    }
}

struct Walk<'s> {
    source: &'s str,
    found: AllFound,
    /// The top-level block that is open.
    block: Option<Open<'s>>,
    /// How many block-level elements are open, the top-level one included.
    depth: usize,
    link: Option<(FoundLink, PlainText)>,
}

/// What is gathered while a top-level block is open.
struct Open<'s> {
    found: Found,
    text: PlainText,
    /// For headings only.
    marked: MarkedText,
    /// What a heading has in braces at its end, where it is no attributes.
    braces: Option<&'s str>,
    inline: InlineCount,
    /// The fenced or indented code block that is open, at any depth.
    code: Option<bool>,
    /// Where the table that is open, at any depth, begins, and its first row.
    table: Option<(usize, Option<usize>)>,
}

/// What a paragraph consists of, to tell figures and formulas from text.
#[derive(Default)]
struct InlineCount {
    text: usize,
    images: usize,
    open_images: usize,
    display_maths: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_block(&tag) => self.start_block(&tag, range),
            Event::Start(tag) => self.start_inline(&tag, range),
            Event::End(tag) if is_block_end(tag) => self.end_block(tag, range),
            Event::End(tag) => self.end_inline(tag),
            Event::Rule if self.depth == 0 => {
                self.found.blocks.push(Found::new(BlockKind::Other, range));
            }
            event => self.leaf(&event, range),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        if self.depth == 0 {
            self.block = Some(Open {
                found: Found::new(kind(tag), range.clone()),
                text: PlainText::default(),
                marked: MarkedText::default(),
                braces: None,
                inline: InlineCount::default(),
                code: None,
                table: None,
            });
        }
        let Some(open) = &mut self.block else { return };
        if self.depth > 0 && self.depth <= MAX_RANK.into() && makes_seam(tag) {
            let rank = u8::try_from(self.depth).unwrap_or(MAX_RANK);
            open.found
                .seams
                .extend(line_start(self.source, range.start).map(|at| (at, rank)));
        }
        match tag {
            Tag::CodeBlock(code) => open.code = Some(matches!(code, CodeBlockKind::Fenced(_))),
            Tag::Table(_) => open.table = Some((range.start, None)),
            Tag::TableRow => {
                if let Some((_, first_row @ None)) = &mut open.table {
                    *first_row = Some(range.start);
                }
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
                ..
            } if self.depth == 0 => {
                let has_names_alone = id.is_none() && classes.is_empty() && !attrs.is_empty();
                open.braces = has_names_alone
                    .then(|| trailing_braces(&self.source[range.clone()]))
                    .flatten();
                open.found.heading = Some(FoundHeading {
                    level: *level as u8,
                    text: String::new(),
                    marked: String::new(),
                    anchor: id.as_ref().map(ToString::to_string),
                });
            }
            _ => {}
        }
        self.depth += 1;
    }

    fn end_block(&mut self, tag: TagEnd, range: Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        let rank = u8::try_from(self.depth).unwrap_or(u8::MAX).min(MAX_RANK) + 1;
        let Some(open) = &mut self.block else { return };
        match tag {
            TagEnd::CodeBlock => {
                let is_fenced = open.code.take() == Some(true);
                let body = code::body(self.source, &range, is_fenced);
                code::seams(self.source, &body, rank, &mut open.found.seams);
                if is_fenced {
                    open.found
                        .leads
                        .extend(code::lead(self.source, &range, &body));
                }
            }
            TagEnd::Table => {
                if let Some((start, Some(row))) = open.table.take() {
                    open.found
                        .leads
                        .extend(table_lead(self.source, start, row, range.end));
                }
            }
            _ => {}
        }
        if self.depth == 0
            && let Some(open) = self.block.take()
        {
            self.found.blocks.push(open.close(self.source));
        }
    }

    fn start_inline(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { dest_url, .. } => {
                let link = FoundLink {
                    range,
                    text: String::new(),
                    href: dest_url.to_string(),
                };
                self.link = Some((link, PlainText::default()));
            }
            Tag::Image { .. } => {
                if let Some(open) = &mut self.block {
                    open.inline.images += 1;
                    open.inline.open_images += 1;
                }
            }
            _ => {}
        }
    }

    fn end_inline(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some((mut link, mut text)) = self.link.take() {
                    link.text = text.finish();
                    self.found.links.push(link);
                }
            }
            TagEnd::Image => {
                if let Some(open) = &mut self.block {
                    open.inline.open_images = open.inline.open_images.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    fn leaf(&mut self, event: &Event<'_>, range: Range<usize>) {
        if let Event::InlineHtml(html) | Event::Html(html) = event {
            self.found
                .anchors
                .extend(raw_html::anchors(html, range.start));
        }
        if let Some((_, text)) = &mut self.link {
            text.event(event);
        }
        let Some(open) = &mut self.block else { return };
        open.inline.count(event);
        if open.found.heading.is_some() {
            open.marked.event(event);
        }
        if open.found.heading.is_some() {
            open.text.event(event);
        } else if open.found.kind == BlockKind::Paragraph {
            open.text.event_within(event, LABEL_BYTES);
        }
    }
}

impl Open<'_> {
    fn close(mut self, source: &str) -> Found {
        let mut found = self.found;
        if let Some(heading) = &mut found.heading {
            heading.text = self.text.finish();
            heading.marked = self.marked.finish();
            for text in [&mut heading.text, &mut heading.marked] {
                if has_closing_behind_tab(&source[found.range.clone()]) {
                    text.truncate(text.trim_end_matches('#').trim_end().len());
                }
                if let Some(braces) = self.braces {
                    let space = if text.is_empty() { "" } else { " " };
                    text.extend([space, braces]);
                }
            }
        } else if found.kind == BlockKind::Paragraph {
            found.is_bare = self.inline.is_empty();
            found.kind = match self.inline {
                InlineCount {
                    text: 0,
                    images: 0,
                    display_maths: 1..,
                    ..
                } => BlockKind::Math,
                InlineCount {
                    text: 0,
                    images: 1..,
                    display_maths: 0,
                    ..
                } => BlockKind::Figure,
                _ if is_caption(&self.text.finish()) => BlockKind::Caption,
                _ => BlockKind::Paragraph,
            };
        } else if found.kind == BlockKind::Other {
            found.is_html = true;
            let lines = source[found.range.clone()].split_inclusive('\n');
            let mut at = found.range.start;
            found.seams.extend(lines.map(|line| {
                at += line.len();
                (at, 1)
            }));
        }
        // A code block's lines are known only at its end, when those of its neighbours' are there already.
        found.seams.sort_by_key(|seam| seam.0);
        found
    }
}

impl InlineCount {
    fn is_empty(&self) -> bool {
        self.text + self.images + self.display_maths == 0
    }

    fn count(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) if self.open_images == 0 && !is_blank(text) => self.text += 1,
            Event::Code(_) | Event::InlineMath(_) | Event::FootnoteReference(_) => self.text += 1,
            Event::DisplayMath(_) => self.display_maths += 1,
            _ => {}
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

fn is_block_end(tag: TagEnd) -> bool {
    use TagEnd as T;
    !matches!(
        tag,
        T::Emphasis
            | T::Strong
            | T::Strikethrough
            | T::Superscript
            | T::Subscript
            | T::Link
            | T::Image
    )
}

fn kind(tag: &Tag<'_>) -> BlockKind {
    match tag {
        Tag::Heading { .. } => BlockKind::Heading,
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::List(_) => BlockKind::List,
        Tag::Table(_) => BlockKind::Table,
        Tag::CodeBlock(_) => BlockKind::Code,
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::FootnoteDefinition(_) => BlockKind::Footnote,
        Tag::DefinitionList => BlockKind::Definition,
        _ => BlockKind::Other,
    }
}

/// Elements before which a block is well cut. A definition stays with its term, a cell with its row.
fn makes_seam(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::TableHead | Tag::TableCell | Tag::DefinitionListDefinition
    )
}

/// The start of the line on which `at` stands, if only indentation and quote marks are before it.
fn line_start(source: &str, at: usize) -> Option<usize> {
    let before = source[..at].trim_end_matches([' ', '\t', '>']);
    let is_first = before.is_empty() || before.ends_with(['\n', '\r']);
    is_first.then_some(before.len())
}

/// A table's header and delimiter row stand again above rows that are cut off.
fn table_lead(source: &str, start: usize, first_row: usize, end: usize) -> Option<FoundLead> {
    let start = line_start(source, start)?;
    let first_row = line_start(source, first_row)?;
    (first_row + 1 < end).then(|| FoundLead {
        within: source.ceil_char_boundary(first_row + 1)..end,
        open: source[start..first_row].to_owned(),
        close: String::new(),
    })
}

/// `Table 3: Rates`, `Figure 2.1. The pump`, `Listing 4 — Setup`.
fn is_caption(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(' ') else {
        return false;
    };
    let is_label = matches!(label, "Table" | "Figure" | "Fig." | "Listing");
    let number = rest.split(' ').next().unwrap_or_default();
    is_label
        && number.starts_with(|c: char| c.is_ascii_digit())
        && (number.ends_with([':', '.']) || rest[number.len()..].starts_with(" —"))
}

/// Whether `heading` ends with a closing sequence that pulldown-cmark keeps as text, for it knows only spaces around it:
/// `## Tea<tab>##` (`CommonMark` 4.2 allows tabs).
fn has_closing_behind_tab(heading: &str) -> bool {
    let line = heading.trim_end_matches(['\r', '\n', ' ']);
    let visible = line.trim_end();
    let before = visible.trim_end_matches('#');
    let is_closing = before.len() < visible.len()
        && before.ends_with([' ', '\t'])
        && heading.trim_start().starts_with('#');
    is_closing && (before.ends_with('\t') || line.len() > visible.len())
}

/// The `{T}` at the end of a heading such as `impl for {T}`, which is no attribute list with a name in it.
fn trailing_braces(heading: &str) -> Option<&str> {
    let line = heading.trim_end().trim_end_matches('#').trim_end();
    let open = line.rfind('{')?;
    line.ends_with('}').then(|| &line[open..])
}

//! Collects top-level blocks, with their seams and leads, links and anchors, from the
//! parser's events.
//!
//! It is a loop without recursion, because hostile input nests 100,000 levels deep.

use super::code;
use super::dialect::{View, options};
use super::found::{AllFound, FoundBlock, FoundHeading, FoundLead, FoundLink};
use super::open::{OpenBlock, trailing_braces};
use super::plain::InlineText;
use super::raw_html;
use crate::document::{BlockKind, Seam, offset};
use crate::limits::Watch;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// The deepest level of nesting whose items are seams. Lists of real documents have fewer
/// than ten levels; what is deeper is cut between sentences.
const MAX_RANK: u8 = 32;

/// The time of this stage, in per cent of that of a read.
const FINDING: Range<u32> = 0..60;
/// The bytes of a block with the blank line after it: Rust's RFCs have one for each 205, so
/// that the list of most documents grows at most once.
const BYTES_A_BLOCK: usize = 256;

/// Finds the blocks of `source`, as its `view` shows them, from the offset `body`, as
/// many as the watch permits.
pub(super) fn find(source: &str, view: &View<'_>, body: usize, watch: &Watch) -> AllFound {
    let mut walk = EventWalk {
        source,
        view,
        found: AllFound {
            blocks: Vec::with_capacity((view.text().len() - body) / BYTES_A_BLOCK),
            ..AllFound::default()
        },
        block: None,
        depth: 0,
        link: None,
    };
    for (event, range) in Parser::new_ext(&view.text()[body..], options()).into_offset_iter() {
        if watch.step_through(FINDING, || range.start, view.text().len()) {
            break;
        }
        walk.event(&event, range.start + body..range.end + body);
    }
    separate(&mut walk.found.blocks);
    walk.found
}

/// Ends each block before the next one begins.
///
/// pulldown-cmark's range of a definition list includes the paragraph after it
/// (`Term`, `: definition`, blank line, paragraph), which has events of its own too: the
/// text would be in two blocks.
fn separate(blocks: &mut [FoundBlock]) {
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

struct EventWalk<'s> {
    source: &'s str,
    /// The text that the parser reads. Ranges of events are places in it.
    view: &'s View<'s>,
    found: AllFound,
    /// The open top-level block.
    block: Option<OpenBlock<'s>>,
    /// The number of open block-level elements, including the top-level one.
    depth: usize,
    link: Option<(FoundLink, InlineText)>,
}

impl EventWalk<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_block(tag) => self.start_block(tag, range),
            Event::Start(tag) => self.start_inline(tag, &range),
            Event::End(tag) if is_block_end(*tag) => self.end_block(*tag, &range),
            Event::End(tag) => self.end_inline(*tag),
            // A rule has neither start nor end; inside of a quote it is part of the
            // quote.
            Event::Rule if self.depth == 0 => self.rule(&range),
            event => self.leaf(event, &range),
        }
    }

    /// Adds a thematic break, or the region of a dialect that it replaces in the view.
    fn rule(&mut self, range: &Range<usize>) {
        let Some(region) = self.view.region(range.start) else {
            let range = self.view.source(range);
            return self
                .found
                .blocks
                .push(FoundBlock::new(BlockKind::Other, range));
        };
        let mut block = FoundBlock::new(region.kind, region.range.clone());
        if let Some(code) = &region.code {
            code::seams(self.source, code, 1, &mut block.seams);
            block
                .leads
                .extend(code::marks_lead(self.source, &region.range, code));
        }
        self.found.blocks.push(block);
    }

    fn start_block(&mut self, tag: &Tag<'_>, shown: Range<usize>) {
        let range = self.view.source(&shown);
        if self.depth == 0 {
            self.block = Some(OpenBlock::new(kind(tag), range.clone()));
        }
        let Some(open) = &mut self.block else { return };
        // Items further inside have a worse rank, so a list is cut between its outermost
        // items first.
        if self.depth > 0 && self.depth <= MAX_RANK.into() && makes_seam(tag) {
            let rank = u8::try_from(self.depth).unwrap_or(MAX_RANK);
            open.found
                .seams
                .extend(line_start(self.source, range.start).map(|at| Seam::new(offset(at), rank)));
        }
        match tag {
            // One at the top level is read as a whole later.
            Tag::HtmlBlock if self.depth > 0 => {
                let comments = raw_html::comments(self.source, range.clone());
                self.found.comments.extend(comments);
            }
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
                // `impl for {T}` is not a heading with an attribute `T`: only an id, a
                // class or a value shows that braces are attributes.
                let are_names = attrs.iter().all(|(_, value)| value.is_none());
                open.braces = (id.is_none() && classes.is_empty() && are_names)
                    .then(|| trailing_braces(&self.view.text()[shown]))
                    .flatten();
                open.found.heading = Some(Box::new(FoundHeading {
                    level: *level as u8,
                    text: String::new(),
                    marked: None,
                    anchor: id
                        .as_ref()
                        .map(ToString::to_string)
                        .or_else(|| id_value(attrs)),
                }));
            }
            _ => {}
        }
        self.depth += 1;
    }

    fn end_block(&mut self, tag: TagEnd, shown: &Range<usize>) {
        let range = self.view.source(shown);
        self.depth = self.depth.saturating_sub(1);
        // Lines of code are inside of what is still open, so they rank below its items.
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

    fn start_inline(&mut self, tag: &Tag<'_>, shown: &Range<usize>) {
        match tag {
            Tag::Link { dest_url, .. } => {
                let link = FoundLink {
                    range: self.view.source(shown),
                    text: String::new(),
                    href: (**dest_url).to_owned(),
                };
                self.link = Some((link, InlineText::default()));
            }
            // An alternative text is not text of the paragraph: `![Tea](tea.png)` is a
            // figure.
            Tag::Image { .. } => {
                if let Some(open) = &mut self.block {
                    open.start_image();
                }
            }
            _ => {}
        }
    }

    fn end_inline(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some((mut link, mut text)) = self.link.take()
                    && !link.href.starts_with("data:")
                {
                    link.text = text.finish();
                    self.found.links.push(link);
                }
            }
            TagEnd::Image => {
                if let Some(open) = &mut self.block {
                    open.end_image();
                }
            }
            _ => {}
        }
    }

    fn leaf(&mut self, event: &Event<'_>, range: &Range<usize>) {
        // `<a name="tea">` may be inside of a paragraph, an item or a cell; links lead to
        // it as to any other anchor.
        if let Event::InlineHtml(html) | Event::Html(html) = event {
            let anchors = raw_html::anchors(html, range.start);
            let view = self.view;
            (self.found.anchors).extend(
                anchors
                    .into_iter()
                    .map(|(at, name)| (view.source(&(at..at)).start, name)),
            );
        }
        if let Event::InlineHtml(html) = event
            && html.starts_with("<!--")
        {
            self.found.comments.push(self.view.source(range));
        }
        if let Some((_, text)) = &mut self.link {
            text.event(event);
        }
        let Some(open) = &mut self.block else { return };
        open.leaf(event);
    }
}

/// Returns the value of the attribute `id`: `## Tea {id="tea"}`.
fn id_value(attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> Option<String> {
    let id = attributes.iter().find(|(name, _)| &**name == "id")?;
    let value = id.1.as_ref()?.trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

/// Lists the inline tags, so that a new kind of tag of the parser is a block: a block
/// that is taken for inline would have its text in no block.
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

/// Returns true for elements that a block may be cut before. A definition stays with its
/// term, a cell with its row and the header with the first row.
fn makes_seam(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::TableHead | Tag::TableCell | Tag::DefinitionListDefinition
    )
}

/// Returns the start of the line of `at` if only indentation and quote marks precede it.
///
/// An item on the line of another one (`- - tea`) is not a seam: the outer bullet would
/// be cut off.
fn line_start(source: &str, at: usize) -> Option<usize> {
    let before = source[..at].trim_end_matches([' ', '\t', '>']);
    let is_first = before.is_empty() || before.ends_with(['\n', '\r']);
    is_first.then_some(before.len())
}

/// Returns the header and delimiter row of a table, which are repeated above rows that
/// are cut off.
fn table_lead(source: &str, start: usize, first_row: usize, end: usize) -> Option<FoundLead> {
    let start = line_start(source, start)?;
    let first_row = line_start(source, first_row)?;
    (first_row + 1 < end).then(|| FoundLead {
        within: source.ceil_char_boundary(first_row + 1)..end,
        open: source[start..first_row].to_owned(),
        close: String::new(),
    })
}

//! Builds sections and blocks from what was found: headings of Markdown and of raw HTML.

use super::dialect::{Marks, OmittedKind};
use super::found::{AllFound, FoundBlock};
use super::plain::plain;
use super::raw_html::{self, HtmlHeading, HtmlToken, Scanner, heading_end, tokens};
use super::scopes::Scopes;
use super::spaces::collapse;
use crate::document::{BlockKind, DocumentBuilder, Heading, MarkKind, Reference, Span, offset};
use crate::limits::Watch;
use crate::reader::{Omission, invisible, omission};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// The number of blocks after its start tag in which a raw HTML heading may end. `<h1>`,
/// blank line, `# Tea`, blank line, `</h1>` needs two.
const MAX_HEADING_BLOCKS: usize = 4;

/// The time of this stage, in per cent of that of a read; references follow it.
const BUILDING: Range<u32> = 60..80;

/// Builds the document's sections and blocks, as many as the watch permits, and returns
/// the offset of the end of the last one.
pub(super) fn build(
    source: &str,
    mut found: AllFound,
    marks: Marks,
    hidden: Omission,
    watch: &Watch,
    builder: &mut DocumentBuilder,
) -> u32 {
    let mut reached = 0;
    let headings = found.blocks.iter().filter(|block| block.heading.is_some());
    builder.reserve(found.blocks.len(), headings.count());
    found.anchors.extend(marks.anchors);
    found.anchors.sort_by_key(|anchor| anchor.0);
    let mut build = Build {
        source,
        builder,
        scanner: Scanner::default(),
        scopes: Scopes::new(source, marks.scopes, &found.blocks),
        anchors: found.anchors.into_iter().peekable(),
        waiting: Vec::new(),
    };
    let mut at = 0;
    while at < found.blocks.len() && !watch.step_through(BUILDING, || at, found.blocks.len()) {
        at += build.block(&mut found.blocks[at..]);
        reached = offset(found.blocks[at - 1].range.end);
    }
    build.anchors_before(usize::MAX);
    let (mut letters, mut characters) = (0, 0);
    for omitted in marks.omitted {
        let kind = match omitted.kind {
            OmittedKind::Comment => MarkKind::Comment,
            OmittedKind::Markup => MarkKind::Markup,
            OmittedKind::Data => MarkKind::Data,
            OmittedKind::Hidden => {
                let text = &source[omitted.range.clone()];
                let ranges = invisible::ranges(text);
                let is_whole = matches!(&ranges[..], [range] if range.len() == text.len());
                if is_whole {
                    characters += invisible::count_of(text); // no element
                } else {
                    letters += letters_of(text);
                }
                hidden.mark(build.builder, omitted.range.into(), MarkKind::Hidden);
                continue;
            }
        };
        build.builder.omit(omitted.range.into(), kind);
    }
    if let Some(warning) = omission::warning(letters, characters, hidden) {
        build.builder.warning(warning);
    }
    for comment in found.comments {
        build.builder.omit(comment.into(), MarkKind::Comment);
    }
    build.release();
    for link in found.links {
        build
            .builder
            .reference(Reference::new(link.range.into(), link.text, link.href));
    }
    reached
}

/// Returns the number of letters in the text of an element, without those of its tags.
fn letters_of(element: &str) -> usize {
    let texts = tokens(element, 0..element.len()).filter_map(|token| match token {
        HtmlToken::Text(text) => Some(text),
        _ => None,
    });
    texts
        .flat_map(str::chars)
        .filter(|c| c.is_alphanumeric())
        .count()
}

struct Build<'s, 'b> {
    source: &'s str,
    builder: &'b mut DocumentBuilder,
    scanner: Scanner,
    scopes: Scopes,
    anchors: Peekable<IntoIter<(usize, String)>>,
    /// Anchors that were alone in their block. If a heading follows, they belong to it.
    waiting: Vec<String>,
}

impl Build<'_, '_> {
    /// Builds the first of `blocks` and returns how many blocks were used.
    fn block(&mut self, blocks: &mut [FoundBlock]) -> usize {
        let block = &mut blocks[0];
        self.scopes.advance(block.range.start, self.builder);
        if block.is_html {
            return self.html(blocks);
        }
        // Taken, so that it is free again before the next sections need room.
        match block.heading.take() {
            Some(found) => {
                self.scanner.reset();
                // Anchors before the heading, and those in it, lead to its section.
                let marked = found.marked.as_deref().unwrap_or(&found.text);
                let heading = Heading::new(found.level, &found.text)
                    .marked(marked)
                    .anchor(found.anchor.as_deref());
                self.builder.heading(heading, block.range.clone().into());
                self.release();
                self.anchors_before(block.range.end);
                self.release();
            }
            None => self.content(block, block.kind),
        }
        1
    }

    fn content(&mut self, block: &mut FoundBlock, kind: BlockKind) {
        // Anchors before text belong to the section of that text. Anchors that are alone
        // in their block keep waiting, because a heading may follow.
        if !block.is_bare {
            self.release();
        }
        self.anchors_before(block.range.end);
        if !block.is_bare {
            self.release();
        }
        let placed = self.builder.block(kind, block.range.clone().into());
        let mut placed = placed.seams(std::mem::take(&mut block.seams));
        for lead in &block.leads {
            placed = placed.lead(lead.within.clone().into(), &lead.open, &lead.close);
        }
    }

    /// Builds a block of raw HTML, in which headings may begin and end. The last heading
    /// may extend over the blocks that follow.
    fn html(&mut self, blocks: &mut [FoundBlock]) -> usize {
        let block = &mut blocks[0];
        let scan = self.scanner.scan(self.source, block.range.clone());
        for comment in raw_html::comments(self.source, block.range.clone()) {
            self.builder.omit(comment.into(), MarkKind::Comment);
        }
        if scan.is_comment {
            self.builder
                .block(BlockKind::Comment, block.range.clone().into());
            return 1;
        }
        if scan.headings.is_empty() {
            if (self.scopes.next()).is_some_and(|boundary| boundary < block.range.end) {
                self.html_rest(block.range.start, block.range.end);
            } else if scan.is_bare {
                self.anchors_before(block.range.end);
                self.builder
                    .block(BlockKind::Other, block.range.clone().into());
            } else {
                self.content(block, BlockKind::Other);
            }
            return 1;
        }
        let mut taken = 1;
        let mut done = block.range.start;
        for mut heading in scan.headings {
            if !heading.is_closed {
                match self.close_later(&mut heading, blocks) {
                    Some(more) => taken = more,
                    None => break,
                }
            }
            // The tags between headings are a block too, so that all bytes are covered:
            // `<div align="center">` before the title.
            self.html_rest(done, heading.range.start);
            self.scopes.advance(heading.range.start, self.builder);
            let found =
                Heading::new(heading.level, &heading.text).anchor(heading.anchor.as_deref());
            self.builder.heading(found, heading.range.clone().into());
            self.release();
            self.anchors_before(heading.range.end);
            self.release();
            done = heading.range.end;
        }
        self.html_rest(done, blocks[taken - 1].range.end);
        taken
    }

    /// Ends `heading` in one of the next blocks and returns how many blocks it uses;
    /// `None` if no end tag is near.
    fn close_later(&self, heading: &mut HtmlHeading, blocks: &[FoundBlock]) -> Option<usize> {
        for (at, block) in blocks
            .iter()
            .enumerate()
            .take(MAX_HEADING_BLOCKS + 1)
            .skip(1)
        {
            // A Markdown heading would be lost inside of the raw one.
            if block.heading.is_some() {
                return None;
            }
            let close = block
                .is_html
                .then(|| heading_end(self.source, block.range.clone(), heading.level))
                .flatten();
            if let Some(close) = close {
                // The text between is Markdown, such as `**Tea**` on a line of its own.
                let inner = blocks[0].range.end..close.start;
                heading.text =
                    collapse(&format!("{} {}", heading.text, plain(&self.source[inner])));
                heading.range.end = close.end;
                return Some(at + 1);
            }
        }
        None
    }

    /// Adds the raw HTML from `start` to `end`. Where a scope begins or ends in it,
    /// another block begins: the text after `</details>` belongs to the section around
    /// it.
    fn html_rest(&mut self, mut start: usize, end: usize) {
        while let Some(boundary) = self.scopes.next().filter(|boundary| *boundary < end) {
            self.html_piece(start, boundary);
            self.scopes.advance(boundary, self.builder);
            start = boundary.max(start);
        }
        self.html_piece(start, end);
    }

    fn html_piece(&mut self, start: usize, end: usize) {
        let span: Span = (start..end.max(start)).into();
        self.builder.block(BlockKind::Other, span);
    }

    /// Collects the anchors before the offset `at`.
    fn anchors_before(&mut self, at: usize) {
        while let Some((_, name)) = self.anchors.next_if(|(offset, _)| *offset < at) {
            self.waiting.push(name);
        }
    }

    /// Adds the waiting anchors to the current section.
    fn release(&mut self) {
        for name in self.waiting.drain(..) {
            self.builder.anchor(&name);
        }
    }
}

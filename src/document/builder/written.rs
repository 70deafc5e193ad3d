//! Adds blocks that a reader has written, with their seams, leads, links and origins.

use super::{BlockBuilder, DocumentBuilder};
#[cfg(feature = "pdf")]
use crate::document::Heading;
use crate::document::{BlockKind, Mark, Origin, Reference, Seam, Span, offset};
use std::ops::Range;

/// The text of a block as a reader has written it. All offsets are relative to its start.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// The offset of each seam, and its rank.
    pub(crate) seams: Vec<(usize, u8)>,
    pub(crate) leads: Vec<WrittenLead>,
    pub(crate) links: Vec<WrittenLink>,
    /// The part of the source that it was written from, where the source is text.
    #[cfg(feature = "html")]
    pub(crate) origin: Option<Span>,
    /// The origin of the text from each offset on, where pieces of it have their own.
    pub(crate) origins: Vec<(usize, Origin)>,
    /// The text that is not content, in any order.
    pub(crate) marks: Vec<Mark>,
}

/// Text that is repeated where a block is cut.
#[derive(Debug)]
pub(crate) struct WrittenLead {
    /// The range of cuts for which it holds.
    pub(crate) within: Range<usize>,
    /// The beginning of the piece after the cut.
    pub(crate) open: String,
    /// The end of the piece before the cut.
    pub(crate) close: String,
}

/// The words of a link and its destination.
#[derive(Debug)]
pub(crate) struct WrittenLink {
    pub(crate) range: Range<usize>,
    pub(crate) words: String,
    pub(crate) href: String,
}

impl Written {
    /// Adds a text with its links and origins.
    #[cfg(feature = "pdf")]
    pub(crate) fn push(&mut self, other: Self) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.links
            .extend(other.links.into_iter().map(|link| WrittenLink {
                range: link.range.start + base..link.range.end + base,
                ..link
            }));
        let origins = other.origins.into_iter();
        self.origins
            .extend(origins.map(|(at, origin)| (at + base, origin)));
        let marks = other.marks.into_iter();
        self.marks.extend(marks.map(|mark| mark.moved(base)));
    }

    /// Extends the origin with this index back to `start`, the beginning of its row or
    /// item: a chunk that begins with "2. Tea" is not on the page of item 1.
    #[cfg(feature = "pdf")]
    pub(crate) fn begin_origin(&mut self, origin: usize, start: usize) {
        if let Some((at, _)) = self.origins.get_mut(origin) {
            *at = start;
        }
    }
}

impl WrittenLead {
    /// Returns the lead for cuts after `body`, if there can be any before `end`.
    pub(crate) fn after(
        text: &str,
        body: usize,
        end: usize,
        open: String,
        close: String,
    ) -> Option<Self> {
        // A cut at `body` itself needs no lead: the text before it is the opening.
        let start = (body + 1..end).find(|at| text.is_char_boundary(*at))?;
        Some(Self {
            within: start..end,
            open,
            close,
        })
    }
}

impl DocumentBuilder {
    /// Writes a heading with the marks and origins of `written`, whose text it is, and
    /// opens its section. `heading` is without the parts that are omitted.
    #[cfg(feature = "pdf")]
    pub(crate) fn append_written_heading(
        &mut self,
        heading: Heading<'_>,
        written: Written,
    ) -> BlockBuilder<'_> {
        let span = self.write_heading(heading.level, &written.text);
        let text = span.start as usize + usize::from(heading.level.min(6)) + 1;
        for mark in written.marks {
            self.add_mark(mark.moved(text));
        }
        let mut block = self.heading(heading, span);
        for (start, origin) in written.origins {
            block = block.origin_from(offset(text + start), origin);
        }
        block
    }

    /// Writes a block and adds it, with its seams, leads, links and origins, to the
    /// section that is open.
    pub(crate) fn append_written(&mut self, kind: BlockKind, written: Written) -> BlockBuilder<'_> {
        let span = self.write_owned(written.text);
        let at = |at: usize| offset(span.start as usize + at);
        // A list that doubles has up to twice the room that a table of links needs.
        let references = &mut self.parts.references;
        if written.links.len() > references.len() {
            references.reserve_exact(written.links.len());
        }
        for link in written.links {
            let span = Span::new(at(link.range.start), at(link.range.end));
            self.reference(Reference::new(span, link.words, link.href));
        }
        for mark in written.marks {
            self.add_mark(mark.moved(span.start as usize));
        }
        let seams = written.seams.into_iter();
        let seams = seams.map(|(seam, rank)| Seam { at: at(seam), rank });
        let mut block = self.block(kind, span).seams(seams.collect());
        for lead in written.leads {
            let within = Span::new(at(lead.within.start), at(lead.within.end));
            block = block.lead(within, &lead.open, &lead.close);
        }
        for (start, origin) in written.origins {
            block = block.origin_from(at(start), origin);
        }
        block
    }
}

//! Writes the blocks into a document, as Markdown.

mod code;
mod list;
mod rows;
mod targets;

use super::headings::Found;
use super::layout::{
    Block, Composed, Layout, Line, Paragraph, Role, compose, holds, page_boxes, places,
};
use super::page::{Box, File};
use crate::document::{BlockKind, DocumentBuilder, Heading, Origin, Reference, Span, offset};
use std::ops::Range;
use targets::Targets;

/// A page with more links is a trap: only these are looked at.
const MAX_LINKS: usize = 2000;

/// Text as it is written, and what is known of it; ranges begin with it.
#[derive(Debug, Default)]
struct Written {
    text: String,
    seams: Vec<(usize, u8)>,
    /// `(within, open, close)`
    lead: Option<(Range<usize>, String, String)>,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Link {
    range: Range<usize>,
    href: String,
}

/// Writes all blocks; `headings` says which are headings.
pub(super) fn write(
    layout: &Layout,
    headings: &[Option<Found>],
    file: &File,
    builder: &mut DocumentBuilder,
) {
    let targets = Targets::find(layout, headings, file);
    let numbers: Vec<u32> = file.pages.iter().map(|page| page.number).collect();
    let mut writer = Writer {
        layout,
        file,
        targets: &targets,
        numbers,
        builder,
    };
    for (at, block) in layout.blocks.iter().enumerate() {
        match &headings[at] {
            Some(heading) => writer.heading(at, heading, block),
            None => writer.block(block),
        }
    }
}

struct Writer<'d, 'b> {
    layout: &'d Layout,
    file: &'d File,
    targets: &'d Targets,
    /// The pages' numbers.
    numbers: Vec<u32>,
    builder: &'b mut DocumentBuilder,
}

impl Writer<'_, '_> {
    fn heading(&mut self, at: usize, heading: &Found, block: &Block) {
        let origin = self.origin(&self.places(block));
        let written = self
            .builder
            .append_marked_heading(Heading::new(heading.level, &heading.text));
        if let Some(origin) = origin {
            written.origin(origin);
        }
        for name in self.targets.names(at) {
            self.builder.anchor(name);
        }
    }

    fn block(&mut self, block: &Block) {
        let places = self.places(block);
        match block {
            Block::Paragraph(paragraph) => {
                let (kind, prefix) = match paragraph.role {
                    Some(Role::Quote) => (BlockKind::Quote, "> "),
                    _ => (BlockKind::Paragraph, ""),
                };
                let written = self.running(paragraph, prefix);
                self.append(kind, written, &places);
            }
            Block::Caption(paragraph) => {
                let written = self.running(paragraph, "");
                self.append(BlockKind::Caption, written, &places);
            }
            Block::Footnote(paragraph) => {
                let written = self.running(paragraph, "");
                self.append(BlockKind::Footnote, written, &places);
            }
            Block::Furniture(paragraph) => {
                let written = self.running(paragraph, "");
                self.append(BlockKind::Boilerplate, written, &places);
            }
            Block::Aside(aside) => {
                let written = Written {
                    text: aside.text.clone(),
                    ..Written::default()
                };
                self.append(BlockKind::Other, written, &places);
            }
            Block::List(items) => {
                let written = list::write(items, self);
                self.append(BlockKind::List, written, &places);
            }
            Block::Table(table) => {
                let written = rows::write(table, self);
                self.append(BlockKind::Table, written, &places);
            }
            Block::Code(lines) => {
                let written = code::write(lines, &self.layout.words);
                self.append(BlockKind::Code, written, &places);
            }
        }
    }

    fn places(&self, block: &Block) -> Vec<(usize, Box)> {
        let of = |lines: &[Line]| places(lines.iter(), &self.layout.frames);
        match block {
            Block::Paragraph(paragraph)
            | Block::Caption(paragraph)
            | Block::Footnote(paragraph)
            | Block::Furniture(paragraph) => of(&paragraph.lines),
            Block::Code(lines) => of(lines),
            Block::List(items) => places(
                items.iter().flat_map(|item| &item.lines),
                &self.layout.frames,
            ),
            Block::Table(table) => table.places.clone(),
            Block::Aside(aside) => vec![(aside.page, aside.area)],
        }
    }

    fn origin(&self, places: &[(usize, Box)]) -> Option<Origin> {
        let pages = page_boxes(places, &self.numbers);
        (!pages.is_empty()).then_some(Origin::Pages { pages })
    }

    fn running(&self, paragraph: &Paragraph, prefix: &str) -> Written {
        let mut written = Written {
            text: prefix.to_owned(),
            ..Written::default()
        };
        self.add(&paragraph.lines, &mut written);
        written
    }

    /// Adds lines as running text, with the links in it.
    fn add(&self, lines: &[Line], to: &mut Written) {
        let composed = compose(lines, &self.layout.words);
        let base = to.text.len();
        to.text.push_str(&composed.text);
        to.links
            .extend(self.links(&composed).into_iter().map(|link| Link {
                range: link.range.start + base..link.range.end + base,
                ..link
            }));
    }

    /// The links of a text: its words that lie in the area of one.
    fn links(&self, composed: &Composed) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        for (page, word, range) in &composed.words {
            let frame = self.layout.frames[*page];
            let middle = [f32::midpoint(word.x0, word.x1), word.y - 0.3 * word.size];
            let area = frame.on_page([middle[0], middle[1], middle[0], middle[1]]);
            let of_page = &self.file.pages[*page].links;
            let of_page = &of_page[..of_page.len().min(MAX_LINKS)];
            let point = [area[0], area[1]];
            let found = (of_page.iter()).position(|link| holds(link.area, point, 1.0));
            let found = found.map(|link| (*page, link));
            match found {
                Some(_) if found == last => {
                    if let Some(link) = links.last_mut() {
                        link.range.end = range.end;
                    }
                }
                Some((page, at)) => links.push(Link {
                    range: range.clone(),
                    href: self.targets.href(&self.file.pages[page].links[at].target),
                }),
                None => {}
            }
            last = found;
        }
        links
    }

    fn append(&mut self, kind: BlockKind, written: Written, places: &[(usize, Box)]) {
        let origin = self.origin(places);
        let before = self.builder.text().len();
        let base = before + usize::from(before > 0);
        let at = |at: usize| offset(base + at);
        let mut block = self.builder.append(kind, &written.text);
        for (seam, rank) in written.seams {
            block = block.seam(at(seam), rank);
        }
        if let Some((within, open, close)) = written.lead {
            block = block.lead(Span::new(at(within.start), at(within.end)), &open, &close);
        }
        if let Some(origin) = origin {
            block.origin(origin);
        }
        for link in written.links {
            let span = Span::new(at(link.range.start), at(link.range.end));
            let words = written.text.get(link.range).unwrap_or_default();
            (self.builder).reference(Reference::new(span, words, link.href));
        }
    }
}

/// What stands again where the text behind `body` is cut. A cut right before it needs no lead: what opens it stands there.
fn lead(
    text: &str,
    body: usize,
    end: usize,
    open: String,
    close: String,
) -> Option<(Range<usize>, String, String)> {
    let start = (body + 1..end).find(|at| text.is_char_boundary(*at))?;
    Some((start..end, open, close))
}

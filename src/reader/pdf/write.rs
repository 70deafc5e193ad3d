//! Writes the blocks into a document, as Markdown.

mod code;
mod list;
mod rows;
mod targets;
mod written;

use super::clock::{Clock, Stage};
use super::headings::Found;
use super::layout::{Block, Composed, Layout, Line, Paragraph, Role, compose, holds};
use super::page::{Box, File, Target};
use crate::document::{
    BlockKind, DocumentBuilder, Heading, Origin, PageBox, Reference, Span, Warning, WarningKind,
    offset,
};
use std::cell::Cell;
use std::ops::Range;
use targets::Targets;
use written::{Link, Written};

/// The number of links of a page that are read, because each word is compared with each
/// link.
const MAX_LINKS: usize = 2000;

/// Writes all blocks until the time is over. `headings` has an entry for each block.
pub(super) fn write(
    layout: &Layout,
    headings: &[Option<Found>],
    file: &File,
    clock: &Clock<'_>,
    builder: &mut DocumentBuilder,
) {
    let targets = Targets::find(layout, headings, file);
    let mut writer = Writer {
        layout,
        file,
        targets: &targets,
        copies_left: file.copies_left.unwrap_or(usize::MAX).into(),
        links_cut: Cell::new(false),
        builder,
    };
    for (at, block) in layout.blocks.iter().enumerate() {
        // The written blocks are kept: a part of a document is better than none.
        if clock.stops(Stage::Writing, block.page().unwrap_or(0)) {
            break;
        }
        match &headings[at] {
            Some(heading) => writer.heading(at, heading, block),
            None => writer.block(block),
        }
    }
    if writer.links_cut.get() {
        let message =
            "addresses of links are longer together than the limits allow; some links are left out";
        builder.warning(Warning::new(WarningKind::LimitReached, message));
    }
}

struct Writer<'d, 'b> {
    layout: &'d Layout,
    file: &'d File,
    targets: &'d Targets,
    /// The number of bytes of addresses that may still be written. A link over every
    /// other word is written as many links.
    copies_left: Cell<usize>,
    links_cut: Cell<bool>,
    builder: &'b mut DocumentBuilder,
}

impl Writer<'_, '_> {
    fn heading(&mut self, at: usize, heading: &Found, block: &Block) {
        let lines = match block {
            Block::Paragraph(paragraph) => Some(paragraph.all_lines()),
            _ => None,
        };
        // A heading may begin on one page and end on the next, so its origin is all its
        // lines.
        let places = lines
            .into_iter()
            .flatten()
            .map(|line| self.origin(line.page, line.place(&self.layout.frames)));
        let origin = places.reduce(|all, next| all.cover(&next));
        let text = &heading.text;
        // `2.1 Tea` is written with its number; its text and anchor are without it.
        let labelled = heading
            .label
            .as_ref()
            .map(|label| format!("{label} {text}"));
        let marked = labelled.as_ref().unwrap_or(text);
        let written = self
            .builder
            .append_marked_heading(Heading::new(heading.level, text).marked(marked));
        if let Some(origin) = origin {
            written.origin(origin);
        }
        for name in self.targets.names(at) {
            self.builder.anchor(name);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let (kind, prefix) = match paragraph.role {
                    Some(Role::Quote) => (BlockKind::Quote, "> "),
                    _ => (BlockKind::Paragraph, ""),
                };
                let written = self.running(paragraph, prefix);
                self.append(kind, written);
            }
            Block::Caption(paragraph) => {
                let written = self.running(paragraph, "");
                self.append(BlockKind::Caption, written);
            }
            Block::Footnote(paragraph) => {
                let written = self.running(paragraph, "");
                self.append(BlockKind::Footnote, written);
            }
            Block::Furniture(paragraph) => {
                // Running heads are marked, not dropped, so that options can keep them.
                let written = self.running(paragraph, "");
                self.append(BlockKind::Boilerplate, written);
            }
            Block::Aside(aside) => {
                let written = Written {
                    text: aside.text.clone(),
                    places: vec![(0, aside.page, aside.area)],
                    ..Written::default()
                };
                self.append(BlockKind::Other, written);
            }
            Block::List(items) => {
                let written = list::write(items, self);
                self.append(BlockKind::List, written);
            }
            Block::Table(table) => {
                let written = rows::write(table, self);
                self.append(BlockKind::Table, written);
            }
            Block::Code(lines) => {
                let written = code::write(lines, self);
                self.append(BlockKind::Code, written);
            }
        }
    }

    fn origin(&self, page: usize, area: Box) -> Origin {
        let of = &self.file.pages[page];
        Origin::Pages {
            pages: vec![PageBox {
                number: of.number,
                label: of.label.clone(),
                bbox: area,
            }],
        }
    }

    /// Adds the place of the line that begins at the end of the text.
    fn place(&self, line: &Line, of: &mut Written) {
        let area = line.place(&self.layout.frames);
        of.places.push((of.text.len(), line.page, area));
    }

    fn running(&self, paragraph: &Paragraph, prefix: &str) -> Written {
        let mut written = Written {
            text: prefix.to_owned(),
            ..Written::default()
        };
        if paragraph.label.is_empty() {
            self.add(&paragraph.lines, &mut written);
        } else {
            let lines: Vec<Line> = paragraph.all_lines().cloned().collect();
            self.add(&lines, &mut written);
        }
        written
    }

    /// Adds lines as running text, with their links.
    fn add(&self, lines: &[Line], to: &mut Written) {
        let composed = compose(lines, &self.layout.words);
        let places = lines.iter().zip(&composed.starts);
        let places = places.map(|(line, at)| (*at, line.page, line.place(&self.layout.frames)));
        to.push(Written {
            links: self.links(&composed),
            places: places.collect(),
            text: composed.text,
            ..Written::default()
        });
    }

    /// Returns the links of a text: the words in the areas of the page's links.
    fn links(&self, composed: &Composed) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        for (page, word, range) in &composed.words {
            let frame = self.layout.frames[*page];
            // The area of a link may end at the baseline or overlap the next line, so the
            // middle of a word decides.
            let middle = [f32::midpoint(word.x0, word.x1), word.y - 0.3 * word.size];
            let area = frame.on_page([middle[0], middle[1], middle[0], middle[1]]);
            let page_links = &self.file.pages[*page].links;
            let page_links = &page_links[..page_links.len().min(MAX_LINKS)];
            let point = [area[0], area[1]];
            let found = (page_links.iter()).position(|link| holds(link.area, point, 1.0));
            let found = found.map(|link| (*page, link));
            match found {
                // The next word of the same link extends it.
                Some(_) if found == last => {
                    if let Some(link) = links.last_mut() {
                        link.range.end = range.end;
                    }
                }
                Some((page, at)) => {
                    let href = self.href(&self.file.pages[page].links[at].target);
                    let range = range.clone();
                    links.extend(href.map(|href| Link { range, href }));
                }
                None => {}
            }
            last = found;
        }
        links
    }

    /// Returns the destination of a link, unless all destinations together are too long.
    fn href(&self, target: &Target) -> Option<String> {
        let href = self.targets.href(target);
        let left = self.copies_left.get().checked_sub(href.len());
        self.links_cut.set(self.links_cut.get() || left.is_none());
        self.copies_left.set(left?);
        Some(href)
    }

    fn append(&mut self, kind: BlockKind, written: Written) {
        let places = written.places.iter();
        let origins: Vec<(usize, Origin)> = places
            .map(|(at, page, area)| (*at, self.origin(*page, *area)))
            .collect();
        let before = self.builder.text().len();
        // The builder adds a line feed between blocks; the offsets are relative to the
        // text after it.
        let base = before + usize::from(before > 0);
        let at = |at: usize| offset(base + at);
        let mut block = self.builder.append(kind, &written.text);
        for (seam, rank) in written.seams {
            block = block.seam(at(seam), rank);
        }
        if let Some((within, open, close)) = written.lead {
            block = block.lead(Span::new(at(within.start), at(within.end)), &open, &close);
        }
        for (place, origin) in origins {
            block = block.origin_from(at(place), origin);
        }
        for link in written.links {
            let span = Span::new(at(link.range.start), at(link.range.end));
            let words = written.text.get(link.range).unwrap_or_default();
            (self.builder).reference(Reference::new(span, words, link.href));
        }
    }
}

/// Returns the lead for cuts after `body`. A cut at `body` itself needs none, because it
/// directly follows the opening.
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

#[cfg(test)]
mod tests {
    use crate::document::{Document, Origin, PageBox, Span, offset};
    use crate::reader::pdf::sample::{PLAIN, Sample};

    /// Returns the range of a piece of the document's text.
    fn places(document: &Document, piece: &str) -> Vec<PageBox> {
        let at = document.text().find(piece).unwrap();
        let span = Span::new(offset(at), offset(at + piece.len()));
        match document.origin(span) {
            Some(Origin::Pages { pages }) => pages,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_piece_of_a_paragraph_over_two_pages_has_its_own_page_and_label() {
        let lines = |sample: Sample, y| {
            let line =
                "and so the long text continues without an end over all of the lines there are";
            sample.lines(50.0, y, &[line, line])
        };
        let sample = lines(Sample::new(), 700.0).line(
            50.0,
            724.0,
            10.0,
            PLAIN,
            "the end of the first page, which is as long as the others are, goes over",
        );
        let mut sample = lines(
            sample.page().line(50.0, 50.0, 10.0, PLAIN, "to the next"),
            62.0,
        );
        sample.file.pages[1].label = Some("iv".into());
        let document = crate::reader::pdf::document(sample.file).unwrap();
        assert_eq!(document.blocks().count(), 1, "{}", document.text());
        let numbers: Vec<u32> = places(&document, document.text())
            .iter()
            .map(|page| page.number)
            .collect();
        assert_eq!(numbers, [1, 2]);
        let second = places(&document, "next");
        assert_eq!(
            (second[0].number, second[0].label.as_deref()),
            (2, Some("iv"))
        );
        assert!(second.len() == 1 && second[0].bbox[3] < 60.0, "{second:?}");
        assert_eq!(places(&document, "end of the first")[0].label, None);
    }
}

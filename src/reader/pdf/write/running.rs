//! Writes lines as running text, with the origin of each line and the links in it.

use super::targets::DestinationNames;
use crate::document::{Origin, PageBox, Written, WrittenLink};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::{Composed, Layout, Line, Paragraph, WordArena, compose, holds};
use crate::reader::pdf::page::{File, LinkTarget};
use std::cell::Cell;

/// The number of links of a page that are read, because each word is compared with each
/// link.
const MAX_LINKS: usize = 2000;
/// A word may be this far outside of the area of its link, in points: areas are rounded.
const LINK_SLACK: f32 = 1.0;

/// Writes text of a file's pages.
pub(super) struct TextWriter<'d> {
    layout: &'d Layout,
    file: &'d File,
    targets: &'d DestinationNames,
    /// The number of bytes of addresses that may still be written. A link over every
    /// other word is written as many links.
    copies_left: Cell<usize>,
    links_cut: Cell<bool>,
}

/// A link of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
struct PageLink {
    /// An index of the file's pages.
    page: usize,
    /// An index of the page's links.
    link: usize,
}

impl<'d> TextWriter<'d> {
    pub(super) fn new(layout: &'d Layout, file: &'d File, targets: &'d DestinationNames) -> Self {
        Self {
            layout,
            file,
            targets,
            copies_left: file.copies_left.unwrap_or(usize::MAX).into(),
            links_cut: Cell::new(false),
        }
    }

    /// Returns whether links were left out, because all addresses together are too long.
    pub(super) fn has_cut_links(&self) -> bool {
        self.links_cut.get()
    }

    pub(super) fn words(&self) -> &'d WordArena {
        &self.layout.words
    }

    /// Returns the origin of an area of a page; `page` is an index of the file's pages.
    pub(super) fn origin(&self, page: usize, area: Rect) -> Origin {
        let page = &self.file.pages[page];
        Origin::Pages {
            pages: vec![PageBox {
                number: page.number,
                label: page.label.clone(),
                bbox: area,
            }],
        }
    }

    pub(super) fn origin_of(&self, line: &Line) -> Origin {
        self.origin(line.page, line.place(&self.layout.frames))
    }

    /// Returns the text of a paragraph after `prefix`.
    pub(super) fn running(&self, paragraph: &Paragraph, prefix: &str) -> Written {
        let mut written = Written {
            text: prefix.to_owned(),
            ..Written::default()
        };
        self.add(&paragraph.lines, &mut written);
        written
    }

    /// Adds lines as running text, with their links.
    pub(super) fn add(&self, lines: &[Line], to: &mut Written) {
        let composed = compose(lines, &self.layout.words);
        let origins = lines.iter().zip(&composed.starts);
        let origins = origins.map(|(line, at)| (*at, self.origin_of(line)));
        to.push(Written {
            links: self.links(&composed),
            origins: origins.collect(),
            text: composed.text,
            ..Written::default()
        });
    }

    /// Returns the links of a text: the words in the areas of the page's links.
    fn links(&self, composed: &Composed) -> Vec<WrittenLink> {
        let mut links: Vec<WrittenLink> = Vec::new();
        let mut last: Option<PageLink> = None;
        for word in &composed.words {
            let frame = self.layout.frames[word.page];
            // The area of a link may end at the baseline or overlap the next line, so the
            // middle of a word decides.
            let [x, y] = word.word.middle();
            let [x, y, ..] = frame.on_page([x, y, x, y]);
            let page_links = &self.file.pages[word.page].links;
            let found = (page_links.iter().take(MAX_LINKS))
                .position(|link| holds(link.area, [x, y], LINK_SLACK));
            let found = found.map(|link| PageLink {
                page: word.page,
                link,
            });
            match found {
                // The next word of the same link extends it.
                Some(_) if found == last => {
                    if let Some(link) = links.last_mut() {
                        link.range.end = word.range.end;
                    }
                }
                Some(PageLink { link, .. }) => {
                    let href = self.href(&page_links[link].target);
                    links.extend(href.map(|href| WrittenLink {
                        range: word.range.clone(),
                        words: String::new(),
                        href,
                    }));
                }
                None => {}
            }
            last = found;
        }
        for link in &mut links {
            composed
                .text
                .get(link.range.clone())
                .unwrap_or_default()
                .clone_into(&mut link.words);
        }
        links
    }

    /// Returns the destination of a link, unless all destinations together are too long.
    fn href(&self, target: &LinkTarget) -> Option<String> {
        let href = self.targets.href(target);
        let left = self.copies_left.get().checked_sub(href.len());
        self.links_cut.set(self.links_cut.get() || left.is_none());
        self.copies_left.set(left?);
        Some(href)
    }
}

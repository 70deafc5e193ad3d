//! Gives the decision about headings the facts of a PDF, and its blocks their headings.

mod isolate;
mod leads;
mod pieces;
mod titles;

use super::layout::{Block, Layout, Paragraph};
use super::page::{Bookmark, File};
use crate::headings::{self, Entry, Face, Facts};
use pieces::Place;

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) level: u8,
    pub(super) text: String,
}

/// Returns the heading of each block that is one. A label and the title below it become
/// one block.
pub(super) fn find(layout: &mut Layout, file: &File) -> Vec<Option<Found>> {
    let mut titles = titles::find(layout, &file.outline);
    titles.extend(leads::find(layout));
    let titles = titles::in_order(titles);
    isolate::isolate(layout, &titles, &file.fonts);
    let (places, facts) = facts(layout, file);
    if let Ok(path) = std::env::var("SECTILE_FACTS") {
        let _ = std::fs::write(path, serde_json::to_string(&facts).unwrap_or_default());
    }
    let decided = headings::decide(facts);
    let mut chosen: Vec<Place> = Vec::new();
    for heading in &decided {
        chosen.extend(places[heading.pieces.clone()].iter().cloned());
    }
    let mut blocks = isolate::isolate(layout, &chosen, &file.fonts).into_iter();
    let mut found: Vec<Option<Found>> = layout.blocks.iter().map(|_| None).collect();
    let mut labels: Vec<(usize, usize)> = Vec::new();
    for heading in decided {
        let own: Vec<usize> = blocks.by_ref().take(heading.pieces.len()).collect();
        let Some((last, above)) = own.split_last() else {
            continue;
        };
        labels.extend(above.iter().map(|at| (*at, *last)));
        found[*last] = Some(Found {
            level: heading.level,
            text: heading.text,
        });
    }
    join_labels(layout, &labels, &mut found);
    found
}

/// Moves the lines of labels to the paragraphs of their titles.
fn join_labels(layout: &mut Layout, labels: &[(usize, usize)], found: &mut Vec<Option<Found>>) {
    for (label, title) in labels {
        let lines = match &mut layout.blocks[*label] {
            Block::Paragraph(label) => (std::mem::take(&mut label.lines), label.above),
            _ => continue,
        };
        if let Block::Paragraph(title) = &mut layout.blocks[*title] {
            if title.label.is_empty() {
                title.above = lines.1;
            }
            title.label.extend(lines.0);
        }
    }
    let is_empty = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.lines.is_empty());
    let mut keep = layout.blocks.iter().map(|block| !is_empty(block)).collect::<Vec<_>>().into_iter();
    let mut keep_found = keep.clone();
    layout.blocks.retain(|_| keep.next().unwrap_or(true));
    found.retain(|_| keep_found.next().unwrap_or(true));
    let _ = Paragraph::default;
}

fn facts(layout: &Layout, file: &File) -> (Vec<Place>, Facts) {
    let (places, pieces) = pieces::pieces(layout, &file.fonts);
    let style = layout.usual.style;
    let facts = Facts {
        pieces,
        body_size: layout.usual.size,
        body: Face {
            font: style.font,
            bold: style.bold,
            italic: style.italic,
            monospace: style.monospace,
            small_caps: style.small_caps,
        },
        page_ratio: file
            .pages
            .first()
            .map_or(1.0, |page| page.width / page.height.max(1.0)),
        pages: u32::try_from(file.pages.len()).unwrap_or(u32::MAX),
        title: file.metadata.title.clone().unwrap_or_default(),
        outline: file.outline.iter().map(entry).collect(),
    };
    (places, facts)
}

fn entry(bookmark: &Bookmark) -> Entry {
    Entry {
        title: bookmark.title.clone(),
        level: u8::try_from(bookmark.level).unwrap_or(u8::MAX),
        page: bookmark.place.map(|place| place.page.saturating_sub(1)),
        top: bookmark.place.and_then(|place| place.top),
    }
}

//! Gives the decision about headings the facts of a file, and the blocks of the layout
//! their headings.

mod isolate;
mod leads;
mod pieces;
mod titles;

#[cfg(test)]
mod tests;

use super::page::{Bookmark, File};
use crate::headings::{self, Entry, Face, Facts, Heading, Report};
use crate::reader::pdf::layout::{Layout, LayoutBlock, WordArena};
use pieces::Place;

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) level: u8,
    pub(super) text: String,
}

/// Returns the heading of each block that is one. A label and the title below it become
/// one block, and a heading in a list or a table a block of its own.
pub(super) fn find(layout: &mut Layout, file: &File) -> Vec<Option<Found>> {
    let (places, facts) = facts(layout, file);
    if let Ok(path) = std::env::var("SECTILE_FACTS") {
        let _ = std::fs::write(path, serde_json::to_string(&facts).unwrap_or_default());
    }
    let decided = headings::decide(facts);
    apply(layout, file, &places, decided)
}

/// Decides as [`find`] does, and returns the rules that decided.
pub(super) fn explain(layout: &mut Layout, file: &File) -> Report {
    headings::report(facts(layout, file).1)
}

/// States the facts about the text, and the place of each piece in the layout.
fn facts(layout: &mut Layout, file: &File) -> (Vec<Place>, Facts) {
    // Titles that the layout joined with other text are pieces of their own.
    let mut titles = titles::find(layout, &file.outline);
    titles.extend(leads::find(layout));
    isolate::isolate(layout, &titles::in_order(titles), &file.fonts);
    let (places, pieces) = pieces::pieces(layout, &file.fonts);
    let style = layout.body.style;
    let first = file.pages.first();
    let facts = Facts {
        pieces,
        body_size: layout.body.size,
        body: Face {
            font: style.font,
            bold: style.bold,
            italic: style.italic,
            monospace: style.monospace,
            small_caps: style.small_caps,
        },
        page_ratio: first.map_or(1.0, |page| page.width / page.height.max(1.0)),
        pages: u32::try_from(file.pages.len()).unwrap_or(u32::MAX),
        title: file.metadata.title.clone().unwrap_or_default(),
        outline: file.outline.iter().map(entry).collect(),
    };
    (places, facts)
}

fn entry(bookmark: &Bookmark) -> Entry {
    let place = bookmark.place;
    Entry {
        title: bookmark.title.clone(),
        level: u8::try_from(bookmark.level).unwrap_or(u8::MAX),
        page: place.map(|place| place.page.saturating_sub(1)),
        top: place.and_then(|place| place.top),
    }
}

/// Makes a block of each heading.
fn apply(
    layout: &mut Layout,
    file: &File,
    places: &[Place],
    decided: Vec<Heading>,
) -> Vec<Option<Found>> {
    let chosen: Vec<Place> = (decided.iter())
        .flat_map(|heading| places[heading.pieces.clone()].iter().cloned())
        .collect();
    let mut blocks = isolate::isolate(layout, &chosen, &file.fonts).into_iter();
    let mut levels: Vec<Option<u8>> = vec![None; layout.blocks.len()];
    for heading in decided {
        let own: Vec<usize> = blocks.by_ref().take(heading.pieces.len()).collect();
        if let Some((title, labels)) = own.split_last() {
            join_labels(layout, labels, *title);
            levels[*title] = Some(heading.level);
        }
    }
    // The labels are empty now.
    let mut found = Vec::with_capacity(levels.len());
    let mut levels = levels.into_iter();
    layout.blocks.retain(|block| {
        let level = levels.next().flatten();
        let is_empty = matches!(block, LayoutBlock::Paragraph(paragraph) if paragraph.lines.is_empty());
        if !is_empty {
            found.push(level.map(|level| (level, block_text(block, &layout.words))));
        }
        !is_empty
    });
    (found.into_iter())
        .map(|heading| heading.map(|(level, text)| Found { level, text }))
        .collect()
}

fn block_text(block: &LayoutBlock, words: &WordArena) -> String {
    match block {
        LayoutBlock::Paragraph(paragraph) => pieces::visible_text(&paragraph.lines, words),
        _ => String::new(),
    }
}

/// Moves the lines of labels to the start of the title: "Chapter 3" and "Boxes" are the
/// heading "Chapter 3 Boxes".
fn join_labels(layout: &mut Layout, labels: &[usize], title: usize) {
    let (mut lines, mut above) = (Vec::new(), None);
    for (nth, at) in labels.iter().enumerate() {
        if let LayoutBlock::Paragraph(label) = &mut layout.blocks[*at] {
            lines.append(&mut label.lines);
            if nth == 0 {
                above = label.above;
            }
        }
    }
    if let (false, LayoutBlock::Paragraph(title)) = (lines.is_empty(), &mut layout.blocks[title]) {
        lines.append(&mut title.lines);
        title.lines = lines;
        title.above = above;
    }
}

//! Gives the decision about headings the facts of a file, and the blocks of the layout
//! their headings.

mod isolate;
mod leads;
mod pieces;
mod titles;

#[cfg(test)]
mod tests;

use super::HeadingOptions;
use super::page::{Bookmark, File};
use crate::document::{HeadingEvidence, Warning, WarningKind};
use crate::headings::{self, DecidedHeading, Entry, Face, Facts, HeadingCandidate, OutlineEntry};
use crate::reader::pdf::layout::{Layout, LayoutBlock, WordArena};
use pieces::PiecePlace;

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BlockHeading {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) evidence: HeadingEvidence,
}

/// Returns the heading of each block that is one. A label and the title below it become
/// one block, and a heading in a list or a table a block of its own.
pub(super) fn find(
    layout: &mut Layout,
    file: &File,
    options: &HeadingOptions,
) -> Vec<Option<BlockHeading>> {
    let (places, facts) = facts(layout, file, options);
    let mut decided = headings::decide(facts);
    if let Some(most) = options.max_level {
        decided.retain(|heading| heading.level <= most);
    }
    apply(layout, file, &places, decided)
}

/// A heading below this is unsure enough for a warning, in percent.
const UNSURE_PERCENT: u8 = 75;
/// Warns if more than this share of the headings is unsure, in tenths ...
const MAX_UNSURE_TENTHS: usize = 4;
/// ... and at least this many are: a letter has one or two lines that may be headings.
const MIN_UNSURE: usize = 4;

/// Returns a warning if many headings are unsure.
pub(super) fn unsure(headings: &[Option<BlockHeading>]) -> Option<Warning> {
    let found = || headings.iter().flatten();
    let all = found().count();
    let unsure = found()
        .filter(|found| found.evidence.percent < UNSURE_PERCENT)
        .count();
    let message =
        format!("{unsure} of {all} headings are unsure: nothing but their type shows them");
    (unsure >= MIN_UNSURE && unsure * 10 > all * MAX_UNSURE_TENTHS)
        .then(|| Warning::new(WarningKind::UnsureHeadings, message))
}

/// Decides as [`find`] does, and returns the rules that decided.
pub(super) fn explain(
    layout: &mut Layout,
    file: &File,
    options: &HeadingOptions,
) -> Vec<HeadingCandidate> {
    headings::explain(facts(layout, file, options).1)
}

/// States the facts about the text, and the place of each piece in the layout.
fn facts(layout: &mut Layout, file: &File, options: &HeadingOptions) -> (Vec<PiecePlace>, Facts) {
    let outline: Vec<Entry> = match &options.outline {
        Some(outline) => outline.iter().map(given).collect(),
        None => file.outline.iter().map(entry).collect(),
    };
    // Titles that the layout joined with other text are pieces of their own.
    let mut titles = titles::find(layout, &outline);
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
        outline,
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

fn given(entry: &OutlineEntry) -> Entry {
    Entry {
        title: entry.title.clone(),
        level: entry.level.max(1),
        page: entry.page.map(|page| page.saturating_sub(1)),
        top: None,
    }
}

/// Makes a block of each heading.
fn apply(
    layout: &mut Layout,
    file: &File,
    places: &[PiecePlace],
    decided: Vec<DecidedHeading>,
) -> Vec<Option<BlockHeading>> {
    let chosen: Vec<PiecePlace> = (decided.iter())
        .flat_map(|heading| places[heading.pieces.clone()].iter().cloned())
        .collect();
    let mut blocks = isolate::isolate(layout, &chosen, &file.fonts).into_iter();
    let mut levels: Vec<Option<(u8, HeadingEvidence)>> = vec![None; layout.blocks.len()];
    for heading in decided {
        let own: Vec<usize> = blocks.by_ref().take(heading.pieces.len()).collect();
        if let Some((title, labels)) = own.split_last() {
            join_labels(layout, labels, *title);
            levels[*title] = Some((heading.level, heading.evidence));
        }
    }
    // The labels are empty now.
    let mut found = Vec::with_capacity(levels.len());
    let mut levels = levels.into_iter();
    layout.blocks.retain(|block| {
        let level = levels.next().flatten();
        let is_empty =
            matches!(block, LayoutBlock::Paragraph(paragraph) if paragraph.lines.is_empty());
        if !is_empty {
            found.push(level.map(|(level, evidence)| BlockHeading {
                level,
                text: block_text(block, &layout.words),
                evidence,
            }));
        }
        !is_empty
    });
    found
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

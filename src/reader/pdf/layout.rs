//! From glyphs to blocks: words, lines, columns, tables, lists, code, notes, paragraphs.

mod blocks;
mod boilerplate;
mod duplicates;
mod lines;
mod page;
mod place;
mod stamps;
mod table;
mod tagged;
#[cfg(test)]
mod tests;
mod undrawn;

pub(super) use blocks::{LayoutBlock, ListItem, Paragraph, TagRole, code_text};
pub(super) use duplicates::count as count_duplicates;
pub(super) use lines::{BodyText, Composed, Line, Word, WordArena, compose};
pub(super) use place::{Frame, holds};
pub(super) use table::{Table, TableCell};

use super::clock::{Clock, Stage};
use super::page::{DrawnPage, File};
use boilerplate::{Artifacts, PageText};
use lines::{Context, word};
use page::LaidPage;

pub(super) use lines::monospace::mark as mark_monospace;

/// The blocks of a file in reading order, with the facts that are needed to write them.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) blocks: Vec<LayoutBlock>,
    pub(super) words: WordArena,
    /// The properties of the running text.
    pub(super) body: BodyText,
    /// One per page.
    pub(super) frames: Vec<Frame>,
}

/// Lays out as many pages of the file as there is time for.
///
/// Artifacts are judged while all text is on the pages, and tags are used before
/// repetition is searched: the heading "Exercises", tagged on three pages, would
/// otherwise be a running head. Without tags the texts of figures are placed among the
/// blocks of their pages.
pub(super) fn lay_out(file: &File, clock: &Clock<'_>) -> Layout {
    let mut words = WordArena::default();
    let frames: Vec<Frame> = file.pages.iter().map(Frame::of).collect();
    let mut sheets = sheets(file, &frames, clock, &mut words);
    words.is_leftwards = lines::is_mostly_leftwards(words.iter());
    // Artifacts are judged while their text is still on the pages. Tags come before
    // repetition: a repeated heading that is tagged is content.
    let artifacts = Artifacts::judge(&sheets, &words);
    let chars = boilerplate::count_chars(&sheets);
    let mut tagged = tagged::take(file, &frames, &mut sheets, &mut words);
    let boilerplate = boilerplate::take(&mut sheets, artifacts, chars, &words);
    let mut pages = page::lay_out(file, &frames, sheets, boilerplate, clock, &mut words);
    let undrawn = undrawn::lines(file, &frames, &mut words);
    let body = BodyText::measure(
        (tagged.iter().flat_map(tagged::Tagged::lines))
            .chain(pages.iter().flat_map(LaidPage::lines)),
    );
    stamps::mark(&mut pages, body.size);
    let context = Context {
        words: &words,
        body: &body,
    };
    let mut untagged: Vec<Vec<LayoutBlock>> = (pages.into_iter().enumerate())
        .map(|(number, page)| {
            if clock.stops(Stage::Blocks, number) {
                return Vec::new();
            }
            page.blocks(&context)
        })
        .collect();
    match &mut tagged {
        Some(tagged) => tagged.add_undrawn(undrawn),
        None => undrawn::insert(undrawn, &mut untagged),
    }
    let tagged = tagged.map(|tagged| tagged.blocks(&context));
    let blocks = blocks::join(merge(tagged.unwrap_or_default(), untagged), &context);
    Layout {
        blocks,
        words,
        body,
        frames,
    }
}

/// Returns the words of each page; none of a page for which there is no time.
///
/// Every page has an entry, also without words: entries are found by the number of the
/// page, and the frame of page 3 must not be used for page 4.
fn sheets(
    file: &File,
    frames: &[Frame],
    clock: &Clock<'_>,
    words: &mut WordArena,
) -> Vec<PageText> {
    let sheet = |(number, (page, frame)): (usize, (&DrawnPage, &Frame))| PageText {
        runs: if clock.stops(Stage::Words, number) {
            Vec::new()
        } else {
            word::runs(page, &file.fonts, *frame, words)
        },
        height: frame.height,
    };
    (file.pages.iter().zip(frames).enumerate())
        .map(sheet)
        .collect()
}

/// Returns tagged blocks in their order, and untagged ones after those of their page.
///
/// A page number that is not tagged must not precede the whole text, nor follow it: it
/// would have no section, or that of the last page.
fn merge(tagged: Vec<LayoutBlock>, pages: Vec<Vec<LayoutBlock>>) -> Vec<LayoutBlock> {
    let mut merged = Vec::new();
    let mut pages = pages.into_iter().enumerate().peekable();
    for block in tagged {
        let page = block.page();
        while let Some((_, untagged)) =
            pages.next_if(|(number, _)| page.is_some_and(|page| *number < page))
        {
            merged.extend(untagged);
        }
        merged.push(block);
    }
    merged.extend(pages.flat_map(|(_, untagged)| untagged));
    merged
}

//! Finds the headings among the paragraphs, and their levels.
//!
//! Tags, bookmarks and typography are added up as evidence, because each alone is wrong
//! in some files: every paragraph tagged as a heading, a bookmark for each slide, bold
//! lines that are no headings.

mod bookmarks;
mod candidate;
mod evidence;
mod label;
mod level;
mod number;
mod number_kind;
mod peers;
mod sequence;
mod title;
mod title_matter;
mod wording;

#[cfg(test)]
mod tests;

use super::page::File;
use crate::reader::pdf::layout::{Layout, LayoutBlock};
use candidate::Candidate;

/// The score from which a candidate is a heading. Bold alone (1.6) is below it; bold with
/// a wide gap above (2.1) reaches it.
const THRESHOLD: f32 = 1.95;

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) level: u8,
    pub(super) text: String,
    /// The label printed above it: `Chapter 3`.
    pub(super) label: Option<String>,
}

/// Returns the heading of each block that is one. A label and the title below it become
/// one block.
pub(super) fn find(layout: &mut Layout, file: &File) -> Vec<Option<Found>> {
    label::join(layout);
    let candidates = candidate::gather(layout);
    let bookmarks = bookmarks::find(&file.outline, &candidates);
    let title = title::find(&candidates, file, layout);
    let trust = evidence::trust(&candidates, &bookmarks, layout);
    let accepted = evidence::accept(candidates, &bookmarks, title, trust, layout);
    // Wider pages are slides, whose title is one of several headings of a level.
    let is_upright = file
        .pages
        .first()
        .is_some_and(|page| page.width < page.height);
    let levels = level::assign(&accepted, trust, is_upright);
    let mut found: Vec<Option<Found>> = layout.blocks.iter().map(|_| None).collect();
    for (heading, level) in accepted.into_iter().zip(levels) {
        found[heading.candidate.block] = Some(Found {
            level,
            text: heading.candidate.text,
            label: heading.candidate.label,
        });
    }
    found
}

/// A candidate that was accepted.
#[derive(Debug)]
struct Accepted {
    candidate: Candidate,
    /// The level of the bookmark that points to it.
    bookmark: Option<u16>,
    is_title: bool,
}

/// The declarations of the file that are reliable.
#[derive(Debug, Clone, Copy, Default)]
struct Trust {
    tags: bool,
    bookmarks: bool,
}

/// Returns true for the kinds of blocks that a heading can introduce.
fn is_text(block: &LayoutBlock) -> bool {
    !matches!(
        block,
        LayoutBlock::Boilerplate(_) | LayoutBlock::Aside(_) | LayoutBlock::Footnote(_)
    )
}

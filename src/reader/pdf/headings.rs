//! Finds the headings among the paragraphs, and their levels.
//!
//! Tags, bookmarks and typography are evidence that is added up; none of them is believed alone. Files are tagged with every
//! paragraph a heading, bookmarked by slide, or set with bold lines that are none.

mod bookmarks;
mod candidate;
mod company;
mod evidence;
mod kind;
mod label;
mod level;
mod names;
mod number;
mod sequence;
mod title;
mod title_matter;
mod wording;

#[cfg(test)]
mod tests;

use super::layout::{Block, Layout};
use super::page::File;
use candidate::Candidate;

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) level: u8,
    pub(super) text: String,
    /// What numbers it above: `Chapter 3`.
    pub(super) label: Option<String>,
}

/// What each block is as a heading, if it is one. A label and the title below it become one block.
pub(super) fn find(layout: &mut Layout, file: &File) -> Vec<Option<Found>> {
    label::join(layout);
    let candidates = candidate::gather(layout);
    let bookmarks = bookmarks::find(&file.outline, &candidates);
    let title = title::find(&candidates, file, layout);
    let trust = evidence::trust(&candidates, &bookmarks, layout);
    let accepted = evidence::accept(candidates, &bookmarks, title, trust, layout);
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
    /// The level of the bookmark that leads to it.
    bookmark: Option<u16>,
    is_title: bool,
}

/// What the file says of itself that can be believed.
#[derive(Debug, Clone, Copy, Default)]
struct Trust {
    tags: bool,
    bookmarks: bool,
}

/// Whether blocks are such that a heading may stand before them.
fn is_text(block: &Block) -> bool {
    !matches!(
        block,
        Block::Furniture(_) | Block::Aside(_) | Block::Footnote(_)
    )
}

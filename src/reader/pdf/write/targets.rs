//! Resolves links within the file to the sections at their destinations.

use crate::reader::pdf::headings::BlockHeading;
use crate::reader::pdf::layout::{Layout, LayoutBlock};
use crate::reader::pdf::page::{Destination, File, LinkTarget};
use std::collections::BTreeMap;

/// The largest distance in points from a destination down to its heading. Programs leave
/// up to an inch of space above the heading.
const REACH: f32 = 72.0;
/// The largest distance in points from a destination up to the top of its heading: some
/// programs place it within the first line.
const ABOVE_DESTINATION: f32 = 8.0;
/// The largest distance in points from a destination left to its heading, which may begin
/// with a number in the margin. Headings of the column to the left begin farther away.
const LEFT_OF_DESTINATION: f32 = 40.0;

/// The names of the destinations of links, by the blocks of their headings.
#[derive(Debug, Default)]
pub(super) struct DestinationNames {
    names: BTreeMap<usize, Vec<String>>,
}

/// The block and the place of a heading.
#[derive(Clone, Copy)]
struct HeadingPlace {
    block: usize,
    page: usize,
    left: f32,
    top: f32,
}

impl DestinationNames {
    pub(super) fn find(layout: &Layout, headings: &[Option<BlockHeading>], file: &File) -> Self {
        let candidates = heading_places(layout, headings);
        let mut places: BTreeMap<String, Destination> = BTreeMap::new();
        for link in file.pages.iter().flat_map(|page| &page.links) {
            match &link.target {
                LinkTarget::Destination(place) => {
                    places.insert(name_of(*place), *place);
                }
                LinkTarget::Named(name) => {
                    let known = file
                        .destinations
                        .binary_search_by(|known| known.0.as_str().cmp(name));
                    if let Ok(at) = known {
                        places.insert(name.clone(), file.destinations[at].1);
                    }
                }
                // An address needs no section.
                LinkTarget::Uri(_) => {}
            }
        }
        let mut targets = Self::default();
        for (name, place) in places {
            if let Some(block) = heading_at(place, &candidates) {
                targets.names.entry(block).or_default().push(name);
            }
        }
        targets
    }

    /// Returns the names of the destinations at a heading.
    pub(super) fn names(&self, block: usize) -> &[String] {
        self.names.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Returns the destination in the form of a link.
    #[allow(clippy::unused_self)] // the names are those that `find` computes
    pub(super) fn href(&self, target: &LinkTarget) -> String {
        match target {
            LinkTarget::Uri(uri) => uri.clone(),
            LinkTarget::Named(name) => format!("#{}", name.replace('%', "%25")),
            LinkTarget::Destination(place) => format!("#{}", name_of(*place)),
        }
    }
}

fn name_of(place: Destination) -> String {
    match place.top {
        Some(top) => format!("page-{}-{top:.0}", place.page),
        None => format!("page-{}", place.page),
    }
}

fn heading_places(layout: &Layout, headings: &[Option<BlockHeading>]) -> Vec<HeadingPlace> {
    let mut places = Vec::new();
    for (block, (found, of)) in headings.iter().zip(&layout.blocks).enumerate() {
        if found.is_some()
            && let LayoutBlock::Paragraph(paragraph) = of
            && let Some(line) = paragraph.lines.first()
        {
            let area = line.place(&layout.frames);
            places.push(HeadingPlace {
                block,
                page: line.page,
                left: area[0],
                top: area[1],
            });
        }
    }
    places
}

/// Returns the heading directly below the place, or else the last one before it.
fn heading_at(place: Destination, headings: &[HeadingPlace]) -> Option<usize> {
    let page = place.page.checked_sub(1)? as usize;
    let from = headings.partition_point(|heading| heading.page < page);
    let to = headings.partition_point(|heading| heading.page <= page);
    let top = place.top.unwrap_or(0.0);
    let below = headings[from..to].iter().filter(|heading| {
        let is_in_column = place
            .left
            .is_none_or(|left| heading.left > left - LEFT_OF_DESTINATION);
        heading.top > top - ABOVE_DESTINATION && heading.top < top + REACH && is_in_column
    });
    let nearest = below.min_by(|a, b| a.top.total_cmp(&b.top));
    // A destination in the middle of a section leads to the section's heading, which may
    // be on an earlier page.
    let before = || {
        headings[from..to]
            .iter()
            .rfind(|heading| heading.top <= top)
    };
    let earlier = || headings[..from].last();
    nearest
        .or_else(before)
        .or_else(earlier)
        .map(|heading| heading.block)
}

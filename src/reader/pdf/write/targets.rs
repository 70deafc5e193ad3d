//! Where links within the file lead: each to the section whose heading stands there.

use super::super::headings::Found;
use super::super::layout::{Block, Layout};
use super::super::page::{File, Place, Target};
use std::collections::BTreeMap;

/// A heading this far below a destination, in points, is what it leads to.
const REACH: f32 = 72.0;

/// The names of the places that links lead to, by the blocks of the headings there.
#[derive(Debug, Default)]
pub(super) struct Targets {
    names: BTreeMap<usize, Vec<String>>,
}

/// A heading's block, page and top.
#[derive(Clone, Copy)]
struct Stand {
    block: usize,
    page: usize,
    left: f32,
    top: f32,
}

impl Targets {
    pub(super) fn find(layout: &Layout, headings: &[Option<Found>], file: &File) -> Self {
        let stands = stands(layout, headings);
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        for link in file.pages.iter().flat_map(|page| &page.links) {
            match &link.target {
                Target::Place(place) => {
                    places.insert(name_of(*place), *place);
                }
                Target::Named(name) => {
                    let known = file
                        .destinations
                        .binary_search_by(|known| known.0.as_str().cmp(name));
                    if let Ok(at) = known {
                        places.insert(name.clone(), file.destinations[at].1);
                    }
                }
                Target::Uri(_) => {}
            }
        }
        let mut targets = Self::default();
        for (name, place) in places {
            if let Some(block) = heading_at(place, &stands) {
                targets.names.entry(block).or_default().push(name);
            }
        }
        targets
    }

    /// The names of the places at a heading.
    pub(super) fn names(&self, block: usize) -> &[String] {
        self.names.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The destination as a link writes it.
    #[allow(clippy::unused_self)] // the names that it makes are those that were found here
    pub(super) fn href(&self, target: &Target) -> String {
        match target {
            Target::Uri(uri) => uri.clone(),
            Target::Named(name) => format!("#{}", name.replace('%', "%25")),
            Target::Place(place) => format!("#{}", name_of(*place)),
        }
    }
}

fn name_of(place: Place) -> String {
    match place.top {
        Some(top) => format!("page-{}-{top:.0}", place.page),
        None => format!("page-{}", place.page),
    }
}

fn stands(layout: &Layout, headings: &[Option<Found>]) -> Vec<Stand> {
    let mut stands = Vec::new();
    for (block, (found, of)) in headings.iter().zip(&layout.blocks).enumerate() {
        if found.is_some()
            && let Block::Paragraph(paragraph) = of
            && let Some(line) = paragraph.all_lines().next()
        {
            let area = line.place(&layout.frames);
            stands.push(Stand {
                block,
                page: line.page,
                left: area[0],
                top: area[1],
            });
        }
    }
    stands
}

/// The heading right below the place, else the last one before it.
fn heading_at(place: Place, stands: &[Stand]) -> Option<usize> {
    let page = place.page.checked_sub(1)? as usize;
    let from = stands.partition_point(|stand| stand.page < page);
    let to = stands.partition_point(|stand| stand.page <= page);
    let top = place.top.unwrap_or(0.0);
    let below = stands[from..to].iter().filter(|stand| {
        let is_in_column = place.left.is_none_or(|left| stand.left > left - 40.0);
        stand.top > top - 8.0 && stand.top < top + REACH && is_in_column
    });
    let nearest = below.min_by(|a, b| a.top.total_cmp(&b.top));
    let before = || stands[from..to].iter().rfind(|stand| stand.top <= top);
    let earlier = || stands[..from].last();
    nearest
        .or_else(before)
        .or_else(earlier)
        .map(|stand| stand.block)
}

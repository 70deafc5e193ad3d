//! Levels of headings from nested sections, where all headings have the same tag.

use super::super::tree::{HtmlNode, NodeId};
use super::{HeadingElement, MAX_LEVEL};
use crate::limits::Watch;
use std::collections::HashMap;

/// Returns true if some heading is in a section.
pub(super) fn is_possible(tagged: &[HeadingElement<'_>]) -> bool {
    let is_first = tagged[0].level;
    let is_uniform = tagged.iter().all(|heading| heading.level == is_first);
    let tops = tagged.iter().filter(|heading| heading.level == 1).count();
    (is_uniform || tops > 1)
        && tagged
            .iter()
            .any(|heading| sections(heading.node).next().is_some())
}

/// Returns the levels that differ from the tags: where all headings have one tag, or each
/// section begins with `<h1>`, the nesting of the sections gives the level (the outline
/// of HTML 5.0). Elsewhere the number in the tag does.
pub(super) fn levels(tagged: &[HeadingElement<'_>], watch: &Watch) -> HashMap<NodeId, u8> {
    // The first heading of each section is that section's.
    let mut first: HashMap<NodeId, u8> = HashMap::new();
    for heading in tagged.iter().take_while(|_| !watch.step()) {
        if let Some(section) = sections(heading.node).next() {
            first.entry(section.id()).or_insert(heading.level);
        }
    }
    let is_uniform = tagged
        .iter()
        .all(|heading| heading.level == tagged[0].level);
    if !is_uniform && first.values().any(|level| *level != 1) {
        return HashMap::new();
    }
    let depth = |heading: &HeadingElement<'_>| {
        let titled = sections(heading.node).filter(|section| first.contains_key(&section.id()));
        u8::try_from(titled.take(usize::from(MAX_LEVEL)).count()).unwrap_or(MAX_LEVEL)
    };
    let read = tagged.iter().take_while(|_| !watch.step());
    let depths: Vec<u8> = read.map(depth).collect();
    let least = depths.iter().min().copied().unwrap_or(0);
    (tagged.iter().zip(depths))
        .take_while(|_| !watch.step())
        .filter(|(_, depth)| *depth > least)
        .map(|(heading, depth)| {
            let level = heading.level.saturating_add(depth - least).min(MAX_LEVEL);
            (heading.node.id(), level)
        })
        .collect()
}

/// Returns the sections around a heading, from the inside out.
fn sections(heading: HtmlNode<'_>) -> impl Iterator<Item = HtmlNode<'_>> {
    heading.ancestors().filter(|above| {
        (above.as_element()).is_some_and(|above| matches!(above.name(), "section" | "article"))
    })
}

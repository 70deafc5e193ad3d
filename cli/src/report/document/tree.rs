//! Lists the sections of a document, with the chunks of each.

use super::Parts;
use sectile::{Chunk, Section};

/// The sections that are listed.
const MAX_SECTIONS: usize = 150;

/// The deepest indentation; sections below it are indented as much.
const MAX_DEPTH: usize = 8;

/// The characters of a heading that are listed.
const MAX_HEADING: usize = 160;

/// A section in the list.
#[derive(Debug)]
pub(super) struct Entry<'d> {
    pub(super) indent: usize,
    pub(super) path: String,
    pub(super) heading: String,
    pub(super) chunks: Option<ChunkRange>,
    /// The ids of failed questions whose evidence is in the section itself.
    pub(super) failed: Vec<&'d str>,
}

/// The chunks that a section begins and ends in.
#[derive(Debug)]
pub(super) struct ChunkRange {
    /// The number of the first one.
    pub(super) first: usize,
    /// `3` or `3–5`.
    pub(super) label: String,
    /// True if the text of the first one is in the report.
    pub(super) is_shown: bool,
}

/// Returns the first sections, and the number of the others. The text of the first
/// `shown` leaves is in the report.
pub(super) fn entries<'d>(
    parts: &Parts<'d>,
    leaves: &[&Chunk],
    shown: usize,
) -> (Vec<Entry<'d>>, usize) {
    let sections = parts.document.sections();
    let more = sections.len().saturating_sub(MAX_SECTIONS);
    let entry = |section: Section<'_>| {
        let path = section.path();
        let failed = parts.failed.iter();
        let failed = failed.filter(|(failed, _)| *failed == path);
        Entry {
            indent: (section.depth().max(1) - 1).min(MAX_DEPTH),
            heading: heading(section),
            chunks: range(section, leaves, shown),
            failed: failed.map(|(_, id)| id.as_str()).collect(),
            path,
        }
    };
    (sections.take(MAX_SECTIONS).map(entry).collect(), more)
}

fn heading(section: Section<'_>) -> String {
    let heading = section.heading();
    let mut start: String = heading.chars().take(MAX_HEADING).collect();
    if start.len() < heading.len() {
        start.push('…');
    }
    start
}

fn range(section: Section<'_>, leaves: &[&Chunk], shown: usize) -> Option<ChunkRange> {
    let span = section.own_span();
    let first = leaves.partition_point(|chunk| chunk.span.end <= span.start);
    let end = leaves.partition_point(|chunk| chunk.span.start < span.end);
    let last = end.checked_sub(1).filter(|last| first <= *last)?;
    Some(ChunkRange {
        first: first + 1,
        label: if first == last {
            (first + 1).to_string()
        } else {
            format!("{}–{}", first + 1, last + 1)
        },
        is_shown: first < shown,
    })
}

//! Finds the document's title among the candidates. It is above all other headings.

use super::candidate::Candidate;
use crate::reader::pdf::layout::{Layout, LayoutBlock, TagRole};
use crate::reader::pdf::page::File;

/// Shorter titles in the metadata are placeholders, in letters and digits: "Doc1".
const MIN_DECLARED_CHARS: usize = 5;
/// The size of a title that the metadata names, in body sizes.
const DECLARED_SIZE: f32 = 1.15;
/// The size of a title that only its size identifies, in body sizes.
const TITLE_SIZE: f32 = 1.3;
/// Other text that is at least this large competes with the title, as a share of its
/// size: with two of one size neither is the title.
const RIVAL_SIZE: f32 = 0.97;
/// Text before the title must be smaller than this share of its size: the name of a
/// journal, a date.
const PRECEDING_SIZE: f32 = 0.8;
/// A title has more letters: large figures of a chart and first initials do not.
const MIN_LETTERS: usize = 3;
/// Paragraphs above this length are running text, in characters.
const MAX_COVER_CHARS: u32 = 150;
/// Documents of up to this many pages have no separate cover.
const MAX_PAGES_WITHOUT_COVER: usize = 2;

/// Returns the candidate that is the title: the one that matches the title in the
/// metadata, or the one larger than all others.
pub(super) fn find(candidates: &[Candidate], file: &File, layout: &Layout) -> Option<usize> {
    let first_page = candidates.partition_point(|candidate| candidate.page == 0);
    let declared = letters(file.metadata.title.as_deref().unwrap_or_default());
    let is_declared = |candidate: &Candidate| {
        declared.len() > MIN_DECLARED_CHARS && letters(&candidate.text) == declared
    };
    // The running head of a first page repeats the title in a small size.
    let is_large = |candidate: &Candidate| candidate.style.size > DECLARED_SIZE * layout.body.size;
    let on_page = &candidates[..first_page];
    if let Some(at) = on_page
        .iter()
        .position(|candidate| is_declared(candidate) && is_large(candidate))
    {
        return Some(at);
    }
    if let Some(at) = on_cover(on_page, layout) {
        return Some(at);
    }
    let (at, largest) = largest(on_page)?;
    let is_unrivalled = candidates.iter().enumerate().all(|(other, candidate)| {
        other == at || candidate.style.size < RIVAL_SIZE * largest.style.size
    });
    // The largest text in the middle of the page's headings is one of them.
    let is_first = candidates[..at].iter().all(|candidate| {
        candidate.style.size < PRECEDING_SIZE * largest.style.size && candidate.number.is_none()
    });
    let is_title = is_unrivalled
        && is_first
        && largest.style.size >= TITLE_SIZE * layout.body.size
        && largest.text.chars().filter(|c| c.is_alphabetic()).count() > MIN_LETTERS;
    is_title.then_some(at)
}

/// Returns the first of the largest candidates with its index.
fn largest(candidates: &[Candidate]) -> Option<(usize, &Candidate)> {
    candidates.iter().enumerate().max_by(|a, b| {
        a.1.style
            .size
            .total_cmp(&b.1.style.size)
            .then(b.0.cmp(&a.0))
    })
}

/// Returns the largest text of a cover, even if headings on later pages are larger.
/// `Part I` on an otherwise empty first page is a heading, not the title.
fn on_cover(on_page: &[Candidate], layout: &Layout) -> Option<usize> {
    if !is_cover(layout) {
        return None;
    }
    let (at, largest) = largest(on_page)?;
    let is_large = largest.style.size >= TITLE_SIZE * layout.body.size;
    (is_large && largest.number.is_none()).then_some(at)
}

/// Returns true if the first of several pages has no running text.
pub(super) fn is_cover(layout: &Layout) -> bool {
    let is_running = |block: &LayoutBlock| match block {
        LayoutBlock::Paragraph(paragraph) => paragraph.chars() > MAX_COVER_CHARS,
        LayoutBlock::Boilerplate(_)
        | LayoutBlock::Aside(_)
        | LayoutBlock::Caption(_)
        | LayoutBlock::Figure(_)
        | LayoutBlock::Footnote(_) => false,
        _ => true,
    };
    let is_first = |block: &&LayoutBlock| block.page() == Some(0);
    layout.frames.len() > MAX_PAGES_WITHOUT_COVER
        && !layout.blocks.iter().filter(is_first).any(is_running)
}

/// Returns true if the file tags the title as a heading. Its levels then already have the
/// title above the other headings.
pub(super) fn is_tagged(candidate: &Candidate) -> bool {
    matches!(candidate.role, Some(TagRole::Heading(_)))
}

/// Letters and digits in lower case: titles in the metadata differ in spaces and signs.
fn letters(text: &str) -> String {
    (text.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

//! Finds the document's title among the candidates: the level above all that follows.

use super::super::layout::{Block, Layout, Role};
use super::super::page::File;
use super::candidate::Candidate;

/// The candidate that is the title, if one is: it says what the file says is its title, or is larger than all that follows.
pub(super) fn find(candidates: &[Candidate], file: &File, layout: &Layout) -> Option<usize> {
    let first_page = candidates.partition_point(|candidate| candidate.page == 0);
    let told = letters(file.metadata.title.as_deref().unwrap_or_default());
    let is_told = |candidate: &Candidate| told.len() > 5 && letters(&candidate.text) == told;
    let is_large = |candidate: &Candidate| candidate.look.size > 1.15 * layout.usual.size;
    let on_page = &candidates[..first_page];
    if let Some(at) = on_page
        .iter()
        .position(|candidate| is_told(candidate) && is_large(candidate))
    {
        return Some(at);
    }
    if let Some(at) = on_cover(on_page, layout) {
        return Some(at);
    }
    let (at, largest) = on_page
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.look.size.total_cmp(&b.1.look.size).then(b.0.cmp(&a.0)))?;
    let is_alone = candidates
        .iter()
        .enumerate()
        .all(|(other, candidate)| other == at || candidate.look.size < 0.97 * largest.look.size);
    // Large figures of a chart or a first initial are no title; nor is what stands in the middle of the page's headings.
    let is_first = candidates[..at].iter().all(|candidate| {
        candidate.look.size < 0.8 * largest.look.size && candidate.number.is_none()
    });
    let is_title = is_alone
        && is_first
        && largest.look.size >= 1.3 * layout.usual.size
        && largest.text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    is_title.then_some(at)
}

/// The largest text of a first page that has no running text, however large the headings behind it are; `Part I` is one of them.
fn on_cover(on_page: &[Candidate], layout: &Layout) -> Option<usize> {
    if !is_cover(layout) {
        return None;
    }
    let largest = on_page
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.look.size.total_cmp(&b.1.look.size).then(b.0.cmp(&a.0)))?;
    let is_large = largest.1.look.size >= 1.3 * layout.usual.size;
    (is_large && largest.1.number.is_none()).then_some(largest.0)
}

/// Whether the first of several pages has no running text.
pub(super) fn is_cover(layout: &Layout) -> bool {
    let is_running = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.chars() > 150,
        Block::Furniture(_) | Block::Aside(_) | Block::Caption(_) | Block::Footnote(_) => false,
        _ => true,
    };
    let is_first = |block: &&Block| block.page() == Some(0);
    layout.frames.len() > 2 && !layout.blocks.iter().filter(is_first).any(is_running)
}

/// Whether the file itself makes the title a heading, so that its levels are as they are meant.
pub(super) fn is_tagged(candidate: &Candidate) -> bool {
    matches!(candidate.role, Some(Role::Heading(_)))
}

fn letters(text: &str) -> String {
    (text.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

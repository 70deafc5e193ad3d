//! Finds the title of the document, and what is printed between it and the text.

use super::candidate::Candidate;
use super::facts::{Facts, Holder, Piece};
use super::letters;
use crate::lexicon::names;
use std::ops::Range;

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
/// Words farther apart belong to different texts, in sizes of the text.
const SCATTERED_SPACE: f32 = 3.0;
/// Pieces above this length are running text, in characters.
const MAX_MATTER_CHARS: u32 = 150;
/// Documents of up to this many pages have no separate cover.
const MAX_PAGES_WITHOUT_COVER: u32 = 2;
/// The maximum number of pieces between a title and the text.
const MAX_MATTER: usize = 24;
/// Sections share their style with others, so a style of fewer candidates is that of
/// names and dates.
pub(super) const MIN_SECTION_STYLE: usize = 3;

/// Returns the index of the candidate that is the title: the one that matches the title
/// in the metadata, or the one larger than all others.
pub(super) fn find(facts: &Facts, candidates: &[Candidate<'_>]) -> Option<usize> {
    let first_page = candidates.partition_point(|candidate| candidate.piece.page == 0);
    let on_page = &candidates[..first_page];
    let declared = letters(&facts.title);
    // The running head of a first page repeats the title in a small size.
    let is_declared = |candidate: &Candidate<'_>| {
        declared.len() > MIN_DECLARED_CHARS
            && candidate.ratio > DECLARED_SIZE
            && letters(candidate.text()) == declared
    };
    if let Some(at) = on_page.iter().position(is_declared) {
        return Some(at);
    }
    let (at, largest) = largest(on_page)?;
    // Pieces of a form's head far apart from each other are not one title. Large
    // contents may be on a page before the first chapter.
    if largest.piece.widest_space > SCATTERED_SPACE || names::is_contents(largest.text()) {
        return None;
    }
    let is_large = largest.ratio >= TITLE_SIZE;
    // "Part I" on an otherwise empty first page is a heading, not the title.
    if is_cover(facts) && is_large && largest.number.is_none() {
        return Some(at);
    }
    let is_unrivalled = (candidates.iter().enumerate())
        .all(|(other, candidate)| other == at || candidate.ratio < RIVAL_SIZE * largest.ratio);
    // The largest text in the middle of the page's headings is one of them.
    let is_first = candidates[..at].iter().all(|candidate| {
        candidate.ratio < PRECEDING_SIZE * largest.ratio && candidate.number.is_none()
    });
    let letters = largest.text().chars().filter(|c| c.is_alphabetic()).count();
    (is_unrivalled && is_first && is_large && letters > MIN_LETTERS).then_some(at)
}

/// Returns the first of the largest candidates with its index.
fn largest<'c, 'f>(candidates: &'c [Candidate<'f>]) -> Option<(usize, &'c Candidate<'f>)> {
    candidates
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.ratio.total_cmp(&b.1.ratio).then(b.0.cmp(&a.0)))
}

/// Returns true if the first of several pages has no running text.
pub(super) fn is_cover(facts: &Facts) -> bool {
    let is_running = |piece: &Piece| match piece.holder {
        Holder::Paragraph => piece.chars > MAX_MATTER_CHARS,
        Holder::Boilerplate | Holder::Caption | Holder::Footnote | Holder::Other => false,
        _ => true,
    };
    facts.pages > MAX_PAGES_WITHOUT_COVER
        && facts.page_ratio < 1.0
        && !(facts.pieces.iter())
            .take_while(|piece| piece.page == 0)
            .any(is_running)
}

/// Returns the pieces between the title, or the first candidate, and the text.
pub(super) fn matter(
    facts: &Facts,
    candidates: &[Candidate<'_>],
    title: Option<usize>,
) -> Range<usize> {
    let Some(title) = title.map(|at| &candidates[at]).or(candidates.first()) else {
        return 0..0;
    };
    let is_distinct = title.ratio > TITLE_SIZE
        || (title.piece.face.bold && title.is_caps && title.number.is_none());
    if title.piece.page > 0 || !is_distinct {
        return 0..0;
    }
    let from = title.at + 1;
    let is_matter = |piece: &&Piece| {
        let last = piece.text.chars().next_back();
        piece.holder == Holder::Paragraph
            && piece.page == 0
            && piece.chars < MAX_MATTER_CHARS
            && !matches!(last, Some('.' | '!' | '?' | '。' | ':'))
    };
    let count = (facts.pieces[from..].iter())
        .take(MAX_MATTER)
        .take_while(is_matter)
        .count();
    // The last piece before the text may be its first heading: "Abstract".
    let last = facts.pieces.get(from + count.saturating_sub(1));
    let is_set_apart = last.is_some_and(|last| {
        last.face.bold && !facts.body.bold || last.size > DECLARED_SIZE * facts.body_size
    });
    from..from + count.saturating_sub(usize::from(is_set_apart))
}

//! Joins a label that only numbers a division with the title below it: `Chapter 3`,
//! `ARTICLE II`, `Annex A`, and a word above its numeral.

use super::facts::{Facts, Holder, Piece, Tag};
use crate::lexicon::kind;
use crate::lexicon::numbering;
use std::ops::Range;

/// The maximum distance between a label and its title, in sizes of the larger one: rules
/// and white space separate them.
const MAX_GAP: f32 = 6.0;
/// The overlap of their boxes that is allowed, in the same sizes: tall fonts have boxes
/// that overlap.
const MAX_OVERLAP: f32 = 0.5;
/// Longer pieces are not titles, in characters and lines.
const MAX_CHARS: u32 = 150;
const MAX_LINES: u16 = 3;
/// Longer pieces are not labels, in characters.
const MAX_LABEL_CHARS: u32 = 24;
/// The size of a title that nothing else sets apart, in body sizes.
const PROMINENT_SIZE: f32 = 1.1;
/// Smaller text below a large label is the text of the chapter, as a share of the label's
/// size.
const MIN_TITLE_SHARE: f32 = 0.6;

/// The facts with each label joined to its title, and the pieces that each piece was
/// joined from.
pub(super) fn join(facts: Facts) -> (Facts, Vec<Range<usize>>) {
    let mut joined = Vec::with_capacity(facts.pieces.len());
    let mut ranges = Vec::with_capacity(facts.pieces.len());
    let mut at = 0;
    while at < facts.pieces.len() {
        let count = labels(&facts.pieces[at..], &facts).unwrap_or(0);
        let mut piece = facts.pieces[at + count].clone();
        if count > 0 {
            let label: Vec<&str> = (facts.pieces[at..at + count].iter())
                .map(|label| label.text.trim())
                .collect();
            piece.label = label.join(" ");
            // The gap above the label is the gap above the heading.
            piece.above = facts.pieces[at].above;
            piece.area[1] = facts.pieces[at].area[1];
        }
        joined.push(piece);
        ranges.push(at..at + count + 1);
        at += count + 1;
    }
    let facts = Facts {
        pieces: joined,
        ..facts
    };
    (facts, ranges)
}

/// Returns the number of pieces at the start that label the one after them.
fn labels(pieces: &[Piece], facts: &Facts) -> Option<usize> {
    let first = &pieces[0];
    if first.holder != Holder::Paragraph || first.chars > MAX_LABEL_CHARS {
        return None;
    }
    // The designer may set the word above a large numeral: "Chapter", "3".
    let is_word = kind::kind(first.text.trim()).is_some();
    let second = pieces.get(1)?;
    let mut count = 1;
    let mut label = first.text.trim().to_owned();
    if is_word && second.chars <= MAX_LABEL_CHARS && is_above(first, second) {
        label = format!("{label} {}", second.text.trim());
        count = 2;
    }
    let number = numbering::read(&label)?;
    if number.kind.is_none() || !number.title.is_empty() {
        return None;
    }
    // "Annex A", "(informative)", "Sizes".
    let remark = pieces.get(count)?;
    let is_remark = remark.text.starts_with(['(', '（']) && remark.text.ends_with([')', '）']);
    if is_remark && remark.chars <= MAX_LABEL_CHARS && is_above(&pieces[count - 1], remark) {
        count += 1;
    }
    let title = pieces.get(count)?;
    (is_above(&pieces[count - 1], title) && is_title(title, first, facts)).then_some(count)
}

/// Returns true if one piece is directly above the other on a page.
fn is_above(upper: &Piece, lower: &Piece) -> bool {
    let gap = lower.area[1] - upper.area[3];
    // A file that tags the label as a heading has it in its own outline.
    let is_tagged = matches!(upper.tag, Tag::Heading(_));
    let size = upper.size.max(lower.size);
    upper.page == lower.page && gap > -MAX_OVERLAP * size && gap < MAX_GAP * size && !is_tagged
}

/// Returns true if a piece is set as a title and is neither a label nor a numbered
/// heading.
fn is_title(piece: &Piece, label: &Piece, facts: &Facts) -> bool {
    let middle = |piece: &Piece| f32::midpoint(piece.area[0], piece.area[2]);
    let has_capitals = !piece.text.chars().any(char::is_lowercase);
    // Both are centred: "Article 5" above "Scope" in the type of the text.
    let is_below_middle = (middle(piece) - middle(label)).abs() < piece.size
        && label.area[0] > label.column[0] + piece.size;
    let is_prominent = piece.size > PROMINENT_SIZE * facts.body_size
        || piece.face.bold && !facts.body.bold
        || piece.face.italic && !facts.body.italic
        || has_capitals
        || is_below_middle && piece.lines == 1;
    piece.holder == Holder::Paragraph
        && is_prominent
        && piece.size >= MIN_TITLE_SHARE * label.size
        && piece.chars < MAX_CHARS
        && piece.lines <= MAX_LINES
        && piece.text.contains(char::is_alphabetic)
        && numbering::read(&piece.text).is_none()
        && !piece.text.ends_with(['.', ',', ';', ':'])
}

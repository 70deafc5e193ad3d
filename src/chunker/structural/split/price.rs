//! What a cut costs in packing, beside a chunk that is left half empty (1/2).

use crate::chunker::structural::unit::Unit;
use crate::document::{Block, BlockKind, Document, Section};

/// Between sections, for each heading that both sides share: between chapters a cut is free.
const SHARED_HEADING: f64 = 0.05;
/// Between blocks of a section.
pub(super) const BLOCK: f64 = 0.15;
/// Between a table, list or code and the sentence or caption that introduces it; behind a line in bold, which is a heading
/// in all but name; before a thematic break.
const ATTACHED: f64 = 0.4;
/// Behind a heading that has no text of its own, before its first subsection.
pub(super) const BARE_HEADING: f64 = 0.6;
/// Between rows, items or lines.
pub(super) const SEAM: f64 = 0.2;
/// The same in a block that fits into one chunk.
pub(super) const SEAM_THAT_FITS: f64 = 0.3;
/// Between sentences.
pub(super) const SENTENCE: f64 = 0.25;
/// What an anchor takes off. One place in four is one, told by its text alone, so after an insertion the cuts fall back
/// into step within a few chunks: without anchors, equal paragraphs would all move up by one.
/// (2026-11, with squares of what is left empty, edits of random flat text: 0.4 kept 300 of 300 under 5 % of the ids at 1.2 % more
/// chunks on real documents; 0.3 at one place in twelve fails one in a hundred, 0.8 makes 10 % more chunks.)
const ANCHOR: f64 = 0.4;
/// What the text at a place adds at most, to break ties.
const TIE: f64 = 0.05;

/// Between two units: dearer the more headings they share.
#[allow(clippy::cast_precision_loss)] // a depth is below 256
pub(super) fn between_units(document: &Document, before: Option<&Unit>, unit: &Unit) -> f64 {
    let Some(before) = before else { return 0.0 };
    let first = document.block(unit.blocks.start).section();
    let above = if unit.headings > 0 {
        first.parent()
    } else {
        Some(first)
    };
    let shared = (above.into_iter().chain(first.ancestors()))
        .find(|section| section.contains(before.section));
    SHARED_HEADING * shared.map_or(0, Section::depth) as f64
}

/// Between two blocks of a unit.
pub(super) fn between_blocks(before: Block<'_>, block: Block<'_>) -> f64 {
    use BlockKind as K;
    let needs_words = |kind| {
        matches!(
            kind,
            K::Table | K::Code | K::Figure | K::Math | K::List | K::Quote
        )
    };
    let introduces =
        before.kind() == K::Paragraph && before.text().trim_end().ends_with([':', '：']);
    let is_label = before.kind() == K::Paragraph && is_bold(before.text().trim());
    let is_captioned = (before.kind() == K::Caption && needs_words(block.kind()))
        || (block.kind() == K::Caption && needs_words(before.kind()));
    let is_break =
        block.kind() == K::Other && block.text().bytes().all(|byte| b"-*_ \t".contains(&byte));
    if (introduces && needs_words(block.kind())) || is_captioned || is_label || is_break {
        ATTACHED
    } else {
        BLOCK
    }
}

/// Whether all of `text` is one run of bold Markdown.
fn is_bold(text: &str) -> bool {
    ["**", "__"].into_iter().any(|mark| {
        let inner = text
            .strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// What a cut before `at` costs that costs `price` by structure: places differ by the text at them (FNV-1a of the
/// 48 bytes from there on).
pub(super) fn by_content(price: f64, text: &str, at: u32) -> f64 {
    let from = at as usize;
    let bytes = &text.as_bytes()[from..(from + 48).min(text.len())];
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let high = u32::try_from(hash >> 32).unwrap_or(0);
    let is_anchor = price < ATTACHED && high % 4 == 0;
    let tie = TIE * f64::from(high) / f64::from(u32::MAX);
    price + tie - if is_anchor { ANCHOR } else { 0.0 }
}

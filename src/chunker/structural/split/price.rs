//! The prices of cuts in packing. For comparison: leaving half of a chunk empty costs
//! 1/2.

use crate::chunker::structural::unit::Unit;
use crate::document::{Block, BlockKind, Document, Section};

/// The price of a cut between sections for each heading that both sides share. A cut
/// between chapters is free.
const SHARED_HEADING: f64 = 0.05;
/// The price of a cut between blocks of a section.
pub(super) const BLOCK: f64 = 0.15;
/// The price of a cut between a table, list or code and the sentence or caption that
/// introduces it; after a line in bold, which is used as a heading; before a thematic
/// break.
const ATTACHED: f64 = 0.4;
/// The price of a cut after a heading without text of its own, before its first
/// subsection.
pub(super) const BARE_HEADING: f64 = 0.6;
/// The price of a cut between rows, items or lines of a block that is too large.
pub(super) const SEAM: f64 = 0.2;
/// The price of the same cut in a block that fits into one chunk.
pub(super) const SEAM_THAT_FITS: f64 = 0.3;
/// The price of a cut between sentences.
pub(super) const SENTENCE: f64 = 0.25;
/// The discount of an anchor. One place in four is an anchor, determined only by its
/// text, so that cuts after an insertion return to their old places within a few chunks.
/// Without anchors, every cut after an inserted paragraph would move by one paragraph.
///
/// Measured (2026-11, with the squares of the empty space, on edits of random flat text):
/// with 0.4 all of 300 edits changed less than 5 % of the ids, at 1.2 % more chunks on
/// real documents. 0.3 at one place in twelve fails for one edit in a hundred, and 0.8
/// makes 10 % more chunks.
const ANCHOR: f64 = 0.4;
/// The number of places of which one is an anchor, on average.
const ANCHOR_DISTANCE: u32 = 4;
/// The bytes at a place that decide whether it is an anchor: a few words, so that equal
/// beginnings of paragraphs ("Note: ") differ.
const HASHED_BYTES: usize = 48;
/// The maximum that the text at a place adds to its price, to break ties.
const TIE: f64 = 0.05;

/// Returns the price of a cut between two units, which grows with the number of headings
/// that they share.
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
    let price = SHARED_HEADING * shared.map_or(0, Section::depth) as f64;
    if unit.headings == 0 {
        return price;
    }
    // An unsure heading may be a line of the section before it: the cut costs as much of
    // the price between blocks as that is probable.
    let unsure = first.evidence().filter(|evidence| !evidence.is_sure());
    let doubt = unsure.map_or(0.0, |evidence| 1.0 - f64::from(evidence.percent) / 100.0);
    price + doubt * (BLOCK - price).max(0.0)
}

/// Returns the price of a cut between two blocks of a unit.
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

/// Returns true if `text` is one run of bold Markdown.
fn is_bold(text: &str) -> bool {
    ["**", "__"].into_iter().any(|mark| {
        let inner = text
            .strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// Adjusts the structural `price` of a cut before `at` by the text there, so that equal
/// prices differ (FNV-1a of the next bytes).
pub(super) fn by_content(price: f64, text: &str, at: u32) -> f64 {
    let from = at as usize;
    let bytes = &text.as_bytes()[from..(from + HASHED_BYTES).min(text.len())];
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let high = u32::try_from(hash >> 32).unwrap_or(0);
    let is_anchor = price < ATTACHED && high % ANCHOR_DISTANCE == 0;
    let tie = TIE * f64::from(high) / f64::from(u32::MAX);
    price + tie - if is_anchor { ANCHOR } else { 0.0 }
}

//! Law 7: what an edit changes stays near the edit.
#![cfg(feature = "markdown")]

mod common;

use common::{chunk, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{Chunk, Words};
use std::collections::BTreeSet;
use std::ops::Range;

const MAX_TOKENS: u32 = 100;

/// A paragraph of words that no other paragraph has in this order: letters drawn one by one by proptest would take most of
/// the time, so it draws a seed and `SplitMix64` the letters.
fn paragraph(words: Range<usize>) -> impl Strategy<Value = String> {
    (words, any::<u64>()).prop_map(|(words, mut seed)| {
        let mut below = |end: u64| {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (seed ^ seed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed ^ mixed >> 31) % end
        };
        let mut text = String::new();
        for _ in 0..words {
            for _ in 0..2 + below(7) {
                text.extend(('a'..='z').nth(usize::try_from(below(26)).unwrap_or(0)));
            }
            text.push(' ');
        }
        text.truncate(text.len() - 1);
        text + "."
    })
}

/// Sections of two levels with several paragraphs each: at least a hundred chunks.
fn structured() -> impl Strategy<Value = Vec<String>> {
    let section = (
        1..4_usize,
        "[A-Z][a-z]{3,9} [a-z]{3,9}",
        prop::collection::vec(paragraph(5..90), 0..7),
    );
    prop::collection::vec(section, 70..110).prop_map(|sections| {
        let mut blocks = vec!["# Title".to_owned()];
        for (level, heading, paragraphs) in sections {
            blocks.push(format!("{} {heading}", "#".repeat(level + 1)));
            blocks.extend(paragraphs);
        }
        blocks
    })
}

/// No heading at all.
fn flat() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(paragraph(5..60), 420..500)
}

/// The worst case: no heading, and five paragraphs of one length fill a chunk to the last token, wherever one begins.
fn uniform() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(paragraph(19..20), 1000..1100)
}

fn chunks(blocks: &[String]) -> Vec<Chunk> {
    chunk(&read(&blocks.join("\n\n")), Words, MAX_TOKENS)
}

/// How many chunks of the document before the edit are gone after it.
fn gone(before: &[Chunk], after: &[Chunk]) -> Vec<usize> {
    let after: BTreeSet<&str> = after.iter().map(|chunk| chunk.id.as_str()).collect();
    let is_gone = |at: &usize| !after.contains(before[*at].id.as_str());
    (0..before.len()).filter(is_gone).collect()
}

/// The chunks that inserting `new` changes, and how many there were before.
fn edit(blocks: &[String], new: String, place: prop::sample::Index) -> (Vec<usize>, usize) {
    let before = chunks(blocks);
    let mut edited = blocks.to_vec();
    edited.insert(1 + place.index(blocks.len()), new);
    (gone(&before, &chunks(&edited)), before.len())
}

/// Each case is two documents of a hundred chunks: a quarter of the usual number of them will do.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases.div_ceil(4),
        max_shrink_iters: 200,
        rng_seed: RngSeed::Fixed(10),
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_new_paragraph_changes_few_ids(
        blocks in structured(),
        new in paragraph(5..60),
        place in any::<prop::sample::Index>(),
    ) {
        let (gone, before) = edit(&blocks, new, place);
        prop_assume!(before >= 100);
        prop_assert!(gone.len() <= before.div_ceil(20), "{} of {before} chunks changed: {gone:?}", gone.len());
    }

    /// Without any heading there are anchors only, and now and then the next one is far.
    #[test]
    fn in_flat_text_a_new_paragraph_changes_some_ids(
        blocks in flat(),
        new in paragraph(5..60),
        place in any::<prop::sample::Index>(),
    ) {
        let (gone, before) = edit(&blocks, new, place);
        prop_assert!(gone.len() <= before.div_ceil(8), "{} of {before} chunks changed: {gone:?}", gone.len());
    }

    #[test]
    fn even_in_uniform_text_the_cuts_fall_into_step_again(
        blocks in uniform(),
        new in paragraph(5..60),
        place in 1..300_usize,
    ) {
        let before = chunks(&blocks);
        let mut edited = blocks.clone();
        edited.insert(place, new);
        let gone = gone(&before, &chunks(&edited));
        prop_assert!(gone.len() < 100, "{} of {} chunks changed", gone.len(), before.len());
    }

    #[test]
    fn a_new_top_level_section_changes_none_beyond_its_neighbours(
        blocks in structured(),
        new in prop::collection::vec(paragraph(5..60), 1..5),
        place in any::<prop::sample::Index>(),
    ) {
        // The document's top sections, under its title, are those of level 2.
        let before = chunks(&blocks);
        let tops: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].starts_with("## ")).collect();
        prop_assume!(tops.len() > 2);
        let at = tops[place.index(tops.len())];
        let mut edited = blocks.clone();
        edited.splice(at..at, std::iter::once("## Brand new".to_owned()).chain(new));
        let gone = gone(&before, &chunks(&edited));
        // What changed lies together, around the place of the new section.
        if let (Some(first), Some(last)) = (gone.first(), gone.last()) {
            prop_assert!(last - first < 6, "chunks {gone:?} of {} changed", before.len());
        }
    }
}

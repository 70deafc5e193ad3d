//! Law 7: an edit changes only the chunks near it.
#![cfg(feature = "markdown")]

mod common;

use common::{chunk, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{Chunk, Words};
use std::collections::BTreeSet;
use std::ops::Range;

const MAX_TOKENS: u32 = 100;

/// Generates a paragraph of random words. Drawing each letter with proptest would take
/// most of the time, so proptest draws a seed and `SplitMix64` the letters.
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

/// Generates sections of two levels with several paragraphs each: at least a hundred
/// chunks.
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

/// Generates text without headings.
fn flat() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(paragraph(5..60), 420..500)
}

/// Generates the worst case: no headings, and paragraphs of one length of which five fill
/// a chunk to the last token, wherever it starts.
fn uniform() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(paragraph(19..20), 1000..1100)
}

fn chunks(blocks: &[String]) -> Vec<Chunk> {
    chunk(&read(&blocks.join("\n\n")), Words, MAX_TOKENS)
}

/// Returns the chunks before the edit whose ids are missing after it.
fn gone(before: &[Chunk], after: &[Chunk]) -> Vec<usize> {
    let after: BTreeSet<&str> = after.iter().map(|chunk| chunk.id.as_str()).collect();
    let is_gone = |at: &usize| !after.contains(before[*at].id.as_str());
    (0..before.len()).filter(is_gone).collect()
}

/// Returns the chunks that inserting `new` changes, and their number before the edit.
fn edit(blocks: &[String], new: String, place: prop::sample::Index) -> (Vec<usize>, usize) {
    let before = chunks(blocks);
    let mut edited = blocks.to_vec();
    edited.insert(1 + place.index(blocks.len()), new);
    (gone(&before, &chunks(&edited)), before.len())
}

/// Each case chunks two documents of a hundred chunks, so a quarter of the default number
/// of cases is enough.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.div_ceil(4),
        max_shrink_iters: 200,
        rng_seed: RngSeed::Fixed(10),
        ..default
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

    /// Text without headings has only anchors, and the next anchor can be far away.
    #[test]
    fn a_new_paragraph_in_flat_text_changes_some_ids(
        blocks in flat(),
        new in paragraph(5..60),
        place in any::<prop::sample::Index>(),
    ) {
        let (gone, before) = edit(&blocks, new, place);
        prop_assert!(gone.len() <= before.div_ceil(8), "{} of {before} chunks changed: {gone:?}", gone.len());
    }

    #[test]
    fn the_cuts_of_uniform_text_synchronise_again(
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
        // The top sections below the title are those of level 2.
        let before = chunks(&blocks);
        let tops: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].starts_with("## ")).collect();
        prop_assume!(tops.len() > 2);
        let at = tops[place.index(tops.len())];
        let mut edited = blocks.clone();
        edited.splice(at..at, std::iter::once("## Brand new".to_owned()).chain(new));
        let gone = gone(&before, &chunks(&edited));
        // All changes are next to each other, around the new section.
        if let (Some(first), Some(last)) = (gone.first(), gone.last()) {
            prop_assert!(last - first < 6, "chunks {gone:?} of {} changed", before.len());
        }
    }
}

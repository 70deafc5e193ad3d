//! The chunk that is returned for a result: the parent, or the only child that was found.

use super::chunks;
use crate::chunk::Chunk;
use crate::passages::{Budget, Passages};
use crate::tokenizer::Words;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns chunks of forty sections, each a parent of two children.
fn sections() -> (Vec<Chunk>, Vec<[String; 2]>) {
    let mut source = String::new();
    for at in 0..40 {
        let words = |kind: &str| format!("{kind}{at} ").repeat(9);
        let _ = write!(source, "# s{at}\n\n{}\n\n{}\n\n", words("a"), words("b"));
    }
    let chunks = chunks(&source, &[22, 12]);
    let mut children: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for child in chunks.iter().filter(|chunk| chunk.level == 1) {
        let parent = chunks
            .iter()
            .find(|chunk| Some(&chunk.id) == child.parent.as_ref());
        let place = parent.unwrap().span.start;
        children.entry(place).or_default().push(child.id.clone());
    }
    let pair = |children: Vec<String>| <[String; 2]>::try_from(children).unwrap();
    (chunks, children.into_values().map(pair).collect())
}

/// Returns whether the first and the second of two sections are returned whole: their first
/// children are the best hits, and their second ones have these ranks.
fn are_whole(ranks: [usize; 2]) -> [bool; 2] {
    let (chunks, sections) = sections();
    let mut hits: Vec<String> = (sections.iter().map(|[first, _]| first.clone())).collect();
    for (section, rank) in ranks.into_iter().enumerate() {
        hits.insert(rank, sections[section][1].clone());
    }
    let scores = (0..100).rev().map(f64::from);
    let passages = Passages::builder().tokenizer(Words).build(chunks).unwrap();
    let selected = passages.select(hits.into_iter().zip(scores), Budget::Results(2));
    let selected = selected.unwrap();
    [0, 1].map(|section| {
        let has = |kind: &str| {
            let word = format!("{kind}{section} ");
            selected.iter().any(|passage| passage.text.contains(&word))
        };
        assert!(has("a"), "{selected:#?}");
        has("b")
    })
}

#[test]
fn a_second_child_counts_among_forty_hits_for_the_best_parent_and_25_for_others() {
    assert_eq!(are_whole([30, 20]), [true, true]);
    assert_eq!(are_whole([30, 26]), [true, false]);
    assert_eq!(are_whole([40, 20]), [false, true]);
}

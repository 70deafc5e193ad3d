//! The run of chunks that is returned for a result.

use super::chunks;
use crate::chunk::Chunk;
use crate::error::Result;
use crate::passages::{Budget, ChunkSource, Passages};
use crate::tokenizer::Words;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The words of the five paragraphs of a section.
const PARAGRAPHS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// The words of a paragraph: three of them have more than the least tokens of a result.
const WORDS: usize = 130;

/// Returns chunks of forty sections, each a parent of five smallest chunks.
fn sections(levels: &[u32]) -> Vec<Chunk> {
    let mut source = String::new();
    for at in 0..40 {
        let words = |kind: &str| format!("{kind}{at} ").repeat(WORDS);
        let _ = write!(source, "# s{at}\n\n");
        for kind in PARAGRAPHS {
            let _ = write!(source, "{}\n\n", words(kind));
        }
    }
    chunks(&source, levels)
}

/// Returns the id of the chunk of `level` with the word `kind` of section `at`.
fn id(chunks: &[Chunk], level: u32, kind: &str, at: usize) -> String {
    let word = format!("{kind}{at} ");
    let mut level = chunks.iter().filter(|chunk| chunk.level == level);
    level
        .find(|chunk| chunk.text.contains(&word))
        .unwrap()
        .id
        .clone()
}

/// Returns the paragraphs of the first and the second section that two results have.
fn paragraphs(chunks: &[Chunk], hits: &[String]) -> [String; 2] {
    let scores = (0..100).rev().map(f64::from);
    let passages = Passages::builder().tokenizer(Words).build(chunks).unwrap();
    let selected = passages.select(hits.iter().cloned().zip(scores), Budget::Results(2));
    let selected = selected.unwrap();
    [0, 1].map(|section| {
        let has = |kind: &&str| {
            let word = format!("{kind}{section} ");
            selected.iter().any(|passage| passage.text.contains(&word))
        };
        PARAGRAPHS
            .iter()
            .filter(|kind| has(kind))
            .copied()
            .collect()
    })
}

/// Returns the paragraphs of two sections whose first ones are the best hits, and whose
/// fourth ones have these ranks.
fn with_fourth_at(ranks: [usize; 2]) -> [String; 2] {
    let chunks = sections(&[700, 134]);
    let of = |kind| {
        (0..40)
            .map(|at| id(&chunks, 1, kind, at))
            .collect::<Vec<_>>()
    };
    let mut hits = [of("a"), of("e")[2..].to_vec()].concat();
    for (section, rank) in ranks.into_iter().enumerate() {
        hits.insert(rank, id(&chunks, 1, "d", section));
    }
    paragraphs(&chunks, &hits)
}

#[test]
fn a_result_encloses_the_best_22_hits() {
    assert_eq!(with_fourth_at([20, 21]), ["abcd", "abcd"]);
    assert_eq!(with_fourth_at([20, 22]), ["abcd", "abc"]);
    assert_eq!(with_fourth_at([22, 20]), ["abc", "abcd"]);
}

#[test]
fn a_result_with_later_hits_encloses_its_best_one() {
    let chunks = sections(&[700, 134]);
    let hits = (0..40_u32).map(|at| (id(&chunks, 1, "a", at as usize), f64::from(40 - at)));
    let passages = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
    let selected = passages.select(hits, Budget::Results(40)).unwrap();
    let has = |word: &str| selected.iter().any(|passage| passage.text.contains(word));
    assert!(has("a30 ") && !has("e30 "), "{selected:#?}");
}

#[test]
fn a_chunk_that_is_the_whole_result_is_cited_alone() {
    let chunks = sections(&[700, 400, 134]);
    let is_half = |chunk: &&Chunk| chunk.level == 1 && chunk.tokens > 384;
    let half = chunks.iter().find(is_half).unwrap();
    let passages = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
    // `leaves` needs to know the smallest level.
    let leaf = id(&chunks, 2, "a", 9);
    let hits = [(half.id.clone(), 2.0), (leaf, 1.0)];
    let selected = passages.select(hits, Budget::Results(1));
    let cited = &selected.unwrap()[0].citations;
    assert_eq!((cited.len(), &cited[0].id), (1, &half.id));
}

#[test]
fn a_short_result_has_the_chunks_beside_it() {
    let chunks = sections(&[700, 134]);
    let hits = [id(&chunks, 1, "c", 0), id(&chunks, 1, "a", 1)];
    assert_eq!(paragraphs(&chunks, &hits), ["bcd", "abc"]);
}

#[test]
fn hits_of_other_levels_raise_a_parent() {
    let chunks = sections(&[700, 400, 134]);
    let hits = [0, 1, 2].map(|at| id(&chunks, 1, "a", at));
    let first = |more: Option<String>| {
        let scores = [3.0, 2.0, 1.0].into_iter().chain([9.0]);
        let hits = hits.iter().cloned().chain(more).zip(scores);
        let passages = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
        let selected = passages.select(hits, Budget::Results(1)).unwrap();
        selected[0].text.clone()
    };
    let without = first(None);
    assert!(without.contains("a0 "), "{without}");
    for (level, kind) in [(2, "a"), (0, "a")] {
        let with = first(Some(id(&chunks, level, kind, 1)));
        assert!(with.contains("a1 "), "level {level}: {with}");
    }
}

/// A store that knows no children.
struct Flat<'c>(&'c [Chunk]);

impl ChunkSource for Flat<'_> {
    fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>> {
        Ok(self
            .0
            .iter()
            .find(|chunk| chunk.id == id)
            .map(Cow::Borrowed))
    }
}

#[test]
fn without_children_the_parent_of_two_hits_is_returned() {
    let chunks = sections(&[700, 134]);
    let passages = Passages::builder()
        .tokenizer(Words)
        .build_over(Flat(&chunks));
    let text = |kinds: &[&str]| {
        let hits = kinds.iter().map(|kind| (id(&chunks, 1, kind, 3), 1.0));
        passages.select(hits, Budget::Results(1)).unwrap()[0]
            .text
            .clone()
    };
    assert!(!text(&["b"]).contains("a3 "));
    assert!(text(&["b", "d"]).contains("e3 "));
}

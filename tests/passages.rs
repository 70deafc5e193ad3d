//! The laws of passages, as properties of random documents and hits.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

#[path = "common/mod.rs"]
mod common;

use common::{markdown, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{
    Budget, Chunk, Chunker, FixedSizeChunker, Hit, Passage, Passages, Selection, Span,
    StructuralChunker, Tiktoken, Tokenizer, Words,
};
use std::collections::{BTreeMap, BTreeSet};

/// Two copies of a document, in two or three levels or as overlapping windows.
fn corpus(source: &str, levels: &[u32]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    for name in ["a.md", "b.md"] {
        let mut document = read(source);
        document.set_name(name);
        if let [size] = levels {
            let windows = FixedSizeChunker::builder()
                .max_tokens(*size)
                .overlap(*size / 3);
            let windows = windows.tokenizer(Words).build().expect("a valid size");
            chunks.extend(windows.chunks(&document));
        } else {
            let chunker = StructuralChunker::builder().levels(levels.iter().copied());
            let chunker = chunker.tokenizer(Words).build().expect("valid sizes");
            chunks.extend(chunker.chunks(&document));
        }
    }
    chunks
}

fn levels() -> impl Strategy<Value = Vec<u32>> {
    prop::sample::select(vec![vec![80, 20], vec![200, 60, 15], vec![40, 8], vec![12]])
}

fn selections() -> impl Strategy<Value = Selection> {
    use Selection::{Chunks, Enclosing, Merged, Parents, Pieces};
    prop::sample::select(vec![Chunks, Parents, Merged, Enclosing, Pieces])
}

fn budgets() -> impl Strategy<Value = Budget> {
    let tokens = (0..400_u32).prop_map(Budget::Tokens);
    prop_oneof![tokens, (0..7_u32).prop_map(Budget::Results)]
}

/// Hits of chunks of any level, with scores that are often equal, and some negative.
fn hits(chunks: &[Chunk], picks: &[(prop::sample::Index, i8)]) -> Vec<Hit> {
    if chunks.is_empty() {
        return Vec::new();
    }
    let hit = |(at, score): &(prop::sample::Index, i8)| {
        Hit::new(&at.get(chunks).id, f64::from(*score) / 4.0)
    };
    picks.iter().map(hit).collect()
}

fn picks() -> impl Strategy<Value = Vec<(prop::sample::Index, i8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), -2..40_i8), 0..30)
}

fn select(chunks: &[Chunk], hits: Vec<Hit>, budget: Budget, by: Selection) -> Vec<Passage> {
    let passages = Passages::builder()
        .tokenizer(Tiktoken::cl100k_base())
        .selection(by);
    let passages = passages.build(chunks).expect("ids are distinct");
    passages.select(hits, budget).expect("ids are known")
}

/// Returns the spans of a chunk's text, without the omitted parts.
fn shown(chunk: &Chunk) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = chunk.span.start;
    for omitted in &chunk.omitted {
        spans.push(Span::new(start, omitted.start));
        start = omitted.end;
    }
    spans.push(Span::new(start, chunk.span.end));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, rng_seed: RngSeed::Fixed(28), ..ProptestConfig::default() })]

    #[test]
    fn the_budget_is_never_exceeded(source in markdown(), levels in levels(), picks in picks(), by in selections(), tokens in 0..400_u32) {
        let chunks = corpus(&source, &levels);
        let passages = select(&chunks, hits(&chunks, &picks), Budget::Tokens(tokens), by);
        let counter = Tiktoken::cl100k_base();
        for passage in &passages {
            prop_assert_eq!(passage.tokens as usize, counter.count(&passage.content()));
        }
        prop_assert!(passages.iter().map(|passage| passage.tokens).sum::<u32>() <= tokens);
        let results = tokens % 7;
        let passages = select(&chunks, hits(&chunks, &picks), Budget::Results(results), by);
        prop_assert!(passages.len() <= results as usize);
        let cited: usize = passages.iter().map(|passage| passage.citations.len()).sum();
        // A result of other selections is one chunk.
        prop_assert!(by == Selection::Enclosing || cited <= results as usize);
    }

    #[test]
    fn no_byte_is_returned_twice(source in markdown(), levels in levels(), picks in picks(), by in selections(), budget in budgets()) {
        let chunks = corpus(&source, &levels);
        let by_id: BTreeMap<&str, &Chunk> = chunks.iter().map(|chunk| (chunk.id.as_str(), chunk)).collect();
        for passage in select(&chunks, hits(&chunks, &picks), budget, by) {
            let shown: usize = passage.citations.iter().map(|citation| citation.text_span.len()).sum();
            let mut bytes = BTreeSet::new();
            for citation in &passage.citations {
                for span in self::shown(by_id[citation.id.as_str()]) {
                    bytes.extend(span.range());
                }
            }
            prop_assert_eq!(shown, bytes.len(), "{:#?}", passage);
        }
        let mut spans: Vec<(String, Span)> = select(&chunks, hits(&chunks, &picks), budget, by)
            .into_iter()
            .map(|passage| (passage.document, passage.span))
            .collect();
        spans.sort();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0 || pair[0].1.end <= pair[1].1.start, "{:?}", pair);
        }
    }

    #[test]
    fn passages_are_runs_of_whole_chunks(source in markdown(), levels in levels(), picks in picks(), by in selections(), budget in budgets()) {
        let chunks = corpus(&source, &levels);
        let by_id: BTreeMap<&str, &Chunk> = chunks.iter().map(|chunk| (chunk.id.as_str(), chunk)).collect();
        for passage in select(&chunks, hits(&chunks, &picks), budget, by) {
            let cited: Vec<&Chunk> = passage.citations.iter().map(|citation| by_id[citation.id.as_str()]).collect();
            for pair in cited.windows(2) {
                prop_assert_eq!((pair[0].level, pair[0].ordinal + 1), (pair[1].level, pair[1].ordinal));
            }
            let mut end = 0;
            for (citation, chunk) in passage.citations.iter().zip(&cited) {
                let between = &passage.text[end as usize..citation.text_span.start as usize];
                prop_assert!(["", "\n", "\n\n"].contains(&between));
                // The start of a window may be the end of the one before it.
                prop_assert!(chunk.text.ends_with(&passage.text[citation.text_span.range()]));
                end = citation.text_span.end;
            }
            prop_assert_eq!(end as usize, passage.text.len());
            prop_assert!(!passage.hits.is_empty());
            prop_assert_eq!(&passage.prefix, &cited[0].prefix);
        }
    }

    #[test]
    fn more_results_have_all_that_fewer_have(source in markdown(), levels in levels(), picks in picks(), by in selections(), number in 0..7_u32) {
        let chunks = corpus(&source, &levels);
        let select = |number| select(&chunks, hits(&chunks, &picks), Budget::Results(number), by);
        let more = select(number + 1);
        for passage in select(number) {
            let holds = |other: &Passage| other.document == passage.document && other.span.contains(passage.span);
            prop_assert!(more.iter().any(holds), "{:#?} {:#?}", passage, more);
        }
    }

    #[test]
    fn the_same_hits_in_any_order_give_the_same_passages(source in markdown(), levels in levels(), picks in picks(), by in selections(), tokens in 0..400_u32) {
        let chunks = corpus(&source, &levels);
        let hits = hits(&chunks, &picks);
        let reversed: Vec<Hit> = hits.iter().rev().cloned().collect();
        let mut turned = chunks.clone();
        turned.reverse();
        for budget in [Budget::Tokens(tokens), Budget::Results(5)] {
            prop_assert_eq!(select(&chunks, hits.clone(), budget, by), select(&turned, reversed.clone(), budget, by));
        }
    }
}

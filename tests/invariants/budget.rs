//! Laws 1 and 2: chunks keep their budget and cover the content.

use crate::common::{chunk, markdown, read};
use crate::{budgets, tokenizers};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{Chunk, Chunker, Document, FixedSizeChunker, Span, StructuralChunker, Tokenizer};
use std::collections::BTreeMap;

/// Checks law 1. The exception is a single character that alone exceeds the budget.
fn check_budget(
    chunks: &[Chunk],
    tokenizer: &dyn Tokenizer,
    max_tokens: u32,
) -> Result<(), TestCaseError> {
    for chunk in chunks {
        prop_assert_eq!(
            tokenizer.count(&chunk.content()),
            chunk.tokens as usize,
            "counted exactly: {:?}",
            chunk
        );
        let is_single = chunk.text.chars().nth(1).is_none();
        prop_assert!(
            chunk.tokens <= max_tokens || is_single,
            "{} > {}: {:?}",
            chunk.tokens,
            max_tokens,
            chunk
        );
    }
    Ok(())
}

/// Checks laws 2 and 4.
fn check_cover(document: &Document, chunks: &[Chunk]) -> Result<(), TestCaseError> {
    let text = document.text();
    let mut covered = vec![false; text.len()];
    let mut end = 0;
    for chunk in chunks {
        prop_assert!(chunk.span.start >= end, "spans ascend and are disjoint");
        end = chunk.span.end;
        prop_assert_eq!(document.shown_text(chunk.span), chunk.text.as_str());
        prop_assert!(!chunk.text.trim().is_empty());
        covered[chunk.span.range()].fill(true);
    }
    let omitted = document.marks().iter().filter(|mark| mark.is_omitted);
    let blocks = document.blocks().filter(|block| !block.kind().is_content());
    for span in (omitted.map(|mark| mark.span)).chain(blocks.map(sectile::Block::span)) {
        covered[span.range()].fill(true);
    }
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        prop_assert!(covered[at], "{c:?} at {at} is in no chunk");
    }
    let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
    prop_assert!((coverage - 1.0).abs() < 1e-9, "coverage is {coverage}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn no_chunk_exceeds_its_budget(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        check_budget(&chunk(&document, tokenizer, max_tokens), &tokenizer, max_tokens)?;
    }

    #[test]
    fn windows_keep_the_budget_and_cover_all(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        let chunker = FixedSizeChunker::builder().tokenizer(tokenizer).max_tokens(max_tokens).overlap(max_tokens / 5).build().unwrap();
        let chunks: Vec<Chunk> = chunker.chunks(&document).collect();
        check_budget(&chunks, &tokenizer, max_tokens)?;
        let mut end = 0;
        for chunk in &chunks {
            let gap = &document.text()[end.min(chunk.span.start as usize)..chunk.span.start as usize];
            let is_content = |at: usize| document.blocks().any(|b| b.kind().is_content() && b.span().range().contains(&at));
            let lost = gap.char_indices().find(|(at, c)| !c.is_whitespace() && is_content(end + at));
            prop_assert!(lost.is_none(), "{:?} between windows", lost);
            prop_assert_eq!(document.shown_text(chunk.span), chunk.text.as_str());
            end = end.max(chunk.span.end as usize);
        }
    }

    #[test]
    fn every_byte_of_content_is_in_exactly_one_chunk(source in markdown(), max_tokens in budgets(), tokenizer in tokenizers()) {
        let document = read(&source);
        check_cover(&document, &chunk(&document, tokenizer, max_tokens))?;
    }

    #[test]
    fn levels_nest_and_each_keeps_its_laws(source in markdown(), small in 10..80_u32, factor in 2..5_u32, tokenizer in tokenizers()) {
        let document = read(&source);
        let chunker = StructuralChunker::builder().tokenizer(tokenizer).levels([small * factor, small]).build().unwrap();
        let chunks = chunker.chunk(&document);
        let mut by_level: BTreeMap<u32, Vec<Chunk>> = BTreeMap::new();
        let mut parents: BTreeMap<String, Span> = BTreeMap::new();
        for chunk in chunks {
            match &chunk.parent {
                None => prop_assert_eq!(chunk.level, 0),
                Some(parent) => prop_assert!(parents[parent].contains(chunk.span), "inside its parent"),
            }
            parents.insert(chunk.id.clone(), chunk.span);
            by_level.entry(chunk.level).or_default().push(chunk);
        }
        for (level, chunks) in &by_level {
            check_budget(chunks, &tokenizer, if *level == 0 { small * factor } else { small })?;
            check_cover(&document, chunks)?;
            for (ordinal, chunk) in chunks.iter().enumerate() {
                prop_assert_eq!(chunk.ordinal as usize, ordinal);
            }
        }
    }
}

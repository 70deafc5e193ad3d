//! Law 6: equal documents give equal chunks; trees and stored values are consistent.

use crate::budgets;
use crate::common::{chunk, markdown, read};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{Chunk, Document, Words};
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn the_same_document_gives_the_same_chunks_and_lines_read_back_equal(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        let again = std::thread::scope(|scope| scope.spawn(|| chunk(&read(&source), Words, max_tokens)).join().unwrap());
        prop_assert_eq!(&chunks, &again);
        let mut lines = Vec::new();
        sectile::write_jsonl(&mut lines, &chunks).unwrap();
        prop_assert_eq!(lines.split_inclusive(|byte| *byte == b'\n').count(), chunks.len());
        let back: Vec<Chunk> = sectile::read_jsonl(lines.as_slice()).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(back, chunks);
    }

    #[test]
    fn ids_are_distinct_and_do_not_depend_on_position(source in markdown(), max_tokens in budgets()) {
        let document = read(&source);
        let chunks = chunk(&document, Words, max_tokens);
        let ids: BTreeSet<&str> = chunks.iter().map(|chunk| chunk.id.as_str()).collect();
        prop_assert_eq!(ids.len(), chunks.len());
    }

    #[test]
    fn stored_documents_read_back_equal(source in markdown()) {
        let document = read(&source);
        let json = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
    }

    #[test]
    fn the_tree_is_in_order(source in markdown()) {
        let document = read(&source);
        let mut open: Vec<u8> = Vec::new();
        for section in document.sections() {
            while open.last().is_some_and(|level| *level >= section.level()) {
                open.pop();
            }
            open.push(section.level());
            prop_assert_eq!(section.depth(), open.len());
            prop_assert_eq!(section.children().count(), section.descendants().filter(|s| s.parent() == Some(section)).count());
            prop_assert!(section.blocks().all(|block| section.contains(block.section().id())));
        }
    }
}

//! What is returned with what was found: chunks near it, and those it refers to.

use super::{TEA, chunks};
use crate::chunk::Chunk;
use crate::passages::{Budget, ChunkIndex, ChunkSource, Passage, Passages, Selection};
use crate::tokenizer::Words;

fn leaf<'c>(chunks: &'c [Chunk], word: &str) -> &'c Chunk {
    let leaf = chunks.iter().rfind(|chunk| chunk.text.contains(word));
    leaf.expect("a chunk has the word")
}

fn selected(chunks: &[Chunk], hits: &[(&Chunk, f64)], budget: Budget) -> Vec<Passage> {
    let passages = Passages::builder().tokenizer(Words).build(chunks).unwrap();
    let hits = hits.iter().map(|(chunk, score)| (&*chunk.id, *score));
    passages.select(hits, budget).unwrap()
}

#[test]
fn chunks_next_to_one_that_was_found_fill_the_budget() {
    let chunks = chunks(TEA, &[100, 14]);
    let found = leaf(&chunks, "cool to 75");
    let narrow = selected(&chunks, &[(found, 1.0)], Budget::Tokens(found.tokens));
    assert_eq!(narrow[0].text, found.text);
    let wide = selected(&chunks, &[(found, 1.0)], Budget::Tokens(1000));
    let [passage] = wide.as_slice() else {
        panic!("{wide:#?}")
    };
    assert!(passage.text.starts_with("# Tea") && passage.text.ends_with("four minutes."));
    assert_eq!(passage.hits.len(), 1);
}

#[test]
fn chunks_of_other_sections_of_the_largest_level_are_not_near() {
    let chunks = chunks(TEA, &[30, 14]);
    let found = leaf(&chunks, "boiling");
    let passages = selected(&chunks, &[(found, 1.0)], Budget::Tokens(1000));
    assert!(passages[0].text.contains("four minutes"), "{passages:#?}");
    assert!(!passages[0].text.contains("75 degrees"), "{passages:#?}");
}

#[test]
fn a_chunk_near_one_that_does_not_fit_is_not_returned_alone() {
    let slowly = "slowly ".repeat(20);
    let source = format!("# Tea\n\nIt cools {slowly}\n\n## Black\n\nPour.\n");
    let chunks = chunks(&source, &[80, 25]);
    let found = leaf(&chunks, "cools");
    assert!(found.tokens > 20 && leaf(&chunks, "Pour").tokens < 20);
    assert_eq!(selected(&chunks, &[(found, 1.0)], Budget::Tokens(20)), []);
}

#[test]
fn results_are_ordered_by_the_level_below_the_largest() {
    let chunks = chunks(TEA, &[30, 20, 10]);
    let level = |word: &str, level: u32| {
        let has = |chunk: &&Chunk| chunk.level == level && chunk.text.contains(word);
        chunks.iter().find(has).unwrap()
    };
    let hits = [(level("four", 2), 9.0), (level("75", 1), 1.0)];
    let results = selected(&chunks, &hits, Budget::Results(1));
    let has = |word: &str| results[0].text.contains(word);
    assert!(has("75") && !has("four"), "{results:#?}");
}

#[test]
fn a_large_hit_counts_less_where_the_budget_is_small() {
    let chunks = chunks(TEA, &[30, 14]);
    let green = (chunks.iter()).find(|chunk| chunk.level == 0 && chunk.text.contains("75"));
    let green = green.unwrap();
    let black = leaf(&chunks, "boiling");
    let first = |tokens| {
        let passages = selected(
            &chunks,
            &[(green, 2.0), (black, 1.0)],
            Budget::Tokens(tokens),
        );
        passages[0].text.clone()
    };
    assert!(first(2 * green.tokens).contains("75"));
    assert!(first(green.tokens).contains("boiling"));
}

#[test]
fn a_document_with_more_hits_comes_first() {
    let mut chunks = chunks(TEA, &[40, 14]);
    let mut copy = chunks.clone();
    for chunk in &mut copy {
        chunk.id = format!("copy {}", chunk.id);
        chunk.parent = chunk.parent.as_ref().map(|id| format!("copy {id}"));
        chunk.document = "copy.md".to_owned();
    }
    chunks.extend(copy);
    let of = |document: &str, level: u32, word: &str| {
        let is = |chunk: &&Chunk| {
            chunk.document == document && chunk.level == level && chunk.text.contains(word)
        };
        chunks.iter().find(is).unwrap()
    };
    // "tea.md" has the second best hit of the smaller level, and the only one of the larger.
    let hits = [
        (of("copy.md", 1, "75"), 3.0),
        (of("tea.md", 1, "75"), 2.0),
        (of("tea.md", 0, "boiling"), 1.0),
    ];
    let passages = selected(&chunks, &hits, Budget::Tokens(1000));
    assert_eq!(passages[0].document, "tea.md", "{passages:#?}");
}

const LINKED: &str = "# Tea\n\n## Green\n\nLet the water cool as the [kettle](#kettle) says.\n\n\
    ## Black\n\nPour the water boiling over the leaves.\n\n## Kettle\n\n### Steel\n\n\
    It beeps at every ten degrees.\n";

#[test]
fn a_section_that_is_referred_to_is_returned_within_the_budget() {
    let chunks = chunks(LINKED, &[60, 24]);
    let found = leaf(&chunks, "Let the water");
    assert!(found.references[0].target.is_some(), "{found:#?}");
    let select = |builder: crate::PassagesBuilder, tokens| {
        let builder = builder.tokenizer(Words).selection(Selection::Chunks);
        let passages = builder.build(&chunks).unwrap();
        let hits = [(&*found.id, 1.0)];
        passages.select(hits, Budget::Tokens(tokens)).unwrap()
    };
    assert_eq!(select(Passages::builder(), 1000).len(), 1);
    let with = || Passages::builder().with_references();
    let passages = select(with(), 1000);
    assert_eq!(passages.len(), 2, "{passages:#?}");
    assert!(passages[1].text.contains("ten degrees"), "{passages:#?}");
    assert_eq!(passages[1].hits, []);
    for tokens in 0..60 {
        let passages = select(with(), tokens);
        let sum: u32 = passages.iter().map(|passage| passage.tokens).sum();
        assert!(sum <= tokens, "{passages:#?}");
    }
    // Nothing is referred to by a chunk that does not fit.
    assert_eq!(select(with(), found.tokens).len(), 1);
    assert_eq!(select(with(), found.tokens - 1), []);
}

#[test]
fn chunks_are_found_by_their_section() {
    let chunks = chunks(LINKED, &[60, 24]);
    let index = ChunkIndex::new(&chunks).unwrap();
    let black = leaf(&chunks, "boiling");
    let found = index.section("tea.md", &black.section).unwrap();
    assert!(found.iter().any(|chunk| chunk.id == black.id));
    assert!(found.iter().all(|chunk| chunk.section == black.section));
    assert_eq!(index.section("other.md", &black.section).unwrap(), []);
}

//! Passages of small documents.

use super::{Budget, ChunkSource, Hit, Passage, Passages, Selection};
use crate::chunk::{Chunk, ChunkHeading};
use crate::chunker::StructuralChunker;
use crate::document::Span;
use crate::error::{ErrorKind, Result};
use crate::limits::Limits;
use crate::reader::Format;
use crate::tokenizer::{Words, from_fn};
use std::borrow::Cow;

mod enclosed;
mod near;

const TEA: &str = "# Tea\n\nAll about tea.\n\n## Green\n\nLet the water cool to 75 degrees before you pour it.\n\n\
    Steep for two minutes.\n\n## Black\n\nPour the water boiling over the leaves.\n\nSteep for four minutes.\n";

fn chunks(source: &str, levels: &[u32]) -> Vec<Chunk> {
    let limits = Limits::default();
    let mut document = Format::Markdown.read(source.as_bytes(), &limits).unwrap();
    document.set_name("tea.md");
    let chunker = StructuralChunker::builder().tokenizer(Words);
    let chunker = chunker.levels(levels.iter().copied()).build().unwrap();
    chunker.chunk(&document)
}

/// Selects with hits of the chunks that have any of `words`, the first with the highest
/// score.
fn select(chunks: &[Chunk], words: &[&str], budget: Budget, by: Selection) -> Vec<Passage> {
    let finest = chunks.iter().map(|chunk| chunk.level).max();
    let with_word = |word: &&str| {
        let has_word = |chunk: &&Chunk| Some(chunk.level) == finest && chunk.text.contains(*word);
        chunks.iter().find(has_word).unwrap().id.clone()
    };
    let hits = words
        .iter()
        .map(with_word)
        .zip((1..10).rev().map(f64::from));
    let passages = Passages::builder().tokenizer(Words).selection(by);
    passages
        .build(chunks)
        .unwrap()
        .select(hits, budget)
        .unwrap()
}

#[test]
fn chunks_that_follow_each_other_are_one_passage_with_one_path() {
    let chunks = chunks(TEA, &[40, 14]);
    let passages = select(
        &chunks,
        &["boiling", "four"],
        Budget::Tokens(60),
        Selection::Pieces,
    );
    let [passage] = passages.as_slice() else {
        panic!("{passages:#?}")
    };
    assert_eq!(passage.prefix, "Tea\n\n");
    assert_eq!(
        passage.text,
        "## Black\n\nPour the water boiling over the leaves.\n\nSteep for four minutes."
    );
    assert_eq!((passage.citations.len(), passage.hits.len()), (2, 2));
    for citation in &passage.citations {
        let text = &passage.text[citation.text_span.range()];
        assert_eq!(text, &TEA[citation.span.range()]);
    }
}

#[test]
fn a_parent_and_its_child_are_one_passage() {
    let chunks = chunks(TEA, &[80, 14]);
    let is_child = |chunk: &&Chunk| chunk.level == 1 && chunk.text.contains("four");
    let child = chunks.iter().find(is_child).unwrap();
    let parent = child.parent.clone().unwrap();
    for scores in [(2.0, 1.0), (1.0, 2.0)] {
        let hits = [(child.id.clone(), scores.0), (parent.clone(), scores.1)];
        let passages = Passages::builder()
            .tokenizer(Words)
            .selection(Selection::Chunks);
        let passages = passages.build(&chunks).unwrap();
        let selected = passages.select(hits, Budget::Tokens(1000)).unwrap();
        assert_eq!(selected.len(), 1, "{selected:#?}");
        assert_eq!(
            (selected[0].hits.len(), selected[0].score()),
            (2, Some(2.0))
        );
        assert_eq!(selected[0].citations[0].id, parent);
    }
}

#[test]
fn parents_are_returned_in_the_order_of_their_best_hits() {
    let chunks = chunks(TEA, &[30, 14]);
    let results = select(
        &chunks,
        &["four", "75"],
        Budget::Results(1),
        Selection::Parents,
    );
    assert_eq!(results.len(), 1);
    assert!(results[0].text.contains("boiling"), "{results:#?}");
}

#[test]
fn a_parent_is_merged_only_if_two_of_its_children_are_found() {
    let chunks = chunks(TEA, &[40, 14]);
    let one = select(&chunks, &["75"], Budget::Results(5), Selection::Merged);
    assert!(!one[0].text.contains("All about"), "{one:#?}");
    let two = select(
        &chunks,
        &["75", "All about"],
        Budget::Results(5),
        Selection::Merged,
    );
    assert!(two[0].text.contains("All about") && two[0].text.contains("75"));
}

#[test]
fn a_piece_that_two_levels_find_comes_first() {
    let chunks = chunks(TEA, &[80, 24, 12]);
    let leaf = |word: &str| {
        let leaf = chunks.iter().rfind(|chunk| chunk.text.contains(word));
        leaf.unwrap().clone()
    };
    let (green, black) = (leaf("two minutes"), leaf("four minutes"));
    let hits = [
        (black.id.clone(), 1.0),
        (green.id.clone(), 0.9),
        (green.parent.clone().unwrap(), 0.5),
    ];
    let passages = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
    let selected = passages.select(hits, Budget::Tokens(green.tokens)).unwrap();
    assert_eq!(selected[0].citations[0].id, green.id, "{selected:#?}");
}

#[test]
fn overlapping_windows_repeat_no_byte() {
    let window = |ordinal: u32, start: u32, text: &str| Chunk {
        id: format!("{ordinal}"),
        document: "a.md".to_owned(),
        ordinal,
        text: text.to_owned(),
        tokens: 3,
        span: Span::new(start, start + u32::try_from(text.len()).unwrap()),
        ..Chunk::default()
    };
    let windows = [
        window(0, 0, "one two three"),
        window(1, 8, "three four five"),
    ];
    let passages = Passages::builder()
        .tokenizer(Words)
        .build(&windows)
        .unwrap();
    let hits = [("1", 1.0), ("0", 0.5)];
    let selected = passages.select(hits, Budget::Tokens(9)).unwrap();
    assert_eq!(selected[0].text, "one two three four five");
    assert_eq!((selected.len(), selected[0].tokens), (1, 5));
}

#[test]
fn rows_of_a_table_follow_each_other_below_one_header() {
    let rows = (0..30)
        .map(|row| format!("| row {row} | {row} |\n"))
        .collect::<Vec<String>>()
        .concat();
    let source = format!("# Tea\n\n| Name | Grams |\n|---|---|\n{rows}");
    let chunks = chunks(&source, &[400, 60]);
    let found = ["row 3 ", "row 9 ", "row 14 ", "row 20 "];
    let passages = select(&chunks, &found, Budget::Tokens(300), Selection::Pieces);
    assert_eq!(passages.len(), 1, "{passages:#?}");
    let content = passages[0].content();
    assert_eq!(content.matches("| Name | Grams |").count(), 1, "{content}");
    assert!(!passages[0].text.contains("|\n\n| row"), "{content}");
}

#[test]
fn another_tokenizer_than_that_of_the_chunks_keeps_the_budget_and_fills_it() {
    let source = (0..40)
        .map(|number| format!("## Tea {number}\n\nPour water number {number} over the leaves.\n\n"))
        .collect::<Vec<String>>()
        .concat();
    let chunks = chunks(&source, &[80, 20]);
    let bytes = from_fn("bytes", str::len);
    let passages = Passages::builder().tokenizer(bytes).build(&chunks).unwrap();
    let leaves = chunks.iter().filter(|chunk| chunk.level == 1);
    let hits: Vec<Hit> = leaves.map(|chunk| Hit::new(&chunk.id, 1.0)).collect();
    let selected = passages.select(hits, Budget::Tokens(600)).unwrap();
    let sum: u32 = selected.iter().map(|passage| passage.tokens).sum();
    assert!((500..=600).contains(&sum), "{sum}");
}

#[test]
fn a_chunk_above_the_budget_is_left_out() {
    let chunks = chunks(TEA, &[40, 14]);
    assert_eq!(
        select(&chunks, &["75"], Budget::Tokens(3), Selection::Pieces),
        []
    );
    assert_eq!(
        select(&chunks, &["75"], Budget::Results(0), Selection::Parents),
        []
    );
}

#[test]
fn errors_name_the_id() {
    let chunks = chunks(TEA, &[40, 14]);
    let passages = Passages::builder().build(&chunks).unwrap();
    let error = |id: &str, score| {
        let error = passages.select([(id, score)], Budget::Results(1));
        let error = error.unwrap_err();
        (error.kind(), error.to_string())
    };
    let unknown = "there is no chunk with the id \"x\"".to_owned();
    assert_eq!(error("x", 1.0), (ErrorKind::UnknownChunk, unknown));
    assert_eq!(error(&chunks[0].id, f64::NAN).0, ErrorKind::Config);
    let twice = [chunks[0].clone(), chunks[0].clone()];
    let error = Passages::builder().build(&twice[..]).unwrap_err();
    let message = format!("two chunks have the id {:?}", chunks[0].id);
    assert_eq!(
        (error.kind(), error.to_string()),
        (ErrorKind::Config, message)
    );
}

#[test]
fn chunks_without_places_are_passages_of_their_own() {
    let chunk = |id: &str| Chunk {
        id: id.to_owned(),
        document: "a.md".to_owned(),
        headings: vec![ChunkHeading::new(1, "Tea", "tea")],
        text: format!("text of {id}"),
        tokens: 3,
        ..Chunk::default()
    };
    let passages = Passages::builder().tokenizer(Words);
    let passages = passages.build(vec![chunk("a"), chunk("b")]).unwrap();
    let hits = [("a", 1.0), ("b", 2.0), ("a", 3.0)];
    let selected = passages.select(hits, Budget::Tokens(100)).unwrap();
    let found: Vec<_> = selected
        .iter()
        .map(|passage| (&*passage.text, passage.hits.len()))
        .collect();
    assert_eq!(found, [("text of a", 1), ("text of b", 1)]);
}

#[test]
fn a_source_without_children_returns_hits_and_parents() {
    struct Store(Vec<Chunk>);
    impl ChunkSource for Store {
        fn chunk(&self, id: &str) -> Result<Option<Cow<'_, Chunk>>> {
            let found = self.0.iter().find(|chunk| chunk.id == id);
            Ok(found.map(|chunk| Cow::Owned(chunk.clone())))
        }
    }
    let chunks = chunks(TEA, &[40, 14]);
    let leaves: Vec<Hit> = (chunks.iter().filter(|chunk| chunk.level == 1))
        .map(|chunk| Hit::new(&chunk.id, 1.0))
        .collect();
    let fetched = Passages::builder()
        .tokenizer(Words)
        .build_over(Store(chunks.clone()));
    let in_memory = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
    for budget in [Budget::Tokens(30), Budget::Results(2)] {
        assert_eq!(
            fetched.select(leaves.clone(), budget).unwrap(),
            in_memory.select(leaves.clone(), budget).unwrap()
        );
    }
}

#[test]
fn requests_and_responses_are_json() {
    let chunks = chunks(TEA, &[40, 14]);
    let passages = Passages::builder().tokenizer(Words).build(&chunks).unwrap();
    let id = &chunks[1].id;
    let request = format!(r#"{{"hits":[{{"id":"{id}","score":2}}],"budget":{{"results":1}}}}"#);
    let response: serde_json::Value =
        serde_json::from_str(&passages.select_json(&request).unwrap()).unwrap();
    let back: Vec<Passage> = serde_json::from_value(response["passages"].clone()).unwrap();
    let selected = passages
        .select([(id.as_str(), 2.0)], Budget::Results(1))
        .unwrap();
    assert_eq!(back, selected);
    let error = passages.select_json("{}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed);
}

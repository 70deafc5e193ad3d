//! The promises for every input, as functions that panic if one is broken. The fuzzers
//! and the campaign in `tests/campaign` call them.

use sectile::{
    Chunk, Chunker, Document, FixedSizeChunker, Format, Limits, Origin, StructuralChunker,
    Tiktoken, Tokenizer, Words, read_jsonl, write_jsonl,
};
use std::sync::Arc;

/// Budgets in tokens: one below the length of most headings, and a usual one.
const BUDGETS: [u32; 2] = [24, 200];

/// Reads Markdown, which never fails, and cuts it.
pub(crate) fn markdown(bytes: &[u8]) {
    let document = Format::Markdown.read(bytes, &Limits::default());
    cut(&document.expect("Markdown is always read"), bytes.len());
}

/// Reads HTML, which never fails, and cuts it.
pub(crate) fn html(bytes: &[u8]) {
    let document = Format::Html.read(bytes, &Limits::default());
    cut(&document.expect("HTML is always read"), bytes.len());
}

/// Reads PDF, which may fail, and cuts what was read.
pub(crate) fn pdf(bytes: &[u8]) {
    if let Ok(document) = Format::Pdf.read(bytes, &Limits::default()) {
        cut(&document, bytes.len());
    }
}

/// Cuts Markdown with options that the first bytes choose.
pub(crate) fn chunker(bytes: &[u8]) {
    let [size, ratio, text @ ..] = bytes else {
        return;
    };
    let document = Format::Markdown.read(text, &Limits::default());
    let document = document.expect("Markdown is always read");
    let child = 1 + u32::from(*size) * 2;
    let parent = child + 1 + u32::from(*ratio) * 4;
    let tokenizers: [Arc<dyn Tokenizer>; 2] = [
        Arc::new(Tiktoken::cl100k_base()),
        Arc::new(sectile::from_fn("characters", |text: &str| {
            text.chars().count()
        })),
    ];
    for tokenizer in tokenizers {
        let chunker = StructuralChunker::builder()
            .tokenizer(Arc::clone(&tokenizer))
            .levels([parent, child])
            .build()
            .expect("the levels descend");
        let chunks = chunker.chunk(&document);
        assert_eq!(chunks, chunker.chunk(&document), "the same twice");
        for (level, most) in [(0, parent), (1, child)] {
            let chunks: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.level == level).collect();
            laws(&document, &chunks, &*tokenizer, most);
        }
        for chunk in chunks.iter().filter(|chunk| chunk.level == 1) {
            let parent = (chunks.iter()).find(|parent| Some(&parent.id) == chunk.parent.as_ref());
            let parent = parent.expect("each small chunk has a parent");
            assert!(parent.span.start <= chunk.span.start && chunk.span.end <= parent.span.end);
        }
        let windows = FixedSizeChunker::builder()
            .tokenizer(Arc::clone(&tokenizer))
            .max_tokens(child)
            .overlap(0)
            .build()
            .expect("no overlap is allowed");
        let windows: Vec<Chunk> = windows.chunks(&document).collect();
        laws(
            &document,
            &windows.iter().collect::<Vec<_>>(),
            &*tokenizer,
            child,
        );
    }
}

/// Reads lines of JSON; a line that is a chunk is equal when it is written and read
/// again.
pub(crate) fn jsonl(bytes: &[u8]) {
    let chunks: Vec<Chunk> = read_jsonl(bytes).flatten().collect();
    let mut lines = Vec::new();
    write_jsonl(&mut lines, &chunks).expect("lines can be written to memory");
    let again: Result<Vec<Chunk>, _> = read_jsonl(lines.as_slice()).collect();
    assert_eq!(chunks, again.expect("our own lines can be read"));
}

/// Cuts a document read from `source_bytes` bytes and checks the promises.
fn cut(document: &Document, source_bytes: usize) {
    for block in document.blocks() {
        match block.origin() {
            Some(Origin::Bytes { bytes, .. }) => {
                assert!(bytes.start <= bytes.end && bytes.end as usize <= source_bytes);
            }
            Some(Origin::Pages { pages }) => {
                let is_place = |page: &sectile::PageBox| {
                    page.number > 0 && page.bbox.iter().all(|side| side.is_finite())
                };
                assert!(pages.iter().all(is_place), "{pages:?}");
            }
            _ => {}
        }
    }
    for budget in BUDGETS {
        let chunker = StructuralChunker::builder()
            .tokenizer(Words)
            .max_tokens(budget)
            .build()
            .expect("the budget is above 0");
        let chunks = chunker.chunk(document);
        laws(document, &chunks.iter().collect::<Vec<_>>(), &Words, budget);
    }
}

/// Checks the laws that concern the chunks of one level.
fn laws(document: &Document, chunks: &[&Chunk], tokenizer: &dyn Tokenizer, most: u32) {
    for chunk in chunks {
        assert_eq!(chunk.text, document.shown_text(chunk.span), "verbatim");
        assert_eq!(
            chunk.tokens as usize,
            tokenizer.count(&chunk.content()),
            "exact"
        );
        let is_one_character = chunk.text.chars().count() == 1 && chunk.prefix.is_empty();
        assert!(
            chunk.tokens <= most || is_one_character,
            "budget of {most}: {chunk:?}"
        );
    }
    for pair in chunks.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "ascending and disjoint"
        );
    }
    let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
    assert!((coverage - 1.0).abs() < 1e-9, "coverage is {coverage}");
}

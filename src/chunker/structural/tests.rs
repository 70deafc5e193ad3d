//! Tests of packing blocks that fill half of a chunk or more.

use crate::{
    BlockKind, Chunk, Document, DocumentBuilder, Format, Limits, Origin, PageBox,
    StructuralChunker, Words,
};

const BUDGET: u32 = 100;

fn chunks(source: &str) -> Vec<Chunk> {
    let document = Format::Markdown
        .read(source.as_bytes(), &Limits::default())
        .unwrap();
    cut(&document)
}

fn cut(document: &Document) -> Vec<Chunk> {
    let chunker = StructuralChunker::builder()
        .tokenizer(Words)
        .max_tokens(BUDGET);
    chunker.build().unwrap().chunk(document)
}

/// Returns a paragraph of `words` words.
fn paragraph(words: usize) -> String {
    vec!["tea"; words].join(" ") + "\n\n"
}

/// Returns lines of ten words, no two of which are equal.
fn lines(count: usize, mark: &str) -> String {
    let line = |at| format!("{mark}{} n{at}\n", ["leaf"; 9].join(" "));
    (0..count).map(line).collect()
}

#[test]
fn a_large_list_fills_the_space_around_other_text() {
    let source = paragraph(55) + &lines(6, "- ") + "\n" + &paragraph(55);
    let chunks = chunks(&source);
    assert_eq!(chunks.len(), 2, "{chunks:#?}");
    assert!(chunks.iter().all(|chunk| chunk.text.contains("- leaf")));
}

#[test]
fn code_that_fits_is_not_cut() {
    let code = format!("```\n{}```", lines(6, ""));
    let source = paragraph(55) + &code + "\n\n" + &paragraph(55);
    let chunks = chunks(&source);
    let texts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
    assert_eq!(texts.len(), 3);
    assert_eq!(texts[1], code);
}

#[test]
fn a_line_in_bold_stays_with_the_next_block() {
    for words in 30..90 {
        let source = paragraph(words) + "**How to brew it**\n\n" + &paragraph(60);
        let chunks = chunks(&source);
        let first = &chunks[0].text;
        assert!(!first.ends_with("brew it**"), "{words}: {first}");
    }
}

#[test]
fn without_headings_chunks_end_where_pages_do() {
    let mut builder = DocumentBuilder::new();
    for (number, words) in [(1, 40), (1, 40), (2, 15), (2, 60), (3, 20), (4, 20)] {
        let pages = vec![PageBox {
            number,
            label: None,
            bbox: [0.0; 4],
        }];
        builder
            .append(BlockKind::Paragraph, paragraph(words).trim_end())
            .origin(Origin::Pages { pages });
    }
    let chunks = cut(&builder.finish().unwrap());
    let pages = |chunk: &Chunk| match &chunk.origin {
        Some(Origin::Pages { pages }) => pages.iter().map(|page| page.number).collect(),
        _ => Vec::<u32>::new(),
    };
    let pages: Vec<u32> = chunks.iter().flat_map(pages).collect();
    assert!(chunks.len() < 4, "pages share chunks where they fit");
    assert_eq!(pages, [1, 2, 3, 4], "and none is in two");
}

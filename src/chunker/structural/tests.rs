//! Tests of packing blocks that fill half of a chunk or more.

use crate::{
    BlockKind, Chunk, Document, DocumentBuilder, Format, Heading, HeadingEvidence, HeadingSource,
    Limits, Origin, PageBox, StructuralChunker, Words,
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

#[test]
fn the_heading_of_an_empty_section_is_in_the_chunk_of_the_next_text() {
    let text = paragraph(40).repeat(5);
    let source = format!("# Tea\n\n# Black tea\n\n{text}# Green tea\n\n{text}");
    let chunks = chunks(&source);
    assert!(
        chunks[0]
            .text
            .starts_with("# Tea\n\n# Black tea\n\ntea tea")
    );
    assert_eq!(
        chunks[0].breadcrumb(),
        "Black tea",
        "the section of its text"
    );
    assert_eq!(
        chunks[0].part,
        chunks[1].part.map(|part| crate::Part { index: 1, ..part })
    );
    assert!(chunks.iter().all(|chunk| chunk.text.contains("tea tea")));
}

#[test]
fn empty_sections_at_the_end_of_a_section_are_in_a_chunk_with_text() {
    for words in 60..93 {
        let text = paragraph(words);
        let source = format!("# One\n\n{text}{text}## None\n\n# Two\n\n{text}{text}## Last\n");
        let chunks = chunks(&source);
        for chunk in &chunks {
            assert_ne!(chunk.kinds, [BlockKind::Heading], "{words}: {chunk:#?}");
        }
    }
}

#[test]
fn the_last_words_of_a_section_are_in_a_chunk_with_its_subsections() {
    let source = format!(
        "# Tea\n\n{}Drink.\n\n## Cups\n\n{}",
        paragraph(98),
        paragraph(50)
    );
    let chunks = chunks(&source);
    assert_eq!(chunks.len(), 2, "{chunks:#?}");
    assert!(chunks[1].text.starts_with("Drink.\n\n## Cups"));
    assert_eq!(chunks[1].breadcrumb(), "Tea");
}

/// A document with three sections, and how sure the headings of the last two are.
fn doubtful(percents: [u8; 2]) -> Document {
    let mut builder = DocumentBuilder::new();
    let sections = [("Tea", 100, 50), ("Leaves", percents[0], 20)];
    for (title, percent, words) in sections.into_iter().chain([("Water", percents[1], 50)]) {
        let evidence = HeadingEvidence::new(HeadingSource::Style, percent);
        builder.append_marked_heading(Heading::new(1, title).evidence(evidence));
        builder.append(BlockKind::Paragraph, paragraph(words).trim_end());
    }
    builder.finish().unwrap()
}

#[test]
fn an_unsure_heading_attracts_no_cut() {
    // The second section fits into both chunks.
    let second = |percents| cut(&doubtful(percents))[1].text.clone();
    assert!(second([100, 55]).starts_with("# Leaves"));
    assert!(second([55, 100]).starts_with("# Water"));
}

#[test]
fn a_chunk_shows_how_sure_an_unsure_heading_is() {
    let confidence = |percent| {
        let chunks = cut(&doubtful([55, percent]));
        let last = chunks.last().unwrap();
        last.headings.last().map(|heading| heading.confidence)
    };
    assert_eq!(confidence(HeadingEvidence::SURE), Some(None));
    assert_eq!(confidence(HeadingEvidence::SURE - 1), Some(Some(89)));
}

//! The laws for documents with text that is omitted: hidden words, comments, data.
#![cfg(all(feature = "markdown", feature = "tiktoken"))]

mod common;
#[path = "common/counting.rs"]
mod counting;

use common::{chunk, markdown, marks, read, with_marks};
use counting::Counting;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sectile::{
    BlockKind, Chunk, Chunker, Document, DocumentBuilder, FixedSizeChunker, MarkKind, Origin, Span,
    StructuralChunker, Tiktoken, Tokenizer, Words,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Checks laws 1, 2 and 4 for chunks that may overlap, and that no byte of omitted text
/// is in a chunk.
fn check(
    document: &Document,
    chunks: &[Chunk],
    tokenizer: &dyn Tokenizer,
    max_tokens: u32,
) -> Result<(), TestCaseError> {
    let mut covered = vec![false; document.text().len()];
    for chunk in chunks {
        prop_assert_eq!(tokenizer.count(&chunk.content()), chunk.tokens as usize);
        let is_single = chunk.text.chars().nth(1).is_none();
        prop_assert!(chunk.tokens <= max_tokens || is_single, "{chunk:?}");
        prop_assert!(!chunk.text.trim().is_empty());
        prop_assert_eq!(document.shown_text(chunk.span), chunk.text.as_str());
        prop_assert_eq!(without(document, chunk), chunk.text.as_str());
        let mut end = chunk.span.start;
        for omitted in &chunk.omitted {
            prop_assert!(omitted.start > end, "omitted spans are apart: {chunk:?}");
            end = omitted.end;
        }
        prop_assert!(chunk.omitted.is_empty() || end < chunk.span.end);
        covered[chunk.span.range()].fill(true);
    }
    let marked = document.marks().iter().filter(|mark| mark.is_omitted);
    let blocks = document.blocks().filter(|block| !block.kind().is_content());
    for span in marked
        .map(|mark| mark.span)
        .chain(blocks.map(sectile::Block::span))
    {
        covered[span.range()].fill(true);
    }
    for (at, c) in document.text().char_indices() {
        prop_assert!(
            covered[at] || c.is_whitespace(),
            "{c:?} at {at} is in no chunk"
        );
    }
    let coverage = document.coverage(chunks.iter().map(|chunk| chunk.span));
    prop_assert!((coverage - 1.0).abs() < 1e-9, "coverage is {coverage}");
    Ok(())
}

/// The bytes of the chunk's span that are in none of its omitted spans.
fn without(document: &Document, chunk: &Chunk) -> String {
    let bytes = document.text().as_bytes();
    let is_omitted = |at: &u32| {
        chunk
            .omitted
            .iter()
            .any(|span| span.range().contains(&(*at as usize)))
    };
    let kept = (chunk.span.start..chunk.span.end).filter(|at| !is_omitted(at));
    String::from_utf8(kept.map(|at| bytes[at as usize]).collect())
        .expect("spans are between characters")
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, rng_seed: RngSeed::Fixed(10), ..ProptestConfig::default() })]

    #[test]
    fn chunks_are_their_spans_without_what_is_omitted(source in markdown(), marks in marks(), small in 1..200_u32, factor in 2..5_u32) {
        let document = with_marks(&read(&source), &marks);
        let tokenizer = Tiktoken::cl100k_base();
        let chunker = StructuralChunker::builder().tokenizer(tokenizer).levels([small * factor, small]).build().unwrap();
        let mut by_level: BTreeMap<u32, Vec<Chunk>> = BTreeMap::new();
        let mut parents: BTreeMap<String, Span> = BTreeMap::new();
        for chunk in chunker.chunk(&document) {
            if let Some(parent) = &chunk.parent {
                prop_assert!(parents[parent].contains(chunk.span), "inside its parent");
            }
            parents.insert(chunk.id.clone(), chunk.span);
            by_level.entry(chunk.level).or_default().push(chunk);
        }
        if by_level.is_empty() {
            check(&document, &[], &tokenizer, small)?;
        }
        for (level, chunks) in &by_level {
            check(&document, chunks, &tokenizer, if *level == 0 { small * factor } else { small })?;
            prop_assert!(chunks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
        prop_assert_eq!(parents.len(), by_level.values().map(Vec::len).sum::<usize>(), "ids are distinct");
    }

    #[test]
    fn windows_are_their_spans_without_what_is_omitted(source in markdown(), marks in marks(), max_tokens in 1..300_u32) {
        let document = with_marks(&read(&source), &marks);
        let chunker = FixedSizeChunker::builder().tokenizer(Words).max_tokens(max_tokens).overlap(max_tokens / 5).build().unwrap();
        check(&document, &chunker.chunks(&document).collect::<Vec<_>>(), &Words, max_tokens)?;
    }

    #[test]
    fn kept_text_is_named_among_the_kinds(source in markdown(), marks in marks(), max_tokens in 1..300_u32) {
        let document = with_marks(&read(&source), &marks);
        for chunk in chunk(&document, Words, max_tokens) {
            let kinds = |is_omitted| document.marks().iter()
                .filter(move |mark| mark.is_omitted == is_omitted && !mark.span.intersect(chunk.span).is_empty())
                .filter_map(|mark| mark.kind.block_kind())
                .collect::<BTreeSet<_>>();
            prop_assert!(kinds(false).iter().all(|kind| chunk.kinds.contains(kind)), "{chunk:?}");
            for kind in [BlockKind::Hidden, BlockKind::Unreadable] {
                prop_assert_eq!(chunk.kinds.contains(&kind), kinds(false).contains(&kind));
            }
        }
    }

    #[test]
    fn links_in_a_chunk_have_their_places_in_its_text(source in markdown(), marks in marks(), max_tokens in 1..300_u32) {
        let document = with_marks(&read(&source), &marks);
        for chunk in chunk(&document, Words, max_tokens) {
            for reference in &chunk.references {
                prop_assert!(chunk.text.get(reference.span.range()).is_some(), "{reference:?} of {chunk:?}");
            }
        }
    }

    #[test]
    fn omitted_text_changes_no_id_and_no_text(source in markdown(), marks in marks(), max_tokens in 1..300_u32) {
        let document = with_marks(&read(&source), &marks);
        let chunks = chunk(&document, Words, max_tokens);
        let mut lines = Vec::new();
        sectile::write_jsonl(&mut lines, &chunks).unwrap();
        let back: Vec<Chunk> = sectile::read_jsonl(lines.as_slice()).collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(&back, &chunks);
        // Other letters in the same places.
        let other = replaced(&document);
        let again = chunk(&other, Words, max_tokens);
        let shown = |chunks: &[Chunk]| -> Vec<(String, String, u32)> {
            chunks.iter().map(|chunk| (chunk.id.clone(), chunk.content(), chunk.tokens)).collect()
        };
        prop_assert_eq!(shown(&again), shown(&chunks));
    }

    #[test]
    fn the_tokenizer_counts_at_most_three_times_the_shown_text(source in markdown(), marks in marks(), max_tokens in 24..600_u32) {
        let document = with_marks(&read(&source), &marks);
        let shown = document.shown_text(document.root().span()).len();
        let counted = Arc::new(Counting::default());
        chunk(&document, counted.clone(), max_tokens);
        let bytes = counted.received();
        prop_assert!(bytes <= 3 * shown + 600, "{bytes} bytes counted of {shown}");
    }
}

/// Returns the document with other bytes in the omitted places.
fn replaced(document: &Document) -> Document {
    let mut bytes = document.text().as_bytes().to_vec();
    // Headings, leads and links have copies of their text, which stay as they are.
    let is_copied = |span: Span| {
        let mut blocks = document
            .blocks()
            .filter(|block| !block.span().intersect(span).is_empty());
        blocks.any(|block| block.kind() == BlockKind::Heading || !block.leads().is_empty())
            || (document.references().iter())
                .any(|reference| !reference.span.intersect(span).is_empty())
    };
    for mark in document.marks() {
        if mark.is_omitted && !is_copied(mark.span) {
            bytes[mark.span.range()].fill(b'x');
        }
    }
    let mut json = serde_json::to_value(document).unwrap();
    json["text"] = String::from_utf8(bytes).unwrap().into();
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_reader_omits_words_rows_headings_and_whole_blocks() {
    let text = "# Tea <!-- x -->\n\n| a | secret b |\n|---|---|\n| 1 | 2 |\n\nAll hidden.\n\nBoil [hot secret water](#tea).\n\n## Secret\n\nEnd.\n";
    let at = |piece: &str| {
        let start = u32::try_from(text.find(piece).unwrap()).unwrap();
        Span::new(start, start + u32::try_from(piece.len()).unwrap())
    };
    let mut builder = DocumentBuilder::over(text);
    builder.heading(sectile::Heading::new(1, "Tea"), at("# Tea <!-- x -->"));
    builder.omit(at(" <!-- x -->"), MarkKind::Comment);
    let table = at("| a | secret b |\n|---|---|\n| 1 | 2 |");
    let rows = at("| 1 | 2 |");
    builder.block(BlockKind::Table, table).lead(
        Span::new(rows.start + 1, rows.end),
        "| a | secret b |\n|---|---|\n",
        "",
    );
    builder.omit(at("secret "), MarkKind::Hidden);
    builder.omit(at("All hidden."), MarkKind::Hidden);
    builder.block(BlockKind::Paragraph, at("All hidden."));
    builder.block(BlockKind::Paragraph, at("Boil [hot secret water](#tea)."));
    let link = at("[hot secret water](#tea)");
    builder.reference(sectile::Reference::new(link, "hot secret water", "#tea"));
    let start = link.start + 5;
    builder.omit(Span::new(start, start + 7), MarkKind::Hidden);
    builder.heading(sectile::Heading::new(2, "Secret"), at("## Secret"));
    builder.omit(at("## Secret"), MarkKind::Hidden);
    builder.block(BlockKind::Paragraph, at("End."));
    let document = builder.finish().unwrap();
    let whole = chunk(&document, Words, 200);
    assert_eq!(whole.len(), 1);
    assert_eq!(
        whole[0].text,
        "# Tea\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nBoil [hot water](#tea).\n\nEnd."
    );
    assert_eq!(whole[0].title.as_deref(), Some("Tea"));
    assert_eq!(whole[0].references[0].text, "hot water");
    assert_eq!(
        &whole[0].text[whole[0].references[0].span.range()],
        "hot water"
    );
    for max_tokens in 1..30 {
        for chunk in chunk(&document, Words, max_tokens) {
            let shown =
                serde_json::to_string(&(chunk.content(), &chunk.headings, &chunk.references))
                    .unwrap();
            assert!(
                !shown.to_lowercase().contains("secret") && !shown.contains("<!--"),
                "{chunk:?}"
            );
        }
    }
}

#[test]
fn the_origin_of_a_chunk_is_that_of_its_shown_text() {
    let document = read("one\n\nsecret\n\ntwo\n");
    let document = with_marks(&document, &[(278, 389, "hidden", true)]);
    let chunks = chunk(&document, Words, 50);
    assert_eq!(
        chunks[0].text.split_whitespace().collect::<Vec<_>>(),
        ["one", "two"]
    );
    let Some(Origin::Bytes { bytes, .. }) = &chunks[0].origin else {
        panic!("Markdown has byte origins")
    };
    assert_eq!((bytes.start, bytes.end), (0, 16));
}

#[cfg(all(feature = "markdown", feature = "html"))]
#[test]
fn hidden_text_is_kept_on_request() {
    use sectile::{HtmlReader, Limits, MarkdownReader, Omission, Reader as _};
    let (markdown, page) = (
        b"Tea.\n\n<p hidden>Obey me.</p>\n".as_slice(),
        b"<p>Tea.<p hidden>Obey me.".as_slice(),
    );
    let limits = Limits::default();
    let markdown = |hidden| {
        let reader = MarkdownReader::default().hidden(hidden);
        reader.read(markdown, &limits).unwrap()
    };
    let page = |hidden| {
        HtmlReader::default()
            .hidden(hidden)
            .read(page, &limits)
            .unwrap()
    };
    for (omitted, kept) in [
        (markdown(Omission::Omit), markdown(Omission::Keep)),
        (page(Omission::Omit), page(Omission::Keep)),
    ] {
        let shown = |document: &Document| {
            document
                .shown_text((0..document.text().len()).into())
                .into_owned()
        };
        assert!(!shown(&omitted).contains("Obey"), "{}", shown(&omitted));
        assert!(shown(&kept).contains("Obey me."), "{}", shown(&kept));
        assert_eq!(omitted.warnings().len(), 1);
        assert!(
            kept.warnings()[0].message.contains("6 letters"),
            "{:?}",
            kept.warnings()
        );
    }
}

#[test]
fn attributes_that_hide_text_are_found_over_line_breaks_and_in_any_case() {
    for tag in [
        "p hidden",
        "p\nhidden",
        "p Hidden",
        "p\tSTYLE='display: none'",
    ] {
        let document = read(&format!("Tea.\n\n<{tag}>Obey me.</p>\n"));
        let shown = document.shown_text((0..document.text().len()).into());
        assert!(!shown.contains("Obey"), "{tag:?}: {shown}");
    }
    // The word alone hides nothing.
    let document = read("A hidden Vec<T> of style=none.\n\n<p>Obey me.</p>\n");
    assert!(document.marks().is_empty());
}

#[test]
fn an_include_has_its_file_although_its_tag_is_omitted() {
    let document = read("# Lamp\n\n{{< include _oil.qmd >}}\n\nIt is lit.\n");
    let chunker = StructuralChunker::builder().tokenizer(Words);
    let chunks = chunker.build().expect("valid options").chunk(&document);
    assert_eq!(chunks[0].text, "# Lamp\n\nIt is lit.");
    let files = chunks[0].references.iter().map(|include| &include.href);
    assert_eq!(files.collect::<Vec<_>>(), ["_oil.qmd"]);
}

//! Guarantees of the builder.

use super::*;

#[test]
fn a_skipped_level_is_kept_and_no_section_is_invented() {
    let mut builder = DocumentBuilder::new();
    for (level, text) in [(2, "a"), (4, "b"), (3, "c"), (1, "d")] {
        builder.append_heading(level, text);
    }
    let document = builder.finish().unwrap();
    let outline: Vec<_> = document
        .sections()
        .map(|s| (s.heading(), s.depth(), s.path()))
        .collect();
    let expected = [
        ("a", 1, "1"),
        ("b", 2, "1.1"),
        ("c", 2, "1.2"),
        ("d", 1, "2"),
    ];
    assert_eq!(
        outline,
        expected.map(|(text, depth, path)| (text, depth, path.to_owned()))
    );
}

#[test]
fn a_heading_in_a_scope_closes_no_section_outside() {
    let mut builder = DocumentBuilder::new();
    builder.append_heading(2, "a");
    builder.open_scope();
    builder.append_heading(1, "in a figure");
    builder.append_heading(1, "in it too");
    builder.close_scope();
    builder.append_heading(3, "b");
    let document = builder.finish().unwrap();
    let paths: Vec<_> = document
        .sections()
        .map(|s| (s.heading(), s.path()))
        .collect();
    let expected = [
        ("a", "1"),
        ("in a figure", "1.1"),
        ("in it too", "1.2"),
        ("b", "1.3"),
    ];
    assert_eq!(paths, expected.map(|(text, path)| (text, path.to_owned())));
}

#[test]
fn text_between_blocks_becomes_a_block() {
    let mut builder = DocumentBuilder::over("one\n\n[a]: b\n\ntwo");
    builder.block(BlockKind::Paragraph, Span::new(0, 4));
    builder.block(BlockKind::Paragraph, Span::new(13, 16));
    let document = builder.finish().unwrap();
    let blocks: Vec<_> = document.blocks().map(|b| (b.kind(), b.text())).collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Paragraph, "one"),
            (BlockKind::Other, "[a]: b"),
            (BlockKind::Paragraph, "two")
        ]
    );
}

#[test]
fn a_span_before_the_last_one_is_an_error() {
    let mut builder = DocumentBuilder::over("one two");
    builder.block(BlockKind::Paragraph, Span::new(4, 7));
    builder.block(BlockKind::Paragraph, Span::new(0, 3));
    let error = builder.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert_eq!(
        error.to_string(),
        "the block at 0..3 begins before the last one ended at 7"
    );
}

#[test]
fn stored_documents_read_back_equal_and_broken_ones_are_refused() {
    let mut builder = DocumentBuilder::new();
    builder.append_heading(1, "Tea");
    builder.append(BlockKind::List, "- a\n- b").seam(10, 1);
    let document = builder.finish().unwrap();
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
    let broken = json.replace("\"subtree_end\":2", "\"subtree_end\":9");
    assert_ne!(broken, json);
    assert!(serde_json::from_str::<Document>(&broken).is_err());
}

//! Markdown that is not UTF-8 is the same document: text, outline, and origins in its own
//! bytes.
#![cfg(feature = "markdown")]

use encoding_rs::Encoding;
use sectile::{Document, Format, Limits, Origin, WarningKind};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the texts of testdata/encodings and the encodings that their folders are named
/// after.
fn texts() -> Vec<(PathBuf, &'static Encoding, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/encodings");
    let mut texts = Vec::new();
    for label in ["gbk", "shift_jis", "windows-1251", "windows-1252"] {
        let encoding = Encoding::for_label(label.as_bytes()).expect("a known encoding");
        for entry in fs::read_dir(folder.join(label)).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let text = fs::read_to_string(&path).expect("the originals are UTF-8");
            texts.push((path, encoding, text));
        }
    }
    assert_eq!(texts.len(), 32);
    texts
}

fn read(bytes: &[u8]) -> Document {
    let read = Format::Markdown.read(bytes, &Limits::default());
    read.expect("Markdown is always read")
}

/// Asserts that `bytes` are read as `text`, and that the origin of each section, decoded
/// by itself, is the text of the section (law 4).
fn assert_same(name: &str, bytes: &[u8], text: &str, decode: impl Fn(&[u8]) -> String) {
    let document = read(bytes);
    let original = read(text.as_bytes());
    assert_eq!(document.text(), text, "{name}");
    let outline = |document: &Document| -> Vec<(u8, String)> {
        let sections = document.sections();
        sections
            .map(|section| (section.level(), section.heading().to_owned()))
            .collect()
    };
    assert_eq!(outline(&document), outline(&original), "{name}");
    for block in document.blocks() {
        let Some(Origin::Bytes { bytes: origin, .. }) = block.origin() else {
            panic!("{name}: a block of Markdown has no bytes");
        };
        let span = block.span();
        assert_eq!(decode(&bytes[origin.range()]), text[span.range()], "{name}");
    }
}

fn warnings(bytes: &[u8]) -> Vec<(WarningKind, String)> {
    let warning = |warning: &sectile::Warning| (warning.kind, warning.message.clone());
    read(bytes).warnings().iter().map(warning).collect()
}

#[test]
fn legacy_encodings_are_detected_and_named() {
    for (path, encoding, text) in texts() {
        let (bytes, _, has_errors) = encoding.encode(&text);
        assert!(!has_errors, "{} cannot be encoded", path.display());
        let name = path.display().to_string();
        assert_same(&name, &bytes, &text, |bytes| {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        });
        let warnings = warnings(&bytes);
        assert_eq!(warnings.len(), 1, "{name}: {warnings:?}");
        assert_eq!(warnings[0].0, WarningKind::DetectedEncoding);
        assert!(
            warnings[0].1.contains(encoding.name()),
            "{name}: {warnings:?}"
        );
    }
}

#[test]
fn utf16_is_read_in_both_orders_with_and_without_a_mark() {
    for (path, _, text) in texts() {
        for (order, to_bytes, from_bytes) in [
            (
                "little",
                u16::to_le_bytes as fn(u16) -> [u8; 2],
                u16::from_le_bytes as fn([u8; 2]) -> u16,
            ),
            ("big", u16::to_be_bytes, u16::from_be_bytes),
        ] {
            for mark in ["\u{feff}", ""] {
                let marked = format!("{mark}{text}");
                let bytes: Vec<u8> = marked.encode_utf16().flat_map(to_bytes).collect();
                let name = format!("{} {order} {}", path.display(), mark.len());
                assert_same(&name, &bytes, &text, |bytes| {
                    let units = bytes
                        .as_chunks::<2>()
                        .0
                        .iter()
                        .map(|unit| from_bytes(*unit));
                    String::from_utf16(&units.collect::<Vec<_>>()).expect("whole characters")
                });
                assert_eq!(
                    warnings(&bytes).len(),
                    usize::from(mark.is_empty()),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn utf8_is_never_taken_for_another_encoding() {
    for (path, _, text) in texts() {
        let name = path.display().to_string();
        for bytes in [text.clone(), format!("\u{feff}{text}")] {
            let document = read(bytes.as_bytes());
            assert_eq!(document.text(), text, "{name}");
            assert!(document.warnings().is_empty(), "{name}");
        }
        // A file that was damaged in one place is not another encoding.
        let middle = text.len() / 2;
        let damaged = [
            &text.as_bytes()[..middle],
            b"\xff",
            &text.as_bytes()[middle..],
        ]
        .concat();
        let document = read(&damaged);
        let rest = &text[text.ceil_char_boundary(middle + 1)..];
        assert!(
            document.text().ends_with(rest),
            "{name}: {}",
            document.text()
        );
        assert_eq!(document.warnings()[0].kind, WarningKind::InvalidEncoding);
    }
}

#[test]
fn front_matter_keeps_the_encoding_of_the_file() {
    let text =
        "---\ntitle: Th\u{e9}\nencoding: utf-8\n---\n# Th\u{e9} \u{e0} la menthe, pr\u{ea}t\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let document = Format::Markdown.read(&bytes, &Limits::default()).unwrap();
    assert_eq!(document.metadata().get("encoding"), Some("windows-1252"));
    assert_eq!(document.metadata().get("title"), Some("Th\u{e9}"));
}

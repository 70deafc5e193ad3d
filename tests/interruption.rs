//! Deadlines and cancels: the delay of a stopped run, whose result is never taken for a
//! complete one.
#![cfg(all(feature = "html", feature = "markdown", feature = "tiktoken"))]
#![allow(clippy::print_stdout)] // measurements are read off it

#[path = "common/stopped.rs"]
mod stopped;

use sectile::{
    Chunk, Chunker, Document, ErrorKind, FixedSizeChunker, Format, Limits, Result,
    StructuralChunker, Tiktoken, TokenIndex, Tokenizer, WarningKind, from_fn,
};
use std::time::{Duration, Instant};
use stopped::{Stop, stopped};

fn markdown(bytes: usize) -> String {
    let section = "## A *section* of `it`\n\nSome words, [a link](#x) and **more** of them.\n\n- an item\n- another\n\n| a | b |\n|---|---|\n| c | d |\n\n";
    section.repeat(bytes / section.len() + 1)
}

fn html(bytes: usize) -> String {
    let section = "<h2 id=x class=\"a b\">A <em>section</em></h2>\n<p>Some words, <a href=\"#x\">a link</a> and <b>more</b> of them.</p>\n<ul><li>an item<li>another</ul>\n<table><tr><th>a<th>b<tr><td>c<td>d</table>\n";
    format!(
        "<!DOCTYPE html><title>T</title><body>{}",
        section.repeat(bytes / section.len() + 1)
    )
}

/// Returns the allowed delay of a run, and the size of a page in bytes: 50 ms and 64 MB
/// in an optimized build (`cargo test --release --test interruption -- --nocapture
/// --test-threads 1`), else a size that is fast.
fn allowed() -> (Duration, usize) {
    if cfg!(debug_assertions) {
        (Duration::from_secs(1), 4 << 20)
    } else {
        (Duration::from_millis(50), 64 << 20)
    }
}

fn read_is_stopped(format: Format, source: &[u8]) {
    let (late, _) = allowed();
    let start = Instant::now();
    let whole = format.read(source, &Limits::default()).expect("it is read");
    let time = start.elapsed();
    drop(whole);
    println!("{format} of {} MB takes {time:?}", source.len() >> 20);
    for percent in [0, 5, 20, 40, 60, 80, 95] {
        let wait = time * percent / 100;
        let run = |limits: &Limits| format.read(source, limits);
        let (read, after) = stopped(late, Stop::Cancel, wait, run);
        println!("cancelled at {percent} %: {after:?} late");
        assert!(
            after <= late,
            "{format} cancelled at {percent} % ended {after:?} late"
        );
        // A read that was complete before it checked the flag returns a document.
        if let Err(error) = read {
            assert_eq!(error.kind(), ErrorKind::Cancelled);
        } else {
            // On a busy machine the first read may be the slowest by far.
            let has_ended_before = after.is_zero();
            assert!(
                percent >= 60 || has_ended_before,
                "cancelled at {percent} %, but a document"
            );
        }

        let (read, after) = stopped(late, Stop::Deadline, wait, run);
        let document = read.expect("a deadline gives what there is");
        let sections = document.sections().len();
        println!("deadline at {percent} %: {after:?} late, {sections} sections");
        assert!(
            after <= late,
            "{format} with a deadline at {percent} % ended {after:?} late"
        );
        let says_so = document.warnings().iter().any(|warning| {
            warning.kind == WarningKind::LimitReached && warning.message.contains("deadline")
        });
        assert!(
            says_so || percent >= 60 || after.is_zero(),
            "no warning of a deadline at {percent} %"
        );
    }
}

#[test]
fn a_read_of_html_is_stopped() {
    let (_, size) = allowed();
    read_is_stopped(Format::Html, html(size).as_bytes());
}

#[test]
fn a_read_of_markdown_is_stopped() {
    let (_, size) = allowed();
    read_is_stopped(Format::Markdown, markdown(size.min(8 << 20)).as_bytes());
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

/// Text of which each second character takes several bytes, in encodings that came before
/// Unicode.
fn legacy(encoding: &'static encoding_rs::Encoding, words: &str, bytes: usize) -> Vec<u8> {
    let head = format!("<meta charset={}><p>", encoding.name());
    let (words, _, _) = encoding.encode(words);
    let text = words.iter().cycle().take(bytes);
    head.bytes().chain(text.copied()).collect()
}

#[test]
fn a_read_in_other_encodings_is_stopped() {
    let (_, size) = allowed();
    read_is_stopped(Format::Html, &utf16(&html(size / 2)));
    let words = "d\u{e9}j\u{e0} vu \u{e0} la\n<p>";
    let latin = legacy(encoding_rs::WINDOWS_1252, words, size);
    read_is_stopped(Format::Html, &latin);
    let japanese = legacy(encoding_rs::SHIFT_JIS, "東京へ行く。お茶\n<p>", size);
    read_is_stopped(Format::Html, &japanese);
    read_is_stopped(Format::Markdown, &utf16(&markdown(size.min(8 << 20) / 2)));
    // Without a declaration the encoding is detected.
    read_is_stopped(Format::Markdown, &latin[..size.min(8 << 20)]);
}

#[test]
fn a_read_of_one_text_is_stopped() {
    let (_, size) = allowed();
    for (start, line) in [
        ("<pre>", "let a = b + 1;\n"),
        ("<pre>a", "\n"),
        ("<p>", "some words "),
        ("<p>", "x&amp;"),
        ("<title>", "some words "),
        ("<math><mtext>", "some words "),
        ("", "<p>one word\n"),
        ("", "<div role=tablist><a role=tab href=#x>a tab</a></div>"),
        // Characters that no reader sees, and letters of no size.
        ("<pre>a\u{200b}b", "some words "),
        ("<p style=font-size:0>", "some words "),
        ("<!--", "-"),
        ("<table><th>a<th>b", "<tr><td>c<td>d <b>e</b>"),
        ("<table>", "<tr><td>c<td>d"),
        ("<table><tr><td>a<tr>", "<td>b"),
        (
            "<table><th>a<th>b<th>c",
            "<tr><td colspan=2>1<td rowspan=2>2",
        ),
    ] {
        let page = [start, &line.repeat(size / line.len())].concat();
        read_is_stopped(Format::Html, page.as_bytes());
    }
}

fn chunking_is_stopped(chunker: &dyn Chunker, document: &Document) {
    let (late, _) = allowed();
    let start = Instant::now();
    let whole: Vec<Chunk> = chunker.chunks(document).collect();
    let time = start.elapsed();
    println!("{} chunks take {time:?}", whole.len());
    for percent in [0, 5, 20, 40, 60, 80] {
        let wait = time * percent / 100;
        let (chunks, after) = stopped(late, Stop::Cancel, wait, |limits| {
            chunker
                .chunks_within(document, limits)
                .collect::<Result<Vec<Chunk>>>()
        });
        println!("cancelled at {percent} %: {after:?} late");
        assert!(after <= late, "cancelled at {percent} %: {after:?} late");
        match chunks {
            Err(error) => assert_eq!(error.kind(), ErrorKind::Cancelled),
            Ok(chunks) => assert_eq!(chunks, whole, "complete, or an error"),
        }

        let (chunks, after) = stopped(late, Stop::Deadline, wait, |limits| {
            chunker
                .chunks_within(document, limits)
                .collect::<Vec<Result<Chunk>>>()
        });
        println!("deadline at {percent} %: {after:?} late");
        assert!(after <= late, "deadline at {percent} %: {after:?} late");
        let (last, before) = chunks.split_last().expect("there is an item");
        match last {
            Err(error) => assert_eq!(error.kind(), ErrorKind::DeadlinePassed),
            Ok(_) => assert_eq!(chunks.len(), whole.len()),
        }
        for (chunk, expected) in before.iter().zip(&whole) {
            assert_eq!(
                chunk.as_ref().expect("the last alone is an error"),
                expected
            );
        }
    }
}

fn read(source: &str) -> Document {
    Format::Markdown
        .read(source.as_bytes(), &Limits::default())
        .expect("Markdown is always read")
}

#[test]
fn chunkers_are_stopped() {
    let (_, size) = allowed();
    let document = read(&markdown(size.min(8 << 20)));
    chunking_is_stopped(&StructuralChunker::default(), &document);
    chunking_is_stopped(&FixedSizeChunker::default(), &document);
    let slow = from_fn("slow", |text: &str| {
        text.split_whitespace().map(str::len).sum::<usize>() / 4
    });
    let slow = StructuralChunker::builder()
        .tokenizer(slow)
        .build()
        .expect("valid options");
    chunking_is_stopped(&slow, &document);
}

/// Documents of one paragraph, in which sentences, lines, words or nothing may be cut.
#[test]
fn chunkers_of_one_paragraph_are_stopped() {
    let (_, size) = allowed();
    for unit in [
        "Some words. ",
        "ab. cd\n",
        "word, ",
        "\u{6771}\u{4eac}",
        "#a?",
    ] {
        let document = read(&unit.repeat(size / 16 / unit.len()));
        println!("{} bytes of {unit:?}", document.text().len());
        chunking_is_stopped(&StructuralChunker::default(), &document);
        chunking_is_stopped(&FixedSizeChunker::default(), &document);
    }
}

/// A tokenizer and a chunker that do not check limits.
struct Plain;

impl Tokenizer for Plain {
    fn count(&self, text: &str) -> usize {
        Tiktoken::cl100k_base().count(text)
    }

    fn index(&self, text: &str) -> TokenIndex {
        Tiktoken::cl100k_base().index(text)
    }
}

impl Chunker for Plain {
    fn chunks<'d>(&'d self, document: &'d Document) -> sectile::Chunks<'d> {
        sectile::Chunks::new(
            FixedSizeChunker::default()
                .chunks(document)
                .collect::<Vec<_>>()
                .into_iter(),
        )
    }
}

#[test]
fn custom_chunkers_are_stopped_between_chunks() {
    let document = read(&markdown(1 << 16));
    let limits = Limits::default();
    assert!(
        Plain
            .chunks_within(&document, &limits)
            .all(|chunk| chunk.is_ok())
    );
    let mut chunks = Plain.chunks_within(&document, &limits);
    assert!(chunks.next().is_some_and(|chunk| chunk.is_ok()));
    limits.cancel.cancel();
    let rest: Vec<Result<Chunk>> = chunks.collect();
    assert!(matches!(&rest[..], [Err(error)] if error.kind() == ErrorKind::Cancelled));

    let chunker = StructuralChunker::builder()
        .tokenizer(Plain)
        .build()
        .expect("valid options");
    let stopped: Vec<Result<Chunk>> = chunker.chunks_within(&document, &limits).collect();
    assert!(matches!(&stopped[..], [Err(error)] if error.kind() == ErrorKind::Cancelled));
}

#[test]
fn a_cancelled_read_is_an_error_before_anything_is_read() {
    let limits = Limits::default();
    limits.cancel.cancel();
    for format in [Format::Markdown, Format::Html] {
        let error = format.read(b"a", &limits).expect_err("it was cancelled");
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (ErrorKind::Cancelled, "the read was cancelled")
        );
    }
}

#[test]
fn a_deadline_leaves_the_rest_of_markdown_as_one_block() {
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now());
    let source = markdown(1 << 16);
    let document = Format::Markdown
        .read(source.as_bytes(), &limits)
        .expect("it is read");
    assert_eq!(document.text(), source);
    assert_eq!(document.blocks().count(), 1);
    let warning = document.warnings()[0].to_string();
    assert_eq!(
        warning,
        "the deadline passed: the rest is one block without headings (at byte 0)"
    );
}

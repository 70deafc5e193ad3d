//! Deadlines and cancels: the delay of a stopped run, whose result is never taken for a
//! complete one.
#![cfg(all(feature = "html", feature = "markdown", feature = "tiktoken"))]
#![allow(clippy::print_stdout)] // measurements are read off it

use cpu_time::ProcessTime;
use sectile::{
    Chunk, Chunker, Document, ErrorKind, FixedSizeChunker, Format, Limits, Result,
    StructuralChunker, Tiktoken, TokenIndex, Tokenizer, WarningKind, from_fn,
};
use std::thread;
use std::time::{Duration, Instant};

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

/// The interruption of a run.
#[derive(Debug, Clone, Copy)]
enum Stop {
    Cancel,
    Deadline,
}

/// Runs `run` under limits that stop it after `wait`, and returns its processor time from
/// then on. Elapsed time is no measure, because other processes may use the machine.
fn stopped<T>(stop: Stop, wait: Duration, run: impl FnOnce(&Limits) -> T) -> (T, Duration) {
    let mut limits = Limits::default();
    let until = Instant::now() + wait;
    limits.deadline = matches!(stop, Stop::Deadline).then_some(until);
    let cancel = limits.cancel.clone();
    let thread = thread::spawn(move || {
        thread::sleep(until.saturating_duration_since(Instant::now()));
        if matches!(stop, Stop::Cancel) {
            cancel.cancel();
        }
        ProcessTime::now()
    });
    let result = run(&limits);
    let end = ProcessTime::now();
    let start = thread.join().expect("it slept");
    (
        result,
        end.as_duration().saturating_sub(start.as_duration()),
    )
}

/// Returns the allowed delay of a run without optimization beside other tests, and the
/// size of its input. `SECTILE_LATE` sets both for a measurement, in milliseconds and MB:
/// `SECTILE_LATE=50,64 cargo test --release --test interruption -- --nocapture
/// --test-threads 1`.
fn allowed() -> (Duration, usize) {
    let given = std::env::var("SECTILE_LATE").unwrap_or_else(|_| "1000,4".to_owned());
    let (late, size) = given.split_once(',').expect("milliseconds, megabytes");
    let number = |text: &str| text.parse::<u64>().expect("a number");
    (
        Duration::from_millis(number(late)),
        usize::try_from(number(size)).expect("a size") << 20,
    )
}

fn read_is_stopped(format: Format, source: &str) {
    let (late, _) = allowed();
    let start = Instant::now();
    let whole = format
        .read(source.as_bytes(), &Limits::default())
        .expect("it is read");
    let time = start.elapsed();
    drop(whole);
    println!("{format} of {} MB takes {time:?}", source.len() >> 20);
    for percent in [0, 5, 20, 40, 60, 80, 95] {
        let wait = time * percent / 100;
        let run = |limits: &Limits| format.read(source.as_bytes(), limits);
        let (read, after) = stopped(Stop::Cancel, wait, run);
        println!("cancelled at {percent} %: {after:?} late");
        assert!(
            after <= late,
            "{format} cancelled at {percent} % ended {after:?} late"
        );
        // A read that was complete before it checked the flag returns a document.
        if let Err(error) = read {
            assert_eq!(error.kind(), ErrorKind::Cancelled);
        } else {
            assert!(percent >= 60, "cancelled at {percent} %, but a document");
        }

        let (read, after) = stopped(Stop::Deadline, wait, run);
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
            says_so || percent >= 60,
            "no warning of a deadline at {percent} %"
        );
    }
}

#[test]
fn a_read_of_html_is_stopped() {
    let (_, size) = allowed();
    read_is_stopped(Format::Html, &html(size));
}

#[test]
fn a_read_of_markdown_is_stopped() {
    let (_, size) = allowed();
    read_is_stopped(Format::Markdown, &markdown(size.min(8 << 20)));
}

fn chunking_is_stopped(chunker: &dyn Chunker, document: &Document) {
    let (late, _) = allowed();
    let start = Instant::now();
    let whole: Vec<Chunk> = chunker.chunks(document).collect();
    let time = start.elapsed();
    println!("{} chunks take {time:?}", whole.len());
    for percent in [0, 5, 20, 40, 60, 80] {
        let wait = time * percent / 100;
        let (chunks, after) = stopped(Stop::Cancel, wait, |limits| {
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

        let (chunks, after) = stopped(Stop::Deadline, wait, |limits| {
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
    let wall = read(&"ab. cd\n".repeat(size / 64));
    chunking_is_stopped(&StructuralChunker::default(), &document);
    chunking_is_stopped(&FixedSizeChunker::default(), &document);
    chunking_is_stopped(&StructuralChunker::default(), &wall);
    let slow = from_fn("slow", |text: &str| {
        text.split_whitespace().map(str::len).sum::<usize>() / 4
    });
    let slow = StructuralChunker::builder()
        .tokenizer(slow)
        .build()
        .expect("valid options");
    chunking_is_stopped(&slow, &document);
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

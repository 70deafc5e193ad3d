//! Deadlines and cancels of the PDF reader, in each stage.
#![cfg(feature = "pdf")]
#![allow(clippy::print_stdout)] // measurements are read off it

#[path = "common/stopped.rs"]
mod stopped;

use sectile::{ErrorKind, Format, Limits, Result};
use std::fmt::Write;
use std::time::{Duration, Instant};
use stopped::{Stop, stopped};

/// Returns the allowed delay, and the number of pages: 50 ms and 2,000 pages in an
/// optimized build (`cargo test --release --test interrupted_pdf -- --nocapture
/// --test-threads 1`), else a number that is fast.
fn allowed() -> (Duration, usize) {
    if cfg!(debug_assertions) {
        (Duration::from_millis(500), 400)
    } else {
        (Duration::from_millis(50), 2000)
    }
}

/// Returns a file of `pages` pages of running text, each with a content of its own.
fn file(pages: usize) -> Vec<u8> {
    let mut lines = String::new();
    for y in (1..=50).rev() {
        let line = "and so the long text continues over all of the lines that there are on a page";
        let y = 20 + 14 * y;
        write!(lines, "1 0 0 1 50 {y} Tm ({line}) Tj ").expect("a string takes all");
    }
    let content = format!("BT /F 12 Tf {lines} ET");
    let content = format!(
        "<</Length {}>>\nstream\n{content}\nendstream",
        content.len()
    );
    let mut kids = String::new();
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_owned(),
    ];
    for number in (4..).step_by(2).take(pages) {
        write!(kids, "{number} 0 R ").expect("a string takes all");
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources <</Font <</F 3 0 R>>>>>>",
            number + 1
        ));
        objects.push(content.clone());
    }
    objects[1] = format!("<</Type /Pages /Count {pages} /Kids [{kids}]>>");
    let mut text = "%PDF-1.7\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes all");
    }
    text.push_str("trailer\n<</Root 1 0 R>>\n");
    text.into_bytes()
}

/// The complete read of a file.
struct Whole {
    bytes: Vec<u8>,
    time: Duration,
    /// The length of its text.
    length: usize,
}

/// Reads the file, and prints how long that and its loading take.
fn whole() -> Whole {
    let (_, pages) = allowed();
    let bytes = file(pages);
    let start = Instant::now();
    let document = Format::Pdf.read(&bytes, &Limits::default());
    let time = start.elapsed();
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now());
    let start = Instant::now();
    drop(Format::Pdf.read(&bytes, &limits));
    let loading = start.elapsed();
    println!("{pages} pages take {time:?}, {loading:?} of it loading");
    let length = document.expect("the file is valid").text().len();
    Whole {
        bytes,
        time,
        length,
    }
}

/// Stops reads of the file at each tenth of its time.
fn stop_at_each_tenth(whole: &Whole, stop: Stop, check: impl Fn(Result<sectile::Document>)) {
    let (late, _) = allowed();
    for tenth in 0..10 {
        let wait = whole.time * tenth / 10;
        let run = |limits: &Limits| Format::Pdf.read(&whole.bytes, limits);
        let (read, after) = stopped(late, stop, wait, run);
        println!("{stop:?} at {tenth} tenths: {after:?} late");
        assert!(
            after < late,
            "{after:?} late at {tenth} tenths of {:?}",
            whole.time
        );
        check(read);
    }
}

#[test]
fn a_deadline_in_any_stage_keeps_the_pages_read_in_time() {
    let whole = whole();
    let most = std::cell::Cell::new(0);
    stop_at_each_tenth(&whole, Stop::Deadline, |read| {
        let document = read.expect("a deadline is no error");
        let is_warned = |part: &str| {
            let mut warnings = document.warnings().iter();
            warnings.any(|warning| warning.message.contains(part))
        };
        // A read that is faster than the first one ends in time.
        assert!(is_warned("the deadline passed") || document.text().len() == whole.length);
        most.set(most.get().max(document.text().len()));
    });
    assert!(most.get() > 0, "a part of the file was read");
}

#[test]
fn a_cancel_in_any_stage_is_an_error() {
    stop_at_each_tenth(&whole(), Stop::Cancel, |read| match read {
        // A read that is faster than the first one ends before the cancel.
        Ok(document) => assert!(!document.text().is_empty()),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Cancelled),
    });
}

//! Deadlines and cancels of the PDF reader, in each stage.
#![cfg(feature = "pdf")]

use sectile::{ErrorKind, Format, Limits};
use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};

/// The delay that is allowed here. With optimization, on an idle machine, it is a
/// hundredth of a second, but tests run without optimization and beside others.
const LATEST: Duration = Duration::from_millis(500);

/// Returns a file of `pages` pages of running text.
fn file(pages: usize) -> Vec<u8> {
    let mut lines = String::new();
    for y in (1..=50).rev() {
        let line = "and so the long text continues over all of the lines that there are on a page";
        let y = 20 + 14 * y;
        write!(lines, "1 0 0 1 50 {y} Tm ({line}) Tj ").expect("a string takes all");
    }
    let content = format!("BT /F 12 Tf {lines} ET");
    let mut kids = String::new();
    for number in 5..5 + pages {
        write!(kids, "{number} 0 R ").expect("a string takes all");
    }
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!("<</Type /Pages /Count {pages} /Kids [{kids}]>>"),
        format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_owned(),
    ];
    let page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R \
        /Resources <</Font <</F 4 0 R>>>>>>";
    objects.extend(std::iter::repeat_n(page.to_owned(), pages));
    let mut text = "%PDF-1.7\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes all");
    }
    text.push_str("trailer\n<</Root 1 0 R>>\n");
    text.into_bytes()
}

/// Returns the time of a complete read of the file, and the length of its text.
fn whole(bytes: &[u8]) -> (Duration, usize) {
    let start = Instant::now();
    let document = Format::Pdf.read(bytes, &Limits::default());
    let elapsed = start.elapsed();
    (elapsed, document.expect("the file is valid").text().len())
}

#[test]
fn a_deadline_in_any_stage_keeps_the_pages_read_in_time() {
    let bytes = file(400);
    let (whole, length) = whole(&bytes);
    let mut most = 0;
    for tenth in 1..10 {
        let mut limits = Limits::default();
        let deadline = Instant::now() + whole * tenth / 10;
        limits.deadline = Some(deadline);
        let document = Format::Pdf
            .read(&bytes, &limits)
            .expect("a deadline is no error");
        let late = Instant::now().saturating_duration_since(deadline);
        assert!(late < LATEST, "{late:?} late of {whole:?}");
        let is_warned = |part: &str| {
            let mut warnings = document.warnings().iter();
            warnings.any(|warning| warning.message.contains(part))
        };
        // A read that is faster than the first one ends in time.
        assert!(is_warned("the deadline passed") || document.text().len() == length);
        most = most.max(document.text().len());
    }
    assert!(most > 0, "a part of the file was read");
}

#[test]
fn a_cancel_in_any_stage_is_an_error() {
    let bytes = file(400);
    let (whole, _) = whole(&bytes);
    for tenth in 0..9 {
        let limits = Limits::default();
        let cancel = limits.cancel.clone();
        let canceller = thread::spawn(move || {
            thread::sleep(whole * tenth / 10);
            cancel.cancel();
            Instant::now()
        });
        let result = Format::Pdf.read(&bytes, &limits);
        let ended = Instant::now();
        let set = canceller.join().expect("the thread ends well");
        match result {
            Ok(_) => assert!(ended < set + LATEST, "it ended before the cancel"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Cancelled),
        }
        assert!(ended.saturating_duration_since(set) < LATEST);
    }
}

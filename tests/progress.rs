//! A reader reports the share of its work that is done. The stages of PDF are tested with
//! the clock of its reader.
#![cfg(any(feature = "html", feature = "markdown"))]

use sectile::{Format, Limits};

/// Reads `source` and returns the share that was reported.
fn read(format: Format, source: &str) -> f64 {
    let limits = Limits::default();
    let document = format.read(source.as_bytes(), &limits);
    document.expect("it is read");
    limits.progress.share()
}

#[cfg(feature = "markdown")]
#[test]
fn markdown_reports_its_blocks() {
    let source = "# Tea\n\nBoil the water.\n\n".repeat(2000);
    let share = read(Format::Markdown, &source);
    assert!((0.75..=0.80).contains(&share), "{share}");
}

#[cfg(feature = "html")]
#[test]
fn html_reports_what_is_parsed_and_written() {
    let source = "<h1>Tea</h1><p>Boil the water.".repeat(2000);
    let share = read(Format::Html, &source);
    assert!((0.90..=0.95).contains(&share), "{share}");
}

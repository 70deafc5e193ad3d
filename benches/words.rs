//! Prints the whole text of PDF files, with boilerplate, for `benches/words.py` and
//! `benches/letters.py`.
//!
//! Each line of the output is `{"file": ..., "text": ..., "ledger": [...], "warnings":
//! [...]}`; a file that cannot be read has an `error` instead of a text. The ledger has
//! a list for each page: letters drawn, text, boilerplate, duplicates, hidden,
//! unreadable. The files are the lines of the input.
#![allow(clippy::print_stdout)] // a program

use sectile::{Format, Limits, PageLedger};
use std::io::BufRead as _;
use std::time::{Duration, Instant};

/// The time that a file may take: those that are made to be slow count as errors.
const TIMEOUT: Duration = Duration::from_mins(1);

fn main() {
    for file in std::io::stdin().lock().lines().map_while(Result::ok) {
        println!("{}", read(&file));
    }
}

/// Returns the line of a file.
fn read(file: &str) -> serde_json::Value {
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now() + TIMEOUT);
    let read = std::fs::read(file).map_err(|error| error.to_string());
    let read = read
        .and_then(|bytes| (Format::Pdf.read(&bytes, &limits)).map_err(|error| error.to_string()));
    match read {
        Ok(document) => {
            let warnings: Vec<String> = (document.warnings().iter())
                .map(ToString::to_string)
                .collect();
            let ledger: Vec<[u32; 6]> = document.ledger().iter().map(letters).collect();
            serde_json::json!({
                "file": file,
                "text": document.text(),
                "ledger": ledger,
                "warnings": warnings,
            })
        }
        Err(error) => serde_json::json!({"file": file, "error": error}),
    }
}

/// Returns the letters of a page by what became of them.
fn letters(page: &PageLedger) -> [u32; 6] {
    [
        page.drawn,
        page.text,
        page.boilerplate,
        page.duplicates,
        page.hidden,
        page.unreadable,
    ]
}

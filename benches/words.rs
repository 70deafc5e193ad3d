//! Prints the whole text of PDF files, with boilerplate, for `benches/words.py`.
//!
//! Each line of the output is `{"file": ..., "text": ..., "warnings": [...]}`; a file
//! that cannot be read has an `error` instead of a text. The files are the lines of the
//! input.
#![allow(clippy::print_stdout)] // a program

use sectile::{Format, Limits};
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
            serde_json::json!({"file": file, "text": document.text(), "warnings": warnings})
        }
        Err(error) => serde_json::json!({"file": file, "error": error}),
    }
}

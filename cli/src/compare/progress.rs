//! The progress of models, on standard error if that is a terminal.

use super::chunking::Chunking;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal as _};

/// Returns a bar over all texts and questions that a model embeds for the chunkings.
pub(super) fn of_embedding(chunkings: &[Chunking], questions: usize) -> ProgressBar {
    let embedded = |chunking: &Chunking| {
        let texts = chunking.collection.texts().len();
        texts + chunking.rankings() * questions
    };
    bar(chunkings.iter().map(embedded).sum(), "texts embedded")
}

/// Returns a bar over so many of `what`.
pub(super) fn bar(number: usize, what: &str) -> ProgressBar {
    if number == 0 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{eta}} left");
    let style = ProgressStyle::with_template(&style);
    ProgressBar::new(number as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

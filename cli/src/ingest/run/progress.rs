//! The progress bar, by the bytes of the files.

use crate::corpus::Corpus;
use crate::ingest::update::Work;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal as _};

pub(super) struct Progress {
    bar: ProgressBar,
    /// The bytes of each file: those of the files that keep their lines are 0.
    sizes: Vec<u64>,
}

impl Progress {
    /// Returns a bar on standard error if that is a terminal, else an invisible one.
    pub(super) fn new(corpus: &Corpus, works: &[Work], is_quiet: bool) -> Self {
        let sizes = corpus.files.iter().zip(works);
        let sizes: Vec<u64> = sizes
            .map(|(file, work)| if *work == Work::Read { file.size } else { 0 })
            .collect();
        let bar = if is_quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template(
                "{wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left",
            );
            ProgressBar::new(sizes.iter().sum())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Self { bar, sizes }
    }

    /// Adds the bytes of a file that is written.
    pub(super) fn done(&self, at: usize) {
        self.bar.inc(self.sizes[at]);
    }

    /// Prints without the bar in between.
    pub(super) fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

//! The progress bar: by the bytes of the files, also inside of one.

use super::estimate::{self, Cost};
use crate::corpus::Corpus;
use crate::ingest::update::Work;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The time from one look at the files to the next.
const TICK: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bar: ProgressBar,
    /// The bytes and the cost of each file: those that keep their lines have no bytes.
    files: Vec<(u64, Cost)>,
    /// The usual time of all files on one thread, in seconds.
    seconds: f64,
    threads: usize,
    start: Instant,
    state: Mutex<State>,
    finished: Condvar,
}

#[derive(Default)]
struct State {
    done: Amount,
    running: BTreeMap<usize, Arc<FileProgress>>,
    is_finished: bool,
}

/// An amount of work.
#[derive(Debug, Clone, Copy, Default)]
struct Amount {
    bytes: f64,
    /// The time that it usually takes on one thread.
    seconds: f64,
}

/// The progress inside of a file: it is read, and then cut.
#[derive(Default)]
pub(super) struct FileProgress {
    pub(super) reading: sectile::Progress,
    /// The share that is cut, in [`PARTS`].
    cut: AtomicU32,
}

/// The number of parts of a whole text.
const PARTS: u32 = 10_000;

impl FileProgress {
    /// Reports that the text is cut up to the byte `end` of `of`.
    pub(super) fn cut_to(&self, end: u64, of: u64) {
        let parts = u64::from(PARTS) * end.min(of) / of.max(1);
        let parts = u32::try_from(parts).unwrap_or_default(); // at most `PARTS`
        self.cut.fetch_max(parts, Ordering::Relaxed);
    }

    /// Returns the share of the file's work that is done.
    fn share(&self, cost: Cost) -> f64 {
        let cut = f64::from(self.cut.load(Ordering::Relaxed)) / f64::from(PARTS);
        let read = if cut > 0.0 { 1.0 } else { self.reading.share() };
        cost.reading * read + (1.0 - cost.reading) * cut
    }
}

impl Progress {
    /// Returns a bar on standard error if that is a terminal, else an invisible one.
    pub(super) fn new(corpus: &Corpus, works: &[Work], threads: usize, is_hidden: bool) -> Self {
        let files = corpus.files.iter().zip(works);
        let files: Vec<(u64, Cost)> = files
            .map(|(file, work)| {
                let size = if *work == Work::Read { file.size } else { 0 };
                (size, Cost::of(file.named_format()))
            })
            .collect();
        let seconds = files.iter().map(|(size, cost)| cost.seconds(*size)).sum();
        let bar = if is_hidden || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template(
                "{wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {msg}",
            );
            ProgressBar::new(files.iter().map(|(size, _)| size).sum())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Self {
            bar,
            files,
            seconds,
            threads,
            start: Instant::now(),
            state: Mutex::default(),
            finished: Condvar::new(),
        }
    }

    /// Returns the counter of a file that is begun.
    pub(super) fn begun(&self, at: usize) -> Arc<FileProgress> {
        let file = Arc::<FileProgress>::default();
        self.state().running.insert(at, Arc::clone(&file));
        file
    }

    /// Adds the bytes of a file that is written.
    pub(super) fn done(&self, at: usize) {
        let mut state = self.state();
        state.running.remove(&at);
        let (bytes, cost) = self.files[at];
        state.done.add(bytes, cost, 1.0);
    }

    /// Moves the bar until the run is finished.
    pub(super) fn watch(&self) {
        let mut state = self.state();
        while !self.bar.is_hidden() && !state.is_finished {
            let now = state.now(&self.files);
            let left = estimate::left(
                self.start.elapsed(),
                now.seconds,
                self.seconds,
                self.threads,
            );
            self.bar.set_position(now.shown_bytes());
            self.bar
                .set_message(format!("{:#} left", HumanDuration(left)));
            let waited = self.finished.wait_timeout(state, TICK);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Prints without the bar in between.
    pub(super) fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    pub(super) fn finish(&self) {
        self.state().is_finished = true;
        self.finished.notify_all();
        self.bar.finish_and_clear();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns the work that is done, that inside of files included.
    fn now(&self, files: &[(u64, Cost)]) -> Amount {
        let mut now = self.done;
        for (at, file) in &self.running {
            let (bytes, cost) = files[*at];
            now.add(bytes, cost, file.share(cost));
        }
        now
    }
}

impl Amount {
    /// Returns the bytes as the bar shows them.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bar for people; never negative"
    )]
    fn shown_bytes(self) -> u64 {
        self.bytes.round() as u64
    }

    /// Adds a share of a file.
    #[expect(clippy::cast_precision_loss, reason = "a bar for people")]
    fn add(&mut self, bytes: u64, cost: Cost, share: f64) {
        self.bytes += bytes as f64 * share;
        self.seconds += cost.seconds(bytes) * share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Reader as _};

    #[test]
    fn the_work_inside_of_files_counts() {
        let cost = Cost::of(Some(Format::Markdown));
        let files = [(1000, cost), (1000, cost), (500, cost)];
        let mut state = State::default();
        state.done.add(1000, cost, 1.0);
        let file = Arc::<FileProgress>::default();
        state.running.insert(1, Arc::clone(&file));
        assert_eq!(state.now(&files).shown_bytes(), 1000);
        let mut limits = sectile::Limits::default();
        limits.progress = file.reading.clone();
        let source = "# Tea\n\nBoil the water.\n\n".repeat(500);
        sectile::MarkdownReader::default()
            .read(source.as_bytes(), &limits)
            .expect("Markdown is always read");
        let read = state.now(&files).shown_bytes();
        assert!((1300..1550).contains(&read), "{read}");
        file.cut_to(1, 2);
        assert_eq!(state.now(&files).shown_bytes(), 1775);
        file.cut_to(9, 2);
        assert_eq!(state.now(&files).shown_bytes(), 2000);
    }
}

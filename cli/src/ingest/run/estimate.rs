//! Estimates the time that a run still takes.

use sectile::Format;
use std::time::Duration;

/// The usual time for a byte on one thread, in nanoseconds, and the share of it that
/// reading takes; the rest is cutting. (2026-11-29, `ingest` and `outline` of 5 MB of
/// Markdown, 2 MB of HTML, and of papers in PDF, whose pictures take no time.)
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    nanoseconds: f64,
    pub(super) reading: f64,
}

impl Cost {
    /// The cost of a file whose name implies `format`.
    pub(super) fn of(format: Option<Format>) -> Self {
        let (nanoseconds, reading) = match format {
            Some(Format::Pdf) => (100.0, 0.95),
            Some(Format::Html) => (60.0, 0.7),
            _ => (80.0, 0.55),
        };
        Self {
            nanoseconds,
            reading,
        }
    }

    /// Returns the usual time for `bytes`, in seconds.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(super) fn seconds(self, bytes: u64) -> f64 {
        bytes as f64 * self.nanoseconds / 1e9
    }
}

/// The seconds of work after which what was measured counts as much as the usual time.
const PRIOR: f64 = 0.5;

/// Returns the time that is left after `elapsed`, in which `done` of `all` seconds of usual
/// work were done on `threads` threads.
///
/// Without the usual time as a prior, the first estimate would come from nothing: a bar
/// that has not moved has no speed.
#[expect(clippy::cast_precision_loss, reason = "few threads")]
pub(super) fn left(elapsed: Duration, done: f64, all: f64, threads: usize) -> Duration {
    let threads = threads as f64;
    let pace = (elapsed.as_secs_f64() + PRIOR) / (done / threads + PRIOR);
    Duration::try_from_secs_f64((all - done).max(0.0) / threads * pace).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(elapsed: u64, done: f64, all: f64, threads: usize) -> u64 {
        left(Duration::from_secs(elapsed), done, all, threads).as_secs()
    }

    #[test]
    fn the_first_estimate_is_the_usual_time() {
        assert_eq!(seconds(0, 0.0, 60.0, 1), 60);
        assert_eq!(seconds(0, 0.0, 60.0, 2), 30);
    }

    #[test]
    fn later_the_measured_speed_decides() {
        // Half of the work took twice its usual time.
        assert_eq!(seconds(60, 30.0, 60.0, 1), 59);
        // Nothing moves: the estimate grows.
        assert!(seconds(9, 0.0, 60.0, 1) > 10 * 60);
        assert_eq!(seconds(60, 60.0, 60.0, 1), 0);
    }

    #[test]
    fn a_page_costs_more_than_a_byte_of_text() {
        let cost = |format| Cost::of(Some(format)).seconds(1 << 20);
        assert!(cost(Format::Pdf) > cost(Format::Markdown));
    }
}

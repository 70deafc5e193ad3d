//! Reports how much of its work a reader has done.

#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The share of its work that a reader has done, for a progress bar inside of one large
/// file. Clones share it.
///
/// It is an estimate from the usual share of each stage, and grows in steps: HTML, for
/// example, is parsed first and then written. It never falls, and it is for one read.
///
/// ```
/// use sectile::{Format, Limits};
///
/// let limits = Limits::default();
/// let progress = limits.progress.clone(); // usually for another thread
/// Format::Markdown.read(b"# Tea", &limits)?;
/// assert!(progress.share() > 0.5);
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU32>);

/// The number of parts of a whole read.
const PARTS: u32 = 1_000_000;

impl Progress {
    /// Returns the share that is done, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        f64::from(self.0.load(Ordering::Relaxed)) / f64::from(PARTS)
    }

    /// Reports that `done` of `of` steps of a stage are done. In per cent of the usual
    /// time of a read, the stage is `stage`.
    #[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
    pub(crate) fn report(&self, stage: Range<u32>, done: usize, of: usize) {
        let percent = PARTS / 100;
        let parts = u64::from((stage.end - stage.start) * percent);
        let (done, of) = (done.min(of) as u64, of.max(1) as u64);
        let done = u32::try_from(parts * done / of).unwrap_or(PARTS);
        let now = (stage.start * percent + done).min(PARTS);
        self.0.fetch_max(now, Ordering::Relaxed);
    }
}

impl PartialEq for Progress {
    /// Returns true if both are the same counter.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Progress {}

#[cfg(all(test, any(feature = "html", feature = "markdown", feature = "pdf")))]
mod tests {
    use super::*;

    fn percent(progress: &Progress) -> String {
        format!("{:.0} %", progress.share() * 100.0)
    }

    #[test]
    fn stages_follow_each_other() {
        let progress = Progress::default();
        progress.report(0..60, 1, 2);
        assert_eq!(percent(&progress), "30 %");
        progress.report(60..100, 0, 7);
        assert_eq!(percent(&progress), "60 %");
        progress.report(60..100, 7, 7);
        assert_eq!(percent(&progress), "100 %");
    }

    #[test]
    fn it_never_falls_and_is_never_above_one() {
        let progress = Progress::default();
        progress.report(0..100, 9, 2);
        assert_eq!(percent(&progress), "100 %");
        progress.report(0..50, 0, 0);
        assert_eq!(percent(&progress), "100 %");
    }
}

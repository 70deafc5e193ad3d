//! Divides the time up to a deadline among the stages, so that pages that were drawn in
//! time are also written.
//!
//! Each stage runs over all pages before the next one starts. If drawing used all the
//! time, nothing could be written. So each stage stops early enough for the following
//! ones, which process the pages that it finished.

use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Interruption, Limits};
use std::cell::Cell;
use std::ops::Range;
use std::time::{Duration, Instant};

/// The time reserved for all stages after drawing, for a glyph. (2026-11, 2,000 pages of
/// running text: drawing 130 ns a glyph, everything after it 100 ns.)
const AFTER_DRAWING: Duration = Duration::from_nanos(150);

/// The stages after drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Words,
    Lines,
    Blocks,
    Writing,
}

impl Stage {
    /// The share of the time after drawing, in per cent, after which the stage stops. The
    /// rest after the last stage is for building the document.
    fn share(self) -> u32 {
        match self {
            Self::Words => 60,
            Self::Lines => 75,
            Self::Blocks => 85,
            Self::Writing => 95,
        }
    }

    /// The time that the stage usually takes, in per cent of that of a read.
    fn percent(self) -> Range<u32> {
        let start = match self {
            Self::Words => 0,
            Self::Lines => Self::Words.share(),
            Self::Blocks => Self::Lines.share(),
            Self::Writing => Self::Blocks.share(),
        };
        let in_read = |share| DRAWING_PERCENT + (100 - DRAWING_PERCENT) * share / 100;
        in_read(start)..in_read(self.share())
    }
}

/// The time for reading a file.
#[derive(Debug)]
pub(super) struct Clock<'l> {
    limits: &'l Limits,
    /// The start of the time that is divided.
    since: Cell<Instant>,
    /// The index of the first page of which a part is left out.
    cut: Cell<Option<usize>>,
    is_cancelled: Cell<bool>,
    /// The number of pages that are drawn.
    pages: Cell<usize>,
}

/// The share of drawing in the time of a read, in per cent.
const DRAWING_PERCENT: u32 = 57;

impl<'l> Clock<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            since: Cell::new(Instant::now()),
            cut: Cell::new(None),
            is_cancelled: Cell::new(false),
            pages: Cell::new(0),
        }
    }

    pub(super) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// Divides only the time after now.
    pub(super) fn restart(&self) {
        self.since.set(Instant::now());
    }

    /// Returns the time at which drawing `glyphs` has to end. The time of the
    /// later stages for these glyphs is reserved, but at most half of all time.
    pub(super) fn drawing_ends(&self, glyphs: usize) -> Option<Instant> {
        let deadline = self.limits.deadline?;
        let half = deadline.saturating_duration_since(self.since.get()) / 2;
        let glyphs = u32::try_from(glyphs).unwrap_or(u32::MAX);
        // At least half of the time is for drawing, or a file of many glyphs would have
        // no page.
        deadline.checked_sub(half.min(AFTER_DRAWING.saturating_mul(glyphs)))
    }

    /// Reports that `pages` of `of` pages are drawn.
    pub(super) fn drawn(&self, pages: usize, of: usize) {
        self.pages.set(pages);
        self.limits.progress.report(0..DRAWING_PERCENT, pages, of);
    }

    /// Returns true if a stage has to leave out the page with this index and all later
    /// ones.
    pub(super) fn stops(&self, stage: Stage, page: usize) -> bool {
        self.limits
            .progress
            .report(stage.percent(), page, self.pages.get());
        if self.limits.interrupted() == Some(Interruption::Cancelled) {
            self.is_cancelled.set(true);
        }
        if self.is_cancelled.get() {
            return true;
        }
        let Some(deadline) = self.limits.deadline else {
            return false;
        };
        let since = self.since.get();
        let all = deadline.saturating_duration_since(since);
        let stops = Instant::now() >= since + all * stage.share() / 100;
        if stops {
            // Stages stop at different pages; the warning has the first one.
            let first = self.cut.get().map_or(page, |cut| cut.min(page));
            self.cut.set(Some(first));
        }
        stops
    }

    /// Returns an error if the caller cancelled, now or at an earlier check.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_cancelled.get() || self.limits.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the read was cancelled"));
        }
        Ok(())
    }

    /// Returns a warning if a stage stopped.
    pub(super) fn warning(&self) -> Option<Warning> {
        let page = self.cut.get()? + 1;
        let message = format!(
            "the deadline passed while page {page} was laid out or written, the rest is left out"
        );
        Some(Warning::new(WarningKind::LimitReached, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_leaves_time_for_those_after_it() {
        let mut limits = Limits::default();
        let now = Instant::now();
        limits.deadline = Some(now + Duration::from_secs(10));
        let clock = Clock::new(&limits);
        assert_eq!(clock.drawing_ends(0), limits.deadline);
        let reserved = limits.deadline.unwrap() - clock.drawing_ends(usize::MAX).unwrap();
        assert!((4900..=5000).contains(&reserved.as_millis()));
        // 40 of 50 seconds are over.
        let start = now.checked_sub(Duration::from_secs(40));
        clock
            .since
            .set(start.expect("the machine runs for a minute"));
        for (stage, stops) in [
            (Stage::Words, true),
            (Stage::Lines, true),
            (Stage::Blocks, false),
            (Stage::Writing, false),
        ] {
            assert_eq!(clock.stops(stage, 7), stops, "{stage:?}");
        }
        assert!(clock.warning().unwrap().message.contains("page 8 "));
        assert!(clock.check().is_ok());
    }

    #[test]
    fn a_cancel_that_a_stage_noticed_is_an_error() {
        let limits = Limits::default();
        let clock = Clock::new(&limits);
        assert!(!clock.stops(Stage::Words, 0));
        limits.cancel.cancel();
        assert!(clock.stops(Stage::Words, 0));
        assert_eq!(clock.check().unwrap_err().kind(), ErrorKind::Cancelled);
        assert_eq!(clock.warning(), None);
    }

    #[test]
    fn the_progress_is_that_of_all_stages() {
        let limits = Limits::default();
        let clock = Clock::new(&limits);
        let percent = || format!("{:.0}", limits.progress.share() * 100.0);
        clock.drawn(1, 2);
        assert_eq!(percent(), "28"); // half of drawing
        clock.drawn(2, 2);
        let mut end = DRAWING_PERCENT;
        for stage in [Stage::Words, Stage::Lines, Stage::Blocks, Stage::Writing] {
            assert_eq!(percent(), end.to_string(), "before {stage:?}");
            assert_eq!(stage.percent().start, end);
            clock.stops(stage, 2);
            end = stage.percent().end;
        }
        assert_eq!(percent(), "97");
    }
}

//! Divides the time up to a deadline among the stages, so that what was read in time is written too.
//!
//! The stages run one after the other over all pages. If drawing took all the time, nothing could
//! be written; so each stage ends early enough for those after it, and they take the pages it did.

use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Interruption, Limits};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// How long the stages after drawing take for a glyph, at most. (2026-11, 2,000 pages of running
/// text: drawing 130 ns a glyph, all that follows 100 ns.)
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
    /// The share of the time after drawing by whose end the stage stops, in percent. What is left
    /// at the end is for putting the document together.
    fn share(self) -> u32 {
        match self {
            Self::Words => 60,
            Self::Lines => 75,
            Self::Blocks => 85,
            Self::Writing => 95,
        }
    }
}

/// The time that a file has.
#[derive(Debug)]
pub(super) struct Clock<'l> {
    limits: &'l Limits,
    /// From when on the time is divided.
    since: Cell<Instant>,
    /// The first page, from 0, of which something is left out.
    cut: Cell<Option<usize>>,
    is_cancelled: Cell<bool>,
}

impl<'l> Clock<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            since: Cell::new(Instant::now()),
            cut: Cell::new(None),
            is_cancelled: Cell::new(false),
        }
    }

    pub(super) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// Divides only the time from now on.
    pub(super) fn restart(&self) {
        self.since.set(Instant::now());
    }

    /// When drawing has to end, after so many glyphs: what they take later is reserved, but no
    /// more than half of the time.
    pub(super) fn drawing_ends(&self, glyphs: usize) -> Option<Instant> {
        let deadline = self.limits.deadline?;
        let half = deadline.saturating_duration_since(self.since.get()) / 2;
        let glyphs = u32::try_from(glyphs).unwrap_or(u32::MAX);
        deadline.checked_sub(half.min(AFTER_DRAWING.saturating_mul(glyphs)))
    }

    /// Whether a stage has to leave out this page (from 0) and what follows.
    pub(super) fn stops(&self, stage: Stage, page: usize) -> bool {
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
            let first = self.cut.get().map_or(page, |cut| cut.min(page));
            self.cut.set(Some(first));
        }
        stops
    }

    /// An error if the caller cancelled, noticed here or before.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_cancelled.get() || self.limits.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the read was cancelled"));
        }
        Ok(())
    }

    /// What is to be said of the stages that stopped.
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
}

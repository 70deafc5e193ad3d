//! Watches a deadline and a cancel flag during long work, at a cost that does not show.

use super::{Interruption, Limits};
#[cfg(any(feature = "html", feature = "markdown"))]
use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};
use std::cell::Cell;

/// How many steps pass from one look at the clock to the next. A step is a few microseconds at most.
const STEPS: u32 = 256;

/// The deadline and the cancel flag of one run. What was seen once stays: a run that was stopped is not taken up again.
#[derive(Debug)]
pub(crate) struct Watch {
    limits: Limits,
    seen: Cell<Option<Interruption>>,
    steps: Cell<u32>,
}

impl Watch {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            seen: Cell::new(None),
            steps: Cell::new(0),
        }
    }

    /// A watch for the first stage of a run, which ends it early enough for the next stages to use what it has: they get
    /// the rest of the time, `percent` of it is for this stage.
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) fn for_stage(limits: &Limits, percent: u32) -> Self {
        let mut limits = limits.clone();
        let now = std::time::Instant::now();
        limits.deadline = limits
            .deadline
            .map(|deadline| now + deadline.saturating_duration_since(now) * percent / 100);
        Self::new(&limits)
    }

    /// A watch that never stops anything.
    pub(crate) fn none() -> Self {
        Self::new(&Limits::default())
    }

    /// The limits of the stage.
    #[cfg(feature = "markdown")]
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Why the work has to stop, if it has to.
    #[inline]
    pub(crate) fn look(&self) -> Option<Interruption> {
        if self.seen.get().is_none() {
            self.seen.set(self.limits.interrupted());
        }
        self.seen.get()
    }

    /// The error of a read that was cancelled; a deadline is none.
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) fn check_cancelled(&self) -> crate::error::Result<()> {
        match self.look() {
            Some(Interruption::Cancelled) => Err(Interruption::Cancelled.error("read")),
            Some(Interruption::Late) | None => Ok(()),
        }
    }

    /// The warning of a read that the deadline ended before `offset`, an offset in the source; what is there is
    /// `left`.
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) fn warning(&self, left: &str, offset: u64) -> Option<Warning> {
        let message = format!("the deadline passed: what follows {left}");
        (self.look() == Some(Interruption::Late))
            .then(|| Warning::new(WarningKind::LimitReached, message).at(offset))
    }

    /// Whether the work has to stop; for a step so small that looking at the clock each time would show.
    #[inline]
    pub(crate) fn step(&self) -> bool {
        let steps = self.steps.get();
        if steps > 0 {
            self.steps.set(steps - 1);
            return self.seen.get().is_some();
        }
        self.steps.set(STEPS);
        self.look().is_some()
    }
}

impl Interruption {
    /// The error of a run that was stopped.
    pub(crate) fn error(self, what: &str) -> Error {
        match self {
            Self::Cancelled => {
                Error::new(ErrorKind::Cancelled, format!("the {what} was cancelled"))
            }
            Self::Late => Error::new(
                ErrorKind::DeadlinePassed,
                format!("the deadline passed before the {what} was complete"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_once_stays() {
        let limits = Limits::default();
        let watch = Watch::new(&limits);
        assert!(!watch.step());
        limits.cancel.cancel();
        assert_eq!(watch.look(), Some(Interruption::Cancelled));
        assert!((0..2 * STEPS).all(|_| watch.step()));
    }

    #[test]
    fn a_deadline_is_noticed_within_so_many_steps() {
        let limits = Limits {
            deadline: Some(std::time::Instant::now()),
            ..Limits::default()
        };
        let watch = Watch::new(&limits);
        assert!((0..=STEPS).any(|_| watch.step()));
        assert_eq!(watch.look(), Some(Interruption::Late));
    }
}

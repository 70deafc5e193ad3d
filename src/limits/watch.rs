//! Watches a deadline and a cancel flag during long work, at a negligible cost.

use super::{Interruption, Limits, steps};
#[cfg(any(feature = "html", feature = "markdown"))]
use crate::document::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};
use std::cell::{Cell, RefCell};

/// The number of steps from one look at the clock to the next. A step takes a few
/// microseconds at most.
const STEPS: u32 = 256;

/// The deadline and the cancel flag of one run. The first interruption is kept: a run
/// that was stopped is never resumed.
#[derive(Debug)]
pub(crate) struct Watch {
    limits: Limits,
    seen: Cell<Option<Interruption>>,
    steps: Cell<u32>,
    /// The first failure of a tokenizer.
    failure: RefCell<Option<Error>>,
    has_failed: Cell<bool>,
    /// True if nobody receives the error of the run.
    ignores_failures: bool,
}

impl Watch {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            seen: Cell::new(None),
            steps: Cell::new(0),
            failure: RefCell::default(),
            has_failed: Cell::new(false),
            ignores_failures: false,
        }
    }

    /// Creates a watch for one stage of a run, which may use `percent` of the remaining
    /// time. The rest is for the next stages, so that they can use the result of this
    /// one.
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) fn for_stage(limits: &Limits, percent: u32) -> Self {
        let mut limits = limits.clone();
        let now = std::time::Instant::now();
        limits.deadline = limits
            .deadline
            .map(|deadline| now + deadline.saturating_duration_since(now) * percent / 100);
        Self::new(&limits)
    }

    /// Returns a watch that never stops anything.
    pub(crate) fn none() -> Self {
        Self {
            ignores_failures: true,
            ..Self::new(&Limits::default())
        }
    }

    /// Stops the run by an error, unless nobody receives it.
    pub(crate) fn fail(&self, error: Error) {
        if !self.ignores_failures && !self.has_failed.replace(true) {
            self.failure.replace(Some(error));
        }
    }

    /// Returns true if an error has stopped the run.
    #[inline]
    pub(crate) fn has_failed(&self) -> bool {
        self.has_failed.get()
    }

    /// Returns the error of a run that has to stop. `what` is the work: "chunking".
    pub(crate) fn error(&self, what: &str) -> Option<Error> {
        let failure = self.failure.take();
        failure.or_else(|| self.look().map(|interruption| interruption.error(what)))
    }

    /// Returns the limits of the stage.
    #[cfg(feature = "markdown")]
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Returns the reason why the work has to stop, if there is one.
    #[inline]
    pub(crate) fn look(&self) -> Option<Interruption> {
        steps::step();
        if self.seen.get().is_none() {
            self.seen.set(self.limits.interrupted());
        }
        self.seen.get()
    }

    /// Returns the error of a read that was cancelled. A passed deadline is not an error
    /// of a reader.
    #[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
    pub(crate) fn check_cancelled(&self) -> crate::error::Result<()> {
        match self.look() {
            Some(Interruption::Cancelled) => Err(Interruption::Cancelled.error("read")),
            Some(Interruption::Late) | None => Ok(()),
        }
    }

    /// Returns the warning of a read that the deadline ended at the source offset
    /// `offset`. `left` describes the rest: "is left out".
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) fn warning(&self, left: &str, offset: u64) -> Option<Warning> {
        let message = format!("the deadline passed: the rest {left}");
        (self.look() == Some(Interruption::Late))
            .then(|| Warning::new(WarningKind::LimitReached, message).at(offset))
    }

    /// Returns true if the work has to stop. It is for small steps, for which looking at
    /// the clock each time would be slow.
    #[inline]
    pub(crate) fn step(&self) -> bool {
        steps::step();
        let steps = self.steps.get();
        if steps > 0 {
            self.steps.set(steps - 1);
            return self.seen.get().is_some();
        }
        self.steps.set(STEPS);
        self.look().is_some()
    }

    /// Takes a step as [`step`](Self::step) does. When it looks at the clock it also
    /// reports the [progress](super::Progress): the stage that is `stage` in per cent of
    /// a read has reached `at` of `of`.
    #[cfg(any(feature = "html", feature = "markdown"))]
    #[inline]
    pub(crate) fn step_through(
        &self,
        stage: std::ops::Range<u32>,
        at: impl FnOnce() -> usize,
        of: usize,
    ) -> bool {
        if self.steps.get() == 0 {
            self.limits.progress.report(stage, at(), of);
        }
        self.step()
    }
}

impl Interruption {
    /// Returns the error of a run that was stopped.
    fn error(self, what: &str) -> Error {
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
    fn an_interruption_is_permanent() {
        let limits = Limits::default();
        let watch = Watch::new(&limits);
        assert!(!watch.step());
        limits.cancel.cancel();
        assert_eq!(watch.look(), Some(Interruption::Cancelled));
        assert!((0..2 * STEPS).all(|_| watch.step()));
    }

    #[test]
    fn a_deadline_is_noticed_within_a_number_of_steps() {
        let limits = Limits {
            deadline: Some(std::time::Instant::now()),
            ..Limits::default()
        };
        let watch = Watch::new(&limits);
        assert!((0..=STEPS).any(|_| watch.step()));
        assert_eq!(watch.look(), Some(Interruption::Late));
    }
}

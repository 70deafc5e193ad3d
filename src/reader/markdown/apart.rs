//! Finds the blocks of a long text on a thread of its own, which a read that is stopped
//! leaves.
//!
//! pulldown-cmark's pass over all blocks of a text cannot be interrupted: it takes 125 ms
//! for 8 MB of short tables and lists. The thread ends at the next event after that pass.

use super::dialect::View;
use super::events;
use super::found::AllFound;
use crate::limits::{Interruption, Limits, Watch};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// A shorter text is parsed in less than ten milliseconds, so it is not worth a thread.
const MIN_BYTES: usize = 512 << 10;

/// The time from one look at the limits to the next.
const LOOK: Duration = Duration::from_millis(2);

/// The looks after a deadline within which the thread may still deliver the blocks that
/// it has found. It checks the deadline at each event.
const LOOKS_AFTER_DEADLINE: u32 = 5;

/// Finds the blocks of `source`, as its `view` shows them, from the offset `body`, as
/// many as `watch` permits.
pub(super) fn find(
    source: &str,
    view: &View<'_>,
    body: usize,
    limits: &Limits,
    watch: &Watch,
) -> AllFound {
    if source.len() < MIN_BYTES || !limits.may_interrupt() {
        return events::find(source, view, body, watch);
    }
    if watch.look().is_some() {
        return AllFound::default();
    }
    let (sender, receiver) = mpsc::sync_channel(1);
    let text = source.to_owned();
    let shown = view.to_owned();
    let theirs = watch.limits().clone();
    let started = thread::Builder::new().spawn(move || {
        let found = events::find(&text, &shown, body, &Watch::new(&theirs));
        let _ = sender.send(found); // nobody waits if the read was stopped
    });
    if started.is_err() {
        return events::find(source, view, body, watch);
    }
    let mut looks = 0;
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(found) => return found,
            Err(RecvTimeoutError::Timeout) => {}
            // The thread panicked. That must not stay hidden, so it happens again here.
            Err(RecvTimeoutError::Disconnected) => return events::find(source, view, body, watch),
        }
        match watch.look() {
            None => {}
            Some(Interruption::Late) if looks < LOOKS_AFTER_DEADLINE => looks += 1,
            Some(_) => return AllFound::default(),
        }
    }
}

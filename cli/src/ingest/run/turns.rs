//! Hands out the files in order, none too far ahead of the one that is written next.

use std::sync::{Condvar, Mutex, PoisonError};

pub(crate) struct Turns {
    state: Mutex<State>,
    moved: Condvar,
    files: usize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    written: usize,
    stopped: bool,
}

impl Turns {
    pub(crate) fn new(files: usize, ahead: usize) -> Self {
        Self {
            state: Mutex::default(),
            moved: Condvar::new(),
            files,
            ahead,
        }
    }

    pub(crate) fn take(&self) -> Option<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.stopped && state.next < self.files && state.next >= state.written + self.ahead
        {
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped || state.next >= self.files {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    pub(crate) fn written(&self, written: usize) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .written = written;
        self.moved.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .stopped = true;
        self.moved.notify_all();
    }
}

//! Frees what takes long to free on a thread of its own, so that no read ends late for it.

use std::thread;

/// What holds more is freed on a thread, in bytes: some 5 ms of work.
const MAX_BYTES_FREED_AT_ONCE: usize = 8 << 20;

/// Frees `value`, which holds about so many bytes. A tree of 64 MB of HTML takes 200 ms.
pub(crate) fn free<T: Send + 'static>(value: T, bytes: usize) {
    if bytes > MAX_BYTES_FREED_AT_ONCE {
        // Where no thread can be started, the value is freed here, with the closure.
        let _ = thread::Builder::new().spawn(move || drop(value));
    }
}

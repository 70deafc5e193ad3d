//! Frees large values on another thread, so that a run that is cancelled or out of time ends
//! within its bound.

use std::thread;

/// The size in bytes above which a value is freed on another thread. Freeing 8 MiB takes
/// about 5 ms.
const MAX_BYTES_FREED_AT_ONCE: usize = 8 << 20;

/// Frees `value`, which holds about `bytes`.
pub(crate) fn free<T: Send + 'static>(value: T, bytes: usize) {
    if bytes > MAX_BYTES_FREED_AT_ONCE {
        // Where no thread can be started, the value is freed here, with the closure.
        let _ = thread::Builder::new().spawn(move || drop(value));
    }
}

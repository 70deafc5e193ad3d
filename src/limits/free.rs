//! Frees the large values of a stopped run on a thread of their own, so that it does not
//! end late.

use std::thread;

/// Larger values are freed on a thread, in bytes: this one takes about 5 ms.
const MAX_BYTES_FREED_AT_ONCE: usize = 8 << 20;

/// Frees `value`, which holds about `bytes`.
pub(crate) fn free<T: Send + 'static>(value: T, bytes: usize) {
    if bytes > MAX_BYTES_FREED_AT_ONCE {
        // Where no thread can be started, the value is freed here, with the closure.
        let _ = thread::Builder::new().spawn(move || drop(value));
    }
}

//! The facts by which a file is recognized as unchanged without reading it.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

/// The size and the times of a file, in nanoseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    pub(crate) size: u64,
    modified: u128,
    /// The last change of the file or of its inode: a copy that keeps the time of
    /// modification, or a renaming, sets it. 0 on other systems than Unix.
    changed: i128,
    /// The time at which these facts were read.
    seen: u128,
}

/// The time, in nanoseconds, in which two writes may have the same time of modification:
/// kernels take it from a clock that ticks every 1 to 10 ms.
const TICK: u128 = 20_000_000;

/// The same for file systems that store whole or even seconds, such as FAT.
const COARSE_TICK: u128 = 2_000_000_000;

const SECOND: u128 = 1_000_000_000;

/// The relation of a file to its earlier stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// It was not written since.
    None,
    /// It may have been written: its content decides.
    Unclear,
    /// It has another size.
    Size,
}

impl Stamp {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let since_1970 = |time: SystemTime| {
            (time.duration_since(UNIX_EPOCH)).map_or(0, |duration| duration.as_nanos())
        };
        Self {
            size: metadata.len(),
            modified: metadata.modified().map_or(0, since_1970),
            changed: changed(metadata),
            seen: since_1970(SystemTime::now()),
        }
    }

    /// Compares the stamp that a file has now with an earlier one of it.
    pub(crate) fn since(&self, earlier: &Self) -> Difference {
        if self.size != earlier.size {
            return Difference::Size;
        }
        let is_same = (self.modified, self.changed) == (earlier.modified, earlier.changed);
        if is_same && !earlier.is_racy() {
            Difference::None
        } else {
            Difference::Unclear
        }
    }

    /// Returns true if a later run recognizes the file by this stamp as well as by the
    /// present one, so that the present one need not be stored.
    pub(crate) fn is_as_good_as(&self, present: &Self) -> bool {
        present.since(self) == Difference::None
    }

    /// Returns true if the size and the time of modification are the same: the file was
    /// hardly written since, but perhaps renamed or made unreadable.
    pub(crate) fn has_same_content_times(&self, earlier: &Self) -> bool {
        (self.size, self.modified) == (earlier.size, earlier.modified) && !earlier.is_racy()
    }

    /// Returns true if the file may have been written after it was seen, and still have
    /// this time of modification.
    fn is_racy(&self) -> bool {
        let tick = if self.modified.is_multiple_of(SECOND) {
            COARSE_TICK
        } else {
            TICK
        };
        self.modified + tick >= self.seen
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt as _;
    i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i128 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u128 = 1_800_000_000 * SECOND + 1;

    fn stamp(modified: u128, changed: i128, seen: u128) -> Stamp {
        Stamp {
            size: 3,
            modified,
            changed,
            seen,
        }
    }

    #[test]
    fn a_file_is_unchanged_only_if_it_cannot_have_been_written() {
        let earlier = stamp(NOW, 5, NOW + TICK + 1);
        assert_eq!(earlier.since(&earlier), Difference::None);
        assert_eq!(stamp(NOW, 6, NOW).since(&earlier), Difference::Unclear);
        assert_eq!(stamp(NOW + 1, 5, NOW).since(&earlier), Difference::Unclear);
        let racy = stamp(NOW, 5, NOW + TICK);
        assert_eq!(racy.since(&racy), Difference::Unclear);
        let coarse = stamp(NOW - 1, 5, NOW + TICK + 1);
        assert_eq!(coarse.since(&coarse), Difference::Unclear);
        let larger = Stamp {
            size: 4,
            ..earlier.clone()
        };
        assert_eq!(larger.since(&earlier), Difference::Size);
    }

    #[test]
    fn a_file_whose_permissions_changed_has_the_same_content_times() {
        let earlier = stamp(NOW, 5, NOW + TICK + 1);
        assert!(stamp(NOW, 6, NOW).has_same_content_times(&earlier));
        assert!(!stamp(NOW + 1, 6, NOW).has_same_content_times(&earlier));
    }
}

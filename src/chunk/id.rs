//! Computes ids from content.

use super::ChunkHeading;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The first half of a SHA-256 sum: 128 bits, far from any collision.
pub(super) type Sum = [u8; 16];

/// Computes ids from content alone, and numbers equal content.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// The number of times that each content occurred. Looked up only, never iterated.
    seen: HashMap<Sum, u64>,
}

impl Ids {
    pub(super) fn id(
        &mut self,
        document: &str,
        level: u32,
        headings: &[ChunkHeading],
        text: &str,
    ) -> String {
        let mut hasher = Sha256::new();
        part(&mut hasher, document.as_bytes());
        part(&mut hasher, &level.to_le_bytes());
        hasher.update((headings.len() as u64).to_le_bytes());
        // Anchors are left out: `#tea-1` becomes `#tea-2` when a heading of the same text
        // is inserted above.
        for heading in headings {
            part(&mut hasher, heading.text.as_bytes());
        }
        part(&mut hasher, text.as_bytes());
        let sum = half(hasher);
        let times = self.seen.entry(sum).or_insert(0);
        *times += 1;
        // The first one has the plain id, so a copy of a text further down does not
        // change it.
        match *times {
            1 => hex(sum),
            times => {
                let mut hasher = Sha256::new();
                hasher.update(sum);
                hasher.update(times.to_le_bytes());
                hex(half(hasher))
            }
        }
    }
}

/// Hashes the length of a part before its bytes, so that the parts `ab`, `c` and `a`,
/// `bc` have different ids.
fn part(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn half(hasher: Sha256) -> Sum {
    let sum = hasher.finalize();
    std::array::from_fn(|at| sum[at])
}

fn hex(sum: Sum) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    let mut text = String::with_capacity(2 * sum.len());
    for byte in sum {
        text.extend([digit(byte >> 4), digit(byte & 15)]);
    }
    text
}

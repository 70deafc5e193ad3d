//! Content-addressed ids.

use super::ChunkHeading;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The first half of a SHA-256 sum: 128 bits, far from any collision.
type Sum = [u8; 16];

/// Gives ids that depend on content alone, and tells equal content apart by counting it.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// How often each content was seen. Looked up only, never iterated.
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
        for heading in headings {
            part(&mut hasher, heading.text.as_bytes());
        }
        part(&mut hasher, text.as_bytes());
        let sum = half(hasher);
        let times = self.seen.entry(sum).or_insert(0);
        *times += 1;
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

/// Its length goes before each part, so that no two lists of parts run together to the same bytes.
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

//! A map from sections, for look-ups of a few instructions.
//!
//! Planning looks the context of every block up. The standard library's hash resists
//! chosen keys, which these are not: they are the numbers 0, 1, 2 of a document's sections.
//! (2026-11-29: with it the look-ups took 3 % of planning; a list of all sections would be
//! as fast, but a chunk that is planned again has a map of its own, of few sections.)

use crate::document::SectionId;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from sections. Only looked up, never iterated.
pub(super) type SectionMap<T> = HashMap<SectionId, T, BuildHasherDefault<NumberHasher>>;

/// Hashes one number by a multiplication.
#[derive(Debug, Default)]
pub(super) struct NumberHasher(u64);

/// An odd number whose bits are even (the golden ratio of 2^64), so that the upper bits of a
/// product depend on all bits of the number.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(32) ^ u64::from(number)).wrapping_mul(FACTOR);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::BuildHasher as _;

    #[test]
    fn neighbouring_sections_have_other_hashes_at_both_ends() {
        let hashes = (0..1000)
            .map(|at| BuildHasherDefault::<NumberHasher>::default().hash_one(SectionId::new(at)));
        let hashes: Vec<u64> = hashes.collect();
        // The table takes its slot from the lower bits, and compares the upper seven.
        let lower: HashSet<u64> = hashes.iter().map(|hash| hash % 1024).collect();
        let upper: HashSet<u64> = hashes.iter().map(|hash| hash >> 57).collect();
        assert_eq!((lower.len(), upper.len()), (1000, 128));
    }
}

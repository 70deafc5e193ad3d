//! Short byte strings as integers: what is looked up is short nearly always, and an integer is compared at once.
//!
//! The lower 104 bits of a key are up to 13 bytes, the next four say how many. That leaves 20 bits above for a number, so that a
//! table holds what belongs to a key next to it, in the same line of the cache. (2026-11: with ranks in a table
//! of their own, a look-up missed the cache twice.)

/// The longest string that has a key.
pub(super) const LONGEST: usize = 13;

/// Where the number begins.
const NUMBER: u32 = 108;

/// The key of the bytes from `start` to `end`: 1 to 13 of them.
#[inline]
pub(super) fn key(bytes: &[u8], start: usize, end: usize) -> u128 {
    let length = end - start;
    // Sixteen bytes are read at once where there are as many; a copy of a varying number costs a call.
    let window = bytes.get(start..start + 16).map_or_else(
        || {
            let mut window = [0; 16];
            window[..length].copy_from_slice(&bytes[start..end]);
            window
        },
        |window| window.try_into().expect("sixteen bytes"),
    );
    let low = u128::from_le_bytes(window) & ((1 << (8 * length)) - 1);
    low | (length as u128) << (8 * LONGEST)
}

/// A table's entry: a key and a number below 2^20.
#[inline]
pub(super) fn entry(key: u128, number: u32) -> u128 {
    key | u128::from(number) << NUMBER
}

/// Whether `entry` is that of `key`; zero is that of none.
#[inline]
pub(super) fn is_of(entry: u128, key: u128) -> bool {
    (entry ^ key) << (128 - NUMBER) == 0
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // 20 bits
pub(super) fn number(entry: u128) -> u32 {
    (entry >> NUMBER) as u32
}

/// Where `key` is looked for first, in a table of a power of two above `mask`.
#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves of a key
pub(super) fn slot(key: u128, mask: usize) -> usize {
    let mixed =
        (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 32) as usize & mask
}

//! Packs short byte strings into integers, which compare in one instruction.
//!
//! The lower 104 bits of a key hold up to 13 bytes and the next four bits their number.
//! The 20 bits above remain free for a value, so a table entry is a key with its value in
//! the same cache line. (2026-11: with the ranks in a table of their own, a look-up
//! missed the cache twice.)

/// The length of the longest string that fits into a key, in bytes.
pub(super) const MAX_KEY_BYTES: usize = 13;

/// The position of the value in a table entry, in bits: 104 bits of text and 4 of length
/// precede it.
const NUMBER_SHIFT: u32 = 108;

/// Packs the bytes from `start` to `end`: 1 to 13 of them.
#[inline]
pub(super) fn key(bytes: &[u8], start: usize, end: usize) -> u128 {
    let length = end - start;
    // Reads sixteen bytes at once where as many remain: a copy of a varying number of
    // bytes is a function call.
    let window = bytes.get(start..start + 16).map_or_else(
        || {
            let mut window = [0; 16];
            window[..length].copy_from_slice(&bytes[start..end]);
            window
        },
        |window| window.try_into().expect("sixteen bytes"),
    );
    let low = u128::from_le_bytes(window) & ((1 << (8 * length)) - 1);
    low | (length as u128) << (8 * MAX_KEY_BYTES)
}

/// Returns the table entry of a key and a value below 2^20.
#[inline]
pub(super) fn entry(key: u128, number: u32) -> u128 {
    key | u128::from(number) << NUMBER_SHIFT
}

/// Returns true if `entry` belongs to `key`. An empty slot is zero, which matches no key
/// because no key has length 0.
#[inline]
pub(super) fn has_key(entry: u128, key: u128) -> bool {
    (entry ^ key) << (128 - NUMBER_SHIFT) == 0
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // 20 bits remain
pub(super) fn number(entry: u128) -> u32 {
    (entry >> NUMBER_SHIFT) as u32
}

/// Returns the slot at which a search for `key` starts, in a table whose size is a power
/// of two, `mask + 1`.
#[inline]
#[allow(clippy::cast_possible_truncation)] // both halves of the key are mixed
pub(super) fn slot(key: u128, mask: usize) -> usize {
    let mixed =
        (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 32) as usize & mask
}

/// Returns the slot for `bytes` of any length, in a table of `mask + 1` slots, by a
/// multiplicative hash of eight bytes at a time.
pub(super) fn slot_of_bytes(bytes: &[u8], mask: usize) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let add =
        |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let length = bytes.len() as u64;
    let hash = (words.iter()).fold(length, |hash, word| add(hash, u64::from_le_bytes(*word)));
    let hash = (rest.iter()).fold(hash, |hash, byte| add(hash, u64::from(*byte)));
    usize::try_from(hash >> 40).unwrap_or(0) & mask
}

/// Returns the number of slots of a table of `tokens`. It is at most half full, so that
/// searches end soon.
pub(super) fn slots(tokens: usize) -> usize {
    (2 * tokens).next_power_of_two()
}

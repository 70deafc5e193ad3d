//! Makes room in long lists without doubling them.

/// The least growth of a list, in per cent of its length, so that each item is copied a
/// few times at most.
const MIN_GROWTH: usize = 12;

/// The items that are added to an estimate, in per cent: the rest of a page is never quite
/// like its beginning.
const MARGIN: usize = 2;

/// Makes room in `list` for `count` items more. `done` of `all` bytes of the page are read,
/// and the rest of it is likely to have as many items for each byte.
///
/// A list that doubles has twice the room that it needs in the worst case, and a third more
/// on average: a table of 64 MB would reserve the memory of 128 MB.
#[inline]
pub(super) fn make_room<T>(list: &mut Vec<T>, count: usize, done: u32, all: usize) {
    if list.capacity() - list.len() < count {
        grow(list, count, done, all);
    }
}

#[cold]
fn grow<T>(list: &mut Vec<T>, count: usize, done: u32, all: usize) {
    let length = list.len();
    let left = all.saturating_sub(done as usize);
    // Below 2^32 items for 2^32 bytes, so the product fits.
    let expected =
        length as u64 * left as u64 / u64::from(done.max(1)) * (100 + MARGIN as u64) / 100;
    let expected = usize::try_from(expected).unwrap_or(length);
    let least = length * MIN_GROWTH / 100;
    list.reserve_exact(expected.clamp(least, length.max(least)).max(count));
}

#[cfg(test)]
mod tests {
    use super::make_room;

    /// Adds one item for each byte of `all`, and returns the capacity at the end.
    fn capacity(all: u32) -> usize {
        let mut list = Vec::with_capacity(all as usize / 8);
        for done in 0..all {
            make_room(&mut list, 1, done, all as usize);
            list.push(done);
        }
        list.capacity()
    }

    #[test]
    fn the_room_is_what_a_page_needs_not_a_power_of_two() {
        for all in [1_000, 70_000, 1_000_000] {
            let most = all as usize * 11 / 10;
            assert!((all as usize..most).contains(&capacity(all)), "{all}");
        }
    }

    #[test]
    fn a_page_that_becomes_denser_copies_each_item_a_few_times() {
        let (mut list, mut copied) = (Vec::new(), 0);
        for done in 0..1_000_000u32 {
            if list.len() == list.capacity() {
                copied += list.len();
            }
            // The page is at its end, and still has items.
            make_room(&mut list, 1, 999, 1_000);
            list.push(done);
        }
        assert!(copied < 10 * list.len(), "{copied}");
    }
}

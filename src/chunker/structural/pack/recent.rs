//! A list whose first items are forgotten.

use std::ops::Index;

/// The last items of a list. Each keeps its index in the whole list.
#[derive(Debug)]
pub(super) struct Recent<T> {
    /// The index of the first item that is kept.
    first: usize,
    items: Vec<T>,
}

impl<T> Recent<T> {
    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Returns the number of all items, forgotten ones included.
    pub(super) fn end(&self) -> usize {
        self.first + self.items.len()
    }

    /// Returns the item at `at`, or `None` if it is forgotten or not yet there.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.items.get(at.checked_sub(self.first)?)
    }

    /// Forgets the items before `at`.
    pub(super) fn forget_before(&mut self, at: usize) {
        let count = at.saturating_sub(self.first).min(self.items.len());
        self.items.drain(..count);
        self.first += count;
    }
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self {
            first: 0,
            items: Vec::new(),
        }
    }
}

impl<T> Index<usize> for Recent<T> {
    type Output = T;

    /// Panics if the item is forgotten.
    #[inline]
    fn index(&self, at: usize) -> &T {
        &self.items[at - self.first]
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn items_keep_their_indices() {
        let mut recent = Recent::default();
        (0..10).for_each(|item| recent.push(item));
        recent.forget_before(4);
        recent.forget_before(2); // done already
        recent.push(10);
        assert_eq!((recent.end(), recent.items.len()), (11, 7));
        assert_eq!((recent[4], recent[10]), (4, 10));
        assert_eq!(
            [3, 4, 11].map(|at| recent.get(at).copied()),
            [None, Some(4), None]
        );
    }
}

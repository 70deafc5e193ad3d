//! Finds the documents of a folder by a key.
//!
//! A map of keys takes 300 bytes for each document, more than its name; the hash of the
//! key and the place of the document take 8.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The documents by the hashes of their keys, in their order where hashes are equal.
#[derive(Debug, Default)]
pub(super) struct Index(Box<[(u32, u32)]>);

impl Index {
    pub(super) fn new<'k>(keys: impl IntoIterator<Item = (&'k str, u32)>) -> Self {
        let hashed = keys.into_iter().map(|(key, at)| (hash(key), at));
        let mut pairs: Box<[(u32, u32)]> = hashed.collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Returns the documents with a key in their order, and perhaps some with another one:
    /// the caller compares.
    pub(super) fn candidates(&self, key: &str) -> impl Iterator<Item = u32> {
        let hash = hash(key);
        let start = self.0.partition_point(|(known, _)| *known < hash);
        let same = self.0[start..]
            .iter()
            .take_while(move |pair| pair.0 == hash);
        same.map(|(_, at)| *at)
    }
}

/// Returns the low half of a key's hash.
fn hash(key: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    let [.., a, b, c, d] = hasher.finish().to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_with_the_same_key_are_found_in_their_order() {
        let index = Index::new([("tea", 7), ("milk", 1), ("tea", 2), ("cups", 3)]);
        assert_eq!(index.candidates("tea").collect::<Vec<_>>(), [2, 7]);
        assert_eq!(index.candidates("milk").collect::<Vec<_>>(), [1]);
        assert_eq!(index.candidates("menu").count(), 0);
        assert_eq!(Index::default().candidates("tea").count(), 0);
    }
}

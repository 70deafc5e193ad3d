//! Reads name trees and number trees (ISO 32000-2 7.9.6 and 7.9.7).

use crate::reader::pdf::object::{Id, Value};
use std::collections::HashSet;

/// The items of a tree that are read for each entry: its key, its value, and its share of
/// the nodes.
const ITEMS_PER_ENTRY: usize = 3;

/// Returns the keys of a tree with their values, in order, at most `most` of them.
///
/// `leaves` is the name of the arrays with the pairs: `Names` or `Nums`.
pub(super) fn entries<'a>(root: Value<'a>, leaves: &str, most: usize) -> Vec<[Value<'a>; 2]> {
    let mut entries = Vec::new();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open = vec![root];
    // A node counts its items even if they are read again, because nodes can share their
    // arrays.
    let mut left = ITEMS_PER_ENTRY * most;
    while let Some(node) = open.pop() {
        if node.id().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let before = open.len();
        open.extend(node.get("Kids").items().take(left));
        left -= open.len() - before;
        open[before..].reverse();
        let pairs: Vec<Value<'_>> = node.get(leaves).items().take(left).collect();
        left -= pairs.len();
        entries.extend_from_slice(pairs.as_chunks::<2>().0);
    }
    entries
}

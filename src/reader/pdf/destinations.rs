//! Places that the outline, links and names lead to (ISO 32000-2 12.3.2).

use super::geometry::single;
use super::object::{Id, Objects, Value};
use super::page::Place;
use super::pages::PageNode;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Named destinations beyond this are left out.
const MOST_NAMES: usize = 100_000;
/// How long the name of a destination may be: links can share one of a megabyte.
const MAX_NAME_BYTES: usize = 4096;

/// What is needed to tell where a destination is.
pub(super) struct Destinations<'a> {
    pages: &'a [PageNode<'a>],
    numbers: HashMap<Id, u32>,
    named: BTreeMap<&'a [u8], Value<'a>>,
}

impl<'a> Destinations<'a> {
    pub(super) fn read(objects: &'a Objects, pages: &'a [PageNode<'a>]) -> Self {
        let ids = pages.iter().map(|page| page.dictionary.id());
        let mut numbers = HashMap::new();
        for (id, number) in ids.zip(1..) {
            if let Some(id) = id {
                numbers.entry(id).or_insert(number); // a page may be in the tree twice
            }
        }
        let catalog = objects.trailer("Root");
        let mut named = name_tree(catalog.get("Names").get("Dests"));
        let entries = catalog.get("Dests").entries().take(MOST_NAMES);
        named.extend(entries.filter(|(name, _)| name.len() <= MAX_NAME_BYTES));
        Self {
            pages,
            numbers,
            named,
        }
    }

    /// All named destinations whose place is known, by name.
    pub(super) fn named(&self) -> Vec<(String, Place)> {
        let named = self.named.iter();
        let places = named.filter_map(|(name, &value)| {
            Some((super::object::text_string(name), self.explicit(value)?))
        });
        places.collect()
    }

    /// The place of a destination, named or explicit.
    pub(super) fn place(&self, destination: Value<'_>) -> Option<Place> {
        match name(destination) {
            Some(name) => self.explicit(*self.named.get(name)?),
            None => self.explicit(destination),
        }
    }

    /// The place of `[page /XYZ left top zoom]` and its like, or of a dictionary with one.
    fn explicit(&self, destination: Value<'_>) -> Option<Place> {
        let array = if destination.is_array() {
            destination
        } else {
            destination.get("D")
        };
        let page = self.page_number(array.at(0))?;
        let (left, top) = match array.at(1).name()? {
            b"XYZ" => (array.at(2).number(), array.at(3).number()),
            b"FitH" | b"FitBH" => (None, array.at(2).number()),
            b"FitV" | b"FitBV" => (array.at(2).number(), None),
            b"FitR" => (array.at(2).number(), array.at(5).number()),
            _ => (None, None),
        };
        let node = self.pages.get(page as usize - 1)?;
        let shown = single(
            node.to_view
                .apply([left.unwrap_or(0.0), top.unwrap_or(0.0)]),
        );
        Some(Place {
            page,
            left: left.map(|_| shown[0]),
            top: top.map(|_| shown[1]),
        })
    }

    /// The number of a page that is told by reference, or by its index as in links to other files.
    fn page_number(&self, page: Value<'_>) -> Option<u32> {
        if let Some(number) = page.id().and_then(|id| self.numbers.get(&id)) {
            return Some(*number);
        }
        let index = u32::try_from(page.integer()?).ok()?;
        ((index as usize) < self.pages.len()).then_some(index + 1)
    }
}

/// The name of a destination that is one.
pub(super) fn name(destination: Value<'_>) -> Option<&[u8]> {
    let name = destination.bytes().or(destination.name());
    name.filter(|name| name.len() <= MAX_NAME_BYTES)
}

/// The entries of a name tree (7.9.6), walked without recursion.
fn name_tree(root: Value<'_>) -> BTreeMap<&[u8], Value<'_>> {
    let mut names = BTreeMap::new();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open = vec![root];
    let mut left = 3 * MOST_NAMES; // nodes can share their arrays
    while let Some(node) = open.pop() {
        if node.id().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let before = open.len();
        open.extend(node.get("Kids").items().take(left));
        left -= open.len() - before;
        open[before..].reverse();
        let pairs: Vec<Value<'_>> = node.get("Names").items().take(left).collect();
        left -= pairs.len();
        for [name, value] in pairs.as_chunks::<2>().0 {
            if let Some(name) = name.bytes().filter(|name| name.len() <= MAX_NAME_BYTES) {
                names.entry(name).or_insert(*value);
            }
        }
    }
    names
}

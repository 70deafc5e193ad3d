//! Finds the places that the outline, links and names lead to (ISO 32000-2 12.3.2).

use super::pages::PageNode;
use super::value_tree;
use crate::reader::pdf::geometry::single;
use crate::reader::pdf::object::{Id, Objects, Value, text_string};
use crate::reader::pdf::page::Destination;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The number of named destinations that are read.
const MOST_NAMES: usize = 100_000;
/// The longest name of a destination, in bytes. Links can share a name of a megabyte.
const MAX_NAME_BYTES: usize = 4096;

/// The pages and names that destinations refer to.
pub(crate) struct Destinations<'a> {
    pages: Rc<[PageNode<'a>]>,
    numbers: HashMap<Id, u32>,
    named: BTreeMap<&'a [u8], Value<'a>>,
}

impl<'a> Destinations<'a> {
    pub(crate) fn read(objects: &'a Objects, pages: Rc<[PageNode<'a>]>) -> Self {
        let ids = pages.iter().map(|page| page.dictionary.id());
        let mut numbers = HashMap::new();
        for (id, number) in ids.zip(1..) {
            if let Some(id) = id {
                // A page may be in the tree twice; the first number is the one viewers
                // show.
                numbers.entry(id).or_insert(number);
            }
        }
        let catalog = objects.trailer("Root");
        // PDF 1.1 has the names in a dictionary, later versions in a tree.
        let mut named = name_tree(catalog.get("Names").get("Dests"));
        let entries = catalog.get("Dests").entries().take(MOST_NAMES);
        named.extend(entries.filter(|(name, _)| name.len() <= MAX_NAME_BYTES));
        Self {
            pages,
            numbers,
            named,
        }
    }

    /// Returns all named destinations with a valid place, by name.
    pub(crate) fn named(&self) -> Vec<(String, Destination)> {
        let named = self.named.iter();
        let places =
            named.filter_map(|(name, &value)| Some((text_string(name), self.explicit(value)?)));
        places.collect()
    }

    /// Returns the place of a destination, named or explicit.
    pub(crate) fn place(&self, destination: Value<'_>) -> Option<Destination> {
        match name(destination) {
            Some(name) => self.explicit(*self.named.get(name)?),
            None => self.explicit(destination),
        }
    }

    /// Returns the place of an explicit destination such as `[page /XYZ left top zoom]`,
    /// or of a dictionary with one.
    fn explicit(&self, destination: Value<'_>) -> Option<Destination> {
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
        Some(Destination {
            page,
            left: left.map(|_| shown[0]),
            top: top.map(|_| shown[1]),
        })
    }

    /// Returns the number of a page that is given by a reference, or by its index as in
    /// links to other files.
    fn page_number(&self, page: Value<'_>) -> Option<u32> {
        if let Some(number) = page.id().and_then(|id| self.numbers.get(&id)) {
            return Some(*number);
        }
        let index = u32::try_from(page.integer()?).ok()?;
        ((index as usize) < self.pages.len()).then_some(index + 1)
    }
}

/// Returns the name of a named destination.
pub(super) fn name(destination: Value<'_>) -> Option<&[u8]> {
    let name = destination.bytes().or(destination.name());
    name.filter(|name| name.len() <= MAX_NAME_BYTES)
}

/// Returns the entries of a name tree by their names.
fn name_tree(root: Value<'_>) -> BTreeMap<&[u8], Value<'_>> {
    let mut names = BTreeMap::new();
    for [name, value] in value_tree::entries(root, "Names", MOST_NAMES) {
        if let Some(name) = name.bytes().filter(|name| name.len() <= MAX_NAME_BYTES) {
            names.entry(name).or_insert(value);
        }
    }
    names
}

//! The attributes of all elements, one list after the other.
//!
//! Each list has a set of the names in it: every element of a page is asked for a dozen
//! attributes, of which it has one or none.

use html5ever::{Attribute, LocalName, QualName, local_name};
use std::ops::{BitOr, Range};

/// The list of elements without attributes.
pub(super) const NO_ATTRIBUTES: u32 = 0;

/// A list with so many attributes gets none from later tags.
const MAX_ADDED: usize = 256;

/// The attributes of a page. Their values are in one text, which is freed at once.
#[derive(Debug)]
pub(super) struct Attributes {
    lists: Vec<AttributeList>,
    all: Vec<StoredAttribute>,
    values: String,
}

/// A list of attributes.
#[derive(Debug, Clone, Copy, Default)]
struct AttributeList {
    /// Its place in `all`.
    start: u32,
    end: u32,
    names: AttributeNames,
}

/// A set of names of attributes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::reader::html) struct AttributeNames(u16);

impl AttributeNames {
    /// Returns the set of one name; names that few elements are asked for are one.
    #[inline(always)]
    #[allow(clippy::inline_always)] // known when the program is compiled
    pub(in crate::reader::html) fn of(name: &str) -> Self {
        Self(match name {
            "class" => 1,
            "id" => 1 << 1,
            "href" => 1 << 2,
            "style" => 1 << 3,
            "name" => 1 << 4,
            "role" => 1 << 5,
            "hidden" => 1 << 6,
            "aria-hidden" => 1 << 7,
            "align" => 1 << 8,
            "colspan" => 1 << 9,
            "rowspan" => 1 << 10,
            "type" => 1 << 11,
            "color" => 1 << 12,
            "bgcolor" => 1 << 13,
            _ => 1 << 15,
        })
    }

    /// Returns true if a name of `other` is in the set.
    #[inline]
    pub(in crate::reader::html) fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for AttributeNames {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[derive(Debug, Clone)]
struct StoredAttribute {
    name: LocalName,
    /// The place in `values`.
    value: Range<u32>,
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            lists: vec![AttributeList::default()],
            all: Vec::new(),
            values: String::new(),
        }
    }
}

impl Attributes {
    /// Adds a list, in the order of the names.
    pub(super) fn add(&mut self, mut attributes: Vec<Attribute>) -> u32 {
        if attributes.is_empty() {
            return NO_ATTRIBUTES;
        }
        attributes.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let start = self.all.len();
        for Attribute { name, value } in attributes {
            self.push(name, &value);
        }
        self.close(start)
    }

    /// Returns a list like `list`, with those of `added` whose names it does not have.
    ///
    /// A second `<html>` tag adds to the first one. Each `<html a1>`, `<html a2>` of a
    /// hostile page copies the list, so it has a limit.
    pub(super) fn with(&mut self, list: u32, added: Vec<Attribute>) -> u32 {
        let mut all = self.stored(list).to_vec();
        let before = all.len();
        for Attribute { name, value } in added {
            if all.len() >= MAX_ADDED || all.iter().any(|own| own.name == name.local) {
                continue;
            }
            let value = self.store(&value);
            let name = name.local;
            let at = all.partition_point(|own| own.name < name);
            all.insert(at, StoredAttribute { name, value });
        }
        if all.len() == before {
            return list;
        }
        let start = self.all.len();
        self.all.extend(all);
        self.close(start)
    }

    /// Adds a list like `list` without the attributes that fail the test.
    pub(super) fn filtered(&mut self, list: u32, test: impl Fn(&str) -> bool) -> u32 {
        let start = self.all.len();
        let kept: Vec<StoredAttribute> = (self.stored(list).iter())
            .filter(|own| test(&own.name))
            .cloned()
            .collect();
        self.all.extend(kept);
        self.close(start)
    }

    #[inline]
    pub(super) fn list(&self, list: u32) -> impl Iterator<Item = (&str, &str)> {
        let stored = self.stored(list).iter();
        stored.map(|own| (&*own.name, &self.values[range(&own.value)]))
    }

    /// Returns the value of an attribute.
    #[inline(always)]
    #[allow(clippy::inline_always)] // the name is known when the program is compiled
    pub(super) fn value_of(&self, list: u32, name: &str) -> Option<&str> {
        match interned(name) {
            Some(name) => self.value_where(list, |own| *own == name),
            None => self.value_where(list, |own| **own == *name),
        }
    }

    /// Returns the value of the attribute whose name passes the test.
    fn value_where(&self, list: u32, is_name: impl Fn(&LocalName) -> bool) -> Option<&str> {
        let mut stored = self.stored(list).iter();
        let found = stored.find(|own| is_name(&own.name))?;
        Some(&self.values[range(&found.value)])
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns the names of a list.
    #[inline]
    pub(super) fn names(&self, list: u32) -> AttributeNames {
        self.lists[list as usize].names
    }

    #[inline]
    fn stored(&self, list: u32) -> &[StoredAttribute] {
        let list = &self.lists[list as usize];
        &self.all[list.start as usize..list.end as usize]
    }

    fn push(&mut self, name: QualName, value: &str) {
        let value = self.store(value);
        let name = name.local;
        self.all.push(StoredAttribute { name, value });
    }

    fn store(&mut self, value: &str) -> Range<u32> {
        let start = self.values.len();
        let end = start + value.len();
        // Formatting that is opened again repeats its attributes, a few times at most.
        let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(end)) else {
            return 0..0;
        };
        self.values.push_str(value);
        from..to
    }

    fn close(&mut self, start: usize) -> u32 {
        if start == self.all.len() {
            return NO_ATTRIBUTES;
        }
        let number = |at: usize| u32::try_from(at).ok();
        let place = number(start).zip(number(self.all.len()));
        let Some((place, list)) = place.zip(number(self.lists.len())) else {
            self.all.truncate(start);
            return NO_ATTRIBUTES;
        };
        let names = { self.all[start..].iter() }.map(|own| AttributeNames::of(&own.name));
        self.lists.push(AttributeList {
            start: place.0,
            end: place.1,
            names: names.fold(AttributeNames::default(), BitOr::bitor),
        });
        list
    }
}

#[inline]
fn range(place: &Range<u32>) -> Range<usize> {
    place.start as usize..place.end as usize
}

/// Returns the interned form of a name that many elements are asked for. Two of these are
/// compared as numbers.
#[inline(always)]
#[allow(clippy::inline_always)] // the name is known when the program is compiled
fn interned(name: &str) -> Option<LocalName> {
    Some(match name {
        "class" => local_name!("class"),
        "id" => local_name!("id"),
        "href" => local_name!("href"),
        "style" => local_name!("style"),
        "name" => local_name!("name"),
        "type" => local_name!("type"),
        _ => return None,
    })
}

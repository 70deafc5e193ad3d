//! The anchors of a document, in the order of their names.

use crate::document::{SectionId, offset};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names and their sections. A document is built with a hundred thousand of them, and they
/// are looked up only afterwards, so they are written one after the other and sorted once,
/// at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnchorMap {
    text: String,
    names: Vec<Name>,
}

/// A name in the text of all names.
#[derive(Debug, Clone, Copy)]
struct Name {
    start: usize,
    bytes: u32,
    section: SectionId,
}

impl Name {
    fn of(self, text: &str) -> &str {
        &text[self.start..self.start + self.bytes as usize]
    }
}

impl AnchorMap {
    /// Adds a name at the end of the list, which must be [sorted](Self::sort) before a name
    /// is looked up.
    pub(in crate::document) fn push(&mut self, name: &str, section: SectionId) {
        if !name.is_empty() {
            self.names.push(Name {
                start: self.text.len(),
                bytes: offset(name.len()),
                section,
            });
            self.text.push_str(name);
        }
    }

    /// Sorts the names. The first section to claim a name keeps it, as in a browser.
    pub(in crate::document) fn sort(&mut self) {
        let text = &*self.text;
        (self.names).sort_by(|a, b| a.of(text).cmp(b.of(text))); // stable
        self.names
            .dedup_by(|later, first| later.of(text) == first.of(text));
    }

    /// Adds names that are not taken.
    #[cfg(feature = "markdown")]
    pub(super) fn extend(&mut self, names: impl IntoIterator<Item = (String, SectionId)>) {
        for (name, section) in names {
            self.push(&name, section);
        }
        self.sort();
    }

    /// Returns the section with a name.
    pub(in crate::document) fn get(&self, name: &str) -> Option<SectionId> {
        let at = (self.names).binary_search_by(|known| known.of(&self.text).cmp(name));
        at.ok().map(|at| self.names[at].section)
    }

    pub(in crate::document) fn iter(&self) -> impl Iterator<Item = (&str, SectionId)> {
        (self.names.iter()).map(|name| (name.of(&self.text), name.section))
    }
}

impl PartialEq for AnchorMap {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for AnchorMap {}

impl Serialize for AnchorMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for AnchorMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Self::default();
        for (name, section) in BTreeMap::<String, SectionId>::deserialize(deserializer)? {
            map.push(&name, section);
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_section_with_a_name_keeps_it() {
        let mut map = AnchorMap::default();
        for (at, name) in ["tea", "milk", "", "tea"].into_iter().enumerate() {
            map.push(name, SectionId::new(at));
        }
        map.sort();
        assert_eq!(map.get("tea"), Some(SectionId::new(0)));
        assert_eq!(map.get(""), None);
        let names: Vec<&str> = map.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["milk", "tea"]);
    }
}

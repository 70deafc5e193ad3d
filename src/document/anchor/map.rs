//! The anchors of a document, in the order of their names.

use crate::document::SectionId;
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names and their sections. A document is built with a hundred thousand of them, and they
/// are looked up only afterwards, so they are sorted once, at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AnchorMap {
    names: Vec<(Box<str>, SectionId)>,
}

impl AnchorMap {
    /// Adds a name at the end of the list, which must be [sorted](Self::sort) before a name
    /// is looked up.
    pub(in crate::document) fn push(&mut self, name: &str, section: SectionId) {
        if !name.is_empty() {
            self.names.push((name.into(), section));
        }
    }

    /// Sorts the names. The first section to claim a name keeps it, as in a browser.
    pub(in crate::document) fn sort(&mut self) {
        self.names.sort_by(|a, b| a.0.cmp(&b.0)); // stable
        self.names.dedup_by(|later, first| later.0 == first.0);
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
        let at = (self.names).binary_search_by(|(known, _)| (**known).cmp(name));
        at.ok().map(|at| self.names[at].1)
    }

    pub(in crate::document) fn iter(&self) -> impl Iterator<Item = (&str, SectionId)> {
        (self.names.iter()).map(|(name, section)| (&**name, *section))
    }
}

impl Serialize for AnchorMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for AnchorMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = BTreeMap::<Box<str>, SectionId>::deserialize(deserializer)?;
        let names = names.into_iter().collect();
        Ok(Self { names })
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

//! Finds the layers that a viewer hides when it opens a file (ISO 32000-2 8.11).

use crate::reader::pdf::object::{Id, Objects, Value};
use std::collections::HashSet;

/// The number of groups of a membership that are read, once for each piece of content.
const MAX_GROUPS: usize = 64;

/// The hidden groups.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    hidden: HashSet<Id>,
}

impl Layers {
    pub(crate) fn read(objects: &Objects) -> Self {
        let properties = objects.trailer("Root").get("OCProperties");
        let default = properties.get("D");
        let ids = |groups: Value<'_>| groups.items().filter_map(Value::id).collect::<HashSet<_>>();
        let mut hidden = ids(default.get("OFF"));
        if default.get("BaseState").is("OFF") {
            let shown = ids(default.get("ON"));
            hidden.extend(ids(properties.get("OCGs")).difference(&shown));
        }
        Self { hidden }
    }

    /// Returns true if content with this `OC` entry is hidden. The entry is a group, or a
    /// membership with a policy; visibility expressions are not read.
    pub(crate) fn hides(&self, content: Value<'_>) -> bool {
        // Almost all files: no look-ups for each piece of content.
        if self.hidden.is_empty() || content.is_null() {
            return false;
        }
        if !content.get("Type").is("OCMD") {
            return self.is_hidden(content);
        }
        let groups = content.get("OCGs");
        if !groups.is_array() {
            return self.is_hidden(groups);
        }
        let groups_of = groups.items().take(MAX_GROUPS);
        let mut hidden = groups_of.map(|group| self.is_hidden(group));
        match content.get("P").name() {
            Some(b"AllOn") => hidden.any(|hidden| hidden),
            Some(b"AnyOff") => !hidden.any(|hidden| hidden),
            Some(b"AllOff") => hidden.any(|hidden| !hidden),
            // `AnyOn` is the default. A membership without groups is visible.
            _ => groups.at(0).id().is_some() && hidden.all(|hidden| hidden),
        }
    }

    fn is_hidden(&self, group: Value<'_>) -> bool {
        group.id().is_some_and(|id| self.hidden.contains(&id))
    }
}

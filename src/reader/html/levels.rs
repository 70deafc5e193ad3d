//! The levels of headings that are not those of their tags.

use super::tree::NodeId;
use std::collections::HashMap;

/// The elements that are headings although their tags are others, and the headings
/// whose levels differ from those of their tags.
#[derive(Debug, Default)]
pub(super) struct Levels {
    levels: HashMap<NodeId, u8>,
}

impl Levels {
    pub(super) fn new(levels: HashMap<NodeId, u8>) -> Self {
        Self { levels }
    }

    /// Returns the level of an element, if it is a heading with the tag of another
    /// element.
    pub(super) fn level(&self, id: NodeId) -> Option<u8> {
        if self.levels.is_empty() {
            return None;
        }
        self.levels.get(&id).copied()
    }
}

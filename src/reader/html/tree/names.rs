//! The names of elements, which are numbers in the tree.

use super::Arena;
use crate::document::offset;
use html5ever::QualName;
use std::collections::HashMap;

/// The number of names that are found without a look into the table of all names. A page
/// has a few dozen.
const RECENT_NAMES: usize = 128;

/// The numbers of names.
#[derive(Debug)]
pub(super) struct NameTable {
    all: HashMap<QualName, u32>,
    /// Numbers by the hash of their names.
    recent: [u32; RECENT_NAMES],
}

impl Default for NameTable {
    fn default() -> Self {
        Self {
            all: HashMap::new(),
            recent: [u32::MAX; RECENT_NAMES],
        }
    }
}

impl NameTable {
    /// Returns the number of a name, which is in the tree from then on.
    pub(super) fn number(&mut self, arena: &mut Arena<'_>, name: QualName) -> u32 {
        let [hash, ..] = name.local.get_hash().to_le_bytes();
        let recent = &mut self.recent[usize::from(hash) % RECENT_NAMES];
        if arena.names.get(*recent as usize) != Some(&name) {
            let next = offset(arena.names.len());
            *recent = *self.all.entry(name.clone()).or_insert(next);
            if *recent == next {
                arena.names.push(name);
            }
        }
        *recent
    }
}

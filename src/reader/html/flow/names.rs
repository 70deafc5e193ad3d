//! Names that links can point at, and the sections they come to belong to.

use super::super::tree::NodeId;
use super::{Closing, Flow};

/// How long a block above a heading may be to be a line about it: since when it is there, a link to its source.
const LINE_BYTES: usize = 256;

/// A name that stood in the page and belongs to no section yet.
#[derive(Debug)]
pub(super) struct Waiting {
    name: String,
    to: Until,
}

/// How long a name waits for a heading.
#[derive(Debug)]
enum Until {
    /// To the next block.
    Block,
    /// To the end of this `<section>` or `<article>`, whose heading it names also if a line stands above that, as rustdoc has it.
    End { of: NodeId, has_line: bool },
}

impl Flow<'_, '_> {
    /// An element that is open has a name.
    pub(super) fn name(&mut self, id: NodeId, element: &str, name: &str) {
        if !matches!(element, "section" | "article") {
            return self.name_next(name);
        }
        self.closings.push((id, Closing::Named));
        let (name, of, has_line) = (name.to_owned(), id, false);
        let to = Until::End { of, has_line };
        self.names.push(Waiting { name, to });
    }

    /// What comes next has a name.
    pub(super) fn name_next(&mut self, name: &str) {
        let (name, to) = (name.to_owned(), Until::Block);
        self.names.push(Waiting { name, to });
    }

    /// The name nearest above, which is the next heading's own.
    pub(super) fn nearest_name(&mut self) -> Option<String> {
        self.names.pop().map(|waiting| waiting.name)
    }

    /// A heading opened a section, or the page ends: all names that wait are the open section's.
    pub(super) fn release_names(&mut self) {
        for waiting in self.names.drain(..) {
            self.builder.anchor(&waiting.name);
        }
    }

    /// A block of so many bytes stands where names wait for headings.
    pub(super) fn pass_names(&mut self, bytes: usize) {
        let builder = &mut *self.builder;
        self.names.retain_mut(|Waiting { name, to }| {
            let waits = match to {
                Until::End { has_line, .. } => {
                    bytes <= LINE_BYTES && !std::mem::replace(has_line, true)
                }
                Until::Block => false,
            };
            if !waits {
                builder.anchor(name);
            }
            waits
        });
    }

    /// The element ends, and its name waits no longer for a heading in it.
    pub(super) fn end_named(&mut self, id: NodeId) {
        let is_its = |waiting: &Waiting| matches!(waiting.to, Until::End { of, .. } if of == id);
        let Some(at) = self.names.iter().rposition(is_its) else {
            return;
        };
        match self.names[at].to {
            Until::End { has_line: true, .. } => {
                let waiting = self.names.remove(at);
                self.builder.anchor(&waiting.name);
            }
            // An empty element is a name for what comes next.
            _ => self.names[at].to = Until::Block,
        }
    }
}

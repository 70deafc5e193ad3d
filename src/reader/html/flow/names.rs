//! Assigns the names that links can refer to, such as an `id`, to sections.

use super::super::tree::NodeId;
use super::{Closing, Flow};
use crate::limits::steps;

/// The longest block between a name and its heading, in bytes. rustdoc has a line there:
/// a version, and a link to the source.
const LINE_BYTES: usize = 256;

/// A name that belongs to no section yet.
#[derive(Debug)]
pub(super) struct Waiting {
    name: String,
    to: Until,
}

/// The place up to which a name waits for a heading.
#[derive(Debug)]
enum Until {
    /// The next block.
    Block,
    /// The end of this `<section>` or `<article>`, whose heading has the name even if a
    /// line precedes the heading, as in rustdoc's pages.
    End { of: NodeId, has_line: bool },
}

impl Flow<'_, '_> {
    /// Adds the name of an element that was opened.
    ///
    /// `<a id=tea></a>` names the block after it. `<section id=tea>` names the section of
    /// the first heading inside, which a picture may precede. If that name waited for the
    /// next block only, the picture would take it, and a link to `#tea` would lead to the
    /// section before.
    pub(super) fn name(&mut self, id: NodeId, element: &str, name: &str) {
        if !matches!(element, "section" | "article") {
            return self.name_next(name);
        }
        self.closings.push((id, Closing::Named));
        let (name, of, has_line) = (name.to_owned(), id, false);
        let to = Until::End { of, has_line };
        self.names.push(Waiting { name, to });
    }

    /// Adds a name for the next block.
    pub(super) fn name_next(&mut self, name: &str) {
        let (name, to) = (name.to_owned(), Until::Block);
        self.names.push(Waiting { name, to });
    }

    /// Takes the nearest name above, which is that of the next heading.
    ///
    /// In `<a id=tea></a><h2>Tea</h2>` the heading has the name `tea`.
    pub(super) fn nearest_name(&mut self) -> Option<String> {
        self.names.pop().map(|waiting| waiting.name)
    }

    /// Assigns all waiting names to the open section, after a heading or at the end of
    /// the page.
    pub(super) fn release_names(&mut self) {
        for waiting in self.names.drain(..) {
            self.builder.anchor(&waiting.name);
        }
    }

    /// Assigns names to the open section that do not wait beyond a block of `bytes`
    /// bytes.
    ///
    /// The name of a `<section>` waits beyond one short line: rustdoc has a version and a
    /// link there, above the heading that has the name. A longer block, or a second one,
    /// is text of the section around it, which gets the name. Without the wait, a link to
    /// the name would lead to the section before the heading.
    pub(super) fn pass_names(&mut self, bytes: usize) {
        steps::steps(self.names.len());
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

    /// Ends the wait of an element's name for a heading inside the element.
    ///
    /// `<section id=tea><p>Text</p></section>` has no heading: its name is that of the
    /// open section. An empty element names the next block. Without this end the name
    /// would be that of the next heading after the element.
    pub(super) fn end_named(&mut self, id: NodeId) {
        let is_its = |waiting: &Waiting| matches!(waiting.to, Until::End { of, .. } if of == id);
        let Some(at) = self.names.iter().rposition(is_its) else {
            return;
        };
        match self.names[at].to {
            // A line and no heading: it was text of the open section.
            Until::End { has_line: true, .. } => {
                let waiting = self.names.remove(at);
                self.builder.anchor(&waiting.name);
            }
            // Nothing was in it, so the next block has its name.
            _ => self.names[at].to = Until::Block,
        }
    }
}

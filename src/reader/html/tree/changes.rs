//! Changes a page before it is written: shows panels, hides what cannot be seen.

use super::attributes::Attributes;
use super::{NodeId, NodeKind, Tree};
use crate::document::offset;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

impl Tree<'_> {
    /// Removes what hides an element.
    pub(in crate::reader::html) fn reveal(&mut self, id: NodeId) {
        self.revealed.insert(id);
        let hides = |name: &str| matches!(name, "hidden" | "style" | "aria-hidden");
        self.change(id, |all, list| all.filtered(list, |name| !hides(name)));
    }

    /// Returns true for an element that a control of the page shows.
    pub(in crate::reader::html) fn is_revealed(&self, id: NodeId) -> bool {
        self.revealed.contains(&id)
    }

    /// Hides an element, as its own attribute would.
    pub(in crate::reader::html) fn conceal(&mut self, id: NodeId) {
        self.change(id, |all, list| {
            // A panel is shown although it is `hidden`.
            let others = all.filtered(list, |name| !matches!(name, "hidden" | "role"));
            let hidden = Attribute {
                name: QualName::new(None, ns!(), local_name!("hidden")),
                value: StrTendril::new(),
            };
            all.with(others, vec![hidden])
        });
    }

    /// Replaces the list of attributes of an element.
    fn change(&mut self, id: NodeId, list: impl FnOnce(&mut Attributes, u32) -> u32) {
        if let NodeKind::Element { attributes, .. } = self.arena.kind(id) {
            let changed = list(&mut self.arena.attributes, attributes);
            if let NodeKind::Element { attributes, .. } = self.arena.kind_mut(id) {
                *attributes = changed;
            }
        }
    }

    /// Replaces a text.
    pub(in crate::reader::html) fn set_text(&mut self, id: NodeId, to: String) {
        if self.arena.text(self.arena.kind(id)).is_some() {
            *self.arena.kind_mut(id) = NodeKind::OwnText(offset(self.arena.texts.len()));
            self.arena.texts.push(to);
        }
    }

    /// Makes a tab the first child of its panel. Those of compact rows are not moved: a
    /// table of many equal rows has no tabs.
    pub(in crate::reader::html) fn move_label(&mut self, tab: NodeId, panel: NodeId) {
        let is_inside = { self.get(panel).ancestors() }.any(|above| above.id() == tab);
        let is_in_rows = tab.is_compact() || panel.is_compact();
        if is_inside || is_in_rows || tab == panel || !self.labels.insert(tab) {
            return;
        }
        self.arena.prepend(panel, tab);
    }
}

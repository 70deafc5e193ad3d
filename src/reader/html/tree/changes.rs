//! Changes a page before it is written: shows panels, hides what cannot be seen.

use super::{NodeId, NodeKind, Tree};
use crate::document::offset;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

impl Tree<'_> {
    /// Removes what hides an element.
    pub(in crate::reader::html) fn reveal(&mut self, id: NodeId) {
        self.revealed.insert(id);
        if let NodeKind::Element { attributes, .. } = &mut self.arena.kinds[id.at()] {
            let hides = |name: &str| matches!(name, "hidden" | "style" | "aria-hidden");
            let all = &mut self.arena.attributes;
            *attributes = all.filtered(*attributes, |name| !hides(name));
        }
    }

    /// Returns true for an element that a control of the page shows.
    pub(in crate::reader::html) fn is_revealed(&self, id: NodeId) -> bool {
        self.revealed.contains(&id)
    }

    /// Hides an element, as its own attribute would.
    pub(in crate::reader::html) fn conceal(&mut self, id: NodeId) {
        if let NodeKind::Element { attributes, .. } = &mut self.arena.kinds[id.at()] {
            let all = &mut self.arena.attributes;
            let others = all.filtered(*attributes, |name| name != "hidden");
            let hidden = Attribute {
                name: QualName::new(None, ns!(), local_name!("hidden")),
                value: StrTendril::new(),
            };
            *attributes = all.with(others, vec![hidden]);
        }
    }

    /// Replaces a text.
    pub(in crate::reader::html) fn set_text(&mut self, id: NodeId, to: &str) {
        if self.arena.text(self.arena.kinds[id.at()]).is_some() {
            self.arena.kinds[id.at()] = NodeKind::OwnText(offset(self.arena.texts.len()));
            self.arena.texts.push(to.to_owned());
        }
    }

    /// Makes a tab the first child of its panel.
    pub(in crate::reader::html) fn move_label(&mut self, tab: NodeId, panel: NodeId) {
        let is_inside = { self.get(panel).ancestors() }.any(|above| above.id() == tab);
        if is_inside || tab == panel || !self.labels.insert(tab) {
            return;
        }
        self.arena.prepend(panel, tab);
    }
}

//! Changes a page before it is written: shows panels, hides what cannot be seen.

use super::{NodeId, Tree};

use html5ever::{LocalName, QualName, ns};
use scraper::{Node, StrTendril};

impl Tree {
    /// Removes what hides an element.
    pub(in crate::reader::html) fn reveal(&mut self, id: NodeId) {
        self.revealed.insert(id);
        let Some(mut node) = self.html.tree.get_mut(id) else {
            return;
        };
        if let Node::Element(element) = node.value() {
            let hides = |name: &str| matches!(name, "hidden" | "style" | "aria-hidden");
            element.attrs.retain(|(name, _)| !hides(&name.local));
        }
    }

    /// Returns true for an element that a control of the page shows.
    pub(in crate::reader::html) fn is_revealed(&self, id: NodeId) -> bool {
        self.revealed.contains(&id)
    }

    /// Hides an element, as its own attribute would.
    pub(in crate::reader::html) fn conceal(&mut self, id: NodeId) {
        let Some(mut node) = self.html.tree.get_mut(id) else {
            return;
        };
        if let Node::Element(element) = node.value() {
            // The attributes are sorted by their names.
            let name = QualName::new(None, ns!(), LocalName::from("hidden"));
            element.attrs.retain(|(own, _)| *own != name);
            element.attrs.push((name, StrTendril::default()));
            element.attrs.sort_by(|a, b| a.0.cmp(&b.0));
        }
    }

    /// Replaces a text.
    pub(in crate::reader::html) fn set_text(&mut self, id: NodeId, to: &str) {
        if let Some(mut node) = self.html.tree.get_mut(id)
            && let Node::Text(text) = node.value()
        {
            text.text = to.into();
        }
    }

    /// Makes a tab the first child of its panel.
    pub(in crate::reader::html) fn move_label(&mut self, tab: NodeId, panel: NodeId) {
        let is_inside = (self.html.tree.get(panel))
            .is_none_or(|panel| panel.ancestors().any(|above| above.id() == tab));
        if is_inside || tab == panel || !self.labels.insert(tab) {
            return;
        }
        if let Some(mut tab) = self.html.tree.get_mut(tab) {
            tab.detach();
        }
        if let Some(mut panel) = self.html.tree.get_mut(panel) {
            panel.prepend_id(tab);
        }
    }
}

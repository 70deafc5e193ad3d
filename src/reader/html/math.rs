//! Formulas: the TeX that stands in or beside their `MathML`.

use super::element::attr;
use super::flow::Place;
use super::tree::Tree;
use crate::document::Span;
use scraper::Node;
use scraper::node::Element;

pub(super) struct Formula {
    pub(super) text: String,
    pub(super) is_display: bool,
    is_tex: bool,
}

impl Formula {
    /// As in Markdown: `$x$`, or `$$x$$` on lines of its own.
    pub(super) fn marked(&self) -> String {
        match (self.is_tex, self.is_display) {
            (false, _) => self.text.clone(),
            (true, false) => format!("${}$", self.text),
            (true, true) => format!("$${}$$", self.text),
        }
    }
}

/// The formula in a `<math>` or `<script type="math/tex">`: its TeX annotation, else its alternative text, else its symbols.
pub(super) fn tex(node: Place<'_>, element: &Element) -> Option<Formula> {
    let is_display = attr(element, "display") == Some("block")
        || attr(element, "type").is_some_and(|kind| kind.contains("mode=display"));
    let annotation = node.descendants().find(|node| {
        let Node::Element(element) = node.value() else {
            return false;
        };
        element.name() == "annotation"
            && attr(element, "encoding")
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    });
    let source = if element.name() == "script" {
        Some(node)
    } else {
        annotation
    };
    let given = source
        .map(text)
        .or_else(|| attr(element, "alttext").map(str::to_owned));
    let is_tex = given.is_some();
    let symbols = || {
        let shown = node.descendants().filter(|node| !is_annotated(*node));
        shown
            .filter_map(|node| node.value().as_text().map(|text| text.trim()))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let text = given
        .unwrap_or_else(symbols)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    (!text.is_empty()).then_some(Formula {
        text,
        is_display,
        is_tex,
    })
}

/// From its start tag to its last symbol.
pub(super) fn extent(node: Place<'_>, tree: &Tree) -> Span {
    node.descendants().fold(tree.span(node.id()), |all, node| {
        all.cover(tree.span(node.id()))
    })
}

fn is_annotated(node: Place<'_>) -> bool {
    let parent = node.parent().and_then(|parent| parent.value().as_element());
    parent.is_some_and(|parent| parent.name().starts_with("annotation"))
}

fn text(node: Place<'_>) -> String {
    node.descendants()
        .filter_map(|node| node.value().as_text().map(|text| &**text))
        .collect()
}

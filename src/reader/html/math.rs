//! Reads formulas: the TeX inside or next to their `MathML`.

use super::element::attr;
use super::pieces::words;
use super::tree::{Element, HtmlNode, Node, Tree};
use crate::document::Span;
use crate::limits::Watch;
use std::borrow::Cow;

pub(super) struct Formula {
    pub(super) text: String,
    pub(super) is_display: bool,
    is_tex: bool,
}

impl Formula {
    /// Returns the formula as Markdown: `$x$`, or `$$x$$` on lines of its own.
    pub(super) fn marked(&self) -> Cow<'_, str> {
        match (self.is_tex, self.is_display) {
            (false, _) => self.text.as_str().into(),
            (true, false) => format!("${}$", self.text).into(),
            (true, true) => format!("$${}$$", self.text).into(),
        }
    }
}

/// Returns the formula of a `<math>`, a `<script type="math/tex">` or an element of
/// `MathJax`: its TeX, or else its alternative text, or else its symbols.
///
/// It ends where `watch` stops the read.
pub(super) fn tex(node: HtmlNode<'_>, element: Element<'_>, watch: &Watch) -> Option<Formula> {
    let is_display = matches!(attr(element, "display"), Some("block" | "true"))
        || attr(element, "type").is_some_and(|kind| kind.contains("mode=display"));
    let annotation = elements(node).find(|(_, element)| {
        element.name() == "annotation"
            && attr(*element, "encoding")
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    });
    // The author's TeX is exact; symbols lose fractions and roots.
    let source = if element.name() == "script" {
        Some(node)
    } else {
        annotation.map(|(node, _)| node)
    };
    let given = source.map(text).or_else(|| tex_attribute(node));
    let is_tex = given.is_some();
    let text = words(&given.unwrap_or_else(|| symbols(node)), watch);
    (!text.is_empty()).then_some(Formula {
        text,
        is_display,
        is_tex,
    })
}

/// Returns the span from the start tag to the last symbol.
pub(super) fn extent(node: HtmlNode<'_>, tree: &Tree) -> Span {
    node.descendants().fold(tree.span(node.id()), |all, node| {
        all.cover(tree.span(node.id()))
    })
}

/// Returns the TeX in an attribute of the outermost formula.
fn tex_attribute(node: HtmlNode<'_>) -> Option<String> {
    let (_, formula) = elements(node).find(|(_, element)| {
        matches!(element.name(), "math" | "mjx-math")
            || attr(*element, "data-mml-node") == Some("math")
    })?;
    let tex = attr(formula, "alttext").or_else(|| attr(formula, "data-latex"));
    tex.map(str::to_owned)
}

/// Returns the text of the `MathML`, or else the characters of the glyphs that `MathJax`
/// draws, which are in its attributes.
fn symbols(node: HtmlNode<'_>) -> String {
    let mathml = elements(node).find(|(_, element)| element.name() == "math");
    let node = mathml.map_or(node, |(node, _)| node);
    // Annotations repeat the formula in other notations.
    let shown = node.descendants().filter(|node| !is_annotated(*node));
    let texts = shown
        .filter_map(|node| node.value().as_text().map(str::trim))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if texts.is_empty() {
        elements(node)
            .filter_map(|(_, glyph)| drawn(glyph))
            .collect()
    } else {
        texts
    }
}

/// Returns the character of a glyph: `<mjx-c class="mjx-c1D44E">`, or in SVG
/// `<use data-c="1D44E">`.
fn drawn(glyph: Element<'_>) -> Option<char> {
    let code = match glyph.name() {
        "mjx-c" => attr(glyph, "class")?
            .split_ascii_whitespace()
            .find_map(|class| class.strip_prefix("mjx-c"))?,
        "use" => attr(glyph, "data-c")?,
        _ => return None,
    };
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

fn is_annotated(node: HtmlNode<'_>) -> bool {
    let parent = node.parent().and_then(HtmlNode::as_element);
    parent.is_some_and(|parent| parent.name().starts_with("annotation"))
}

fn text(node: HtmlNode<'_>) -> String {
    node.descendants()
        .filter_map(|node| node.value().as_text())
        .collect()
}

/// Returns the element of the node and those inside it.
fn elements(node: HtmlNode<'_>) -> impl Iterator<Item = (HtmlNode<'_>, Element<'_>)> {
    let all = node.descendants();
    all.filter_map(|node| match node.value() {
        Node::Element(element) => Some((node, element)),
        _ => None,
    })
}

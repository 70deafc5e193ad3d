//! Reads preformatted text: its lines without changes, and its language.

use super::element::{Role, attr, role};
use super::exports::macro_language;
use super::hidden::is_concealed;
use super::pieces::watched;
use super::traverse::Traversal;
use super::tree::{Element, HtmlNode, Node, Tree, TreeEdge};
use crate::document::Span;
use crate::limits::Watch;

/// The number of ancestors of a `<pre>` that may name the language. Highlighters wrap it
/// in up to three elements: figure, table cell, `<div>`.
const MAX_WRAPPERS: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) language: String,
    pub(super) span: Span,
}

/// Reads a `<pre>` without its hidden elements, such as line numbers. The text ends where
/// `watch` stops the read.
pub(super) fn read(pre: HtmlNode<'_>, tree: &Tree, watch: &Watch) -> Code {
    let mut code = Code {
        span: tree.span(pre.id()),
        ..Code::default()
    };
    let mut edges = Traversal::new(pre);
    while let Some(edge) = edges.next_until(|| watch.step()) {
        let (TreeEdge::Open(node) | TreeEdge::Close(node)) = edge;
        let is_open = matches!(edge, TreeEdge::Open(_));
        match node.value() {
            Node::Text(text) if is_open => {
                for piece in watched(text, watch) {
                    code.text.push_str(piece);
                }
                code.span = code.span.cover(tree.span(node.id()));
            }
            Node::Element(element)
                if is_open && (role(element) == Role::Dropped || is_concealed(element)) =>
            {
                edges.omit(node);
            }
            Node::Element(element) => {
                if is_open && code.language.is_empty() {
                    code.language = language(element).unwrap_or_default();
                }
                // Some highlighters write each line as an element and no line feeds.
                let is_line = matches!(element.name(), "div" | "p" | "li" | "tr");
                let is_break = (element.name() == "br" && is_open)
                    || (is_line && !code.text.is_empty() && !code.text.ends_with('\n'));
                if is_break {
                    code.text.push('\n');
                }
            }
            _ => {}
        }
    }
    if code.language.is_empty() {
        code.language = macro_language(pre).unwrap_or_default();
    }
    if code.language.is_empty() {
        let wrappers = pre
            .ancestors()
            .take(MAX_WRAPPERS)
            .filter_map(HtmlNode::as_element);
        code.language = wrappers
            .filter(|element| matches!(element.name(), "div" | "pre" | "figure"))
            .find_map(language)
            .unwrap_or_default();
    }
    let lines = code.text.trim_end().len();
    code.text.truncate(lines);
    // Only whole blank lines: spaces indent the first line.
    let blank = code.text.len() - code.text.trim_start_matches('\n').len();
    code.text.drain(..blank);
    code
}

/// Returns the language in an attribute or class of the element: `language-rust`,
/// `highlight-source-python`, `brush: sql`.
fn language(element: Element<'_>) -> Option<String> {
    let named = attr(element, "data-lang")
        .or_else(|| attr(element, "data-language"))
        .map(str::trim);
    let classes = attr(element, "class").unwrap_or_default();
    let class = classes.split_ascii_whitespace().find_map(|class| {
        [
            "language-",
            "lang-",
            "highlight-source-",
            "highlight-text-",
            "highlight-",
        ]
        .iter()
        .find_map(|prefix| class.strip_prefix(prefix))
    });
    let brush = || classes.split_once("brush:").map(|(_, name)| name.trim());
    let source = || {
        classes
            .strip_prefix("sourceCode ")
            .or_else(|| classes.strip_prefix("src src-"))
    };
    let name = named.or(class).or_else(brush).or_else(source)?;
    let name: String = name
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_'))
        .collect();
    (!name.is_empty() && name.len() <= 32 && !matches!(&*name, "default" | "none" | "notranslate"))
        .then_some(name)
}

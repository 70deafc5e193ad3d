//! Finds text that a page has but does not show, and takes it out of the page.
//!
//! Each element that hides its content gets the attribute `hidden`, which all later steps
//! respect. The text is kept, so that it can be marked in the document.

mod colour;
mod css;
mod declared;
mod sheet;

use super::content::MainContent;
use super::element::{Role, attr, has_class, role};
use super::hidden::{is_concealed, is_machinery_of_page, is_panel};
use super::traverse::Traversal;
use super::tree::{HtmlNode, NodeId, Tree};
use crate::document::Span;
use crate::limits::Watch;
use colour::Paint;
use declared::{Declared, FontSize, Property, Value};
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;
use sheet::HidingRules;

/// Classes of text for screen readers. It is read aloud, as the description of a picture
/// is, so a short one is content: the name of a section, "opens a new window".
const SCREEN_READER: [&str; 9] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-only",
    "show-for-sr",
    "element-invisible",
    "u-visually-hidden",
];

/// The longest text for screen readers that is content, in bytes. Longer ones are no
/// labels.
const LABEL_BYTES: usize = 200;

/// The text of an element or of a run of texts that cannot be seen.
#[derive(Debug)]
pub(super) struct UnseenText {
    pub(super) text: String,
    pub(super) span: Span,
}

/// The properties that elements take from those around them.
#[derive(Debug, Clone, Copy)]
struct Inherited {
    is_outside: bool,
    has_no_size: bool,
    is_invisible: bool,
    is_indented_away: bool,
    colour: Paint,
    /// The colour that is painted below the text.
    background: Paint,
}

/// What becomes of a node.
enum Unseen {
    Element(NodeId),
    Text(NodeId),
}

/// Hides the elements that a page does not show, and returns their texts in the order of
/// the page; those outside of the main content are left out.
pub(super) fn take(tree: &mut Tree, content: &MainContent, watch: &Watch) -> Vec<UnseenText> {
    let rules = HidingRules::read(tree, watch);
    let mut search = Search {
        tree,
        content,
        rules: &rules,
        watch,
        texts: Vec::new(),
        nodes: Vec::new(),
    };
    search.run();
    let Search { texts, nodes, .. } = search;
    for node in nodes {
        match node {
            Unseen::Element(id) => tree.conceal(id),
            Unseen::Text(id) => tree.blank(id),
        }
    }
    texts
}

struct Search<'t> {
    tree: &'t Tree,
    content: &'t MainContent,
    rules: &'t HidingRules,
    watch: &'t Watch,
    texts: Vec<UnseenText>,
    nodes: Vec<Unseen>,
}

impl<'t> Search<'t> {
    fn run(&mut self) {
        let mut around = vec![Inherited {
            is_outside: !self.content.is_everywhere(),
            has_no_size: false,
            is_invisible: false,
            is_indented_away: false,
            colour: Paint::Unknown,
            background: Paint::Unknown,
        }];
        let watch = self.watch;
        let mut edges = Traversal::new(self.tree.html.tree.root());
        while let Some(edge) = edges.next_until(|| watch.step()) {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        let inherited = around[around.len() - 1];
                        match self.element(node, element, inherited) {
                            Some(own) => around.push(own),
                            None => edges.omit(node),
                        }
                    }
                    Node::Text(text) if !text.trim().is_empty() => {
                        self.text(node, text, around[around.len() - 1]);
                    }
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => {
                    around.pop();
                }
                Edge::Close(_) => {}
            }
        }
    }

    /// Returns what the content of an element inherits; `None` if it is not read.
    fn element(
        &mut self,
        node: HtmlNode<'t>,
        element: &Element,
        around: Inherited,
    ) -> Option<Inherited> {
        let role = role(element);
        if role == Role::Dropped || is_machinery_of_page(node, element) {
            return None;
        }
        let mut own = around;
        if own.is_outside && self.content.begins_at(node.id()) {
            own.is_outside = false;
        }
        if self.content.is_boilerplate(node, element) {
            own.is_outside = true;
        }
        let is_styled = self.rules.may_match(element);
        if !is_styled && !declared::has_attributes(element) {
            return Some(own);
        }
        let mut declared = self.rules.declared(node, element);
        declared.add_attributes(element);
        let is_shown_later = is_panel(element)
            || self.tree.is_revealed(node.id())
            || self.rules.are_opened(element, &declared);
        if is_concealed(element) || (hides(&declared) && !is_shown_later) {
            let text = text_of(node, self.watch);
            let is_label = is_for_screen_readers(element) && text.len() <= LABEL_BYTES;
            if is_concealed(element) || !is_label {
                self.take_element(node, text, own.is_outside);
                return None;
            }
        }
        if !is_shown_later {
            inherit(&declared, &mut own);
        }
        Some(own)
    }

    fn take_element(&mut self, node: HtmlNode<'t>, text: String, is_outside: bool) {
        self.nodes.push(Unseen::Element(node.id()));
        if !is_outside && !text.is_empty() {
            let span = self.tree.span(node.id());
            self.texts.push(UnseenText { text, span });
        }
    }

    /// Takes a text whose letters have no size or the colour of what is below them.
    fn text(&mut self, node: HtmlNode<'t>, text: &str, around: Inherited) {
        let is_unseen = around.has_no_size
            || around.is_invisible
            || around.is_indented_away
            || around.colour.vanishes_on(around.background);
        if !is_unseen {
            return;
        }
        self.nodes.push(Unseen::Text(node.id()));
        if around.is_outside {
            return;
        }
        let span = self.tree.span(node.id());
        let words = words(text);
        match self.texts.last_mut() {
            // "Ignore <b>all</b> orders" is one text of three nodes.
            Some(last) if node.prev_sibling().is_some() && last.span.end >= span.start => {
                last.text.push(' ');
                last.text.push_str(&words);
                last.span = last.span.cover(span);
            }
            _ => self.texts.push(UnseenText { text: words, span }),
        }
    }
}

/// Returns true if the declarations hide the element with all its content.
fn hides(declared: &Declared) -> bool {
    let is = |property: Property| declared.get(property) == Some(Value::Hides);
    // A script or a click shows what has a transition: slides, menus, text that fades in.
    let moves = is(Property::Motion);
    let is_placed = is(Property::Position);
    let is_cut = is(Property::Overflow);
    is(Property::Display)
        || is(Property::ContentVisibility)
        || (!moves && is(Property::Opacity))
        || (!moves && is_placed && is(Property::Offset))
        || (!moves && (is(Property::Margin) || is(Property::Transform)))
        || (is_placed && is(Property::Clip))
        || (!moves && is(Property::ClipPath))
        || (!moves && is_cut && (is(Property::Width) || is(Property::Height)))
}

/// Applies the declarations that elements inside may undo.
fn inherit(declared: &Declared, own: &mut Inherited) {
    match declared.get(Property::FontSize) {
        Some(Value::Font(FontSize::Zero)) => own.has_no_size = true,
        Some(Value::Font(FontSize::Absolute)) => own.has_no_size = false,
        _ => {}
    }
    let moves = declared.get(Property::Motion) == Some(Value::Hides);
    match declared.get(Property::Visibility) {
        Some(Value::Hides) => own.is_invisible = !moves,
        Some(_) => own.is_invisible = false,
        None => {}
    }
    // A picture in place of the text has the same words: the logo of a site.
    let has_picture = declared.get(Property::Background) == Some(Value::Paint(Paint::Picture));
    match declared.get(Property::Indent) {
        Some(Value::Hides) => own.is_indented_away = !has_picture,
        Some(_) => own.is_indented_away = false,
        None => {}
    }
    if let Some(Value::Paint(colour)) = declared.get(Property::Colour) {
        own.colour = colour;
    }
    match declared.get(Property::Background) {
        Some(Value::Paint(Paint::Transparent)) | None => {}
        Some(Value::Paint(background)) => own.background = background,
        Some(_) => own.background = Paint::Unknown,
    }
    if declared.get(Property::Shadow) == Some(Value::Hides) {
        own.colour = Paint::Unknown; // the shadow of letters may be what is seen
    }
}

fn is_for_screen_readers(element: &Element) -> bool {
    has_class(element, |class| SCREEN_READER.contains(&class)) && attr(element, "hidden").is_none()
}

/// Returns the words of an element with one space between them.
fn text_of(node: HtmlNode<'_>, watch: &Watch) -> String {
    let mut text = String::new();
    let mut edges = Traversal::new(node);
    while let Some(edge) = edges.next_until(|| watch.step()) {
        let Edge::Open(inside) = edge else { continue };
        match inside.value() {
            Node::Text(piece) => {
                let is_glued = !piece.starts_with(char::is_whitespace)
                    && inside.prev_sibling().is_some_and(is_inline);
                for (nth, word) in piece.split_whitespace().enumerate() {
                    if !text.is_empty() && !(nth == 0 && is_glued) {
                        text.push(' ');
                    }
                    text.push_str(word);
                }
            }
            Node::Element(element)
                if role(element) == Role::Dropped || is_machinery_of_page(inside, element) =>
            {
                edges.omit(inside);
            }
            _ => {}
        }
    }
    text
}

fn is_inline(node: HtmlNode<'_>) -> bool {
    let is_inline = |element: &Element| {
        matches!(
            role(element),
            Role::Strong | Role::Emphasis | Role::Inline | Role::Link
        )
    };
    node.value().as_element().is_some_and(is_inline)
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;

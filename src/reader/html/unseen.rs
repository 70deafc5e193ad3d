//! Finds text that a page has but does not show, and takes it out of the page.
//!
//! Each element that hides its content gets the attribute `hidden`, which all later steps
//! respect. The text is kept, so that it can be marked in the document. What scripts and
//! highlighters add to a page gets the attribute too, and its text is not kept.

mod attributes;
mod inherited;
mod reachable;
mod selector;
mod sheet;
mod text;

use super::content::MainContent;
use super::element::{Role, attr, has_class, role};
use super::hidden::{is_concealed, is_machinery_of_page, is_panel};
use super::pieces::{watched, words};
use super::traverse::Traversal;
use super::tree::{Element, HtmlNode, Node, NodeId, Tree, TreeEdge};
use crate::document::Span;
use crate::limits::Watch;
use crate::reader::css::{CssValue, Declared, Property};
use crate::reader::invisible;
use attributes::{add_attributes, has_attributes};
use inherited::{InheritedStyle, inherit};
use reachable::{is_reachable, may_be_opened};
use sheet::HidingRules;
use std::cell::OnceCell;
use text::{is_inline, text_of};

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

/// The share of the text of a page, in percent, that no rule hides: a script shows such an
/// element when the page is loaded.
const MOST_OF_PAGE: usize = 70;

/// The text of elements that are not hidden is read so many times as the page is long at
/// most: elements in elements, each with most of the page, would be read as often as they
/// are nested. An element without text counts as some.
const MAX_READ: usize = 8;
const READ_AT_LEAST: usize = 16;

/// The number of children of an element among which its own text is.
const TEXT_CHILDREN: usize = 16;

/// The number of children of an element among which the `MathML` of a formula is.
const MATH_CHILDREN: usize = 3;

/// The text of an element or of a run of texts that cannot be seen.
#[derive(Debug)]
pub(super) struct UnseenText {
    pub(super) text: String,
    pub(super) span: Span,
}

impl UnseenText {
    /// Returns the number of its letters, as far as `watch` permits.
    pub(super) fn letters(&self, watch: &Watch) -> usize {
        let pieces = watched(&self.text, watch);
        pieces
            .flat_map(str::chars)
            .filter(|c| c.is_alphanumeric())
            .count()
    }
}

/// The outcome for a node.
enum Unseen {
    Element(NodeId),
    /// An element that an attribute hides until a reader asks for it.
    Reachable(NodeId),
    Text(NodeId),
    /// Some of its characters.
    Characters(NodeId, String),
}

/// The reading of an element that something hides.
enum Verdict {
    /// Nobody sees its text.
    Hidden(String),
    /// A reader sees it after a click.
    OnRequest,
    /// It is seen, or its text decides for itself.
    Shown,
}

/// Text that a page has but does not show.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// In the order of the page, without those outside of the main content.
    pub(super) texts: Vec<UnseenText>,
    /// The number of characters of no width, and of tags.
    pub(super) characters: usize,
}

/// Hides the elements that a page does not show and removes characters that nobody sees.
pub(super) fn take(tree: &mut Tree, content: &MainContent, watch: &Watch) -> Taken {
    let rules = HidingRules::read(tree, watch);
    let mut search = UnseenSearch {
        tree,
        content,
        rules: &rules,
        watch,
        taken: Taken::default(),
        nodes: Vec::new(),
        page_bytes: OnceCell::new(),
        read: 0,
        is_apart: true,
    };
    search.run();
    let UnseenSearch {
        mut taken, nodes, ..
    } = search;
    for unseen in taken.texts.iter_mut().take_while(|_| !watch.step()) {
        unseen.text = words(&unseen.text, watch);
    }
    for node in nodes.into_iter().take_while(|_| !watch.step()) {
        match node {
            Unseen::Element(id) => tree.conceal(id),
            Unseen::Reachable(id) => tree.reveal(id),
            Unseen::Text(id) => tree.set_text(id, " ".to_owned()),
            Unseen::Characters(id, kept) => tree.set_text(id, kept),
        }
    }
    taken
}

struct UnseenSearch<'t> {
    tree: &'t Tree<'t>,
    content: &'t MainContent,
    rules: &'t HidingRules,
    watch: &'t Watch,
    taken: Taken,
    nodes: Vec<Unseen>,
    /// The bytes of all text of the page, if an element of it may be hidden.
    page_bytes: OnceCell<usize>,
    /// The bytes of the elements that were read and are not hidden.
    read: usize,
    /// True if a block begins or ends after the last text that was taken.
    is_apart: bool,
}

impl<'t> UnseenSearch<'t> {
    fn run(&mut self) {
        let mut around = vec![InheritedStyle::of_page(!self.content.is_everywhere())];
        let watch = self.watch;
        let mut edges = Traversal::new(self.tree.root());
        while let Some(edge) = edges.next_until(|| watch.step()) {
            let (TreeEdge::Open(node) | TreeEdge::Close(node)) = edge;
            if !self.is_apart {
                self.is_apart = node.is_element() && !is_inline(node);
            }
            match edge {
                TreeEdge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        let inherited = around[around.len() - 1];
                        if self.is_plain_row(node) && !inherited.hides_text() {
                            edges.omit(node);
                            continue;
                        }
                        match self.element(node, element, inherited) {
                            Some(own) => around.push(own),
                            None => edges.omit(node),
                        }
                    }
                    Node::Text(text) if !text.chars().all(char::is_whitespace) => {
                        self.text(node, text, around[around.len() - 1]);
                    }
                    _ => {}
                },
                TreeEdge::Close(node) if node.is_element() => {
                    around.pop();
                }
                TreeEdge::Close(_) => {}
            }
        }
    }

    /// Returns true for a row in which nothing can hide text, and whose characters are all
    /// seen.
    #[inline]
    fn is_plain_row(&self, node: HtmlNode<'t>) -> bool {
        (node.plain_row())
            .is_some_and(|row| row.is_ascii() && !self.rules.may_match_without_attributes())
    }

    /// Returns what the content of an element inherits; `None` if it is not read.
    fn element(
        &mut self,
        node: HtmlNode<'t>,
        element: Element<'_>,
        around: InheritedStyle,
    ) -> Option<InheritedStyle> {
        let role = role(element);
        if role == Role::Dropped {
            return None;
        }
        if is_machinery_of_page(node, element) {
            self.nodes.push(Unseen::Element(node.id()));
            return None;
        }
        let mut own = around;
        if own.is_outside && self.content.begins_at(node.id()) {
            own.is_outside = false;
        }
        if !own.is_outside && self.content.is_boilerplate(node, element) {
            own.is_outside = true;
        }
        let is_styled = self.rules.may_match(element);
        if (!is_styled && !has_attributes(element)) || is_math(node, element) {
            return Some(own);
        }
        let declared = self.declared(node, element);
        let mut is_shown_later = is_panel(element)
            || self.tree.is_revealed(node.id())
            || self.rules.are_opened(element, &declared);
        if is_concealed(element) || (hides(&declared) && !is_shown_later) {
            match self.verdict(node, element, &declared) {
                Verdict::Hidden(text) => {
                    self.take_element(node, text, own.is_outside);
                    return None;
                }
                Verdict::OnRequest => {
                    is_shown_later = true;
                    if is_concealed(element) {
                        self.nodes.push(Unseen::Reachable(node.id()));
                    }
                }
                Verdict::Shown => {}
            }
        }
        // The style of a whole page is that of its beginning, before a script runs.
        if !is_shown_later && !matches!(element.name(), "html" | "body") {
            inherit(&declared, &mut own);
        } else {
            own.paint(&declared);
        }
        Some(own)
    }

    fn declared(&self, node: HtmlNode<'t>, element: Element<'_>) -> Declared {
        let mut declared = self.rules.declared(node, element);
        if self.rules.are_incomplete() {
            declared.remove_uncertain(has_text(node));
        }
        add_attributes(&mut declared, element);
        declared
    }

    /// Determines whether an element that an attribute or a declaration hides is content.
    fn verdict(
        &mut self,
        node: HtmlNode<'t>,
        element: Element<'_>,
        declared: &Declared,
    ) -> Verdict {
        let is_concealed = is_concealed(element);
        let is_read_often = self.read > 0 && self.read > MAX_READ * self.page_bytes();
        if is_read_often && !is_concealed {
            return Verdict::Shown;
        }
        let text = text_of(node, self.watch);
        let is_shown = |node: HtmlNode<'t>, element: Element<'_>| {
            !super::hidden::is_concealed(element) && !hides(&self.declared(node, element))
        };
        let verdict = if !is_read_often
            && may_be_opened(element, declared)
            && is_reachable(node, element, text.len(), is_shown)
        {
            Verdict::OnRequest
        } else {
            let is_label = is_for_screen_readers(element) && text.len() <= LABEL_BYTES;
            // A picture is faded in when it is loaded, and a page when all of it is.
            let is_shown_by_script =
                text.is_empty() || text.len() * 100 > self.page_bytes() * MOST_OF_PAGE;
            let is_shown = is_label || is_shown_by_script || !declared.hides();
            if is_concealed || !is_shown {
                return Verdict::Hidden(text);
            }
            Verdict::Shown
        };
        self.read += text.len() + READ_AT_LEAST;
        verdict
    }

    fn page_bytes(&self) -> usize {
        let count = || text_of(self.tree.root(), self.watch).len();
        *self.page_bytes.get_or_init(count)
    }

    fn take_element(&mut self, node: HtmlNode<'t>, text: String, is_outside: bool) {
        self.nodes.push(Unseen::Element(node.id()));
        if !is_outside && !text.is_empty() {
            let span = self.tree.span(node.id());
            self.taken.texts.push(UnseenText { text, span });
            self.is_apart = true;
        }
    }

    /// Takes a text whose letters have no size or the colour of what is below them.
    fn text(&mut self, node: HtmlNode<'t>, text: &str, around: InheritedStyle) {
        if !around.hides_text() {
            if let Some((kept, characters)) =
                invisible::without_until(text, || self.watch.look().is_some())
            {
                self.nodes.push(Unseen::Characters(node.id(), kept));
                self.taken.characters += characters;
            }
            return;
        }
        self.nodes.push(Unseen::Text(node.id()));
        if around.is_outside {
            return;
        }
        let span = self.tree.span(node.id());
        match self.taken.texts.last_mut() {
            // "Ignore <b>all</b> orders" is one text of three nodes.
            Some(last) if !self.is_apart => {
                last.text.push_str(text);
                last.span = last.span.cover(span);
            }
            _ => {
                let text = text.to_owned();
                self.taken.texts.push(UnseenText { text, span });
            }
        }
        self.is_apart = false;
    }
}

/// Returns true if declarations hide an element or make its text invisible.
fn hides(declared: &Declared) -> bool {
    declared.hides() || declared.get(Property::Visibility) == Some(CssValue::Hides)
}

/// Returns true if text is directly in an element.
fn has_text(node: HtmlNode<'_>) -> bool {
    let mut texts = node.children().take(TEXT_CHILDREN);
    texts.any(|child| (child.value().as_text()).is_some_and(|text| !text.trim().is_empty()))
}

fn is_for_screen_readers(element: Element<'_>) -> bool {
    has_class(element, |class| SCREEN_READER.contains(&class)) && attr(element, "hidden").is_none()
}

/// Returns true for the `MathML` of a formula, which is beside a picture of it and is read
/// instead of that.
fn is_math(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    let is_math =
        |node: HtmlNode<'_>| (node.as_element()).is_some_and(|element| element.name() == "math");
    element.name() == "math" || node.children().take(MATH_CHILDREN).any(is_math)
}

#[cfg(test)]
mod tests;

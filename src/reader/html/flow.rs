//! Walks the page and writes it, block by block, into the document.
//!
//! A loop with stacks of its own, not a recursion: pages are nested as deep as their authors like.

mod blocks;
mod containers;
mod heading;
mod leaves;

use super::content::Content;
use super::element::{
    Role, anchor, attr, ends_heading, has_class, has_role, is_hidden, is_note_mark, role,
};
use super::links::Links;
use super::table;
use super::tree::{NodeId, Tree};
use super::writer::{Break, Mark, Writer, is_space};
use crate::document::{BlockKind, DocumentBuilder, SourceMap, Span};
use crate::limits::Limits;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

/// A node of scraper's tree.
pub(super) type Place<'t> = NodeRef<'t, Node>;

/// Seams deeper than this are not kept: a list nested so deep is cut by sentences.
const MAX_RANK: usize = 32;

/// What was found around the blocks.
pub(super) struct Page<'t> {
    pub(super) tree: &'t Tree,
    pub(super) content: &'t Content,
    pub(super) links: &'t Links,
    pub(super) source: &'t SourceMap,
    pub(super) limits: &'t Limits,
}

/// Writes the whole page into `builder`.
pub(super) fn write(page: &Page<'_>, builder: &mut DocumentBuilder) {
    let mut flow = Flow {
        page,
        builder,
        writer: Writer::default(),
        containers: Vec::new(),
        composite: BlockKind::Paragraph,
        paragraph: Paragraph::default(),
        heading: None,
        closings: Vec::new(),
        is_outside: !page.content.is_everywhere(),
        boilerplate: 0,
        off: 0,
        captions: 0,
        notes: 0,
        groups: Vec::new(),
        anchors: Vec::new(),
        cells: page.limits.table_cells,
    };
    flow.walk(page.tree.html.tree.root());
    flow.end_heading();
    flow.flush();
    flow.release_anchors();
    if flow.cells == 0 {
        table::warn(page.limits.table_cells, flow.builder);
    }
}

pub(super) struct Flow<'p, 'b> {
    page: &'p Page<'p>,
    builder: &'b mut DocumentBuilder,
    writer: Writer,
    /// Lists, items, quotes and definitions that are open: one block of the document holds the outermost.
    containers: Vec<Container>,
    /// What the outermost container is.
    composite: BlockKind,
    paragraph: Paragraph,
    heading: Option<OpenHeading>,
    /// What must be done at the end of elements that are open.
    closings: Vec<(NodeId, Closing)>,
    /// Before or behind the main content.
    is_outside: bool,
    boilerplate: usize,
    /// How many elements are open in which headings open no section.
    off: usize,
    captions: usize,
    /// Sections of footnotes.
    notes: usize,
    /// For each `<hgroup>`, whether its heading was found.
    groups: Vec<bool>,
    /// Names that stood before the next block.
    anchors: Vec<String>,
    /// How many cells tables may still add.
    cells: usize,
}

#[derive(Debug)]
enum Container {
    /// The number of the next item; `None` for bullets.
    List(Option<(i64, bool)>),
    Item,
    Quote,
    /// Whether its last part was a term.
    Terms {
        is_behind_term: bool,
    },
    Description,
}

#[derive(Debug, Clone, Copy)]
enum Closing {
    Block,
    Mark,
    Quotation,
    Heading,
    Boilerplate,
    Outside,
    Off,
    Caption,
    Notes,
    Scope,
    Group,
    Container { has_prefix: bool },
}

/// What a paragraph consists of, to tell figures and formulas from text.
#[derive(Debug, Default)]
struct Paragraph {
    has_text: bool,
    has_image: bool,
    has_formula: bool,
}

struct OpenHeading {
    level: u8,
    anchor: Option<String>,
    span: Span,
    writer: Writer,
}

/// Whether to go into an element.
#[derive(PartialEq, Eq)]
enum Descend {
    Into,
    Over,
}

impl Flow<'_, '_> {
    fn walk(&mut self, root: Place<'_>) {
        let mut node = root;
        loop {
            let descend = self.open(node);
            if let Some(child) = node.first_child().filter(|_| descend == Descend::Into) {
                node = child;
                continue;
            }
            self.close(node.id());
            loop {
                if node.id() == root.id() {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return };
                node = parent;
                self.close(node.id());
            }
        }
    }

    fn open(&mut self, node: Place<'_>) -> Descend {
        match node.value() {
            Node::Text(text) => {
                self.text(text, self.page.tree.span(node.id()));
                Descend::Over
            }
            Node::Element(element) => self.element(node, element),
            Node::Document | Node::Fragment => Descend::Into,
            _ => Descend::Over,
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        let has_text = text.contains(|c| !is_space(c));
        if !has_text {
            return self.writer().space();
        }
        if self.heading.is_none() && self.containers.is_empty() {
            self.paragraph.has_text = true;
        }
        self.writer().text(text, span);
    }

    fn element(&mut self, node: Place<'_>, element: &Element) -> Descend {
        let role = role(element);
        if role == Role::Dropped
            || is_hidden(element)
            || (self.heading.is_some() && is_note_mark(element))
        {
            return Descend::Over;
        }
        if self
            .heading
            .as_ref()
            .is_some_and(|heading| !heading.writer.is_empty())
            && ends_heading(element, role)
        {
            self.end_heading();
        }
        let id = node.id();
        let span = self.page.tree.span(id);
        self.regions(node, element, role, span);
        if is_block(role) {
            self.boundary(match role {
                Role::Item | Role::Term | Role::Description => Break::Line,
                Role::List if matches!(self.containers.last(), Some(Container::Item)) => {
                    Break::Line
                }
                _ => Break::Blank,
            });
            if self.containers.is_empty() {
                self.writer().begin_element(span.start);
            }
        }
        if let Some(name) = anchor(element) {
            self.anchors.push(name.to_owned());
        }
        self.role(node, element, role, span)
    }

    fn role(&mut self, node: Place<'_>, element: &Element, role: Role, span: Span) -> Descend {
        let id = node.id();
        match role {
            Role::Dropped => return Descend::Over,
            Role::Heading(level) => self.start_heading(id, element, level, span),
            Role::Block => self.closings.push((id, Closing::Block)),
            Role::List => self.start_list(id, element),
            Role::Item => self.start_item(id, element),
            Role::Quote => {
                self.start_container(id, Container::Quote, BlockKind::Quote, Some(("> ", "> ")));
            }
            Role::Terms => self.start_container(
                id,
                Container::Terms {
                    is_behind_term: false,
                },
                BlockKind::Definition,
                None,
            ),
            Role::Term => self.start_term(id),
            Role::Description => self.start_description(id),
            Role::Table => return self.table(node, span),
            Role::Preformatted => return self.preformatted(node, span),
            Role::Figure | Role::Details => {
                self.closings.push((id, Closing::Block));
                if self.makes_sections() {
                    self.builder.open_scope();
                    self.closings.push((id, Closing::Scope));
                }
            }
            Role::Caption => {
                self.captions += 1;
                self.closings.push((id, Closing::Caption));
            }
            Role::Image => self.image(element, span),
            Role::Math => {
                self.formula(node, element, span);
                return Descend::Over;
            }
            Role::LineBreak => self.line(),
            Role::Rule => self.rule(span),
            Role::Checkbox if matches!(self.containers.last(), Some(Container::Item)) => {
                let mark = if attr(element, "checked").is_some() {
                    "[x]"
                } else {
                    "[ ]"
                };
                self.writer().verbatim(mark, span);
                self.writer().space();
            }
            Role::Checkbox | Role::Inline => {}
            Role::Strong => self.mark(id, Mark::Pair("**")),
            Role::Emphasis => self.mark(id, Mark::Pair("*")),
            Role::Struck => self.mark(id, Mark::Pair("~~")),
            Role::Code => self.mark(id, Mark::Code),
            Role::Quotation => {
                self.writer().text("\"", span);
                self.closings.push((id, Closing::Quotation));
            }
            Role::Link => return self.link(node, element),
        }
        Descend::Into
    }

    /// Parts of the page in which text is no content or headings are no sections.
    fn regions(&mut self, node: Place<'_>, element: &Element, role: Role, span: Span) {
        let id = node.id();
        if self.is_outside && self.page.content.begins_at(id) {
            self.part();
            self.is_outside = false;
            self.closings.push((id, Closing::Outside));
        }
        if role != Role::Block && role != Role::List && role != Role::Inline {
            return;
        }
        if self.containers.is_empty() && self.page.content.is_boilerplate(node, element) {
            self.part();
            self.boilerplate += 1;
            self.closings.push((id, Closing::Boilerplate));
            self.writer().begin_element(span.start);
        }
        if matches!(
            element.name(),
            "nav" | "aside" | "footer" | "dialog" | "search" | "td" | "th"
        ) || has_role(
            element,
            &[
                "navigation",
                "complementary",
                "contentinfo",
                "dialog",
                "alertdialog",
            ],
        ) {
            self.off += 1;
            self.closings.push((id, Closing::Off));
        }
        if element.name() == "hgroup" {
            self.groups.push(false);
            self.closings.push((id, Closing::Group));
        }
        if has_role(element, &["doc-endnotes"]) || has_class(element, |class| class == "footnotes")
        {
            self.part();
            self.notes += 1;
            self.closings.push((id, Closing::Notes));
        }
    }

    fn close(&mut self, id: NodeId) {
        while let Some((_, closing)) = self.closings.pop_if(|(of, _)| *of == id) {
            match closing {
                Closing::Block => self.boundary(Break::Blank),
                Closing::Mark => self.writer().close_mark(),
                Closing::Quotation => {
                    let span = Span::new(self.page.tree.span(id).end, self.page.tree.span(id).end);
                    self.writer().closing_quote(span);
                }
                Closing::Heading => self.end_heading(),
                Closing::Boilerplate => {
                    self.part();
                    self.boilerplate -= 1;
                }
                Closing::Outside => {
                    self.part();
                    self.is_outside = true;
                }
                Closing::Off => self.off -= 1,
                Closing::Caption => {
                    self.boundary(Break::Blank);
                    self.captions -= 1;
                }
                Closing::Notes => {
                    self.part();
                    self.notes -= 1;
                }
                Closing::Scope => {
                    self.part();
                    self.builder.close_scope();
                }
                Closing::Group => {
                    self.groups.pop();
                }
                Closing::Container { has_prefix } => self.end_container(has_prefix),
            }
        }
    }

    fn writer(&mut self) -> &mut Writer {
        match &mut self.heading {
            Some(heading) => &mut heading.writer,
            None => &mut self.writer,
        }
    }

    /// Ends what was written as one block, unless a container goes on or a heading has blocks inside.
    fn boundary(&mut self, kind: Break) {
        if let Some(heading) = &mut self.heading {
            heading.writer.space();
        } else if self.containers.is_empty() {
            self.flush();
        } else {
            let rank = self.rank();
            self.writer.break_block(kind, rank);
        }
    }

    /// Ends everything: what follows belongs to another part of the page.
    fn part(&mut self) {
        self.end_heading();
        if self.containers.is_empty() {
            self.flush();
        }
    }

    fn rank(&self) -> u8 {
        u8::try_from(self.containers.len().clamp(1, MAX_RANK)).unwrap_or(u8::MAX)
    }

    /// Whether a heading here opens a section. In lists and quotes it is text, as in Markdown: one tree for both.
    fn makes_sections(&self) -> bool {
        self.off == 0
            && !self.is_boilerplate()
            && self.containers.is_empty()
            && self.heading.is_none()
    }

    fn is_boilerplate(&self) -> bool {
        self.is_outside || self.boilerplate > 0
    }

    fn mark(&mut self, id: NodeId, mark: Mark) {
        self.writer().open_mark(mark);
        self.closings.push((id, Closing::Mark));
    }
}

fn is_block(role: Role) -> bool {
    use Role as R;
    matches!(
        role,
        R::Heading(_)
            | R::Block
            | R::List
            | R::Item
            | R::Quote
            | R::Terms
            | R::Term
            | R::Description
            | R::Table
            | R::Preformatted
            | R::Figure
            | R::Caption
            | R::Details
            | R::Rule
    )
}

#[cfg(test)]
mod tests;

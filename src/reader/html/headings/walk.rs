//! Walks the content of a page and collects its lines with their looks.

use super::super::content::MainContent;
use super::super::element::{Role, attr, has_class, role};
use super::super::pieces::watched;
use super::super::style::{Declarations, Size, StyleSheet};
use super::super::traverse::Traversal;
use super::super::tree::{Element, HtmlNode, Node, NodeId, Tree, TreeEdge};
use super::elements::{is_block, is_heading_class, is_of_site, is_skipped};
use super::lines::{LineStyle, StyledLine, StyledLines};
use crate::limits::Watch;

/// The size of letters where the page declares none, in points.
const USUAL_SIZE: f32 = 12.0;

/// The bytes of a line that are kept; a heading is shorter.
const MAX_TEXT_BYTES: usize = 320;

/// A cell with more characters is not on one line with the next.
const MAX_LABEL_CHARS: usize = 120;

/// Elements nested deeper have the style of those around them.
const MAX_DEPTH: usize = 600;

/// The style of text inside of an element that is open.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // independent properties of a style
struct Around {
    id: NodeId,
    is_bold: bool,
    is_italic: bool,
    is_underlined: bool,
    is_centred: bool,
    is_uppercase: bool,
    is_named: bool,
    is_link: bool,
    is_inside: bool,
    size: f32,
    /// The number of texts before the element.
    first: u32,
    is_block: bool,
}

/// The line that is read.
#[derive(Debug, Default)]
struct OpenLine {
    text: String,
    chars: usize,
    bold: usize,
    italic: usize,
    underlined: usize,
    linked: usize,
    lower: usize,
    upper: usize,
    is_centred: bool,
    is_named: bool,
    is_inside: bool,
    size: f32,
    /// The number of texts before the line.
    first: u32,
    /// The innermost block, and else the innermost element, with exactly the texts of the
    /// line so far; with the number of texts at its end.
    block: Option<(NodeId, u32)>,
    inline: Option<(NodeId, u32)>,
}

struct LineWalk<'p> {
    sheet: &'p StyleSheet,
    around: Vec<Around>,
    line: OpenLine,
    /// A block began or ended after the last text.
    is_pending: bool,
    /// The number of texts so far.
    texts: u32,
    /// The number of texts before the row of a table, and before the cell that continues
    /// its line.
    row: u32,
    cell: Option<u32>,
    lines: StyledLines,
}

/// Returns the lines of the content of a page.
pub(super) fn lines(
    tree: &Tree,
    content: &MainContent,
    sheet: &StyleSheet,
    watch: &Watch,
) -> StyledLines {
    let mut walk = LineWalk {
        sheet,
        around: Vec::new(),
        line: OpenLine::default(),
        is_pending: false,
        texts: 0,
        row: 0,
        cell: None,
        lines: StyledLines::default(),
    };
    // The content that is open, and the number of elements that begin it.
    let mut within = usize::from(content.is_everywhere());
    let mut edges = Traversal::new(tree.root());
    while let Some(edge) = edges.next_until(|| watch.step()) {
        match edge {
            TreeEdge::Open(node) => match node.value() {
                Node::Text(text) if within > 0 => walk.text(text, watch),
                Node::Element(element) => {
                    walk.lines.is_of_site |= is_of_site(element);
                    if is_skipped(node, element, content, watch) {
                        walk.is_pending |= role(element) != Role::Dropped;
                        edges.omit(node);
                    } else {
                        within += usize::from(content.begins_at(node.id()));
                        walk.open(node, element);
                    }
                }
                _ => {}
            },
            TreeEdge::Close(node) => {
                within -= usize::from(content.begins_at(node.id()));
                walk.close(node.id());
            }
        }
    }
    walk.finish();
    walk.lines
}

impl LineWalk<'_> {
    fn open(&mut self, node: HtmlNode<'_>, element: Element<'_>) {
        let role = role(element);
        match element.name() {
            "tr" => {
                self.is_pending = true;
                self.row = self.texts;
                self.cell = None;
            }
            "td" | "th" => {
                let is_in_row = self.line.chars > 0 && self.line.first >= self.row;
                let is_joined = is_in_row && self.line.chars <= MAX_LABEL_CHARS;
                self.is_pending = !is_joined;
                if is_joined {
                    self.line.text.push(' ');
                }
                self.cell = is_joined.then_some(self.texts);
            }
            "br" => self.is_pending = true,
            // The beginning of a cell is on the line of the label beside it.
            _ if is_block(role) && self.cell != Some(self.texts) => self.is_pending = true,
            _ => {}
        }
        if self.around.len() < MAX_DEPTH {
            let around = self.style(node.id(), element, role);
            self.around.push(around);
        }
    }

    fn style(&self, id: NodeId, element: Element<'_>, role: Role) -> Around {
        let outer = self.around.last().copied().unwrap_or(Around {
            id,
            is_bold: false,
            is_italic: false,
            is_underlined: false,
            is_centred: false,
            is_uppercase: false,
            is_named: false,
            is_link: false,
            is_inside: false,
            size: USUAL_SIZE,
            first: 0,
            is_block: false,
        });
        let Declarations {
            bold,
            italic,
            centred,
            capitals,
            underlined,
            size,
            ..
        } = self.sheet.style(element);
        let is_list = matches!(
            role,
            Role::List | Role::Item | Role::Quote | Role::Terms | Role::Caption | Role::Figure
        );
        Around {
            id,
            is_bold: bold
                .unwrap_or(outer.is_bold || role == Role::Strong || element.name() == "th"),
            is_italic: italic.unwrap_or(outer.is_italic || role == Role::Emphasis),
            is_underlined: underlined.unwrap_or(false)
                || outer.is_underlined
                || matches!(element.name(), "u" | "ins"),
            is_centred: centred.unwrap_or(outer.is_centred || element.name() == "center"),
            is_uppercase: capitals.unwrap_or(outer.is_uppercase),
            is_named: outer.is_named || has_class(element, is_heading_class),
            is_link: outer.is_link || (role == Role::Link && attr(element, "href").is_some()),
            is_inside: outer.is_inside || is_list,
            size: match size {
                Some(Size::Points(points)) => points,
                Some(Size::Factor(factor)) => (outer.size * factor).clamp(1.0, 200.0),
                None => match element.name() {
                    "big" => outer.size * 1.2,
                    "small" => outer.size / 1.2,
                    _ => outer.size,
                },
            },
            first: self.texts,
            is_block: is_block(role) || element.name() == "tr",
        }
    }

    fn close(&mut self, id: NodeId) {
        let Some(around) = self.around.pop_if(|around| around.id == id) else {
            return;
        };
        // Blank cells do not end the line of the label before them.
        if around.is_block && around.first < self.texts {
            self.is_pending = true;
        }
        if around.first == self.line.first && self.texts > self.line.first {
            let place = if around.is_block {
                &mut self.line.block
            } else {
                &mut self.line.inline
            };
            if place.is_none_or(|(_, texts)| texts != self.texts) {
                *place = Some((id, self.texts));
            }
        }
    }

    fn text(&mut self, text: &str, watch: &Watch) {
        let Some(around) = self.around.last().copied() else {
            return;
        };
        if text.chars().all(char::is_whitespace) {
            return;
        }
        if self.is_pending {
            self.finish();
        }
        self.is_pending = false;
        let line = &mut self.line;
        if line.chars == 0 {
            line.first = self.texts;
            (line.is_centred, line.size) = (around.is_centred, around.size);
            (line.is_named, line.is_inside) = (around.is_named, around.is_inside);
        }
        self.texts += 1;
        // Hidden marks and lone signs do not change the look: `<b>Item 1</b>.`
        let Letters {
            chars,
            upper,
            lower,
        } = letters(text, watch);
        let of = |is: bool| if is { chars } else { 0 };
        line.chars += chars;
        line.bold += of(around.is_bold);
        line.italic += of(around.is_italic);
        line.underlined += of(around.is_underlined);
        line.linked += of(around.is_link);
        line.upper += if around.is_uppercase { chars } else { upper };
        line.lower += if around.is_uppercase { 0 } else { lower };
        line.size = line.size.min(around.size);
        line.is_inside |= around.is_inside;
        let room = MAX_TEXT_BYTES.saturating_sub(line.text.len());
        line.text.push_str(&text[..text.floor_char_boundary(room)]);
    }

    fn finish(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.line.first = self.texts;
        if line.chars == 0 {
            return;
        }
        let node = [line.block, line.inline].into_iter().flatten();
        let node = { node }.find(|(_, texts)| *texts == self.texts);
        let all = |count: usize| count == line.chars;
        self.lines.push(StyledLine {
            node: node.map(|(id, _)| id),
            text: line.text.split_whitespace().collect::<Vec<_>>().join(" "),
            chars: line.chars,
            look: LineStyle {
                is_bold: all(line.bold),
                is_italic: all(line.italic),
                is_underlined: all(line.underlined),
                is_centred: line.is_centred,
                is_capitals: line.lower == 0 && line.upper > 1,
                is_named: line.is_named,
                size: line.size,
            },
            is_link: all(line.linked),
            is_inside: line.is_inside,
        });
    }
}

/// The number of letters and digits of a text, and of letters of each case.
#[derive(Debug, Default)]
struct Letters {
    chars: usize,
    upper: usize,
    lower: usize,
}

/// Counts the letters of `text`, as far as `watch` permits.
fn letters(text: &str, watch: &Watch) -> Letters {
    let mut letters = Letters::default();
    for piece in watched(text, watch) {
        for c in piece.chars() {
            letters.chars += usize::from(c.is_alphanumeric());
            letters.upper += usize::from(c.is_uppercase());
            letters.lower += usize::from(c.is_lowercase());
        }
    }
    letters
}

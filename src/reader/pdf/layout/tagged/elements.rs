//! Translates tags into elements: the kind of their text, and the list or table around
//! it.

use crate::reader::pdf::layout::blocks::ListItem;
use crate::reader::pdf::page::StructureElement;

/// The deepest level of a heading that is tagged `H`, whose level is that of its section.
const MAX_HEADING_LEVEL: u16 = 6;

/// A tag with what it inherits from the tags around it.
#[derive(Debug, Clone, Default)]
pub(super) struct TaggedElement {
    pub(super) kind: ElementKind,
    /// The element that its text belongs to: for a word in bold, its paragraph.
    pub(super) leaf: Option<usize>,
    /// The outermost list around it.
    pub(super) list: Option<usize>,
    /// The outermost table around it.
    pub(super) table: Option<usize>,
    /// The innermost item around it.
    pub(super) item: Option<usize>,
    /// The row of the outermost table around it.
    pub(super) row: Option<usize>,
    /// The cell of the outermost table around it.
    pub(super) cell: Option<usize>,
    /// The number of lists around its own list.
    pub(super) list_depth: u8,
    /// The number of lists around it.
    lists: u8,
    /// It is a cell that heads its row or column.
    pub(super) is_header: bool,
    /// The number of columns that a cell spans.
    pub(super) columns: u16,
    /// The number of rows that a cell spans.
    pub(super) rows: u16,
}

/// The kind of an element's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ElementKind {
    #[default]
    Text,
    Heading(u8),
    Label,
    Code,
    Quote,
    Caption,
    Note,
}

impl ElementKind {
    /// Returns whether the text is tagged as a heading.
    ///
    /// A paragraph in bold, tagged as `P`, is none: in a list, `LBody > P` stays in its
    /// item, while `LBody > H1` is taken out of the list. Without this test the heading
    /// would be an item.
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Self::Heading(_))
    }
}

impl TaggedElement {
    /// Returns whether the element is in a table but in none of its rows, as a caption
    /// is.
    ///
    /// Word tags text boxes that float over a table inside of it: a box would be a row of
    /// the table.
    pub(super) fn is_beside_cells(&self) -> bool {
        // A floating text box is tagged in the table, but in no row of it.
        self.table.is_some() && self.row.is_none() && self.cell.is_none()
    }
}

/// Returns all tags as elements, with the same indices.
///
/// Writers of forms frame a title as a table of one cell; readers see a heading. So the
/// text of that table belongs to what is around it. As a table, the title would be in no
/// outline.
pub(super) fn elements(tags: &[StructureElement]) -> Vec<TaggedElement> {
    let cells = cell_counts(tags);
    let mut elements: Vec<TaggedElement> = Vec::with_capacity(tags.len());
    for (at, tag) in tags.iter().enumerate() {
        let parent = tag.parent.and_then(|parent| elements.get(parent as usize));
        let around = parent.cloned().unwrap_or_default();
        // A title framed as one cell belongs to what is around the table.
        let element = if tag.role == "Table" && cells[at] < 2 {
            around
        } else {
            element(at, tag, around)
        };
        elements.push(element);
    }
    elements
}

/// Returns the number of cells of each table, without those of tables in it.
///
/// A table of one cell may hold a table of many: counted with them, the frame around the
/// inner table would be the table.
fn cell_counts(tags: &[StructureElement]) -> Vec<usize> {
    let mut tables: Vec<Option<usize>> = Vec::with_capacity(tags.len());
    let mut cells = vec![0; tags.len()];
    for (at, tag) in tags.iter().enumerate() {
        let around = (tag.parent).and_then(|parent| *tables.get(parent as usize)?);
        // Of the innermost table only: the frame around a table has one cell.
        if let ("TD" | "TH", Some(table)) = (tag.role.as_str(), around) {
            cells[table] += 1;
        }
        tables.push(if tag.role == "Table" {
            Some(at)
        } else {
            around
        });
    }
    cells
}

/// Returns a tag as an element, given the element around it.
///
/// The kind of a tag decides whether text begins with it: `P`, `LBody` and `TD` do, while
/// `Span` keeps the leaf around it, or each bold word would be a paragraph. A `P` in a
/// `Note` is a note, and `Code` in a paragraph is a word of it. The rows of a table in a
/// cell are lines of that cell, since Markdown has no tables in tables.
fn element(at: usize, tag: &StructureElement, around: TaggedElement) -> TaggedElement {
    // A `Span` keeps the leaf around it: its text belongs to that paragraph.
    let mut element = around;
    let leaf = |element: &mut TaggedElement, kind| {
        element.leaf = Some(at);
        element.kind = kind;
    };
    // A note of two paragraphs is two elements `P` in a `Note`: both are notes.
    let inherited = match element.kind {
        kind @ (ElementKind::Caption | ElementKind::Note | ElementKind::Quote) => kind,
        _ => ElementKind::Text,
    };
    match tag.role.as_str() {
        "P" | "Figure" | "Formula" | "TOCI" | "LBody" | "DD" | "DT" | "BibEntry" | "Form" => {
            leaf(&mut element, inherited);
        }
        "Title" => leaf(&mut element, ElementKind::Heading(1)),
        "H" => {
            let level = u8::try_from(tag.depth.clamp(1, MAX_HEADING_LEVEL)).unwrap_or(1);
            leaf(&mut element, ElementKind::Heading(level));
        }
        "Lbl" if element.item.is_some() => leaf(&mut element, ElementKind::Label),
        // In a paragraph it is a word, and the leaf around it stays.
        "Code" if element.leaf.is_none() => leaf(&mut element, ElementKind::Code),
        "BlockQuote" => leaf(&mut element, ElementKind::Quote),
        "Caption" => leaf(&mut element, ElementKind::Caption),
        "Note" | "FENote" => leaf(&mut element, ElementKind::Note),
        // The leaf of the item around it would take the text of the list.
        "L" | "TOC" => {
            element.list = element.list.or(Some(at));
            element.list_depth = element.lists.min(ListItem::MAX_DEPTH);
            element.lists = element.lists.saturating_add(1);
            element.leaf = None;
        }
        "LI" => {
            element.item = Some(at);
            leaf(&mut element, ElementKind::Text);
        }
        "Table" => {
            element.table = element.table.or(Some(at));
            element.leaf = None;
        }
        // Not in a cell: Markdown has no tables in tables, so these are lines of the
        // cell.
        "TR" if element.table.is_some() && element.cell.is_none() => element.row = Some(at),
        "TD" | "TH" if element.table.is_some() && element.cell.is_none() => {
            element.cell = Some(at);
            element.is_header = tag.role == "TH";
            element.columns = tag.columns;
            element.rows = tag.rows;
            leaf(&mut element, ElementKind::Text);
        }
        // Boxes without a meaning begin a leaf only where there is none.
        "TD" | "TH" | "Div" | "NonStruct" | "Private" => {
            if element.leaf.is_none() {
                leaf(&mut element, inherited);
            }
        }
        "Document" | "Part" | "Sect" | "Art" | "Aside" | "DocumentFragment" => element.leaf = None,
        role => {
            if let Some(level) = role.strip_prefix('H').and_then(|level| level.parse().ok()) {
                leaf(&mut element, ElementKind::Heading(level));
            }
        }
    }
    if tag.role == "TOCI" {
        element.item = Some(at);
    }
    element
}

//! What each tag means, with what it is in.

use super::super::super::page::Tag;

/// A tag and what it is in.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// The element that its text belongs to: the paragraph of a word in bold.
    pub(super) leaf: Option<usize>,
    /// The outermost list and table that it is in.
    pub(super) list: Option<usize>,
    pub(super) table: Option<usize>,
    /// The innermost item, row and cell.
    pub(super) item: Option<usize>,
    pub(super) row: Option<usize>,
    pub(super) cell: Option<usize>,
    /// How many lists are around its list.
    pub(super) list_depth: u8,
    lists: u8,
    /// Of a cell: it heads its row or column.
    pub(super) is_header: bool,
    /// Columns and rows that a cell spans.
    pub(super) span: (u16, u16),
}

/// What an element's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Text,
    Heading(u8),
    Label,
    Code,
    Quote,
    Caption,
    Note,
}

impl Element {
    /// Whether a table holds it, but none of its rows: its caption, or what floats above its cells.
    pub(super) fn is_beside_cells(&self) -> bool {
        self.table.is_some() && self.row.is_none() && self.cell.is_none()
    }
}

/// All tags as elements; what holds for one holds for those in it.
pub(super) fn elements(tags: &[Tag]) -> Vec<Element> {
    let cells = cells(tags);
    let mut elements: Vec<Element> = Vec::with_capacity(tags.len());
    for (at, tag) in tags.iter().enumerate() {
        let parent = tag.parent.and_then(|parent| elements.get(parent as usize));
        let around = parent.cloned().unwrap_or_default();
        // A table of one cell is a frame around what it holds.
        let element = if tag.role == "Table" && cells[at] < 2 {
            around
        } else {
            element(at, tag, around)
        };
        elements.push(element);
    }
    elements
}

/// How many cells each table has, those of tables in it left out.
fn cells(tags: &[Tag]) -> Vec<usize> {
    let mut tables: Vec<Option<usize>> = Vec::with_capacity(tags.len());
    let mut cells = vec![0; tags.len()];
    for (at, tag) in tags.iter().enumerate() {
        let around = (tag.parent).and_then(|parent| *tables.get(parent as usize)?);
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

fn element(at: usize, tag: &Tag, around: Element) -> Element {
    let mut element = around;
    let leaf = |element: &mut Element, kind| {
        element.leaf = Some(at);
        element.kind = kind;
    };
    // What a caption, a note or a quote holds is one, in paragraphs of its own perhaps.
    let inherited = match element.kind {
        kind @ (Kind::Caption | Kind::Note | Kind::Quote) => kind,
        _ => Kind::Text,
    };
    match tag.role.as_str() {
        "P" | "Figure" | "Formula" | "TOCI" | "LBody" | "DD" | "DT" | "BibEntry" | "Form" => {
            leaf(&mut element, inherited);
        }
        "Title" => leaf(&mut element, Kind::Heading(1)),
        "H" => {
            let level = u8::try_from(tag.depth.clamp(1, 6)).unwrap_or(1);
            leaf(&mut element, Kind::Heading(level));
        }
        "Lbl" if element.item.is_some() => leaf(&mut element, Kind::Label),
        "Code" if element.leaf.is_none() => leaf(&mut element, Kind::Code),
        "BlockQuote" => leaf(&mut element, Kind::Quote),
        "Caption" => leaf(&mut element, Kind::Caption),
        "Note" | "FENote" => leaf(&mut element, Kind::Note),
        "L" | "TOC" => {
            element.list = element.list.or(Some(at));
            element.list_depth = element.lists.min(8);
            element.lists = element.lists.saturating_add(1);
            element.leaf = None;
        }
        "LI" => {
            element.item = Some(at);
            leaf(&mut element, Kind::Text);
        }
        "Table" => {
            element.table = element.table.or(Some(at));
            element.leaf = None;
        }
        "TR" if element.table.is_some() && element.cell.is_none() => element.row = Some(at),
        "TD" | "TH" if element.table.is_some() && element.cell.is_none() => {
            element.cell = Some(at);
            element.is_header = tag.role == "TH";
            element.span = tag.span;
            leaf(&mut element, Kind::Text);
        }
        "TD" | "TH" | "Div" | "NonStruct" | "Private" => {
            if element.leaf.is_none() {
                leaf(&mut element, inherited);
            }
        }
        "Document" | "Part" | "Sect" | "Art" | "Aside" | "DocumentFragment" => element.leaf = None,
        role => {
            if let Some(level) = role.strip_prefix('H').and_then(|level| level.parse().ok()) {
                leaf(&mut element, Kind::Heading(level));
            }
        }
    }
    if tag.role == "TOCI" {
        element.item = Some(at);
    }
    element
}

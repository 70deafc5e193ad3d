//! Classifies the lines of a column by what a table of amounts has in a line.

use super::cells::{AmountCell, CellKind, cells, has_gap};
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::Extent;

/// The content of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShapeKind {
    /// Numbers, mostly beside a label.
    Amounts,
    /// Years, and perhaps a label: the last line of most heads.
    Years,
    /// One text: a label, or a line of a paragraph.
    Text,
    /// Several texts.
    Texts,
}

/// A line and its cells.
#[derive(Debug)]
pub(super) struct LineShape {
    pub(super) kind: ShapeKind,
    /// The cells from the left. A line of a paragraph has none: they are not needed.
    pub(super) cells: Vec<AmountCell>,
}

impl LineShape {
    /// Returns the cells of a line and its kind.
    ///
    /// Most lines of a document are paragraphs, so their words are not classified. Text
    /// that is read from right to left is not in the order of its places. A number at the
    /// beginning of a line with other cells may be that of a note, "1   Inventories", so
    /// another amount must follow it. A line of years heads columns: "2024   2023" is no
    /// row. Without these rules each numbered heading and each line of heads would begin
    /// a table.
    fn of(line: &Line, words: &WordArena) -> Self {
        // Cells are found from the left: words in another order have none.
        let is_ordered = || line.words.windows(2).all(|pair| pair[0].x0 <= pair[1].x0);
        // Most lines end here: without a gap the words need not be classified.
        if !(has_gap(line) || line.words.len() == 1) || !is_ordered() {
            return Self {
                kind: ShapeKind::Text,
                cells: Vec::new(),
            };
        }
        let cells = cells(line, words);
        let count = |kind| cells.iter().filter(|cell| cell.kind == kind).count();
        let (amounts, years) = (count(CellKind::Amount), count(CellKind::Year));
        let is_first_amount = usize::from(cells[0].kind == CellKind::Amount);
        // Not the first number alone, which may be that of a note: "1   Inventories".
        let kind = if amounts > is_first_amount || (amounts > 0 && cells.len() == 1) {
            ShapeKind::Amounts
        } else if years > 0 && cells[1..].iter().all(|cell| cell.kind == CellKind::Year) {
            // The first cell may be the label of the years.
            ShapeKind::Years
        } else if cells.len() == 1 {
            ShapeKind::Text
        } else {
            ShapeKind::Texts
        };
        Self { kind, cells }
    }

    /// Returns true if a table may begin with the line.
    ///
    /// A label alone, "Assets", is above the first row; a number alone may be that of a
    /// page. If a lone number began a table, the line below a page number would be in
    /// one.
    pub(super) fn begins_table(&self) -> bool {
        self.kind == ShapeKind::Amounts && self.cells.len() > 1
    }

    /// Returns true if the first cell of the line is the label of a row.
    ///
    /// A year before amounts is the label of their row: "2024   2,327   1,480". Without
    /// this rule the years would be a column of numbers.
    pub(super) fn has_label(&self) -> bool {
        let is_label = |first: &AmountCell| {
            // A year before amounts labels the row; before other years it heads a column.
            first.is_text() || (first.kind == CellKind::Year && self.kind == ShapeKind::Amounts)
        };
        self.cells.len() > 1 && is_label(&self.cells[0])
    }

    /// Returns the cells beside the label.
    pub(super) fn values(&self) -> &[AmountCell] {
        &self.cells[usize::from(self.has_label()).min(self.cells.len())..]
    }

    /// Returns the extent of the label.
    pub(super) fn label(&self) -> Option<Extent> {
        self.has_label().then(|| self.cells[0].extent)
    }
}

/// Returns the shape of each line.
pub(super) fn shapes(lines: &[Line], words: &WordArena) -> Vec<LineShape> {
    lines
        .iter()
        .map(|line| LineShape::of(line, words))
        .collect()
}

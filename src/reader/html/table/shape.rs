//! Separates tables of data from tables that only place things on the page.

use super::super::element::{Role, role};
use super::super::tree::{HtmlNode, Node};
use super::columns::Columns;
use super::grid::Grid;
use super::rows::{cells, is, rows};
use crate::lexicon::roman::Numerals;
use crate::limits::Watch;

/// The longest mark of a list, in bytes: `(viii)`, `10.1.2`.
const MAX_MARK_BYTES: usize = 8;

/// Numerals of items, in either case. A bracket or a full stop follows them, without
/// which "I" and "mix" are words.
const NUMERALS: Numerals = Numerals {
    letters: "ivxlcIVXLC",
    max_letters: MAX_MARK_BYTES,
};

/// Returns true for tables of data. Tables that only place things on the page are read as
/// if their cells were paragraphs.
pub(in crate::reader::html) fn holds_data(table: HtmlNode<'_>, watch: &Watch) -> bool {
    if is_marked(table, watch) {
        return true;
    }
    let (mut height, mut width) = (0, 0);
    for row in rows(table, watch) {
        // A row without text only sets the widths of the columns.
        height += usize::from(cells(row, watch).any(has_text));
        width = width.max(cells(row, watch).take(2).count());
        if cells(row, watch).any(|cell| cell.descendants().any(places)) {
            return false;
        }
    }
    // One row or one column without headers is a layout: a row of logos, a centred box.
    height > 1 && width > 1
}

fn has_text(cell: HtmlNode<'_>) -> bool {
    let mut texts = cell.descendants().filter_map(|node| node.value().as_text());
    texts.any(|text| !text.trim().is_empty())
}

/// Returns true if the markup declares that a table holds data.
pub(in crate::reader::html) fn is_marked(table: HtmlNode<'_>, watch: &Watch) -> bool {
    let mut parts = table.children();
    parts.any(|part| is(part, "caption") || is(part, "thead"))
        || rows(table, watch).any(|row| cells(row, watch).any(|cell| is(cell, "th")))
}

/// Returns true for headings, lists and forms, which no cell of data has.
fn places(node: HtmlNode<'_>) -> bool {
    let Node::Element(element) = node.value() else {
        return false;
    };
    matches!(
        role(element),
        Role::Heading(_)
            | Role::Table
            | Role::Preformatted
            | Role::List
            | Role::Terms
            | Role::Figure
    ) || element.name() == "form"
}

/// Returns true if the rows are items of a list with their marks in a cell of their own,
/// or a single column.
pub(super) fn is_list(grid: &Grid<'_>, columns: &Columns) -> bool {
    columns.len() < 2
        || grid.height() < 2
        || grid.rows().all(|cells| match cells {
            [mark, _] => is_mark(grid.of(mark)),
            [text] => text.start > 0,
            _ => false,
        })
}

/// The marks of lists that are one character. `o` and U+F0B7 are bullets of Word.
const BULLETS: &str = "•·▪■●○◦–—-*➢o☐☒\u{f0b7}";

/// Returns true for `•`, `(a)`, `iv.`, `1.2`.
pub(in crate::reader::html) fn is_mark(text: &str) -> bool {
    let text = text.trim_matches('*');
    if text.len() > MAX_MARK_BYTES || text.is_empty() {
        return false;
    }
    if text.chars().count() == 1 && BULLETS.contains(text) {
        return true;
    }
    let inner = text.trim_matches(|c| matches!(c, '(' | ')' | '.' | ']' | '['));
    let is_closed = text.ends_with([')', '.', ']']);
    let is_number = inner.split('.').all(|part| {
        !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    let is_numeral = NUMERALS.value(inner).is_some();
    is_closed && (is_number || is_letter || is_numeral)
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn marks_of_lists_are_neither_words_nor_amounts() {
        for mark in ["•", "(a)", "iv.", "1.", "(10)", "1.2.", "A."] {
            assert!(is_mark(mark), "{mark}");
        }
        for text in ["Tea", "12", "2024", "1,204", "$", "(35) of", "N/A"] {
            assert!(!is_mark(text), "{text}");
        }
    }
}

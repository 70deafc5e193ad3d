//! Tables whose columns are separated by white space.

use super::fragment::{CELL_GAP, Fragment, columns_of, split, split_by_columns, split_header};
use super::model::{PageArea, Table, TableCell};
use super::projection::crossings_allowed;
use super::{chart, header_rows, wrapped};
use crate::reader::pdf::layout::lines::{Context, Line, WordArena};
use crate::reader::pdf::layout::place::{
    EMPTY, Em, Extent, Percent, cover, same_baseline, same_size,
};

/// Rows of a table are nearer to each other.
const MAX_ROW_DISTANCE: Em = Em(3.2);
/// Rows of a table differ by less in size: its notes and its title are set in another
/// one.
const SAME_SIZE: Em = Em(0.12);
/// The second line of a cell is nearer to its first line.
const MAX_REST_DISTANCE: Em = Em(1.5);
/// The second line of a cell begins where the first does, up to this.
const SAME_CELL: Em = Em(0.2);
/// The number of cells above a line that are compared with it: more would be quadratic in
/// long tables.
const MAX_CELLS_ABOVE: usize = 64;
/// Columns nearer than this are one.
const SAME_COLUMN: Em = Em(0.5);
/// A line above this many sizes of the running text is a heading.
const HEADING_SIZE: Em = Em(1.08);
/// A bold line with less space than this below it is the header of a table.
const SPACE_BELOW_HEADING: Em = Em(1.5);
/// A part of a number such as `3.12.a` has fewer letters and digits.
const MAX_NUMBER_PART: usize = 3;
/// The number of a heading has fewer characters.
const MAX_NUMBER_CHARS: u16 = 6;
/// A numbered heading has fewer fragments: its number, and its text.
const MAX_HEADING_FRAGMENTS: usize = 3;
/// Cells have at most this many characters on average: more are the columns of a text.
const MAX_CHARS_PER_CELL: usize = 45;
/// This share of the rows has a label in the first column, in a table with labels.
const LABELLED: Percent = Percent(60);
/// Fragments of one line in a cell have the same baseline, up to this, in points.
const SAME_LINE: f32 = 0.1;
/// A full row has text in this share of the columns.
const FULL_ROW: Percent = Percent(75);
/// In a table with ruled rows, this share of the lines has a rule above it.
const RULED_LINES: Percent = Percent(25);
/// In a table with ruled rows, fewer than one full line per this many ruled ones has no
/// rule.
const RULED_PER_FULL: usize = 8;

/// Reads the table that begins with the first line; returns the number of its lines.
///
/// The columns are found from all rows at once and then split them again: in the first
/// row, "Item No Price", no gap is wide enough. A numbered heading begins no table:
/// "3.3   Technical data" has a gap, too. Three of them below each other would be a
/// table.
pub(crate) fn read(lines: &[Line], context: &Context<'_>) -> Option<(usize, Table)> {
    if is_numbered_heading(&lines[0], lines.get(1), context) {
        return None;
    }
    let mut rows: Vec<Vec<Fragment>> = vec![split(&lines[0], CELL_GAP)];
    // One fragment: the words of a header may be near, and only the row below splits
    // them.
    if rows[0].len() < 2 {
        rows = split_header(&lines[0], lines.get(1)?)?;
    }
    let continuations = collect_rows(lines, &mut rows, context);
    let lines = &lines[..rows.len()];
    let few = crossings_allowed(lines.len());
    let columns = columns_of(lines, few, SAME_COLUMN.at(lines[0].size));
    // A single column is a text whose gaps agree at no place.
    if columns.len() < 2 || !is_table(&rows, continuations, &columns, lines, context.words) {
        return None;
    }
    // Split again by the columns: in "Item No Price" no gap is wide enough by itself.
    let rows: Vec<Vec<Fragment>> = (rows.into_iter().zip(lines))
        .map(|(row, line)| split_by_columns(row, line, &columns))
        .collect();
    Some((lines.len(), build(lines, &rows, &columns, context)))
}

/// Adds the rows below those that were found; returns how many of them continue a cell.
///
/// A wide space, another page, another size or a numbered heading ends the table: the
/// note in small type below it is no row. Two lines of one fragment are a paragraph after
/// the table, unless they are below a cell that is not in the first column; one alone may
/// be the second line of a cell. Without these ends the paragraph after the table would
/// be its last row.
fn collect_rows(lines: &[Line], rows: &mut Vec<Vec<Fragment>>, context: &Context<'_>) -> usize {
    // Rows up to `length` are certain; single fragments after them may be a paragraph.
    let (mut length, mut continuations) = (rows.len(), 0);
    while let Some(line) = lines.get(rows.len()) {
        let above = &lines[rows.len() - 1];
        let distance = line.y - above.y;
        if line.page != above.page
            || distance > MAX_ROW_DISTANCE.at(above.size.max(line.size))
            || !same_size(line.size, above.size, SAME_SIZE)
            || is_numbered_heading(line, lines.get(rows.len() + 1), context)
        {
            break;
        }
        let row = split(line, CELL_GAP);
        // Near to the cell and at its left end: only then is one fragment its second
        // line.
        let continues_cell =
            distance < MAX_REST_DISTANCE.at(above.size) && is_below_cell(&row, rows, line.size);
        // The second line of one fragment: text after the table, not a wrapped cell.
        if row.len() < 2 && rows[rows.len() - 1].len() < 2 && !continues_cell {
            break;
        }
        let is_row = row.len() > 1 || continues_cell;
        continuations += usize::from(continues_cell);
        rows.push(row);
        if is_row {
            length = rows.len();
        }
    }
    // Single fragments at the end have no row below them that would prove them.
    rows.truncate(length);
    continuations
}

/// Returns true if a line is one fragment that begins where a cell does that is not the
/// first of its row.
///
/// The first cells are at the margin, where the paragraph after the table begins too: it
/// would be the rest of "Tea" in the last row.
fn is_below_cell(row: &[Fragment], above: &[Vec<Fragment>], size: f32) -> bool {
    let [fragment] = row else { return false };
    // Not the first cells: at the margin the paragraph after the table begins as well.
    let cells = above.iter().rev().flat_map(|row| row.iter().skip(1));
    cells
        .take(MAX_CELLS_ABOVE)
        .any(|cell| (cell.extent.start - fragment.extent.start).abs() < SAME_CELL.at(size))
}

/// Returns true if a line is a heading whose number is set apart: `3.3   Technical data`.
///
/// Three such headings with no text between them would be a table of two columns. The
/// number is short and the line large, or bold and alone: a bold row "A   Price" directly
/// above rows that are not bold is the header of a table.
fn is_numbered_heading(line: &Line, below: Option<&Line>, context: &Context<'_>) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    let number = context.words.text_of(first);
    let is_part = |part: &str| {
        part.len() < MAX_NUMBER_PART && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    // Headings are numbered "3.1" or "A.2"; a small letter begins another text.
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
        && number.split('.').all(is_part);
    // White space below, and no bold row: else the line is the header of a table.
    let is_alone = || {
        below.is_none_or(|below| {
            !below.style.bold && below.y - line.y > SPACE_BELOW_HEADING.at(line.size)
        })
    };
    let stands_out =
        context.body.is_larger(line.size, HEADING_SIZE) || (line.style.bold && is_alone());
    is_number
        && stands_out
        // More fragments are the cells of a bold header.
        && split(line, CELL_GAP).len() < MAX_HEADING_FRAGMENTS
        && first.chars < MAX_NUMBER_CHARS
}

/// Returns true if the fragments fill the columns as cells do.
///
/// `continuations` of the lines continue a cell of the line above. Three rows are needed,
/// or two below a bold header: "Name   Address" above one row is a form. Lines with an
/// accidental gap, at another place in each, fill few of the columns. Long cells are two
/// columns of text, and equal steps of numbers the labels of an axis. Without these rules
/// a page of two columns, or the axis of a chart, would be a table.
fn is_table(
    rows: &[Vec<Fragment>],
    continuations: usize,
    columns: &[Extent],
    lines: &[Line],
    words: &WordArena,
) -> bool {
    // Rows of one column do not count: a wrapped cell and a note have one, too.
    let (mut full_rows, mut cells) = (0, 0);
    for row in rows {
        let mut filled: Vec<usize> = row.iter().map(|cell| cell.column(columns)).collect();
        filled.dedup();
        if filled.len() > 1 {
            full_rows += 1;
            cells += filled.len();
        }
    }
    // Accidental gaps are at another place in each line, so they fill few of many
    // columns.
    let is_filled = cells * 2 >= full_rows * columns.len();
    // Two rows are enough below a bold header; "Name   Address" above one row is a form.
    let has_header = lines[0].style.bold && !lines[lines.len() - 1].style.bold;
    // Columns of a text, read as rows, have cells as long as lines.
    let chars: u32 = lines.iter().map(|line| line.chars).sum();
    let is_text = usize::try_from(chars).unwrap_or(usize::MAX) > MAX_CHARS_PER_CELL * cells.max(1);
    (full_rows > 2 || (full_rows == 2 && has_header))
        && !(columns.len() == 2 && chart::is_axis(lines, words))
        && !chart::is_chart(lines, rows, columns, words)
        // Lines that continue a cell are never full and must not count against the table.
        && full_rows * 2 > rows.len() - continuations
        && is_filled
        && !is_text
}

/// Builds the table of lines whose fragments are cells.
///
/// Where rules separate all rows, each rule begins a row. Otherwise a line near the line
/// above continues its row if it has no label in a table with labels, if only its label
/// continues in a small letter, or if all of its cells are running text that continues:
/// "Darjeeling" and "(first flush)" below it are one label. As rows of their own, "(first
/// flush)" would be a label without values.
fn build(
    lines: &[Line],
    fragments: &[Vec<Fragment>],
    columns: &[Extent],
    context: &Context<'_>,
) -> Table {
    let mut rows: Vec<Vec<TableCell>> = Vec::new();
    let mut area = EMPTY;
    let is_ruled = is_ruled(lines, fragments, columns);
    let has_labels = has_labels(fragments, columns);
    for (at, (line, line_fragments)) in lines.iter().zip(fragments).enumerate() {
        area = cover(area, line.area);
        let continues_row = if is_ruled {
            !line.is_below_rule
        } else {
            // The line after a header, the second, is a row even if its first cell is
            // empty.
            let is_near = at > 1 && line.y - lines[at - 1].y < MAX_REST_DISTANCE.at(line.size);
            let above = at.checked_sub(1).map_or(&[][..], |above| &fragments[above]);
            is_near && wrapped::continue_cells(line, line_fragments, above, context.words)
                || is_near
                    && has_labels
                    && (!has_label(line_fragments, columns)
                        || is_rest_of_label(line, line_fragments, columns, context))
        };
        // Nothing precedes the first line that it could continue.
        if !continues_row || rows.is_empty() {
            rows.push(vec![TableCell::new(); columns.len()]);
        }
        if let Some(row) = rows.last_mut() {
            add_cells(row, line, line_fragments, columns);
        }
    }
    Table {
        is_of_amounts: false,
        header: header_rows(&rows),
        rows,
        columns: columns.iter().map(|column| column.start).collect(),
        places: vec![PageArea {
            page: lines[0].page,
            area,
        }],
        ..Table::default()
    }
}

/// Adds the fragments of a line to the cells of a row.
///
/// Two fragments of one line in one column are one line of the cell, with a gap inside:
/// "12" and "kg" would otherwise be two lines.
fn add_cells(row: &mut [TableCell], line: &Line, fragments: &[Fragment], columns: &[Extent]) {
    for fragment in fragments {
        let words = line.words[fragment.words.clone()].to_vec();
        let cell = &mut row[fragment.column(columns)];
        // A gap inside a cell: "12" and "kg" are one line of it.
        match (cell.last_mut()).filter(|last| same_baseline(last.y, line.y, SAME_LINE)) {
            Some(last) => last.words.extend(words),
            None => cell.push(Line {
                words,
                area: [
                    fragment.extent.start,
                    line.area[1],
                    fragment.extent.end,
                    line.area[3],
                ],
                underlines: Vec::new(),
                ..*line
            }),
        }
    }
}

/// Returns true if a line has text in the first column.
///
/// "      3    4" below "Tea   1   2" has none, and continues that row. As a row it would
/// have no name.
fn has_label(row: &[Fragment], columns: &[Extent]) -> bool {
    row.iter().any(|cell| cell.column(columns) == 0)
}

/// Returns true if most rows have text in the first column.
///
/// Only then does a line without such text continue the row above. In a table whose first
/// column names groups of rows most lines have none, and each is a row: "Matcha   4"
/// below "Green   Sencha   3".
fn has_labels(rows: &[Vec<Fragment>], columns: &[Extent]) -> bool {
    // Rows of one fragment are wrapped lines or titles, which have no label by nature.
    let rows = || rows.iter().filter(|row| row.len() > 1);
    let labels = rows().filter(|row| has_label(row, columns)).count();
    LABELLED.is_exceeded(labels, rows().count())
}

/// Returns true if rules separate all rows.
///
/// There are many rules, and hardly a line without one fills its columns as a row does.
/// Rules below the header and above the sum, in a table of ten rows, do not separate
/// rows: taken as the ends of rows, they would make one row of all rows between them.
fn is_ruled(lines: &[Line], rows: &[Vec<Fragment>], columns: &[Extent]) -> bool {
    let (mut ruled, mut full) = (0, 0);
    for (line, row) in lines.iter().zip(rows).skip(1) {
        // Two fragments are too few: a wrapped label beside a wrapped value has them.
        let is_full = row.len() > 2 && FULL_ROW.is_reached(row.len(), columns.len());
        ruled += usize::from(line.is_below_rule);
        full += usize::from(is_full && !line.is_below_rule);
    }
    // The header and the sum alone may give two rules.
    ruled > 2 && RULED_LINES.is_exceeded(ruled, lines.len()) && full * RULED_PER_FULL < ruled
}

/// Returns true if only the label of the row above continues, with a small letter.
///
/// "Tea, dried" and "and rolled" is one label; "Tea" and "Milk" are two rows, the second
/// of which has no values yet. Without the small letter "Milk" would be the second line
/// of "Tea".
fn is_rest_of_label(
    line: &Line,
    row: &[Fragment],
    columns: &[Extent],
    context: &Context<'_>,
) -> bool {
    // A value in the line shows a row of its own.
    row.len() == 1
        && row[0].column(columns) == 0
        && line
            .first_char(context.words)
            .is_some_and(char::is_lowercase)
}

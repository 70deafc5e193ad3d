//! Rows of a ruled table that no lines separate, and columns that nothing fills.

use super::model::TableCell;
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::{Em, same_baseline};

/// Running text in a cell has more lines than this: two lines may be two values.
const MAX_LINES_OF_VALUES: usize = 3;
/// Lines with more words than this on average are text, which may end before its cell
/// does.
const MAX_WORDS_OF_VALUE: usize = 3;
/// A line may end this far before the right end of its cell, in points, and be full.
const FULL_LINE_SLACK: f32 = 1.0;
/// Lines are beside each other in the cells of a column that has lines, up to this.
const BESIDE_IN_ROWS: Em = Em(0.3);
/// Lines are beside each other in one row between lines, up to this.
const BESIDE_IN_CELLS: Em = Em(0.4);
/// A cell with at least this many lines may hold those of the rows below it.
const MIN_LINES_TO_SPREAD: usize = 3;
/// A row between lines of this many text lines, all of numbers and in all columns, is
/// split.
const MIN_LINES_OF_NUMBERS: usize = 2;
/// The same where some columns lack a number.
const MIN_LINES_OF_SOME_NUMBERS: usize = 3;
/// The same where the columns hold words: three words in each may be wrapped cells.
const MIN_LINES_OF_WORDS: usize = 4;
/// A row of more text lines is not split: comparing them takes quadratic time.
const MAX_LINES: usize = 500;

/// Takes columns without text out of rows of equal width; returns which columns had some.
///
/// Double lines and the border of a shaded cell make columns that no row fills, which
/// would be written as `| Tea |  | 3 |`.
pub(crate) fn drop_empty_columns(rows: &mut [Vec<TableCell>]) -> Vec<bool> {
    let width = rows.first().map_or(0, Vec::len);
    let is_filled: Vec<bool> = (0..width)
        .map(|column| rows.iter().any(|row| !row[column].is_empty()))
        .collect();
    for row in rows {
        let mut is_filled = is_filled.iter();
        // All rows lose the same columns, so they keep their width.
        row.retain(|_| is_filled.next() == Some(&true));
    }
    is_filled
}

/// Splits a row between lines into the rows that it holds; an empty row holds none.
///
/// `right` returns the right end of the cell in a column. The lines of a paragraph in one
/// cell are beside those in the next: they are one row. Without that rule a row of two
/// descriptions would be as many rows as it has lines.
pub(super) fn split(
    row: Vec<TableCell>,
    right: impl Fn(usize) -> f32,
    words: &WordArena,
) -> Vec<Vec<TableCell>> {
    let mut cells = row.iter().enumerate();
    if row.iter().all(Vec::is_empty) {
        Vec::new()
    } else if cells.any(|(column, cell)| is_wrapped(cell, right(column), words)) {
        // One cell of running text keeps the whole row: its lines are no values.
        vec![row]
    } else {
        by_baselines(row, words)
    }
}

/// Returns whether a cell is running text.
///
/// Each of its lines was ended by the margin, and most continue with a small letter. In a
/// cell of names, "Assam", "Sencha", "Darjeeling", the lines end early, and each is a
/// row. Text that was typed with its own line breaks ends before the cell does, so with
/// several words in a line the widest line is the margin. Without these rules a paragraph
/// in a cell would be a row for each of its lines, or the names one row.
fn is_wrapped(cell: &[Line], right: f32, words: &WordArena) -> bool {
    let is_continuation = |line: &&Line| {
        (line.first_char(words)).is_some_and(|first| first.is_alphabetic() && !first.is_uppercase())
    };
    // The widest line replaces the margin: text with its own breaks ends before the cell.
    let count: usize = cell.iter().map(|line| line.words.len()).sum();
    let widest = (cell.iter()).fold(f32::MIN, |end, line| end.max(line.area[2]));
    let right = if count > MAX_WORDS_OF_VALUE * cell.len() {
        right.min(widest)
    } else {
        right
    };
    let is_full = |pair: &[Line]| pair[0].end_with(&pair[1]) > right - FULL_LINE_SLACK;
    cell.len() > MAX_LINES_OF_VALUES
        // A line that ended early was ended by its author, as in a cell of names.
        && cell.windows(2).all(is_full)
        // Half, not all: a line of a sentence may begin with a name.
        && cell[1..].iter().filter(is_continuation).count() * 2 >= cell.len()
}

/// Moves the lines of a cell into the rows below that they are beside.
///
/// Lines separate the rows in the other columns alone: the first column then is one cell
/// with the names of all rows. Without this rule "Tea", "Milk" and "Water" would be one
/// cell beside the first number, and the rows below would have no name.
pub(super) fn spread(rows: &mut [Vec<TableCell>]) {
    for at in 0..rows.len() {
        for column in 0..rows[at].len() {
            if rows[at][column].len() < MIN_LINES_TO_SPREAD {
                continue;
            }
            // Up to the next filled cell of the column: it begins another label.
            let free = (rows[at + 1..].iter())
                .take_while(|row| row[column].is_empty())
                .count();
            let places = places(&rows[at][column], column, &rows[at..=at + free]);
            if let Some(places) = places {
                let lines = std::mem::take(&mut rows[at][column]);
                for (line, place) in lines.into_iter().zip(places) {
                    rows[at + place][column].push(line);
                }
            }
        }
    }
}

/// Returns the index of the row that each line is beside, or nothing.
///
/// Each line needs a row of its own: the second line of a wrapped name is beside none,
/// and then the cell stays as it is. Without this rule the second line would be in the
/// row of the next name.
fn places(lines: &[Line], column: usize, rows: &[Vec<TableCell>]) -> Option<Vec<usize>> {
    let mut next = 0;
    (lines.iter())
        .map(|line| {
            let is_beside = |row: &Vec<TableCell>| {
                let others = row.iter().enumerate().filter(|(at, _)| *at != column);
                let mut others = others.filter_map(|(_, cell)| cell.first());
                let slack = BESIDE_IN_ROWS.at(line.size);
                others.any(|other| same_baseline(other.y, line.y, slack))
            };
            // After the row of the last line: one row for each, in order.
            let place = next + rows.get(next..)?.iter().position(is_beside)?;
            next = place + 1;
            Some(place)
        })
        .collect()
}

/// Splits a row in which the lines of the cells are beside each other.
///
/// A table may have lines below its header only: all its rows are one row between lines.
/// A label of all of them, such as a year at the left, goes into the first. The row is
/// not split if a line is beside none of the longest cell, or two are beside one: a name
/// of three lines beside a remark of two, set in the middle. Without these rules the
/// whole table would be one row, or the remark would be cut in two.
fn by_baselines(row: Vec<TableCell>, words: &WordArena) -> Vec<Vec<TableCell>> {
    let most = row.iter().map(Vec::len).max().unwrap_or(0);
    let first = row.iter().position(|cell| cell.len() == most).unwrap_or(0);
    // A single line left of the longest cell, such as a year, is a label of all rows.
    let is_label = |column: usize| column < first && row[column].len() == 1;
    let to_split = (0..row.len()).filter(|at| !row[*at].is_empty() && !is_label(*at));
    let to_split: Vec<&TableCell> = to_split.map(|at| &row[at]).collect();
    // Numbers and words need another number of lines before baselines are compared.
    if !holds_rows(&to_split, most, words) {
        return vec![row];
    }
    let row_of = |line: &Line| {
        let is_beside =
            |other: &Line| same_baseline(other.y, line.y, BESIDE_IN_CELLS.at(other.size));
        row[first].iter().position(is_beside)
    };
    // A line beside none, or two beside one, is a wrapped cell set in the middle.
    let agrees = to_split.iter().all(|cell| {
        let mut rows = cell.iter().map(row_of);
        let mut next = 0;
        rows.all(|row| row.is_some_and(|row| row >= std::mem::replace(&mut next, row + 1)))
    });
    if !agrees {
        return vec![row];
    }
    let places: Vec<Vec<usize>> = (row.iter().enumerate())
        .map(|(column, cell)| {
            let place = |line| {
                // The label of all rows is in the first of them, wherever it is drawn.
                if is_label(column) {
                    0
                } else {
                    row_of(line).unwrap_or(0)
                }
            };
            cell.iter().map(place).collect()
        })
        .collect();
    let mut rows: Vec<Vec<TableCell>> = vec![vec![Vec::new(); row.len()]; most];
    for (column, (cell, places)) in row.into_iter().zip(places).enumerate() {
        for (line, place) in cell.into_iter().zip(places) {
            rows[place][column].push(line);
        }
    }
    rows
}

/// Returns whether cells, the longest of which has `most` lines, may hold several rows.
///
/// Numbers are stronger evidence than words, which may be wrapped, and cells of one
/// height stronger than others: two lines of numbers in all cells are two rows, while
/// three lines of words in each may be one row of wrapped cells. One number beside a name
/// of three lines is a row with a wrapped name. With one limit for all, wrapped cells
/// would be cut into rows, or two rows of numbers would be one.
fn holds_rows(cells: &[&TableCell], most: usize, words: &WordArena) -> bool {
    // The three limits, from the strongest evidence to the weakest.
    let is_even = cells.iter().all(|cell| cell.len() == most);
    let is_of_numbers = holds_numbers(cells, words);
    let least = match (is_of_numbers, is_even) {
        (true, true) => MIN_LINES_OF_NUMBERS,
        (true, false) => MIN_LINES_OF_SOME_NUMBERS,
        (false, _) => MIN_LINES_OF_WORDS,
    };
    // One cell of several lines beside single ones is wrapped.
    let several = cells.iter().filter(|cell| cell.len() > 1).count();
    let may_split = is_even && several > 1 || is_of_numbers && several > 2;
    may_split && (least..=MAX_LINES).contains(&most)
}

/// Returns whether half of the cells after the first, or more, hold nothing but numbers.
///
/// Numbers below each other are never the lines of one value. With two cells a number and
/// its unit, or a date, is too little evidence. Without the minimum, "5/12" above "2024"
/// beside a name would be two rows.
fn holds_numbers(cells: &[&TableCell], words: &WordArena) -> bool {
    let is_number = |line: &Line| {
        let text = line.text(words);
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
    };
    let numbers = |cell: &&&TableCell| cell.iter().all(is_number);
    // The first cell is the label of the row and may have words.
    cells.len() > 2 && cells[1..].iter().filter(numbers).count() * 2 >= cells.len() - 1
}

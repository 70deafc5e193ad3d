//! Rows of a ruled table that no lines set apart.

use super::super::block::Cell;
use super::super::line::Line;
use super::super::word::Words;

/// The rows in a row between lines; `right` gives where the cell of a column ends.
pub(super) fn part(row: Vec<Cell>, right: impl Fn(usize) -> f32, words: &Words) -> Vec<Vec<Cell>> {
    let mut cells = row.iter().enumerate();
    if row.iter().all(Vec::is_empty) {
        Vec::new()
    } else if cells.any(|(column, cell)| is_wrapped(cell, right(column), words)) {
        vec![row]
    } else {
        by_baselines(row, words)
    }
}

/// Whether a cell is running text: each of its lines goes on in the next, whose first word had no room left in it.
fn is_wrapped(cell: &[Line], right: f32, words: &Words) -> bool {
    let goes_on = |line: &&Line| {
        (line.first_char(words)).is_some_and(|first| first.is_alphabetic() && !first.is_uppercase())
    };
    // Lines of several words may end before the cell does, where they were broken.
    let words_of_all: usize = cell.iter().map(|line| line.words.len()).sum();
    let widest = (cell.iter()).fold(f32::MIN, |end, line| end.max(line.area[2]));
    let right = if words_of_all > 3 * cell.len() {
        right.min(widest)
    } else {
        right
    };
    let has_no_room = |pair: &[Line]| pair[0].ends_with(&pair[1]) > right - 1.0;
    cell.len() > 3
        && cell.windows(2).all(has_no_room)
        && cell[1..].iter().filter(goes_on).count() * 2 >= cell.len()
}

/// Parts a row in which many lines stand beside each other: a table whose rows no lines set apart.
fn by_baselines(row: Vec<Cell>, words: &Words) -> Vec<Vec<Cell>> {
    let counts: Vec<usize> = row
        .iter()
        .map(Vec::len)
        .filter(|count| *count > 0)
        .collect();
    let is_even = counts.len() > 1 && counts.iter().all(|count| *count == counts[0]);
    let least = if holds_numbers(&row, words) { 2 } else { 4 };
    if !is_even || counts[0] < least {
        return vec![row];
    }
    let stands_alike = row.iter().filter(|cell| !cell.is_empty()).all(|cell| {
        let first = row.iter().find(|cell| !cell.is_empty());
        let pairs = first.into_iter().flatten().zip(cell);
        pairs
            .into_iter()
            .all(|(a, b): (&Line, &Line)| (a.y - b.y).abs() < 0.4 * a.size)
    });
    if !stands_alike {
        return vec![row];
    }
    let mut rows: Vec<Vec<Cell>> = vec![vec![Vec::new(); row.len()]; counts[0]];
    for (column, cell) in row.into_iter().enumerate() {
        for (nth, line) in cell.into_iter().enumerate() {
            rows[nth][column].push(line);
        }
    }
    rows
}

/// Whether there are several columns, and all lines behind the first column's are numbers: those are no lines of one cell.
fn holds_numbers(row: &[Cell], words: &Words) -> bool {
    let is_number = |line: &Line| {
        let text = line.text(words);
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
    };
    let filled = || row.iter().skip(1).filter(|cell| !cell.is_empty());
    filled().count() > 1 && filled().flatten().all(is_number)
}

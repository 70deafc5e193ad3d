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

/// Puts the lines of a cell into the rows below it that they stand beside: lines part the rows in the other columns alone.
pub(super) fn spread(rows: &mut [Vec<Cell>]) {
    const LEAST_LINES: usize = 3;
    for at in 0..rows.len() {
        for column in 0..rows[at].len() {
            if rows[at][column].len() < LEAST_LINES {
                continue;
            }
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

/// The rows that each line stands beside, one each.
fn places(lines: &[Line], column: usize, rows: &[Vec<Cell>]) -> Option<Vec<usize>> {
    let mut next = 0;
    (lines.iter())
        .map(|line| {
            let is_beside = |row: &Vec<Cell>| {
                let others = row.iter().enumerate().filter(|(at, _)| *at != column);
                let mut others = others.filter_map(|(_, cell)| cell.first());
                others.any(|other| (other.y - line.y).abs() < 0.3 * line.size)
            };
            let place = next + rows.get(next..)?.iter().position(is_beside)?;
            next = place + 1;
            Some(place)
        })
        .collect()
}

/// Parts a row in which many lines stand beside each other: a table whose rows no lines set apart. What labels all of them
/// stands in the first.
fn by_baselines(row: Vec<Cell>, words: &Words) -> Vec<Vec<Cell>> {
    const MOST_LINES: usize = 500;
    let most = row.iter().map(Vec::len).max().unwrap_or(0);
    let first = row.iter().position(|cell| cell.len() == most).unwrap_or(0);
    let is_label = |column: usize| column < first && row[column].len() == 1;
    let parted = (0..row.len()).filter(|at| !row[*at].is_empty() && !is_label(*at));
    let parted: Vec<&Cell> = parted.map(|at| &row[at]).collect();
    let is_even = parted.iter().all(|cell| cell.len() == most);
    let is_of_numbers = holds_numbers(&parted, words);
    let least = match (is_of_numbers, is_even) {
        (true, true) => 2,
        (true, false) => 3,
        (false, _) => 4,
    };
    // One number beside a name of several lines is all there is in the row.
    let several = parted.iter().filter(|cell| cell.len() > 1).count();
    let may_part = is_even && several > 1 || is_of_numbers && several > 2;
    if !may_part || !(least..=MOST_LINES).contains(&most) {
        return vec![row];
    }
    let row_of = |line: &Line| {
        let is_beside = |other: &Line| (other.y - line.y).abs() < 0.4 * other.size;
        row[first].iter().position(is_beside)
    };
    let stands_alike = parted.iter().all(|cell| {
        let mut rows = cell.iter().map(row_of);
        let mut next = 0;
        rows.all(|row| row.is_some_and(|row| row >= std::mem::replace(&mut next, row + 1)))
    });
    if !stands_alike {
        return vec![row];
    }
    let places: Vec<Vec<usize>> = (row.iter())
        .map(|cell| cell.iter().map(|line| row_of(line).unwrap_or(0)).collect())
        .collect();
    let mut rows: Vec<Vec<Cell>> = vec![vec![Vec::new(); row.len()]; most];
    for (column, (cell, places)) in row.into_iter().zip(places).enumerate() {
        let is_label = column < first && cell.len() == 1;
        for (line, place) in cell.into_iter().zip(places) {
            rows[if is_label { 0 } else { place }][column].push(line);
        }
    }
    rows
}

/// Whether there are several columns, and at least half of those behind the first have nothing but numbers: those are no lines of
/// one cell.
fn holds_numbers(cells: &[&Cell], words: &Words) -> bool {
    let is_number = |line: &Line| {
        let text = line.text(words);
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
    };
    let numbers = |cell: &&&Cell| cell.iter().all(is_number);
    cells.len() > 2 && cells[1..].iter().filter(numbers).count() * 2 >= cells.len() - 1
}

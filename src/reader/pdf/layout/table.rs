//! Tables: drawn with rules, or aligned by white space alone.

mod aligned;
mod chart;
mod grid;
mod rows;
mod ruled;
mod rules;
mod spans;

pub(super) use aligned::read as aligned;
pub(super) use ruled::take as ruled;
pub(super) use rules::{Rule, Rules};

use super::block::{Block, Cell, Paragraph, Table, joined};
use super::line::Line;
use super::word::Words;

/// Adds the rows of `next` to the table if it goes on with it on another page, without its header if that stands again.
pub(super) fn append(table: &mut Table, mut next: Table, words: &Words) -> Option<Block> {
    let is_elsewhere = match (table.places.last(), next.places.first()) {
        (Some((a, above)), Some((b, below))) => a != b || below[1] < above[1],
        _ => false,
    };
    let is_alike = table.columns.len() == next.columns.len() && is_same_grid(table, &next);
    let repeats = repeated_header(table, &next, words);
    if !is_elsewhere || !(is_alike || repeats > 0) {
        return Some(Block::Table(next));
    }
    table.rows.extend(next.rows.drain(repeats..));
    table.places.append(&mut next.places);
    None
}

/// Adds lines at the top of another page to the last row if they stand where one of its cells began; else gives them back.
pub(super) fn append_rest(table: &mut Table, next: Paragraph) -> Option<Paragraph> {
    const MOST_LINES: usize = 3;
    let cells = (table.rows.last_mut().into_iter().flatten()).skip(1);
    let ends = |line: &Line| (line.page, line.area[0]);
    let Some((page, x)) = next.lines.first().map(ends) else {
        return Some(next);
    };
    let found = cells
        .filter(|_| next.lines.len() <= MOST_LINES)
        .find(|cell| {
            let begins = |line: &Line| line.page + 1 == page && (line.area[0] - x).abs() < 1.0;
            cell.first().is_some_and(begins)
        });
    let Some(cell) = found else { return Some(next) };
    table
        .places
        .extend(next.lines.iter().map(|line| (line.page, line.area)));
    cell.extend(next.lines);
    None
}

/// Whether the columns of both begin at the same places, the whole table moved perhaps, or one column set to the right.
fn is_same_grid(a: &Table, b: &Table) -> bool {
    let (Some(first), Some(other)) = (a.columns.first(), b.columns.first()) else {
        return false;
    };
    let moved = |by: f32| {
        (a.columns.iter().zip(&b.columns)).filter(move |(x, y)| (*x - *y - by).abs() > 5.0)
    };
    moved(first - other).next().is_none() || (a.columns.len() > 2 && moved(0.0).count() < 2)
}

/// How many rows of `next`, from the first, say what the header says.
fn repeated_header(table: &Table, next: &Table, words: &Words) -> usize {
    let text =
        |row: &[Cell]| -> Vec<String> { row.iter().map(|cell| joined(cell, words)).collect() };
    let header = table.rows.iter().take(table.header.max(1));
    let repeats = header
        .zip(&next.rows)
        .take_while(|(a, b)| text(a) == text(b))
        .count();
    if repeats == table.header.max(1) {
        repeats
    } else {
        0
    }
}

/// How many rows are the header: those above the first that does not look like one; a title over all columns has the header below.
pub(super) fn header_rows(rows: &[Vec<Cell>]) -> usize {
    const MOST_ROWS: usize = 3;
    let filled = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_empty()).count();
    let is_title = |row: &&Vec<Cell>| filled(row) == 1 && row.iter().flatten().count() < 3;
    let titles = if rows.iter().any(|row| filled(row) > 2) {
        rows.iter().take_while(is_title).count()
    } else {
        0
    };
    let is_bold = |row: &Vec<Cell>| {
        let mut filled = row.iter().flatten().peekable();
        filled.peek().is_some() && filled.all(|line| line.style.bold)
    };
    let bold = rows.iter().take_while(|row| is_bold(row)).count();
    let header = if bold > titles { bold } else { titles + 1 };
    if header < rows.len() && header <= MOST_ROWS {
        header
    } else {
        1
    }
}

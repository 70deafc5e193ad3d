//! Tables whose columns are set apart by white space.

use super::super::area::{NOTHING, cover, shared};
use super::super::block::{Cell, Table};
use super::super::flow::Context;
use super::super::line::Line;
use super::super::word::Words;
use super::{chart, header_rows};

/// A gap of this many ems may part two cells.
const CELL_GAP: f32 = 1.0;
/// A gap of this many ems that goes down all rows parts two columns, though some of their cells stand closer than others.
const COLUMN_GAP: f32 = 0.45;

/// Words that stand together on a line.
struct Piece {
    words: std::ops::Range<usize>,
    x0: f32,
    x1: f32,
}

/// How many of the lines, from the first, are a table, and the table.
pub(in super::super) fn read(lines: &[Line], context: &Context<'_>) -> Option<(usize, Table)> {
    let mut pieces: Vec<Vec<Piece>> = vec![pieces_of(&lines[0], CELL_GAP)];
    if is_numbered_heading(&lines[0], lines.get(1), context) {
        return None;
    }
    if pieces[0].len() < 2 {
        pieces = pieces_above(&lines[0], lines.get(1)?)?;
    }
    let (mut length, mut rests) = (pieces.len(), 0);
    while let Some(line) = lines.get(pieces.len()) {
        let above = &lines[pieces.len() - 1];
        let distance = line.y - above.y;
        if line.table.is_some()
            || line.page != above.page
            || distance > 3.2 * above.size.max(line.size)
        {
            break;
        }
        if (line.size - above.size).abs() > 0.12 * above.size
            || is_numbered_heading(line, lines.get(pieces.len() + 1), context)
        {
            break;
        }
        let of_line = pieces_of(line, CELL_GAP);
        // One piece may be the rest of a cell; two lines of them are a paragraph, unless they stand below a cell.
        let is_rest = distance < 1.5 * above.size && is_below_cell(&of_line, &pieces, line.size);
        if of_line.len() < 2 && pieces[pieces.len() - 1].len() < 2 && !is_rest {
            break;
        }
        let is_row = of_line.len() > 1 || is_rest;
        rests += usize::from(is_rest);
        pieces.push(of_line);
        if is_row {
            length = pieces.len();
        }
    }
    pieces.truncate(length);
    let extents: Vec<(f32, f32)> = (lines[..length].iter())
        .flat_map(|line| pieces_of(line, COLUMN_GAP))
        .map(|piece| (piece.x0, piece.x1))
        .collect();
    // A heading over two columns must not make one of them.
    let few = i32::try_from(length / 7).unwrap_or(i32::MAX);
    let columns = columns(&extents, few, 0.5 * lines[0].size);
    if columns.len() < 2 || !is_table(&pieces, rests, &columns, &lines[..length], context.words) {
        return None;
    }
    let pieces: Vec<Vec<Piece>> = (pieces.into_iter().zip(lines))
        .map(|(pieces, line)| by_columns(pieces, line, &columns))
        .collect();
    Some((length, build(&lines[..length], &pieces, &columns, context)))
}

/// Whether the line is one piece that begins where a cell does that is not the first of its row.
fn is_below_cell(of_line: &[Piece], above: &[Vec<Piece>], size: f32) -> bool {
    let [piece] = of_line else { return false };
    let cells = above.iter().rev().flat_map(|row| row.iter().skip(1));
    cells
        .take(64)
        .any(|cell| (cell.x0 - piece.x0).abs() < 0.2 * size)
}

fn pieces_of(line: &Line, gap: f32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        match pieces.last_mut() {
            Some(piece) if word.x0 - piece.x1 < gap * line.size => {
                piece.words.end = at + 1;
                piece.x1 = piece.x1.max(word.x1);
            }
            _ => pieces.push(Piece {
                words: at..at + 1,
                x0: word.x0,
                x1: word.x1,
            }),
        }
    }
    pieces
}

/// Whether the line is a heading whose number is set apart from its words: `3.3   Technical data`.
fn is_numbered_heading(line: &Line, below: Option<&Line>, context: &Context<'_>) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    let number = context.words.text_of(first);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
        && number
            .split('.')
            .all(|part| part.len() < 3 && part.chars().all(|c| c.is_ascii_alphanumeric()));
    let stands_out = line.size > 1.08 * context.usual.size
        || (line.style.bold
            && below.is_none_or(|below| !below.style.bold && below.y - line.y > 1.5 * line.size));
    is_number && stands_out && pieces_of(line, CELL_GAP).len() < 3 && first.chars < 6
}

/// The pieces of a header whose words stand close: each begins, ends or has its middle where one of the row below does.
fn pieces_above(line: &Line, below: &Line) -> Option<Vec<Vec<Piece>>> {
    let row = pieces_of(below, 0.5);
    if row.len() < 2
        || !line.style.bold
        || below.style.bold
        || line.table.is_some()
        || below.table.is_some()
    {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let is_start = row
            .iter()
            .any(|piece| (piece.x0 - word.x0).abs() < 0.25 * line.size);
        match pieces.last_mut() {
            Some(piece) if !is_start => {
                piece.words.end = at + 1;
                piece.x1 = word.x1;
            }
            _ => pieces.push(Piece {
                words: at..at + 1,
                x0: word.x0,
                x1: word.x1,
            }),
        }
    }
    if pieces.len() != row.len() {
        pieces = pieces_of(line, COLUMN_GAP);
        let stands_over = |(piece, below): (&Piece, &Piece)| {
            let shift = f32::midpoint(piece.x0, piece.x1) - f32::midpoint(below.x0, below.x1);
            shift.abs() < 0.3 * line.size || (piece.x1 - below.x1).abs() < 0.25 * line.size
        };
        if pieces.len() != row.len() || !pieces.iter().zip(&row).all(stands_over) {
            return None;
        }
    }
    Some(vec![pieces, row])
}

/// A piece that stands over several columns falls apart where the next one begins: headers may stand close.
fn by_columns(pieces: Vec<Piece>, line: &Line, columns: &[(f32, f32)]) -> Vec<Piece> {
    let mut parted: Vec<Piece> = Vec::new();
    for piece in pieces {
        let over = columns
            .iter()
            .filter(|column| shared(**column, (piece.x0, piece.x1)) > 0.5 * line.size)
            .count();
        if over < 2 {
            parted.push(piece);
            continue;
        }
        let mut last = None;
        for at in piece.words.clone() {
            let word = &line.words[at];
            let alone = Piece {
                words: at..at + 1,
                x0: word.x0,
                x1: word.x1,
            };
            let column = column_of(&alone, columns);
            match parted.last_mut() {
                Some(open) if last == Some(column) => {
                    open.words.end = at + 1;
                    open.x1 = word.x1;
                }
                _ => parted.push(alone),
            }
            last = Some(column);
        }
    }
    parted
}

/// The columns: where more than a `few` extents stand above each other, those nearer than `gap` being one.
pub(super) fn columns(extents: &[(f32, f32)], few: i32, gap: f32) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, i32)> = Vec::new();
    for extent in extents {
        ends.extend([(extent.0, 1), (extent.1, -1)]);
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut depth = 0;
    for (x, step) in ends {
        let before = depth;
        depth += step;
        if before <= few && depth > few {
            match columns.last() {
                Some((_, end)) if x - end < gap => {}
                _ => columns.push((x, x)),
            }
        }
        if before > few
            && depth <= few
            && let Some(last) = columns.last_mut()
        {
            last.1 = x;
        }
    }
    columns
}

/// The column that a piece shares most with.
fn column_of(piece: &Piece, columns: &[(f32, f32)]) -> usize {
    let overlap = |column: &(f32, f32)| shared(*column, (piece.x0, piece.x1));
    let mut best = 0;
    for at in 1..columns.len() {
        if overlap(&columns[at]) > overlap(&columns[best]) {
            best = at;
        }
    }
    best
}

/// Whether the pieces fill the columns as cells do; `rests` of the lines go on with a cell.
fn is_table(
    pieces: &[Vec<Piece>],
    rests: usize,
    columns: &[(f32, f32)],
    lines: &[Line],
    words: &Words,
) -> bool {
    let (mut rows, mut cells) = (0, 0);
    for of_line in pieces {
        let mut filled: Vec<usize> = of_line
            .iter()
            .map(|piece| column_of(piece, columns))
            .collect();
        filled.dedup();
        if filled.len() > 1 {
            rows += 1;
            cells += filled.len();
        }
    }
    let is_filled = cells * 10 >= rows * columns.len() * 5;
    let has_head = lines[0].style.bold && !lines[lines.len() - 1].style.bold;
    let chars: u32 = lines.iter().map(|line| line.chars).sum();
    let is_dense = usize::try_from(chars).unwrap_or(usize::MAX) > 45 * cells.max(1);
    (rows > 2 || (rows == 2 && has_head))
        && !(columns.len() == 2 && chart::is_axis(lines, words))
        && rows * 2 > pieces.len() - rests
        && is_filled
        && !is_dense
}

fn build(
    lines: &[Line],
    pieces: &[Vec<Piece>],
    columns: &[(f32, f32)],
    context: &Context<'_>,
) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut area = NOTHING;
    let begins = |of_line: &Vec<Piece>| of_line.iter().any(|piece| column_of(piece, columns) == 0);
    let is_ruled = is_ruled(lines, pieces, columns);
    let rows_of_cells = || pieces.iter().filter(|of_line| of_line.len() > 1);
    let labels = rows_of_cells().filter(|of_line| begins(of_line)).count();
    let labelled = labels * 10 > rows_of_cells().count() * 6;
    for (at, (line, of_line)) in lines.iter().zip(pieces).enumerate() {
        area = cover(area, line.area);
        let distance = at
            .checked_sub(1)
            .map_or(f32::MAX, |above| line.y - lines[above].y);
        let is_rest = if is_ruled {
            !line.is_below_rule
        } else {
            distance < 1.5 * line.size
                && labelled
                && at > 1
                && (!begins(of_line) || is_rest_of_label(line, of_line, columns, context))
        };
        if !is_rest || rows.is_empty() {
            rows.push(vec![Cell::new(); columns.len()]);
        }
        let row = rows.len() - 1;
        for piece in of_line {
            let column = column_of(piece, columns);
            let words = line.words[piece.words.clone()].to_vec();
            let cell = &mut rows[row][column];
            match cell.last_mut().filter(|last| (last.y - line.y).abs() < 0.1) {
                Some(last) => last.words.extend(words),
                None => cell.push(Line {
                    words,
                    area: [piece.x0, line.area[1], piece.x1, line.area[3]],
                    ..*line
                }),
            }
        }
    }
    Table {
        header: header_rows(&rows),
        rows,
        columns: columns.iter().map(|column| column.0).collect(),
        places: vec![(lines[0].page, context.frames[lines[0].page].on_page(area))],
    }
}

/// Whether rules part all rows: there are many, and hardly a line without one fills its columns as a row does.
fn is_ruled(lines: &[Line], pieces: &[Vec<Piece>], columns: &[(f32, f32)]) -> bool {
    let (mut ruled, mut full) = (0, 0);
    for (line, of_line) in lines.iter().zip(pieces).skip(1) {
        let is_full = of_line.len() > 2 && of_line.len() * 4 >= columns.len() * 3;
        ruled += usize::from(line.is_below_rule);
        full += usize::from(is_full && !line.is_below_rule);
    }
    ruled > 2 && ruled * 4 > lines.len() && full * 8 < ruled
}

/// Whether only the first column goes on, with a small letter.
fn is_rest_of_label(
    line: &Line,
    of_line: &[Piece],
    columns: &[(f32, f32)],
    context: &Context<'_>,
) -> bool {
    of_line.len() == 1
        && column_of(&of_line[0], columns) == 0
        && line
            .first_char(context.words)
            .is_some_and(char::is_lowercase)
}

//! Tables whose cells are separated by lines.

use super::grid::{RuleGrid, grids};
use super::model::{PageArea, Table, TableCell};
use super::{drop_empty_columns, header_rows, rows, spans};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::lines::{Rules, Run, TableItem, Word, WordArena, lines_of_runs};
use crate::reader::pdf::layout::place::{Em, Percent};
use crate::reader::pdf::page::FontDescriptor;
use crate::reader::table::{is_number, is_prefix, is_suffix};

/// In a grid that does not fit its numbers, this share of the lines of numbers has
/// several in one cell.
const JOINED_NUMBERS: Percent = Percent(30);
/// A wider gap separates two numbers of a line.
const NUMBERS_APART: Em = Em(0.6);

/// The ruled tables of a page.
#[derive(Default)]
pub(crate) struct RuledTables {
    pub(crate) tables: Vec<Table>,
    /// The place of each table among the runs.
    pub(crate) places: Vec<TableItem>,
}

/// Takes the tables of a page out of its runs.
///
/// A grid without enough text in its cells stays with the page: it is a chart or a frame,
/// and its labels are lines. So does a grid that joins the numbers of several columns in
/// one cell.
pub(crate) fn take(
    runs: &mut Vec<Run>,
    rules: &Rules,
    page: usize,
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> RuledTables {
    let mut found = RuledTables::default();
    for mut grid in grids(rules) {
        let area = grid.area();
        let inside: Vec<Run> = (runs.iter().filter(|run| touches(run, area)))
            .cloned()
            .collect();
        // Gutters first: they add columns, and so change what is in a cell.
        grid.add_gutters(&spans::lines(&inside, words), words);
        let cells = fill(&grid, runs, words);
        // The runs stay: the labels of a chart are lines of the page.
        if !is_table(&cells) || joins_numbers(&cells, words) {
            continue;
        }
        // Only now, since a rejected grid must not lose its words.
        remove(runs, area, words);
        let table = build(&grid, cells, page, words, fonts);
        found.places.push(TableItem {
            index: found.tables.len(),
            area,
        });
        found.tables.push(table);
    }
    found
}

/// The runs of each cell, row by row.
type Cells = Vec<Vec<Vec<Run>>>;

/// Puts the words of the runs into the cells of the grid.
///
/// A run is split at the lines: "Tea 3.20" may be drawn at once, over the line between
/// both cells, and would be in the first one.
fn fill(grid: &RuleGrid, runs: &[Run], words: &WordArena) -> Cells {
    let mut cells: Cells = vec![vec![Vec::new(); grid.columns()]; grid.rows()];
    let area = grid.area();
    for run in runs.iter().filter(|run| touches(run, area)) {
        // One run may cross a line, so each word has its own cell.
        for (place, piece) in run.split_by(words, |word| grid.place(word)) {
            // A word outside of the grid, as left of it, is in no cell.
            if let Some(place) = place {
                cells[place.row][place.column].push(piece);
            }
        }
    }
    cells
}

/// A row of cells, and the row of the grid that it was taken from.
struct GridRow {
    nth: usize,
    cells: Vec<Vec<Run>>,
}

/// Splits the cells that cover several columns, where the columns continue in them.
///
/// "Tea   3   4" below a header with lines is one cell where no lines are drawn, and
/// becomes three. A cell may have a title over its columns, and values in each below it:
/// then it gives two rows. Without this rule the table would have its columns in the
/// header alone.
fn split_spanning_cells(cells: Cells, grid: &RuleGrid, words: &WordArena) -> Vec<GridRow> {
    let is_loose = is_loose(&cells, grid, words);
    let mut rows = Vec::with_capacity(cells.len());
    for (nth, mut row) in cells.into_iter().enumerate() {
        let mut below: Vec<Vec<Run>> = vec![Vec::new(); row.len()];
        for column in 0..row.len() {
            let end = grid.end(nth, column);
            // A cell of one column has nothing to split.
            if end <= column + 1 || row[column].is_empty() {
                continue;
            }
            let runs = std::mem::take(&mut row[column]);
            let edges = grid.edges_within(nth, column..end, is_loose);
            let split = spans::split(runs, &edges, words);
            let is_one_row = split.title.is_empty();
            row[column].extend(split.title);
            // Below a title the values are a row of their own.
            let into = if is_one_row { &mut row } else { &mut below };
            for (cell, runs) in into[column..].iter_mut().zip(split.columns) {
                cell.extend(runs);
            }
        }
        let has_below = below.iter().any(|cell| !cell.is_empty());
        rows.push(GridRow { nth, cells: row });
        rows.extend(has_below.then_some(GridRow { nth, cells: below }));
    }
    rows
}

/// Returns true if at least half of the text is in rows whose cells no lines separate.
///
/// Such a table has lines in its header alone, and they are meant for the rows below it:
/// "Tea   3   4" would be one cell. In a table with lines everywhere a row without them
/// is one cell, such as "Prices in euros".
fn is_loose(cells: &Cells, grid: &RuleGrid, words: &WordArena) -> bool {
    let (mut all, mut loose) = (0, 0);
    for (nth, row) in cells.iter().enumerate() {
        // The longest cell counts once: its lines are beside those of the others.
        let lines = (row.iter().map(|cell| spans::lines(cell, words).len())).max();
        all += lines.unwrap_or(0);
        if grid.is_open(nth) {
            loose += lines.unwrap_or(0);
        }
    }
    loose * 2 >= all
}

/// Returns true if a run has its baseline in an area, or its letters below the top of it.
///
/// The baseline must be below the top edge: the title right above a table reaches into it
/// by its descenders, and would be in the first row.
fn touches(run: &Run, area: Rect) -> bool {
    run.x1 > area[0] && run.x0 < area[2] && run.y > area[1] && run.top() < area[3]
}

/// Returns true if enough of the grid is filled.
///
/// Two rows and two columns have text, and half of all rows: the grid lines of a chart,
/// which have text in few rows, and the frame of a picture, in one cell, would be tables.
fn is_table(cells: &Cells) -> bool {
    let rows = cells
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .count();
    let width = cells.first().map_or(0, Vec::len);
    let columns = (0..width)
        .filter(|column| cells.iter().any(|row| !row[*column].is_empty()))
        .count();
    // Half of the rows: a chart has many grid lines and text at two of them.
    rows > 1 && columns > 1 && rows * 2 >= cells.len()
}

/// Returns true if the grid has many cells with several numbers in one line.
///
/// The rules below the heads of a statement form a grid with the edges of shaded rows, in
/// which "$ (589)" and "$ (55)" are one cell. Without the grid they are read as two
/// amounts.
fn joins_numbers(cells: &Cells, words: &WordArena) -> bool {
    let (mut all, mut joined) = (0_usize, 0_usize);
    for cell in cells.iter().flatten() {
        for line in spans::lines(cell, words) {
            let numbers = numbers(&line, words);
            all += usize::from(numbers > 0);
            joined += usize::from(numbers > 1);
        }
    }
    // One joined cell may be a range, such as "3   5".
    joined > 1 && JOINED_NUMBERS.is_reached(joined, all)
}

/// Returns how many numbers a line has that white space separates; none if it has words.
///
/// "$ (589)   $ (55)" has two; a "$" far from its number is none. A line with words is a
/// sentence: "from 3 to 5" does not show that a cell joins two columns. Counted by words,
/// "$" and "(589)" would be two, and each cell with a sign would reject the grid.
fn numbers(line: &[&Word], words: &WordArena) -> usize {
    let text = |word: &Word| words.text_of(word);
    let is_part = |text: &str| is_number(text) || is_prefix(text) || is_suffix(text);
    // A single word makes the line a sentence.
    if !line.iter().all(|word| is_part(text(word))) {
        return 0;
    }
    let is_near = |a: &&Word, b: &&Word| {
        // Two signs, "$" and "(", separate no numbers, however far apart.
        b.x0 - a.x1 <= NUMBERS_APART.at(a.size) || !is_number(text(a)) && !is_number(text(b))
    };
    (line.chunk_by(is_near))
        .filter(|group| group.iter().any(|word| is_number(text(word))))
        .count()
}

/// Takes the words in an area out of the runs.
///
/// A run may begin left of the table, as the number of its line does in a legal text:
/// that number stays on the page. Taken as a whole, the run would lose "12" before the
/// first cell.
fn remove(runs: &mut Vec<Run>, area: Rect, words: &WordArena) {
    // By its middle: the end of a letter may reach over the frame.
    let is_in = |word: &Word| {
        let [x, y] = word.middle();
        area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3]
    };
    let mut kept = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        if touches(&run, area) {
            // The rest of the run stays on the page: "12" before the first cell of a
            // legal text.
            let pieces = run.split_by(words, is_in).into_iter();
            kept.extend(pieces.filter(|(is_in, _)| !is_in).map(|(_, piece)| piece));
        } else {
            kept.push(run);
        }
    }
    *runs = kept;
}

/// Builds the table of a grid and the runs in its cells.
///
/// Rows are split before their lines are spread: a label beside three rows of one cell is
/// spread over the rows that the split has made. Columns are dropped last, because a
/// spread line may fill one. In another order the label would be in the first row alone,
/// or its column would be lost.
fn build(
    grid: &RuleGrid,
    cells: Cells,
    page: usize,
    words: &mut WordArena,
    fonts: &[FontDescriptor],
) -> Table {
    let mut rows: Vec<Vec<TableCell>> = Vec::new();
    for row in split_spanning_cells(cells, grid, words) {
        let cells: Vec<TableCell> = (row.cells.into_iter())
            .map(|runs| lines_of_runs(runs, page, words, fonts))
            .collect();
        let right = |column| grid.xs[grid.end(row.nth, column)];
        rows.extend(rows::split(cells, right, words));
    }
    // After the split: the label is spread over the rows that it has made.
    rows::spread(&mut rows);
    // Last, since a spread line may have filled a column.
    let is_filled = drop_empty_columns(&mut rows);
    let columns = (grid.xs.iter().zip(&is_filled)).filter(|(_, is_filled)| **is_filled);
    let columns = columns.map(|(x, _)| *x).collect();
    Table {
        is_of_amounts: false,
        header: header_rows(&rows),
        rows,
        columns,
        places: vec![PageArea {
            page,
            area: grid.area(),
        }],
        ..Table::default()
    }
}

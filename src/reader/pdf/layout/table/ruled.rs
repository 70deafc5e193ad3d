//! Tables whose cells are set apart by lines.

use super::super::super::page::{Box, Font};
use super::super::block::{Cell, Table, drop_empty_columns};
use super::super::frame::Frame;
use super::super::line::lines;
use super::super::word::{Run, Word, Words, piece};
use super::spans::{self, Edge, EdgeKind};
use super::{Rule, Rules, header_rows, rows};

/// Lines that end this near to another touch it.
const TOUCH: f32 = 3.0;
/// A grid with more places is a drawing.
const MAX_CELLS: usize = 20_000;

/// Boundaries of rows and columns.
struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
    /// Those of `xs` at which no line is drawn in any row.
    gutters: Vec<f32>,
}

/// Takes the tables of a page out of its runs; in the place of each stands one run that names it.
pub(in super::super) fn take(
    runs: &mut Vec<Run>,
    rules: &Rules,
    (page, frame): (usize, Frame),
    words: &mut Words,
    fonts: &[Font],
) -> Vec<Table> {
    let mut tables = Vec::new();
    for mut grid in grids(rules) {
        grid.add_gutters(runs, words);
        let cells = fill(&grid, runs, words);
        if !is_table(&cells) {
            continue;
        }
        let area = grid.area();
        remove(runs, area, words);
        let table = build(&grid, cells, (page, frame), words, fonts);
        runs.push(stand_in(area, tables.len()));
        tables.push(table);
    }
    tables
}

impl Grid {
    fn area(&self) -> Box {
        let (x, y) = (&self.xs, &self.ys);
        [x[0], y[0], x[x.len() - 1], y[y.len() - 1]]
    }

    /// Parts columns that white space parts in most of their lines.
    fn add_gutters(&mut self, runs: &[Run], words: &Words) {
        let area = self.area();
        let inside: Vec<Run> = (runs.iter().filter(|run| touches(run, area)))
            .cloned()
            .collect();
        let lines = spans::lines(&inside, words);
        let columns = self.xs.windows(2);
        let gutters: Vec<f32> = columns
            .flat_map(|ends| spans::gutters(&lines, (ends[0], ends[1]), words))
            .collect();
        if (self.columns() + gutters.len()) * self.rows() <= MAX_CELLS {
            self.xs.extend(&gutters);
            self.xs.sort_by(f32::total_cmp);
            self.gutters = gutters;
        }
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The column behind the cell that begins in a column.
    fn end(&self, row: usize, column: usize) -> usize {
        let next = (column + 1..self.columns()).find(|next| self.has_line_left(row, *next));
        next.unwrap_or(self.columns())
    }

    /// The place of a word, cells that no line parts being one.
    fn place(&self, word: &Word) -> Option<(usize, usize)> {
        let (x, y) = (f32::midpoint(word.x0, word.x1), word.y - 0.3 * word.size);
        let mut column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let mut row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        if column >= self.columns() || row >= self.rows() {
            return None;
        }
        while column > 0 && !self.has_line_left(row, column) {
            column -= 1;
        }
        while row > 0 && !self.has_line_above(row, column) {
            row -= 1;
        }
        Some((row, column))
    }

    fn has_line_left(&self, row: usize, column: usize) -> bool {
        let middle = f32::midpoint(self.ys[row], self.ys[row + 1]);
        is_covered(&self.down, self.xs[column], middle)
    }

    fn has_line_above(&self, row: usize, column: usize) -> bool {
        let middle = f32::midpoint(self.xs[column], self.xs[column + 1]);
        is_covered(&self.across, self.ys[row], middle)
    }
}

/// Whether one of the rules at `at` reaches over `middle`.
fn is_covered(rules: &[Rule], at: f32, middle: f32) -> bool {
    let from = rules.partition_point(|rule| rule.at < at - TOUCH);
    (rules[from..].iter())
        .take_while(|rule| rule.at < at + TOUCH)
        .any(|rule| rule.from <= middle && middle <= rule.to)
}

/// Lines that touch each other and make at least two rows and two columns.
fn grids(rules: &Rules) -> Vec<Grid> {
    let (across, down) = (&rules.across, &rules.down);
    let mut groups = Groups::new(across.len() + down.len());
    for (nth, line) in across.iter().enumerate() {
        let from = down.partition_point(|rule| rule.at < line.from - TOUCH);
        for (at, rule) in down.iter().enumerate().skip(from) {
            if rule.at > line.to + TOUCH {
                break;
            }
            if rule.from - TOUCH <= line.at && line.at <= rule.to + TOUCH {
                groups.unite(nth, across.len() + at);
            }
        }
    }
    let mut members: Vec<(usize, usize)> = (0..across.len() + down.len())
        .map(|at| (groups.root(at), at))
        .collect();
    members.sort_unstable();
    members
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|group| {
            let of = |range: std::ops::Range<usize>| {
                group.iter().filter(move |(_, at)| range.contains(at))
            };
            let lines: Vec<Rule> = of(0..across.len()).map(|(_, at)| across[*at]).collect();
            let posts = of(across.len()..usize::MAX).map(|(_, at)| down[*at - across.len()]);
            grid(lines, posts.collect())
        })
        .collect()
}

fn grid(across: Vec<Rule>, down: Vec<Rule>) -> Option<Grid> {
    if across.len() < 2 || down.is_empty() {
        return None;
    }
    let ends = |rules: &[Rule]| {
        (rules.iter()).fold((f32::MAX, f32::MIN), |(from, to), rule| {
            (from.min(rule.from), to.max(rule.to))
        })
    };
    let (width, height) = (ends(&across), ends(&down));
    let xs = edges(down.iter().map(|rule| rule.at).chain([width.0, width.1]));
    let ys = edges(
        across
            .iter()
            .map(|rule| rule.at)
            .chain([height.0, height.1]),
    );
    let is_grid = xs.len() > 2 && ys.len() > 2 && (xs.len() - 1) * (ys.len() - 1) <= MAX_CELLS;
    is_grid.then_some(Grid {
        xs,
        ys,
        across,
        down,
        gutters: Vec::new(),
    })
}

/// Boundaries in order, those almost at the same place once.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|b, a| *b - *a < 2.0 * TOUCH);
    places
}

/// The runs of each cell, row by row.
type Cells = Vec<Vec<Vec<Run>>>;

fn fill(grid: &Grid, runs: &[Run], words: &Words) -> Cells {
    let mut cells: Cells = vec![vec![Vec::new(); grid.columns()]; grid.rows()];
    let area = grid.area();
    for run in runs.iter().filter(|run| touches(run, area)) {
        // A run may go over the edge of a cell: each piece of it is a run of its own.
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        while from < of_run.len() {
            let place = grid.place(&of_run[from]);
            let mut to = from + 1;
            while to < of_run.len() && grid.place(&of_run[to]) == place {
                to += 1;
            }
            if let Some((row, column)) = place {
                cells[row][column].push(piece(run, from, to, of_run));
            }
            from = to;
        }
    }
    cells
}

/// The rows with what stands in several columns parted, and the number of the grid's row that each is.
fn part(cells: Cells, grid: &Grid, words: &Words) -> Vec<(usize, Vec<Vec<Run>>)> {
    let is_loose = is_loose(&cells, grid, words);
    let mut rows = Vec::with_capacity(cells.len());
    for (nth, mut row) in cells.into_iter().enumerate() {
        let is_loose = is_loose && grid.end(nth, 0) == grid.columns();
        let mut below: Vec<Vec<Run>> = vec![Vec::new(); row.len()];
        for column in 0..row.len() {
            let end = grid.end(nth, column);
            if end > column + 1 && !row[column].is_empty() {
                let runs = std::mem::take(&mut row[column]);
                let edges: Vec<Edge> = (grid.xs[column + 1..end].iter())
                    .map(|x| Edge {
                        x: *x,
                        kind: if grid.gutters.contains(x) {
                            EdgeKind::Gutter
                        } else if is_loose {
                            EdgeKind::Loose
                        } else {
                            EdgeKind::Spanned
                        },
                    })
                    .collect();
                let parted = spans::part(runs, &edges, words);
                let is_one = parted.over.is_empty();
                row[column].extend(parted.over);
                let into = if is_one { &mut row } else { &mut below };
                for (cell, part) in into[column..].iter_mut().zip(parted.columns) {
                    cell.extend(part);
                }
            }
        }
        let has_below = below.iter().any(|cell| !cell.is_empty());
        rows.push((nth, row));
        rows.extend(has_below.then_some((nth, below)));
    }
    rows
}

/// Whether at least half of the text stands in rows that no lines part.
fn is_loose(cells: &Cells, grid: &Grid, words: &Words) -> bool {
    let (mut all, mut loose) = (0, 0);
    for (nth, row) in cells.iter().enumerate() {
        let lines = (row.iter().map(|cell| spans::lines(cell, words).len())).max();
        all += lines.unwrap_or(0);
        if grid.end(nth, 0) == grid.columns() {
            loose += lines.unwrap_or(0);
        }
    }
    loose * 2 >= all
}

fn touches(run: &Run, area: Box) -> bool {
    run.table.is_none()
        && run.x1 > area[0]
        && run.x0 < area[2]
        && run.y > area[1]
        && run.top() < area[3]
}

/// Whether enough of the grid is filled: the lines of a chart are not.
fn is_table(cells: &Cells) -> bool {
    let rows = cells
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .count();
    let width = cells.first().map_or(0, Vec::len);
    let columns = (0..width)
        .filter(|column| cells.iter().any(|row| !row[*column].is_empty()))
        .count();
    rows > 1 && columns > 1 && rows * 2 >= cells.len()
}

/// Takes the words in `area` out of the runs.
fn remove(runs: &mut Vec<Run>, area: Box, words: &Words) {
    let is_in = |word: &Word| {
        let (x, y) = (f32::midpoint(word.x0, word.x1), word.y - 0.3 * word.size);
        area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3]
    };
    let mut kept = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        if !touches(&run, area) {
            kept.push(run);
            continue;
        }
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        for chunk in of_run.chunk_by(|a, b| is_in(a) == is_in(b)) {
            if !is_in(&chunk[0]) {
                kept.push(piece(&run, from, from + chunk.len(), of_run));
            }
            from += chunk.len();
        }
    }
    *runs = kept;
}

/// A run of the table's extent.
fn stand_in(area: Box, table: usize) -> Run {
    let size = (area[3] - area[1]) / 0.95;
    Run {
        words: 0..0,
        x0: area[0],
        x1: area[2],
        y: area[1] + 0.75 * size,
        size,
        chars: 0,
        table: Some(table),
    }
}

fn build(
    grid: &Grid,
    cells: Cells,
    (page, frame): (usize, Frame),
    words: &mut Words,
    fonts: &[Font],
) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (nth, row) in part(cells, grid, words) {
        let row: Vec<Cell> = (row.into_iter())
            .map(|runs| lines(runs, page, words, fonts))
            .collect();
        rows.extend(rows::part(
            row,
            |column| grid.xs[grid.end(nth, column)],
            words,
        ));
    }
    let is_filled = drop_empty_columns(&mut rows);
    let columns = (grid.xs.iter().zip(&is_filled)).filter(|(_, is_filled)| **is_filled);
    let columns = columns.map(|(x, _)| *x).collect();
    Table {
        header: header_rows(&rows),
        rows,
        columns,
        places: vec![(page, frame.on_page(grid.area()))],
    }
}

/// Sets of lines that touch (union-find).
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }
}

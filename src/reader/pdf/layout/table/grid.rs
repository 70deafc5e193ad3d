//! Grids of rules: lines that touch each other and separate rows and columns.

use super::spans;
use super::spans::{ColumnEdge, EdgeKind};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::layout::lines::{Rule, Rules, Word, WordArena};
use crate::reader::pdf::layout::place::Extent;
use std::ops::Range;

/// Lines touch if their ends are nearer than this, in points: corners often miss each
/// other.
const TOUCH: f32 = 3.0;
/// A grid with more cells is a drawing, such as graph paper.
const MAX_CELLS: usize = 20_000;
/// In a grid of more columns, only lines separate them: a calendar of 365 days would be
/// searched for gutters in each.
const MAX_SEARCHED_COLUMNS: usize = 64;

/// The boundaries of rows and columns.
pub(super) struct RuleGrid {
    /// The vertical boundaries, from the left.
    pub(super) xs: Vec<f32>,
    /// The horizontal boundaries, from the top.
    ys: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
    /// Those of `xs` at which no row has a line.
    gutters: Vec<f32>,
}

/// The row and column of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellIndex {
    pub(super) row: usize,
    pub(super) column: usize,
}

impl RuleGrid {
    /// Returns the area from the first to the last boundary.
    pub(super) fn area(&self) -> Rect {
        let (x, y) = (&self.xs, &self.ys);
        [x[0], y[0], x[x.len() - 1], y[y.len() - 1]]
    }

    /// Adds a boundary where white space separates columns in most of these lines.
    ///
    /// A table may have a frame and no lines in it: "Tea   3" in each row would be one
    /// cell. Nothing is added to a grid of too many columns, such as a calendar, or of
    /// too many cells.
    pub(super) fn add_gutters(&mut self, lines: &[Vec<&Word>], words: &WordArena) {
        let columns = self.xs.windows(2).take(MAX_SEARCHED_COLUMNS);
        let gutters: Vec<f32> = columns
            .flat_map(|ends| {
                let column = Extent {
                    start: ends[0],
                    end: ends[1],
                };
                spans::gutters(lines, column, words)
            })
            .collect();
        let columns = self.columns() + gutters.len();
        // All gutters or none: some of them would split only the left of the table.
        if columns <= MAX_SEARCHED_COLUMNS && columns * self.rows() <= MAX_CELLS {
            self.xs.extend(&gutters);
            self.xs.sort_by(f32::total_cmp);
            self.gutters = gutters;
        }
    }

    /// Returns the boundaries inside a cell that covers several columns.
    ///
    /// `is_loose` is true where lines separate few rows of the table. "Prices in euros"
    /// over "2023   2024" is one cell with one boundary inside. A boundary that white
    /// space has shown is a gutter. At the others a row without any line, in a table with
    /// few, is split where words are on both sides; elsewhere a cell is meant to be one:
    /// "Name" and "Date" in a cell of a form.
    pub(super) fn edges_within(
        &self,
        row: usize,
        columns: Range<usize>,
        is_loose: bool,
    ) -> Vec<ColumnEdge> {
        let is_loose = is_loose && self.is_open(row);
        let kind = |x: f32| {
            if self.gutters.contains(&x) {
                EdgeKind::Gutter
            } else if is_loose {
                EdgeKind::Loose
            } else {
                EdgeKind::Spanned
            }
        };
        let end = if self.columns() > MAX_SEARCHED_COLUMNS {
            columns.start + 1
        } else {
            columns.end
        };
        (self.xs[columns.start + 1..end].iter())
            .map(|x| ColumnEdge {
                x: *x,
                kind: kind(*x),
            })
            .collect()
    }

    /// Returns whether no line separates the cells of a row.
    ///
    /// A row "Tea   3   4" without lines in it is one cell from end to end. Without this
    /// test no row of a table with lines in its header alone would be split.
    pub(super) fn is_open(&self, row: usize) -> bool {
        self.end(row, 0) == self.columns()
    }

    /// Returns the number of columns.
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Returns the number of rows.
    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// Returns the column after the cell that begins in a column.
    ///
    /// A cell ends at the next line, so that a heading over three columns is one cell.
    pub(super) fn end(&self, row: usize, column: usize) -> usize {
        let next = (column + 1..self.columns()).find(|next| self.has_line_left(row, *next));
        next.unwrap_or(self.columns())
    }

    /// Returns the cell that a word is in; a spanning cell has the index of its first
    /// place.
    ///
    /// Where no line is drawn left of a word or above it, the word is in the cell that
    /// begins farther left or up: "euros" in "Prices in euros" over two columns is in the
    /// first column. A word outside of the grid is in no cell. In the place below its own
    /// letters, "euros" would be the head of the second column alone.
    pub(super) fn place(&self, word: &Word) -> Option<CellIndex> {
        let [x, y] = word.middle();
        let mut column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let mut row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        // Right of the last boundary or below it: the count of edges is one more than
        // that of cells.
        if column >= self.columns() || row >= self.rows() {
            return None;
        }
        // To the left first, so that the lines above are tested in the first column of
        // the cell.
        while column > 0 && !self.has_line_left(row, column) {
            column -= 1;
        }
        while row > 0 && !self.has_line_above(row, column) {
            row -= 1;
        }
        Some(CellIndex { row, column })
    }

    /// Returns whether a line is drawn at the left side of a place of the grid.
    fn has_line_left(&self, row: usize, column: usize) -> bool {
        let middle = f32::midpoint(self.ys[row], self.ys[row + 1]);
        is_covered(&self.down, self.xs[column], middle)
    }

    /// Returns whether a line is drawn at the upper side of a place of the grid.
    fn has_line_above(&self, row: usize, column: usize) -> bool {
        let middle = f32::midpoint(self.xs[column], self.xs[column + 1]);
        is_covered(&self.across, self.ys[row], middle)
    }
}

/// Returns whether one of the rules at `at` covers `middle`.
///
/// The middle of a cell's side decides: rules may end a little before its corners, and by
/// the corners, the cells beside such a rule would be one.
fn is_covered(rules: &[Rule], at: f32, middle: f32) -> bool {
    // Sorted by place: the search stays short in a grid of thousands of rules.
    let from = rules.partition_point(|rule| rule.at < at - TOUCH);
    (rules[from..].iter())
        .take_while(|rule| rule.at < at + TOUCH)
        .any(|rule| rule.from <= middle && middle <= rule.to)
}

/// Returns the grids of a page: lines that touch and form two rows and two columns or
/// more.
///
/// Two tables on a page are two grids because no line of one touches one of the other.
/// Lines whose ends miss each other by a little touch as well: a corner with a gap would
/// end the grid.
pub(super) fn grids(rules: &Rules) -> Vec<RuleGrid> {
    let (across, down) = (&rules.across, &rules.down);
    // Only crossing lines touch, so each pair of one across and one down is enough.
    let mut groups = Groups::new(across.len() + down.len());
    for (nth, line) in across.iter().enumerate() {
        let from = down.partition_point(|rule| rule.at < line.from - TOUCH);
        for (at, rule) in down.iter().enumerate().skip(from) {
            // Rules are sorted, and those after the end are farther right.
            if rule.at > line.to + TOUCH {
                break;
            }
            if rule.from - TOUCH <= line.at && line.at <= rule.to + TOUCH {
                groups.unite(nth, across.len() + at);
            }
        }
    }
    let mut members: Vec<Member> = (0..across.len() + down.len())
        .map(|line| Member {
            root: groups.root(line),
            line,
        })
        .collect();
    // In the order of the sets, whose roots are their first lines: from the top.
    members.sort_unstable();
    members
        .chunk_by(|a, b| a.root == b.root)
        .filter_map(|group| {
            let indices = || group.iter().map(|member| member.line);
            let lines = indices().filter(|at| *at < across.len());
            let posts = indices().filter(|at| *at >= across.len());
            grid(
                lines.map(|at| across[at]).collect(),
                posts.map(|at| down[at - across.len()]).collect(),
            )
        })
        .collect()
}

/// Returns the grid of lines that touch each other; nothing if it has no two rows and two
/// columns.
///
/// Many tables have no lines at their left and right ends: there the ends of the
/// horizontal lines are boundaries. Without these the first and last column would be
/// outside of the grid. A grid of very many cells is a drawing, such as graph paper.
fn grid(across: Vec<Rule>, down: Vec<Rule>) -> Option<RuleGrid> {
    if across.len() < 2 || down.is_empty() {
        return None;
    }
    // The ends of the lines across are boundaries too: many tables are open at the sides.
    let extent = |rules: &[Rule]| {
        (rules.iter()).fold(Extent::EMPTY, |extent, rule| extent.cover(rule.extent()))
    };
    let (width, height) = (extent(&across), extent(&down));
    let places = |rules: &[Rule], extent: Extent| {
        let ends = [extent.start, extent.end];
        boundaries(rules.iter().map(|rule| rule.at).chain(ends).collect())
    };
    let xs = places(&down, width);
    let ys = places(&across, height);
    let is_grid = xs.len() > 2 && ys.len() > 2 && (xs.len() - 1) * (ys.len() - 1) <= MAX_CELLS;
    is_grid.then_some(RuleGrid {
        xs,
        ys,
        across,
        down,
        gutters: Vec::new(),
    })
}

/// Returns boundaries in order, those almost at the same place once.
///
/// A double line below the header would otherwise be a row of its own.
fn boundaries(mut places: Vec<f32>) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    places.dedup_by(|b, a| *b - *a < 2.0 * TOUCH);
    places
}

/// A line and the root of its set, in the order of the sets.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    root: usize,
    line: usize,
}

/// Sets of lines that touch (union-find).
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    /// Returns as many sets of one line each.
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    /// Returns the line that names the set of a line.
    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// Joins the sets of two lines.
    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }
}

//! Grids of rules: lines that touch each other and part rows and columns.

use super::super::super::page::Box;
use super::super::word::{Word, Words};
use super::spans::{self, Edge, EdgeKind};
use super::{Rule, Rules};

/// Lines that end this near to another touch it.
const TOUCH: f32 = 3.0;
/// A grid with more places is a drawing.
const MAX_CELLS: usize = 20_000;
/// In a grid of more columns, only lines part them.
const MAX_PARTED: usize = 64;

/// Boundaries of rows and columns.
pub(super) struct Grid {
    pub(super) xs: Vec<f32>,
    ys: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
    /// Those of `xs` at which no line is drawn in any row.
    gutters: Vec<f32>,
}

impl Grid {
    pub(super) fn area(&self) -> Box {
        let (x, y) = (&self.xs, &self.ys);
        [x[0], y[0], x[x.len() - 1], y[y.len() - 1]]
    }

    /// Parts columns that white space parts in most of these lines.
    pub(super) fn add_gutters(&mut self, lines: &[Vec<&Word>], words: &Words) {
        let columns = self.xs.windows(2).take(MAX_PARTED);
        let gutters: Vec<f32> = columns
            .flat_map(|ends| spans::gutters(lines, (ends[0], ends[1]), words))
            .collect();
        if self.columns() + gutters.len() <= MAX_PARTED
            && (self.columns() + gutters.len()) * self.rows() <= MAX_CELLS
        {
            self.xs.extend(&gutters);
            self.xs.sort_by(f32::total_cmp);
            self.gutters = gutters;
        }
    }

    /// The edges that the cell between two columns goes over. In a loose table few rows are parted by lines.
    pub(super) fn edges_within(
        &self,
        row: usize,
        (column, end): (usize, usize),
        is_loose: bool,
    ) -> Vec<Edge> {
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
        let end = if self.columns() > MAX_PARTED {
            column + 1
        } else {
            end
        };
        (self.xs[column + 1..end].iter())
            .map(|x| Edge {
                x: *x,
                kind: kind(*x),
            })
            .collect()
    }

    /// Whether no line parts the row.
    pub(super) fn is_open(&self, row: usize) -> bool {
        self.end(row, 0) == self.columns()
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The column behind the cell that begins in a column.
    pub(super) fn end(&self, row: usize, column: usize) -> usize {
        let next = (column + 1..self.columns()).find(|next| self.has_line_left(row, *next));
        next.unwrap_or(self.columns())
    }

    /// The place of a word, cells that no line parts being one.
    pub(super) fn place(&self, word: &Word) -> Option<(usize, usize)> {
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
pub(super) fn grids(rules: &Rules) -> Vec<Grid> {
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

//! Splits cells that cover several columns of a ruled table, where no line does.
//!
//! Rules may be drawn in the header alone; the columns below it are separated by white
//! space.

use super::projection::{columns, crossings_allowed};
use crate::reader::pdf::layout::lines::{Run, Word, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent, Percent, rows_by_baseline};

/// White space of this width separates two columns: the words of a line are nearer.
const GAP: Em = Em(1.0);
/// White space of this width separates two numbers, which no sentence has side by side.
const NUMBER_GAP: Em = Em(0.45);
/// Words of a line have baselines nearer than this.
const SAME_LINE: Em = Em(0.4);
/// The columns begin at most this far above the baseline of their first line.
const LINE_TOP: Em = Em(0.4);
/// A title over several columns has at most this many lines.
const MAX_TITLE_LINES: usize = 2;
/// Words that reach over an edge by less, in points, do not cross it.
const EDGE_SLACK: f32 = 1.0;
/// A gutter is in at least this many lines.
const MIN_GUTTER_LINES: usize = 3;
/// A gutter is in this share of the lines.
const GUTTER_LINES: Percent = Percent(60);
/// A sign for a missing value, such as `N/A`, is shorter, in bytes.
const MAX_MISSING_LENGTH: usize = 4;

/// A cell that was split into columns.
pub(super) struct SplitCell {
    /// The lines over several columns, above those of each column.
    pub(super) title: Vec<Run>,
    pub(super) columns: Vec<Vec<Run>>,
}

/// A place at which a cell may be split though no line is drawn there.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnEdge {
    pub(super) x: f32,
    pub(super) kind: EdgeKind,
}

/// The evidence for an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EdgeKind {
    /// White space separates columns in most rows.
    Gutter,
    /// Lines separate few rows, perhaps those of the header alone: in the others words on
    /// both sides are enough.
    Loose,
    /// Lines separate the other rows: a cell across them is meant to be one, unless it
    /// holds numbers. A cell of a form may have "Name" and "Date" in it.
    Spanned,
}

/// Splits runs into columns at the edges where white space allows it.
///
/// A word belongs to the column of its middle: "Quantity" may reach over the edge left of
/// it. A closed edge splits nothing: "Not applicable" over two of three columns is one
/// cell, while a number beside it has a cell of its own. By its left end, "Quantity"
/// would be in the column before.
pub(super) fn split(runs: Vec<Run>, edges: &[ColumnEdge], words: &WordArena) -> SplitCell {
    let lines = lines(&runs, words);
    let (open, title) = open_edges(&lines, edges, words);
    let is_split = open.contains(&true);
    // Without a title, or a split below it, all lines are in the columns.
    let begin = (lines.get(title).filter(|_| title > 0 && is_split))
        .map_or(f32::MIN, |line| line[0].y - LINE_TOP.at(line[0].size));
    let column = |word: &Word| {
        // By the middle: "Quantity" may reach over the edge left of it.
        let middle = f32::midpoint(word.x0, word.x1);
        // A closed edge begins no column, so its words go to the open one before.
        let last = (0..edges.len()).rfind(|at| open[*at] && edges[*at].x <= middle);
        last.map_or(0, |edge| edge + 1)
    };
    let mut split = SplitCell {
        title: Vec::new(),
        columns: vec![Vec::new(); edges.len() + 1],
    };
    for run in runs {
        let place = |word: &Word| (word.y >= begin).then(|| column(word));
        for (place, piece) in run.split_by(words, place) {
            match place {
                Some(column) => split.columns[column].push(piece),
                None => split.title.push(piece),
            }
        }
    }
    split
}

/// Returns which edges split the lines, and how many lines above them are a title.
///
/// "Prices in euros" over the columns crosses all edges. If none is open, the first lines
/// are left out until one is. A gutter is open if no word crosses it; the other edges
/// need words on both sides, and numbers after half of the spanned ones: "Name   Date" in
/// one cell of a form is not split. Without the title no edge would be open, and the
/// table would have one column.
fn open_edges(lines: &[Vec<&Word>], edges: &[ColumnEdge], words: &WordArena) -> (Vec<bool>, usize) {
    let is_open = |edge: &ColumnEdge| {
        separated_at(edge.x, lines, words).is_some_and(|separated| match edge.kind {
            // Most lines have shown the white space already.
            EdgeKind::Gutter => true,
            // The header has the line: words on both sides are enough.
            EdgeKind::Loose => separated.lines > 0,
            // Numbers too: "Name   Date" in one cell of a form is meant to be one.
            EdgeKind::Spanned => separated.lines > 0 && separated.numbers * 2 >= separated.lines,
        })
    };
    let mut open: Vec<bool> = edges.iter().map(is_open).collect();
    let mut title = 0;
    while open.iter().all(|open| !open) && title < MAX_TITLE_LINES && title + 1 < lines.len() {
        title += 1;
        // Below a title only a gutter counts: the lines of the rules end at the title.
        let is_open = |edge: &ColumnEdge| {
            edge.kind == EdgeKind::Gutter
                && separated_at(edge.x, &lines[title..], words)
                    .is_some_and(|separated| separated.lines > 0)
        };
        open = edges.iter().map(is_open).collect();
    }
    (open, title)
}

/// Returns whether the white space between two words of a line separates columns.
///
/// Two numbers need less space than words: "12.5 13.1" may be two columns of numbers at
/// the distance of words; "hot water" is not. By one width for both, the two numbers
/// would be one cell, or the two words two.
fn is_gap(left: &Word, right: &Word, words: &WordArena) -> bool {
    let numbers = [left, right]
        .iter()
        .all(|word| is_number(words.text_of(word)));
    // Only two numbers: a word and a number, "tea 3", are near in sentences.
    let least = if numbers { NUMBER_GAP } else { GAP };
    right.x0 - left.x1 >= least.at(left.size)
}

/// Returns the words of each line, from the left.
///
/// The runs of a cell are in the order of drawing, which may be column by column: "Tea",
/// "Milk", "3", "4" is "Tea   3" and "Milk   4".
pub(super) fn lines<'w>(runs: &[Run], words: &'w WordArena) -> Vec<Vec<&'w Word>> {
    let all: Vec<&Word> = (runs.iter())
        .flat_map(|run| words.get(run.words.clone()))
        .collect();
    // By their baselines: the drawing may go column by column.
    let mut lines = rows_by_baseline(all, |word| word.y, |word| SAME_LINE.at(word.size));
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

/// Returns the gutters inside a column of a ruled table: the right ends of white space
/// that most of its lines of text have at one place.
///
/// There must be three lines, and after the white space a number in at least half of
/// them. Words that happen to be far apart, "Tea      dried", are one cell. Without these
/// rules that gap would begin a column.
pub(super) fn gutters(lines: &[Vec<&Word>], column: Extent, words: &WordArena) -> Vec<f32> {
    let is_inside =
        |word: &&&Word| word.x0 > column.start - EDGE_SLACK && word.x1 < column.end + EDGE_SLACK;
    let mut extents: Vec<Extent> = Vec::new();
    let (mut filled, mut separated, mut after_gap, mut numbers) = (0_usize, 0_usize, 0, 0);
    for line in lines {
        let line_words: Vec<&Word> = line.iter().filter(is_inside).copied().collect();
        let is_near = |a: &&Word, b: &&Word| !is_gap(a, b, words);
        let chunks: Vec<&[&Word]> = line_words.chunk_by(is_near).collect();
        filled += usize::from(!chunks.is_empty());
        separated += usize::from(chunks.len() > 1);
        extents.extend(chunks.iter().map(|chunk| Extent {
            start: chunk[0].x0,
            end: chunk[chunk.len() - 1].x1,
        }));
        let is_numeric =
            |chunk: &&&[&Word]| chunk.iter().all(|word| is_number(words.text_of(word)));
        after_gap += chunks.len().saturating_sub(1);
        numbers += chunks.iter().skip(1).filter(is_numeric).count();
    }
    // Few lines, few of the lines or few numbers: accidental gaps have one of these.
    if separated < MIN_GUTTER_LINES
        || !GUTTER_LINES.is_reached(separated, filled)
        || numbers * 2 < after_gap
    {
        return Vec::new();
    }
    let columns = columns(&extents, crossings_allowed(filled), 0.0);
    (columns
        .windows(2)
        .map(|pair| f32::midpoint(pair[0].end, pair[1].start)))
    .collect()
}

/// Returns whether a word is a value of a table of numbers.
///
/// Values are digits without letters, or a sign for a missing value: a dash, `NA`, a
/// tick. Without these a column in which half of the values are missing would be a column
/// of words.
fn is_number(text: &str) -> bool {
    let has_digits =
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    // A column may lack half of its values, so the signs for a missing one count.
    let is_missing = text.len() < MAX_MISSING_LENGTH
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || b"/-*".contains(&byte));
    has_digits || is_missing || ["–", "—", "−", "n/a", "n.a.", "✓", "✔", "×", "…"].contains(&text)
}

/// The lines that white space separates at an edge.
struct SeparatedLines {
    lines: usize,
    /// Those with a number after the edge.
    numbers: usize,
}

/// Counts the lines in which white space separates the words at an edge.
///
/// Returns `None` if a word of any line crosses the edge, or is near to the next one
/// across it: then the columns on both sides are one, as where "Not applicable" is over
/// both. Cut there, the text would be "Not" in one column and "applicable" in the next.
fn separated_at(edge: f32, lines: &[Vec<&Word>], words: &WordArena) -> Option<SeparatedLines> {
    let mut separated = SeparatedLines {
        lines: 0,
        numbers: 0,
    };
    for line in lines {
        let crosses = |word: &&Word| word.x0 < edge - EDGE_SLACK && word.x1 > edge + EDGE_SLACK;
        // One word across the edge joins both sides in all lines.
        if line.iter().any(crosses) {
            return None;
        }
        let after = line.partition_point(|word| f32::midpoint(word.x0, word.x1) < edge);
        // A line on one side only proves nothing.
        if after > 0 && after < line.len() {
            // Near words are one text across the edge, such as "Not applicable".
            if !is_gap(line[after - 1], line[after], words) {
                return None;
            }
            separated.lines += 1;
            separated.numbers += usize::from(is_number(words.text_of(line[after])));
        }
    }
    Some(separated)
}

//! Parts what stands in several columns of a ruled table with no line between them: rules may be drawn in the header alone.

use super::super::word::{Run, Word, Words, piece};

/// So much white space, in ems, parts two columns: words of a line stand closer.
const GAP: f32 = 1.0;

/// The runs of each column between `edges`, which are those that no line is drawn at. Where words stand close to each other at an edge,
/// or across it, the columns beside it are one.
pub(super) fn part(runs: Vec<Run>, edges: &[f32], words: &Words) -> Vec<Vec<Run>> {
    let mut columns: Vec<Vec<Run>> = vec![Vec::new(); edges.len() + 1];
    let lines = lines(&runs, words);
    let open: Vec<bool> = edges.iter().map(|edge| is_open(*edge, &lines)).collect();
    let column = |word: &Word| {
        let middle = f32::midpoint(word.x0, word.x1);
        let last = (0..edges.len()).rfind(|at| open[*at] && edges[*at] <= middle);
        last.map_or(0, |edge| edge + 1)
    };
    for run in runs {
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        for chunk in of_run.chunk_by(|a, b| column(a) == column(b)) {
            columns[column(&chunk[0])].push(piece(&run, from, from + chunk.len(), of_run));
            from += chunk.len();
        }
    }
    columns
}

/// The words of each line.
fn lines<'w>(runs: &[Run], words: &'w Words) -> Vec<Vec<&'w Word>> {
    let mut all: Vec<&Word> = (runs.iter())
        .flat_map(|run| words.get(run.words.clone()))
        .collect();
    all.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in all {
        match lines.last_mut() {
            Some(line) if word.y - line[0].y < 0.4 * line[0].size => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    lines
}

/// Whether white space parts the words at an edge, in each line that has some on both sides.
fn is_open(edge: f32, lines: &[Vec<&Word>]) -> bool {
    let mut parted = 0;
    for line in lines {
        let (mut left, mut right) = (f32::MIN, f32::MAX);
        for word in line {
            if word.x0 < edge - 1.0 && word.x1 > edge + 1.0 {
                return false;
            }
            if f32::midpoint(word.x0, word.x1) < edge {
                left = left.max(word.x1);
            } else {
                right = right.min(word.x0);
            }
        }
        if left > f32::MIN && right < f32::MAX {
            if right - left < GAP * line[0].size {
                return false;
            }
            parted += 1;
        }
    }
    parted > 0
}

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

/// The words of each line, from the left.
pub(super) fn lines<'w>(runs: &[Run], words: &'w Words) -> Vec<Vec<&'w Word>> {
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
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

/// Where white space goes down through a column in most of its lines, and numbers stand behind it.
pub(super) fn gutters(lines: &[Vec<&Word>], column: (f32, f32), words: &Words) -> Vec<f32> {
    let is_inside = |word: &&&Word| word.x0 > column.0 - 1.0 && word.x1 < column.1 + 1.0;
    let mut chunks: Vec<(f32, f32)> = Vec::new();
    let (mut all, mut parted, mut behind, mut numbers) = (0, 0, 0, 0);
    for line in lines {
        let of_line: Vec<&Word> = line.iter().filter(is_inside).copied().collect();
        let is_near = |a: &&Word, b: &&Word| b.x0 - a.x1 < GAP * a.size;
        let count = of_line.chunk_by(is_near).count();
        all += usize::from(count > 0);
        parted += usize::from(count > 1);
        for (nth, chunk) in of_line.chunk_by(is_near).enumerate() {
            chunks.push((chunk[0].x0, chunk[chunk.len() - 1].x1));
            behind += usize::from(nth > 0);
            numbers +=
                usize::from(nth > 0 && chunk.iter().all(|word| is_number(words.text_of(word))));
        }
    }
    if parted < 3 || parted * 5 < all * 3 || numbers * 2 < behind {
        return Vec::new();
    }
    let few = i32::try_from(all / 7).unwrap_or(i32::MAX);
    let columns = super::aligned::columns(&chunks, few, 0.0);
    (columns
        .windows(2)
        .map(|pair| f32::midpoint(pair[0].1, pair[1].0)))
    .collect()
}

/// Whether it has digits and no letters, or is a dash.
fn is_number(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
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

//! Parts what stands in several columns of a ruled table with no line between them: rules may be drawn in the header alone.

use super::super::word::{Run, Word, Words, piece};

/// So much white space, in ems, parts two columns: words of a line stand closer.
const GAP: f32 = 1.0;
/// The same between two numbers.
const NUMBER_GAP: f32 = 0.45;

/// What stands in columns that no line parts.
pub(super) struct Parted {
    /// What stands over several of them, above what stands in each.
    pub(super) over: Vec<Run>,
    pub(super) columns: Vec<Vec<Run>>,
}

/// Where columns may be parted though no line is drawn there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) x: f32,
    pub(super) kind: EdgeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EdgeKind {
    /// White space goes down through most rows.
    Gutter,
    /// Lines part few rows, perhaps those of the header alone: words on both sides part the others.
    Loose,
    /// Lines part other rows: a cell that goes over them is meant to, unless numbers stand in it.
    Spanned,
}

/// The runs of each column between the edges. Where words stand close to each other at an edge, or across it, the columns beside it are
/// one.
pub(super) fn part(runs: Vec<Run>, edges: &[Edge], words: &Words) -> Parted {
    const MOST_OVER: usize = 2;
    let lines = lines(&runs, words);
    let mut over = 0;
    let mut open: Vec<bool> = (edges.iter())
        .map(|edge| {
            parted_at(edge.x, &lines, words).is_some_and(|parted| match edge.kind {
                EdgeKind::Gutter => true,
                EdgeKind::Loose => parted.lines > 0,
                EdgeKind::Spanned => parted.lines > 0 && parted.numbers * 2 >= parted.lines,
            })
        })
        .collect();
    while open.iter().all(|open| !open) && over < MOST_OVER && over + 1 < lines.len() {
        over += 1;
        open = (edges.iter())
            .map(|edge| {
                edge.kind == EdgeKind::Gutter
                    && parted_at(edge.x, &lines[over..], words)
                        .is_some_and(|parted| parted.lines > 0)
            })
            .collect();
    }
    let is_parted = open.contains(&true);
    let begin = (lines.get(over).filter(|_| over > 0 && is_parted))
        .map_or(f32::MIN, |line| line[0].y - 0.4 * line[0].size);
    let column = |word: &Word| {
        let middle = f32::midpoint(word.x0, word.x1);
        let last = (0..edges.len()).rfind(|at| open[*at] && edges[*at].x <= middle);
        last.map_or(0, |edge| edge + 1)
    };
    let mut parted = Parted {
        over: Vec::new(),
        columns: vec![Vec::new(); edges.len() + 1],
    };
    for run in runs {
        let of_run = words.get(run.words.clone());
        let mut from = 0;
        let place = |word: &Word| (word.y >= begin).then(|| column(word));
        for chunk in of_run.chunk_by(|a, b| place(a) == place(b)) {
            let piece = piece(&run, from, from + chunk.len(), of_run);
            from += chunk.len();
            match place(&chunk[0]) {
                Some(column) => parted.columns[column].push(piece),
                None => parted.over.push(piece),
            }
        }
    }
    parted
}

/// Whether the white space between two words of a line parts columns.
fn is_gap(left: &Word, right: &Word, words: &Words) -> bool {
    let numbers = [left, right]
        .iter()
        .all(|word| is_number(words.text_of(word)));
    right.x0 - left.x1 >= if numbers { NUMBER_GAP } else { GAP } * left.size
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
        let is_near = |a: &&Word, b: &&Word| !is_gap(a, b, words);
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

/// Whether it is what tables of numbers hold: digits without letters, or what stands for none, a dash, `NA`, a tick.
fn is_number(text: &str) -> bool {
    let has_digits =
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    let is_none = text.len() < 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || b"/-*".contains(&byte));
    has_digits || is_none || ["–", "—", "−", "n/a", "n.a.", "✓", "✔", "×", "…"].contains(&text)
}

/// How many lines an edge parts, and how many of those with a number behind it.
struct Lines {
    lines: usize,
    numbers: usize,
}

/// The lines in which white space parts the words at an edge, if no word of any line stands across it or near to one behind it.
fn parted_at(edge: f32, lines: &[Vec<&Word>], words: &Words) -> Option<Lines> {
    let mut parted = Lines {
        lines: 0,
        numbers: 0,
    };
    for line in lines {
        let is_across = |word: &&&Word| word.x0 < edge - 1.0 && word.x1 > edge + 1.0;
        if line.iter().any(|word| is_across(&word)) {
            return None;
        }
        let behind = line.partition_point(|word| f32::midpoint(word.x0, word.x1) < edge);
        if behind > 0 && behind < line.len() {
            if !is_gap(line[behind - 1], line[behind], words) {
                return None;
            }
            parted.lines += 1;
            parted.numbers += usize::from(is_number(words.text_of(line[behind])));
        }
    }
    Some(parted)
}

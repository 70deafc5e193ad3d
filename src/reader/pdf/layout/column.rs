//! Finds the columns of a page by cutting it along white space (recursive XY-cut).
//!
//! A page is cut from top to bottom only where both sides are running text, else tables would fall apart; where it cannot be, it
//! is cut across at its largest gap, and each part is tried again. Cuts across keep the order of the lines, so parts of one
//! column that were only cut across are put together again.

use super::table::Rule;
use super::word::Run;

/// Parts deeper than this are not cut: a page can be made so that each cut takes off one line.
const MAX_DEPTH: u8 = 40;
/// How many gaps are tried, the widest first.
const MAX_GAPS: usize = 4;

/// Where earlier pages were cut from top to bottom: there, a few lines are enough.
#[derive(Debug, Default)]
pub(super) struct Gutters {
    /// `(middle, how often)`
    known: Vec<(f32, u32)>,
}

impl Gutters {
    fn is_known(&self, from: f32, to: f32) -> bool {
        (self.known.iter()).any(|(middle, times)| *times > 1 && from < *middle && *middle < to)
    }

    /// The middle of the one that was cut at most often.
    fn usual(&self) -> Option<f32> {
        let known = self.known.iter().filter(|(_, times)| *times > 1);
        known
            .max_by_key(|(_, times)| *times)
            .map(|(middle, _)| *middle)
    }

    fn add(&mut self, from: f32, to: f32) {
        let middle = f32::midpoint(from, to);
        let near = (self.known.iter_mut()).find(|(known, _)| (known - middle).abs() < 6.0);
        if let Some((_, times)) = near {
            *times += 1;
        } else if self.known.len() < 16 {
            self.known.push((middle, 1));
        }
    }
}

struct Part {
    runs: Vec<Run>,
    column: u32,
    depth: u8,
}

/// The runs of each column, in reading order. A column comes again behind a heading or table across the page.
pub(super) fn columns(runs: Vec<Run>, rules: &[Rule], gutters: &mut Gutters) -> Vec<Vec<Run>> {
    let mut columns: Vec<(u32, Vec<Run>)> = Vec::new();
    let mut parts = vec![Part {
        runs,
        column: 0,
        depth: 0,
    }];
    let mut next = 1;
    while let Some(mut part) = parts.pop() {
        let has_neighbours = part.depth < MAX_DEPTH && has_neighbours(&mut part.runs);
        let mut crossed = None;
        if has_neighbours
            && let Some(right) = cut_down(&mut part.runs, (rules, &mut crossed), gutters)
        {
            let depth = part.depth + 1;
            let columns = [(right, next + 1), (part.runs, next)];
            parts.extend(columns.map(|(runs, column)| Part {
                runs,
                column,
                depth,
            }));
            next += 2;
        } else if has_neighbours
            && let Some(below) = cut_below_crossing(&mut part.runs, gutters)
                .or_else(|| cut_across(&mut part.runs, crossed))
        {
            let (column, depth) = (part.column, part.depth + 1);
            parts.extend([below, part.runs].map(|runs| Part {
                runs,
                column,
                depth,
            }));
        } else {
            match columns.last_mut() {
                Some((column, runs)) if *column == part.column => runs.append(&mut part.runs),
                _ => columns.push((part.column, part.runs)),
            }
        }
    }
    columns.into_iter().map(|(_, runs)| runs).collect()
}

/// Whether some runs stand side by side; leaves the runs sorted from the top.
fn has_neighbours(runs: &mut [Run]) -> bool {
    runs.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = f32::MIN;
    let mut beside = 0;
    for run in runs.iter() {
        if run.top() + 0.3 * run.size < bottom {
            beside += 1;
        }
        bottom = bottom.max(run.bottom());
    }
    beside > 0
}

/// Cuts at the widest gap from top to bottom that has running text on both sides; gives what is right of it.
fn cut_down(
    runs: &mut Vec<Run>,
    (rules, crossed): (&[Rule], &mut Option<f32>),
    gutters: &mut Gutters,
) -> Option<Vec<Run>> {
    let mut sizes: Vec<f32> = runs.iter().map(|run| run.size).collect();
    let middle = sizes.len() / 2;
    let (_, median, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
    let least = 0.75 * *median;
    let (top, bottom) = (runs.iter()).fold((f32::MAX, f32::MIN), |(top, bottom), run| {
        (top.min(run.y), bottom.max(run.y))
    });
    runs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut gaps: Vec<(f32, usize, f32)> = Vec::new();
    let mut right = runs.first()?.x1;
    for (at, run) in runs.iter().enumerate().skip(1) {
        if run.x0 - right > least {
            gaps.push((run.x0 - right, at, right));
        }
        right = right.max(run.x1);
    }
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (width, at, from) in gaps.into_iter().take(MAX_GAPS) {
        let to = from + width;
        let (left, right) = (is_running_text(&runs[..at]), is_running_text(&runs[at..]));
        let is_known = gutters.is_known(from, to);
        if ((left && right) || (is_known && (left || right)))
            && !are_rows(&runs[..at], &runs[at..])
            && !are_values(&runs[..at], &runs[at..])
        {
            *crossed = crossing(rules, (from, to), (top, bottom));
            if crossed.is_some() {
                return None;
            }
            gutters.add(from, to);
            return Some(runs.split_off(at));
        }
    }
    cut_beside_overflow(runs, least, gutters)
}

/// Cuts where a few lines are longer than their column, over the text of the next one: code does not break.
fn cut_beside_overflow(runs: &mut Vec<Run>, least: f32, gutters: &mut Gutters) -> Option<Vec<Run>> {
    const MOST: usize = 4;
    if runs.len() < 24 {
        return None;
    }
    let (from, to) = widest_gap(runs, least, MOST)?;
    let middle = f32::midpoint(from, to);
    let beside: Vec<(f32, f32)> = (runs.iter().filter(|run| run.x0 >= middle))
        .map(|run| (run.top(), run.bottom()))
        .collect();
    let crosses = |run: &&Run| run.x0 < from && run.x1 > to;
    let is_overflow = |run: &Run| {
        beside
            .iter()
            .any(|(top, bottom)| run.top() < *bottom - 0.5 && run.bottom() > *top + 0.5)
    };
    if !runs.iter().filter(crosses).all(is_overflow) {
        return None;
    }
    let (left, right): (Vec<Run>, Vec<Run>) = runs.iter().cloned().partition(|run| run.x0 < middle);
    if !is_running_text(&left) || !is_running_text(&right) || left.len() < 8 || right.len() < 8 {
        return None;
    }
    gutters.add(from, to);
    *runs = left;
    Some(right)
}

/// The widest gap in the middle of the runs that at most `most` of them cross, if some do.
fn widest_gap(runs: &[Run], least: f32, most: usize) -> Option<(f32, f32)> {
    let (x0, x1) = (runs.iter()).fold((f32::MAX, f32::MIN), |(x0, x1), run| {
        (x0.min(run.x0), x1.max(run.x1))
    });
    let mut ends: Vec<(f32, i32)> = runs
        .iter()
        .flat_map(|run| [(run.x0, 1), (run.x1, -1)])
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let few = i32::try_from(most).unwrap_or(i32::MAX);
    let (mut depth, mut from) = (0, None);
    let mut widest: Option<(f32, f32)> = None;
    for (x, step) in ends {
        let before = depth;
        depth += step;
        if before > few && depth <= few {
            from = Some(x);
        } else if before <= few
            && depth > few
            && let Some(from) = from.take()
        {
            let is_inside = from > x0 + 0.2 * (x1 - x0) && x < x1 - 0.2 * (x1 - x0);
            if is_inside && x - from > least && widest.is_none_or(|(a, b)| x - from > b - a) {
                widest = Some((from, x));
            }
        }
    }
    widest
}

/// Whether these are lines of text rather than cells, bullets or numbers.
fn is_running_text(runs: &[Run]) -> bool {
    let mut heights: Vec<&Run> = runs.iter().collect();
    heights.sort_by(|a, b| a.y.total_cmp(&b.y));
    let (mut lines, mut parted, mut chars) = (0_u32, 0_u32, 0_u32);
    for line in heights.chunk_by(|a, b| b.y - a.y <= 2.0) {
        lines += 1;
        parted += u32::from(is_parted(line));
        chars = line
            .iter()
            .fold(chars, |chars, run| chars.saturating_add(run.chars));
    }
    lines >= 3 && chars > 16 * lines && parted * 2 < lines
}

/// Whether a line has white space in it as there is between cells.
fn is_parted(line: &[&Run]) -> bool {
    const GAP: f32 = 1.5;
    const MOST: usize = 32;
    let line = &line[..line.len().min(MOST)];
    line.iter().any(|left| {
        let gap = |right: &&Run| right.x0 - left.x1;
        let next = line.iter().map(gap).filter(|gap| *gap > 0.0);
        let next = next.fold(f32::MAX, f32::min);
        let is_last = line.iter().all(|right| right.x0 <= left.x1);
        !is_last && next > GAP * left.size
    })
}

/// Whether white space goes across both sides again and again: rows of a table whose cells hold a few lines each.
fn are_rows(left: &[Run], right: &[Run]) -> bool {
    let mut all: Vec<(&Run, bool)> = (left.iter().map(|run| (run, true)))
        .chain(right.iter().map(|run| (run, false)))
        .collect();
    all.sort_by(|a, b| a.0.top().total_cmp(&b.0.top()));
    let (mut rows, mut full, mut most) = (0, 0, 0);
    let (mut lines, mut has_left, mut has_right) = (0, false, false);
    let mut bottom = f32::MIN;
    for (nth, (run, is_left)) in all.iter().enumerate() {
        if nth > 0 && run.top() - bottom > 0.5 * run.size {
            rows += 1;
            full += usize::from(has_left && has_right);
            most = most.max(lines);
            (lines, has_left, has_right) = (0, false, false);
        }
        lines += 1;
        has_left |= is_left;
        has_right |= !is_left;
        bottom = bottom.max(run.bottom());
    }
    rows += 1;
    full += usize::from(has_left && has_right);
    rows >= 4 && full * 10 >= rows * 9 && most <= 16
}

/// Whether what stands on the right are values of what stands on the left: their lines end at one place and begin at many, as no running
/// text does that is read from left to right, and almost each has a line beside it.
fn are_values(left: &[Run], right: &[Run]) -> bool {
    let mut heights: Vec<f32> = left.iter().map(|run| run.y).collect();
    heights.sort_by(f32::total_cmp);
    let has_label = |run: &&Run| {
        let at = heights.partition_point(|y| *y < run.y - 1.0);
        heights.get(at).is_some_and(|y| *y <= run.y + 1.0)
    };
    is_ragged_on_the_left(right)
        && !is_ragged_on_the_left(left)
        && right.iter().filter(has_label).count() * 10 >= right.len() * 8
}

/// Whether lines end at one place and begin at many.
fn is_ragged_on_the_left(runs: &[Run]) -> bool {
    let (begin, end) = (runs.iter()).fold((f32::MAX, f32::MIN), |(begin, end), run| {
        (begin.min(run.x0), end.max(run.x1))
    });
    let flush = |is_flush: &dyn Fn(&&Run) -> bool| runs.iter().filter(is_flush).count();
    let at_end = flush(&|run| end - run.x1 < 0.2 * run.size);
    let at_begin = flush(&|run| run.x0 - begin < 0.2 * run.size);
    runs.len() > 2 && at_end * 10 >= runs.len() * 8 && at_begin * 2 < runs.len()
}

/// The lowest line across that goes over the gap between the first and the last line of text: the rule of a table.
fn crossing(rules: &[Rule], gap: (f32, f32), (top, bottom): (f32, f32)) -> Option<f32> {
    let crosses =
        |rule: &&Rule| top < rule.at && rule.at < bottom && rule.from < gap.0 && rule.to > gap.1;
    rules.iter().rfind(crosses).map(|rule| rule.at)
}

/// Cuts below what goes over the gutter of earlier pages, if text stands on both sides of it there; gives what is below.
///
/// The largest gap may be the one above a heading in a column beside which the other has ended.
fn cut_below_crossing(runs: &mut Vec<Run>, gutters: &Gutters) -> Option<Vec<Run>> {
    const SLACK: f32 = 1.0;
    let gutter = gutters.usual()?;
    let crosses = |run: &&Run| run.x0 < gutter - SLACK && run.x1 > gutter + SLACK;
    let end = (runs.iter().filter(crosses))
        .map(Run::bottom)
        .fold(f32::MIN, f32::max);
    runs.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = runs.first()?.bottom();
    let mut at = None;
    for (nth, run) in runs.iter().enumerate().skip(1) {
        if bottom >= end && run.top() - bottom > 0.05 * run.size {
            at = Some(nth);
            break;
        }
        bottom = bottom.max(run.bottom());
    }
    let at = at.filter(|_| end > f32::MIN)?;
    let is_beside = |is_left: bool| runs[at..].iter().any(|run| (run.x1 < gutter) == is_left);
    (is_beside(true) && is_beside(false)).then(|| runs.split_off(at))
}

/// Cuts at the largest gap across; gives what is below it. Where a rule kept it from being cut down, below that rule.
fn cut_across(runs: &mut Vec<Run>, crossing: Option<f32>) -> Option<Vec<Run>> {
    runs.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = runs.first()?.bottom();
    let mut widest = (0.05 * runs[0].size, 0);
    let mut below_rule = None;
    for (at, run) in runs.iter().enumerate().skip(1) {
        let gap = run.top() - bottom;
        if gap > widest.0 {
            widest = (gap, at);
        }
        let is_below = crossing.is_some_and(|rule| run.top() > rule - 1.0);
        if below_rule.is_none() && is_below && gap > 0.3 * run.size {
            below_rule = Some(at);
        }
        bottom = bottom.max(run.bottom());
    }
    let at = below_rule.or((widest.1 > 0).then_some(widest.1))?;
    Some(runs.split_off(at))
}

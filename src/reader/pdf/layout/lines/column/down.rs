//! Cuts a region from top to bottom, along a gutter.

use super::super::item::LayoutItem;
use super::super::rules::Rule;
use super::gutters::Gutters;
use super::sides::{are_labelled_rows, are_rows, are_values, is_prose, is_running_text};
use crate::reader::pdf::layout::place::{Em, Extent};

/// A gutter is wider than this, in ems of the median size: spaces in justified lines are
/// not.
pub(super) const MIN_GUTTER: Em = Em(0.75);
/// The number of gaps that are tried, the widest first.
const MAX_GAPS: usize = 4;
/// The most lines that may be longer than their column.
const MAX_OVERFLOWS: usize = 4;
/// A region is searched for lines that are too long if it has this many items: in a
/// smaller one, four of them are no exception.
const MIN_ITEMS_WITH_OVERFLOW: usize = 24;
/// Each of its columns has at least this many items.
const MIN_ITEMS_OF_SIDE: usize = 8;
/// Two lines overlap vertically if they share more than this, in points.
const MIN_SHARED_HEIGHT: f32 = 0.5;
/// The share of a region's width, at each end, in which no gutter is looked for.
const OUTER_SHARE: f32 = 0.2;

/// The result of trying to cut a region from top to bottom.
pub(super) enum DownCut {
    /// The items right of the gutter; those left of it stay in the region.
    Right(Vec<LayoutItem>),
    /// There is a gutter, but a rule at this height crosses it.
    CrossedAt(f32),
    Nowhere,
}

/// A gap between items that no item crosses.
struct Gap {
    width: f32,
    /// The index of the first item right of it.
    at: usize,
    left: f32,
}

/// The gutter of a region.
pub(super) enum Gutter {
    /// White space, and the index of the first item right of it.
    At(Extent, usize),
    /// There is one, but a rule at this height crosses it.
    CrossedAt(f32),
    Nowhere,
}

/// Cuts at the widest gap from top to bottom that has running text on both sides.
///
/// Where no gap goes from top to bottom, lines of code that reach over the next column
/// are allowed to cross it. A rule across the gap prevents the cut, as that below the
/// header of a table does.
pub(super) fn cut_down(
    items: &mut Vec<LayoutItem>,
    rules: &[Rule],
    gutters: &mut Gutters,
) -> DownCut {
    match gutter(items, rules, gutters) {
        Gutter::At(white, at) => {
            // A later page may have too few lines to show this gutter.
            gutters.add(white);
            return DownCut::Right(items.split_off(at));
        }
        Gutter::CrossedAt(rule) => return DownCut::CrossedAt(rule),
        Gutter::Nowhere => {}
    }
    let least = MIN_GUTTER.at(median_size(items));
    match cut_beside_overflow(items, least, gutters) {
        Some(right) => DownCut::Right(right),
        None => DownCut::Nowhere,
    }
}

/// Finds the widest gap from top to bottom that has running text on both sides; sorts the
/// items by their left ends.
///
/// The cells of a table and the values beside their names ("Chief engineer    Ada Smith")
/// are no columns: read down, all names would precede all values. If a rule crosses the
/// gap, there is no cut either, and the height of the rule is returned.
pub(super) fn gutter(items: &mut [LayoutItem], rules: &[Rule], gutters: &Gutters) -> Gutter {
    let least = MIN_GUTTER.at(median_size(items));
    // Between the first and the last baseline: rules outside do not cross the text.
    let height = (items.iter()).fold(Extent::EMPTY, |height, item| {
        height.cover(Extent {
            start: item.y(),
            end: item.y(),
        })
    });
    items.sort_by(|a, b| a.x0().total_cmp(&b.x0()));
    // Columns of prose are looked for where no gap has running text on both sides: with a
    // narrower gap before a wider one the text of a figure would be a column.
    let gaps = gaps(items, least);
    let both = [false, true].into_iter();
    for (needs_prose, gap) in both.flat_map(|prose| gaps.iter().map(move |gap| (prose, gap))) {
        let (left, right) = items.split_at(gap.at);
        let white = Extent {
            start: gap.left,
            end: gap.left + gap.width,
        };
        let is_column = if needs_prose {
            are_columns(left, right, least)
        } else {
            is_gutter(left, right, gutters.is_known(white))
        };
        // Tables and values may have long lines as well, so both kinds are tested.
        if is_column && !are_rows(left, right) && !are_values(left, right) {
            return match crossing(rules, white, height) {
                Some(rule) => Gutter::CrossedAt(rule),
                None => Gutter::At(white, gap.at),
            };
        }
    }
    Gutter::Nowhere
}

/// Returns true if the sides of a gap are columns of text. `is_known` is true if earlier
/// pages were cut there.
///
/// Two lines at the head of the right column are too few to be text by themselves. They
/// are a column beside text if the gutter is known and if they are not the values of a
/// table beside their labels.
fn is_gutter(left: &[LayoutItem], right: &[LayoutItem], is_known: bool) -> bool {
    match (is_running_text(left), is_running_text(right)) {
        (true, true) => true,
        (false, false) => false,
        // The short right side may be the values of a table.
        (true, false) => is_known && !are_labelled_rows(left, right),
        (false, true) => is_known,
    }
}

/// Returns true if both sides of a gap are columns of prose, one or several each.
///
/// Three of four narrow columns, whose lines are on the same baselines, have white space
/// in each line as a table has.
fn are_columns(left: &[LayoutItem], right: &[LayoutItem], least: f32) -> bool {
    [left, right].iter().all(|side| {
        // A side may have gutters of its own.
        let mut starts: Vec<usize> = gaps(side, least).iter().map(|gap| gap.at).collect();
        // The gaps are in the order of their widths.
        starts.sort_unstable();
        let ends = starts.iter().copied().chain([side.len()]);
        let starts = [0].into_iter().chain(starts.iter().copied());
        (starts.zip(ends)).all(|(start, end)| is_prose(&side[start..end]))
    })
}

/// Returns the median of the sizes of items.
///
/// The median and not the mean: one initial of 60 points would widen every gutter.
pub(super) fn median_size(items: &[LayoutItem]) -> f32 {
    let mut sizes: Vec<f32> = items.iter().map(LayoutItem::size).collect();
    let middle = sizes.len() / 2;
    let (_, median, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
    *median
}

/// Returns the widest gaps between items, which are sorted by their left ends.
///
/// A heading across the page ends every gap above it, so `left` is the largest right end
/// so far and not that of the previous item. From the end of a short line that begins
/// below the heading, a gap would go through the heading.
fn gaps(items: &[LayoutItem], least: f32) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut left = items.first().map_or(f32::MIN, LayoutItem::x1);
    for (at, item) in items.iter().enumerate().skip(1) {
        let width = item.x0() - left;
        if width > least {
            gaps.push(Gap { width, at, left });
        }
        // The end of the longest item so far, not that of the last one.
        left = left.max(item.x1());
    }
    // The widest first, because only a few gaps are tried.
    gaps.sort_by(|a, b| b.width.total_cmp(&a.width));
    gaps.truncate(MAX_GAPS);
    gaps
}

/// Cuts where a few lines are longer than their column and reach over the next one.
///
/// Code does not break: a long line of it in the left column of a paper crosses the
/// gutter, so that no gap goes from top to bottom. Without this cut both columns would be
/// read line by line across the page. Each long line has text of the right column beside
/// it, as a heading across both columns has not, and both sides are running text.
fn cut_beside_overflow(
    items: &mut Vec<LayoutItem>,
    least: f32,
    gutters: &mut Gutters,
) -> Option<Vec<LayoutItem>> {
    if items.len() < MIN_ITEMS_WITH_OVERFLOW {
        return None;
    }
    let gap = widest_gap(items, least)?;
    let middle = f32::midpoint(gap.start, gap.end);
    // The items of the right column, which begin after the gap.
    let beside: Vec<Extent> = (items.iter().filter(|item| item.x0() >= middle))
        .map(|item| Extent {
            start: item.top(),
            end: item.bottom(),
        })
        .collect();
    let crosses = |item: &&LayoutItem| item.x0() < gap.start && item.x1() > gap.end;
    // A heading across both columns has nothing beside it.
    let is_overflow = |item: &LayoutItem| {
        beside.iter().any(|other| {
            item.top() < other.end - MIN_SHARED_HEIGHT
                && item.bottom() > other.start + MIN_SHARED_HEIGHT
        })
    };
    if !items.iter().filter(crosses).all(is_overflow) {
        return None;
    }
    // By their left ends: a line that is too long stays in the left column.
    let (left, right): (Vec<_>, Vec<_>) =
        items.iter().cloned().partition(|item| item.x0() < middle);
    let is_column = |side: &[LayoutItem]| is_running_text(side) && side.len() >= MIN_ITEMS_OF_SIDE;
    if !is_column(&left) || !is_column(&right) {
        return None;
    }
    // Remembered only now that both sides are known to be text.
    gutters.add(gap);
    *items = left;
    Some(right)
}

/// Returns the widest gap in the middle of a region that at most four items cross.
///
/// A few long lines of code cross the gap between two columns; the lines of a paragraph
/// that is set across the page are more. A gap near the edge of the region is the ragged
/// end of its lines.
fn widest_gap(items: &[LayoutItem], least: f32) -> Option<Extent> {
    let width = (items.iter()).fold(Extent::EMPTY, |width, item| {
        width.cover(Extent {
            start: item.x0(),
            end: item.x1(),
        })
    });
    let mut ends: Vec<(f32, i32)> = items
        .iter()
        .flat_map(|item| [(item.x0(), 1), (item.x1(), -1)])
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let few = i32::try_from(MAX_OVERFLOWS).unwrap_or(i32::MAX);
    let outer = OUTER_SHARE * (width.end - width.start);
    // The number of items at a place, and the place where it fell to a few.
    let (mut depth, mut from) = (0, None);
    let mut widest: Option<Extent> = None;
    for (x, step) in ends {
        let before = depth;
        depth += step;
        if before > few && depth <= few {
            from = Some(x);
        } else if before <= few
            && depth > few
            && let Some(from) = from.take()
        {
            // Near the edge, the gap is the ragged end of the lines.
            let is_inside = from > width.start + outer && x < width.end - outer;
            if is_inside
                && x - from > least
                && widest.is_none_or(|gap| x - from > gap.end - gap.start)
            {
                widest = Some(Extent {
                    start: from,
                    end: x,
                });
            }
        }
    }
    widest
}

/// Returns the height of the lowest rule that crosses a gap within the text.
///
/// The rule below the header of a table crosses the gaps between its columns: the region
/// is a table, or text above one. Rules above or below the text, such as that of a
/// running head, do not count.
fn crossing(rules: &[Rule], gap: Extent, height: Extent) -> Option<f32> {
    let crosses = |rule: &&Rule| {
        height.start < rule.at && rule.at < height.end && rule.from < gap.start && rule.to > gap.end
    };
    // The lowest one, since the region is cut across below it.
    rules.iter().rfind(crosses).map(|rule| rule.at)
}

//! Cuts a region across, along white space between its lines.

use super::super::item::LayoutItem;
use super::super::rules::Rule;
use super::down::{self, Gutter, MIN_GUTTER};
use super::gutters::Gutters;
use crate::reader::pdf::layout::place::Em;

/// Items that reach over a gutter by more than this, in points, cross it.
const GUTTER_SLACK: f32 = 1.0;
/// A gap across is higher: letters of lines that are set solid touch.
const MIN_GAP: Em = Em(0.05);
/// A gap below a rule is higher: it separates a table from the text below it, not two
/// rows.
const MIN_GAP_BELOW_RULE: Em = Em(0.3);
/// A title is larger than this many sizes of all text below it.
const TITLE_SIZE: Em = Em(1.6);
/// Text below a title begins at most this far above the base line of the title.
const TITLE_SLACK: Em = Em(0.1);
/// The most lines above the columns of a page: a title, authors, and a note about them.
const MAX_HEAD_LINES: u32 = 12;
/// Items between a title and its columns: four lines of three authors. More are columns
/// with white space across them.
const MAX_ITEMS_OF_AUTHORS: usize = 12;
/// A page with fewer items below a head is a table or a form.
const MIN_ITEMS_BELOW_HEAD: usize = 24;
/// A heading across columns is larger than this many sizes of their text.
const HEADING_SIZE: Em = Em(1.15);
/// A heading has at most so many lines, whose sizes differ by less than this, in points.
const MAX_LINES_OF_HEADING: usize = 3;
const SAME_SIZE: f32 = 0.1;
/// The most lines that are examined as such headings: a page may be made of them.
const MAX_HEADINGS: usize = 8;
/// There are at least this many items above a heading across columns, and below it.
const MIN_ITEMS_AROUND: usize = 6;
/// Items whose baselines differ by less, in points, are beside each other.
const SAME_LINE: f32 = 1.0;
/// Columns that end above a heading are balanced: their ends differ by less.
const MAX_UNBALANCED: Em = Em(2.5);
/// An item begins below a rule if its top is at most this far above it, in points.
const RULE_SLACK: f32 = 1.0;

/// Cuts below the items that cross the gutter of earlier pages; returns those below.
///
/// The largest gap of a page may be the one above a heading in the left column, beside
/// which the right column has ended. A cut there would read half of the right column
/// first. The items below need one on each side of the gutter: below a title across the
/// page there may be one column only.
pub(super) fn cut_below_crossing(
    items: &mut Vec<LayoutItem>,
    gutters: &Gutters,
) -> Option<Vec<LayoutItem>> {
    let gutter = gutters.most_used()?;
    let crosses =
        |item: &&LayoutItem| item.x0() < gutter - GUTTER_SLACK && item.x1() > gutter + GUTTER_SLACK;
    let end = (items.iter().filter(crosses))
        .map(LayoutItem::bottom)
        .fold(f32::MIN, f32::max);
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = items.first()?.bottom();
    let mut at = None;
    for (nth, item) in items.iter().enumerate().skip(1) {
        // `bottom` is that of all items so far: nothing reaches into the gap.
        if bottom >= end && item.top() - bottom > item.ems(MIN_GAP) {
            at = Some(nth);
            break;
        }
        bottom = bottom.max(item.bottom());
    }
    // Without an item across the gutter there is nothing to cut below.
    let at = at.filter(|_| end > f32::MIN)?;
    // There may be one column only below the title.
    let is_beside = |is_left: bool| {
        items[at..]
            .iter()
            .any(|item| (item.x1() < gutter) == is_left)
    };
    (is_beside(true) && is_beside(false)).then(|| items.split_off(at))
}

/// Cuts below a title in large type at the top of a region; returns the items below it.
///
/// The masthead of a newsletter is so large that the box of its line reaches into the
/// first line of a column: no gap across is between them, and the title would keep the
/// columns below it together. The title is much larger than all text below it. A title
/// that is apart from its text is cut at the gap instead.
pub(super) fn cut_below_title(items: &mut Vec<LayoutItem>) -> Option<Vec<LayoutItem>> {
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let title = items.first()?;
    let is_below = |item: &LayoutItem| {
        title.size() > TITLE_SIZE.at(item.size()) && item.top() > title.y() - item.ems(TITLE_SLACK)
    };
    // Titles that are apart from their text are cut at the gap below them.
    let reaches_in = |item: &LayoutItem| item.top() < title.bottom() + item.ems(MIN_GAP);
    // One item below a title has no columns.
    let is_title =
        items.len() > 2 && items[1..].iter().all(is_below) && items[1..].iter().any(reaches_in);
    is_title.then(|| items.split_off(1))
}

/// Cuts above a heading across the columns that ends before their gutter; returns the
/// items from the heading on.
///
/// "The Second Year" in large type, below two columns and above the next two, is as short
/// as a heading in the left column. But nothing is beside it, the columns above it end at
/// one height, and those below it begin at one.
pub(super) fn cut_above_heading(items: &mut Vec<LayoutItem>) -> Option<Vec<LayoutItem>> {
    // Fewer items are not enough for columns above and below a heading.
    if items.len() < 2 * MIN_ITEMS_AROUND {
        return None;
    }
    let size = down::median_size(items);
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let (mut bottom, mut examined) = (f32::MIN, 0);
    for at in 0..items.len() - MIN_ITEMS_AROUND {
        let heading = &items[at];
        let first_below = at + count_lines_of_heading(&items[at..]);
        let is_heading = at >= MIN_ITEMS_AROUND
            // The item above may be the first line of the same heading.
            && heading.size() > HEADING_SIZE.at(size.max(items[at - 1].size()))
            // Nothing is beside the heading, neither from above nor from below.
            && heading.top() - bottom > heading.ems(MIN_GAP)
            && items.get(first_below).is_some_and(|below| {
                heading.size() > HEADING_SIZE.at(below.size())
                    && below.top() - items[first_below - 1].bottom() > heading.ems(MIN_GAP)
            });
        // The first line below the heading shows the gutter.
        if is_heading && let Some(gutter) = gutter_of_line(&items[first_below..]) {
            if are_balanced(&items[..at], gutter) {
                return Some(items.split_off(at));
            }
            // Each comparison reads all items above, so their number is limited.
            examined += 1;
            if examined == MAX_HEADINGS {
                break;
            }
        }
        bottom = bottom.max(heading.bottom());
    }
    None
}

/// Counts the lines of the heading that begins with the first item.
fn count_lines_of_heading(items: &[LayoutItem]) -> usize {
    let is_line = |pair: &[LayoutItem]| {
        // Two items of one baseline are not two lines.
        (pair[0].size() - pair[1].size()).abs() < SAME_SIZE && pair[1].y() - pair[0].y() > SAME_LINE
    };
    let lines = items.windows(2).take(MAX_LINES_OF_HEADING - 1);
    1 + lines.take_while(|pair| is_line(pair)).count()
}

/// Returns the middle of the white space in the line of the first item, which are sorted
/// from the top.
fn gutter_of_line(items: &[LayoutItem]) -> Option<f32> {
    let first = items.first()?;
    let mut line: Vec<&LayoutItem> = (items.iter())
        .take_while(|item| (item.y() - first.y()).abs() < SAME_LINE)
        .collect();
    line.sort_by(|a, b| a.x0().total_cmp(&b.x0()));
    let mut pairs = line.windows(2);
    let pair = pairs.find(|pair| pair[1].x0() - pair[0].x1() > pair[0].ems(MIN_GUTTER))?;
    Some(f32::midpoint(pair[0].x1(), pair[1].x0()))
}

/// Returns true if items are columns on both sides of a gutter that end at one height.
fn are_balanced(items: &[LayoutItem], gutter: f32) -> bool {
    let end = |is_side: &dyn Fn(&LayoutItem) -> bool| {
        let side = items.iter().filter(|item| is_side(item));
        side.map(LayoutItem::bottom).reduce(f32::max)
    };
    // An item across the gutter is on neither side.
    let left = end(&|item| item.x1() < gutter);
    let right = end(&|item| item.x0() > gutter);
    let slack = items.last().map_or(0.0, |item| item.ems(MAX_UNBALANCED));
    left.zip(right)
        .is_some_and(|(left, right)| (left - right).abs() < slack)
}

/// Cuts below the lines across a page whose rest has columns; returns the items below.
///
/// The largest gap of a newsletter may be where all of its columns happen to have white
/// space, halfway down the page. A cut there would read the upper half of each column
/// first. Of the gaps with columns below them the widest one is cut: the names of authors
/// side by side below a title are no columns, and the space below them is wider.
pub(super) fn cut_below_head(
    items: &mut Vec<LayoutItem>,
    rules: &[Rule],
    gutters: &Gutters,
) -> Option<Vec<LayoutItem>> {
    if items.len() < MIN_ITEMS_BELOW_HEAD {
        return None;
    }
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = items.first()?.bottom();
    let (mut lines, mut widest, mut end) = (0, None, items.len());
    for at in 1..items.len() {
        if lines == MAX_HEAD_LINES || at > end {
            break;
        }
        let gap = items[at].top() - bottom;
        bottom = bottom.max(items[at].bottom());
        if gap <= items[at].ems(MIN_GAP) {
            continue;
        }
        // A gap ends a line of the head.
        lines += 1;
        // Authors side by side below a title are no columns: the space below them is
        // wider.
        let is_wider = widest.is_none_or(|(widest, _)| gap > widest);
        if is_wider && has_columns_below(at, items, rules, gutters) {
            // The first gap with columns below it sets the limit for the others.
            end = widest.map_or(at + MAX_ITEMS_OF_AUTHORS, |_| end);
            widest = Some((gap, at));
        }
    }
    widest.map(|(_, at)| items.split_off(at))
}

/// Returns true if the items from an index on have columns, and one above is across them.
///
/// A masthead is across the gutter of the columns below it. If no item had to be across
/// the gutter, the first line of each column would be cut off as a head, and these two
/// lines would be read before the rest of both columns.
fn has_columns_below(at: usize, items: &[LayoutItem], rules: &[Rule], gutters: &Gutters) -> bool {
    // A copy, since the search sorts the items from left to right.
    let mut below = items[at..].to_vec();
    let Gutter::At(white, _) = down::gutter(&mut below, rules, gutters) else {
        return false;
    };
    let is_across = |item: &LayoutItem| item.x0() < white.start && item.x1() > white.end;
    items[..at].iter().any(is_across)
}

/// Cuts at the largest gap across; returns the items below it.
///
/// A rule at height `crossing` kept the region from being cut down: the cut is made below
/// that rule, because the text below the table may have columns though the table spans
/// them. The largest gap may be between the header and the rows of the table, and a cut
/// there would separate them.
pub(super) fn cut_across(
    items: &mut Vec<LayoutItem>,
    crossing: Option<f32>,
) -> Option<Vec<LayoutItem>> {
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let first = items.first()?;
    let mut bottom = first.bottom();
    let mut widest = (first.ems(MIN_GAP), 0);
    let mut below_rule = None;
    for (at, item) in items.iter().enumerate().skip(1) {
        let gap = item.top() - bottom;
        if gap > widest.0 {
            widest = (gap, at);
        }
        let is_below = crossing.is_some_and(|rule| item.top() > rule - RULE_SLACK);
        // The first gap below the rule: a larger one may be farther down in the text.
        if below_rule.is_none() && is_below && gap > item.ems(MIN_GAP_BELOW_RULE) {
            below_rule = Some(at);
        }
        bottom = bottom.max(item.bottom());
    }
    // The index is 0 if no gap was wide enough.
    let at = below_rule.or((widest.1 > 0).then_some(widest.1))?;
    Some(items.split_off(at))
}

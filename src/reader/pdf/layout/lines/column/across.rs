//! Cuts a region across, along white space between its lines.

use super::super::item::LayoutItem;
use super::super::rules::Rule;
use super::down::{self, Gutter};
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
        if bottom >= end && item.top() - bottom > item.ems(MIN_GAP) {
            at = Some(nth);
            break;
        }
        bottom = bottom.max(item.bottom());
    }
    let at = at.filter(|_| end > f32::MIN)?;
    // Below a title across the page there may be one column only.
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
    let is_title =
        items.len() > 2 && items[1..].iter().all(is_below) && items[1..].iter().any(reaches_in);
    is_title.then(|| items.split_off(1))
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
        lines += 1;
        // Authors side by side below a title are no columns: the space below them is
        // wider.
        let is_wider = widest.is_none_or(|(widest, _)| gap > widest);
        if is_wider && has_columns_below(at, items, rules, gutters) {
            end = widest.map_or(at + MAX_ITEMS_OF_AUTHORS, |_| end);
            widest = Some((gap, at));
        }
    }
    widest.map(|(_, at)| items.split_off(at))
}

/// Returns true if the items from an index on have columns, and one above is across them.
///
/// A masthead is across the gutter of the columns below it. Where no item is, the first
/// line of each column would be cut off as a head, and both would be read before their
/// columns.
fn has_columns_below(at: usize, items: &[LayoutItem], rules: &[Rule], gutters: &Gutters) -> bool {
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
        if below_rule.is_none() && is_below && gap > item.ems(MIN_GAP_BELOW_RULE) {
            below_rule = Some(at);
        }
        bottom = bottom.max(item.bottom());
    }
    let at = below_rule.or((widest.1 > 0).then_some(widest.1))?;
    Some(items.split_off(at))
}

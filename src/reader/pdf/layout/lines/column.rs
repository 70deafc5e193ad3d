//! Finds the columns of a page by cutting it along white space (recursive XY-cut).
//!
//! A page is cut from top to bottom only where both sides are running text, because the
//! columns of a table must stay together. Where it cannot be, it is cut across at its
//! largest gap, and each region is tried again. Cuts across keep the order of the lines,
//! so regions of one column that were only cut across are joined again.

mod across;
mod cards;
mod down;
mod gutters;
mod sides;

use super::item::LayoutItem;
use super::rules::Rule;
use super::word::WordArena;
use crate::reader::pdf::layout::place::Em;
use across::{cut_above_heading, cut_across, cut_below_crossing, cut_below_head, cut_below_title};
use cards::CardRegion;
use down::{DownCut, cut_down};

pub(crate) use gutters::Gutters;

/// Regions deeper than this are not cut.
///
/// A page can be made so that each cut takes off one line, and each costs a sort.
const MAX_DEPTH: u8 = 40;
/// Two lines that overlap vertically by more than this are beside each other.
///
/// Lines that are set solid overlap a little: their letters are higher than their
/// distance.
const BESIDE_OVERLAP: Em = Em(0.3);

/// A part of a page that may be cut further.
struct PageRegion {
    items: Vec<LayoutItem>,
    /// The column that it belongs to; regions of one column are joined.
    column: u32,
    depth: u8,
}

impl PageRegion {
    /// Returns the lower and the upper half of a region that was cut across: the upper
    /// one is read first.
    fn halves(self, below: Vec<LayoutItem>) -> [Self; 2] {
        let depth = self.depth.saturating_add(1);
        [below, self.items].map(|items| Self {
            items,
            column: self.column,
            depth,
        })
    }

    /// Returns the parts of a region with cards, the last one first. The cards are
    /// columns from `next` on.
    fn with_cards(self, cards: CardRegion, next: u32) -> Vec<Self> {
        let depth = self.depth.saturating_add(1);
        let columns = (next..).zip(cards.cards);
        let mut parts = vec![(self.column, cards.above)];
        parts.extend(columns);
        parts.push((self.column, cards.below));
        (parts.into_iter().rev())
            .filter(|(_, items)| !items.is_empty())
            .map(|(column, items)| Self {
                items,
                column,
                depth,
            })
            .collect()
    }
}

/// Returns the items of each column, in reading order.
///
/// A region is cut from top to bottom where both sides are running text, else across. The
/// left part is read to its end before the right one: line by line across the page, the
/// two columns of a paper would alternate. A column is split where a heading or a table
/// across the page is between its parts.
pub(crate) fn columns(
    items: Vec<LayoutItem>,
    rules: &[Rule],
    gutters: &mut Gutters,
    words: &WordArena,
) -> Vec<Vec<LayoutItem>> {
    let mut columns: Vec<(u32, Vec<LayoutItem>)> = Vec::new();
    let mut regions = vec![PageRegion {
        items,
        column: 0,
        depth: 0,
    }];
    let mut next = 1;
    // The regions that are still to be read, the next one on top. The left column is read
    // to its end before the right one.
    while let Some(mut region) = regions.pop() {
        let depth = region.depth.saturating_add(1);
        let may_cut = region.depth < MAX_DEPTH && has_neighbours(&mut region.items);
        let mut crossing = None;
        if may_cut {
            // Before a cut down: the heading does not reach the gutter.
            if let Some(below) = cut_above_heading(&mut region.items) {
                regions.extend(region.halves(below));
                continue;
            }
            match cut_down(&mut region.items, rules, gutters) {
                DownCut::Right(right) => {
                    let halves = [(right, next + 1), (region.items, next)];
                    regions.extend(halves.map(|(items, column)| PageRegion {
                        items,
                        column,
                        depth,
                    }));
                    next += 2;
                    continue;
                }
                DownCut::CrossedAt(rule) => crossing = Some(rule),
                DownCut::Nowhere => {
                    // The texts of cards may be too short for columns.
                    if let Some(cards) = cards::split(&mut region.items, words) {
                        let count = cards.cards.len();
                        regions.extend(region.with_cards(cards, next));
                        next += u32::try_from(count).unwrap_or(u32::MAX);
                        continue;
                    }
                }
            }
            // Only a whole page, without a table across it, has a head above its columns.
            let is_page = region.depth == 0 && crossing.is_none();
            let below = cut_below_crossing(&mut region.items, gutters)
                .or_else(|| cut_below_title(&mut region.items))
                .or_else(|| is_page.then(|| cut_below_head(&mut region.items, rules, gutters))?)
                // The largest gap is the last choice, for it may be within the columns.
                .or_else(|| cut_across(&mut region.items, crossing));
            if let Some(below) = below {
                regions.extend(region.halves(below));
                continue;
            }
        }
        match columns.last_mut() {
            Some((column, items)) if *column == region.column => items.append(&mut region.items),
            _ => columns.push((region.column, region.items)),
        }
    }
    columns.into_iter().map(|(_, items)| items).collect()
}

/// Returns true if some items are beside each other; sorts the items from the top.
///
/// Most pages have one column and need no cut. Exponents and tight lines reach a little
/// into the line above without being beside it: the index of a formula is no reason to
/// search for columns.
fn has_neighbours(items: &mut [LayoutItem]) -> bool {
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let mut bottom = f32::MIN;
    let mut has_neighbours = false;
    for item in items.iter() {
        // The index of a formula reaches a little into the next line.
        has_neighbours |= item.top() + item.ems(BESIDE_OVERLAP) < bottom;
        bottom = bottom.max(item.bottom());
    }
    has_neighbours
}

//! Verifies the outline of a file: each title must be printed near the place that its
//! entry points to.

mod places;
mod reworded;
mod titled;

#[cfg(test)]
mod tests;

use super::facts::{Entry, Facts, Holder, Piece};
use super::{letters, without_number};
use places::PlaceOrder;

/// An outline is verified if at least this share of its entries is found, in tenths.
const FOUND_TENTHS: usize = 5;

/// A piece that an entry points to begins at most this far from the place, in points.
const MAX_DISTANCE: f32 = 40.0;

/// The entries of an outline, matched with the pieces.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// For each piece, the level of the entry that names it.
    pub(super) levels: Vec<Option<u8>>,
    /// The number of entries, and of those that were found.
    pub(super) all: usize,
    pub(super) found: usize,
    /// The first piece of each section whose title is not printed, and its level, in
    /// reading order.
    pub(super) untitled: Vec<(usize, u8)>,
}

impl Outline {
    /// Matches each entry with the piece of its title, on its page or the next.
    pub(super) fn verify(facts: &Facts) -> Self {
        let mut outline = Self {
            levels: vec![None; facts.pieces.len()],
            all: 0,
            found: 0,
            untitled: Vec::new(),
        };
        if facts.outline.is_empty() {
            return outline;
        }
        let order = PlaceOrder::new(&facts.pieces);
        let mut found: Vec<Option<usize>> = vec![None; facts.outline.len()];
        let mut taken = vec![false; facts.pieces.len()];
        outline.find_titles(facts, &order, &mut found, &mut taken);
        if outline.is_verified() {
            reworded::find_reworded(facts, &order, &mut found, &mut taken);
            outline.set_levels(facts, &found);
        }
        outline
    }

    /// Finds the piece of each title that is printed as in its entry.
    fn find_titles(
        &mut self,
        facts: &Facts,
        order: &PlaceOrder,
        found: &mut [Option<usize>],
        taken: &mut [bool],
    ) {
        let mut by_title = titled::by_title(&facts.pieces, order);
        for (entry, found) in facts.outline.iter().zip(found) {
            let title = letters(&entry.title);
            if title.is_empty() {
                continue;
            }
            self.all += 1;
            let key = if by_title.contains_key(&title) {
                &title
            } else {
                without_number(&title)
            };
            // Each piece is named once: equal titles of several sections have an entry
            // each. The nearest of several equal titles: "Example" below each section.
            let nearest =
                (by_title.get_mut(key)).and_then(|titled| titled.nearest(entry, order, taken));
            if let Some(at) = nearest {
                taken[at] = true;
                *found = Some(at);
                self.found += 1;
            }
        }
    }

    /// Gives each piece that was found its level, less the missing entries around its
    /// own.
    ///
    /// The children of an entry whose title is not printed would else belong to the
    /// section before it.
    fn set_levels(&mut self, facts: &Facts, found: &[Option<usize>]) {
        let paragraphs = Paragraphs::new(&facts.pieces);
        // The levels of the open entries, and whether each was found.
        let mut open: Vec<(u8, bool)> = Vec::new();
        for (entry, found) in facts.outline.iter().zip(found) {
            while open.last().is_some_and(|(level, _)| *level >= entry.level) {
                open.pop();
            }
            let missing = open.iter().filter(|(_, found)| !found).count();
            let missing = u8::try_from(missing).unwrap_or(u8::MAX);
            let level = entry.level.saturating_sub(missing).max(1);
            if let Some(at) = found {
                self.levels[*at] = Some(level);
            } else if let Some(at) = paragraphs.first_below(entry) {
                self.untitled.push((at, level));
            }
            open.push((entry.level, found.is_some()));
        }
        self.untitled.sort_unstable();
    }

    pub(super) fn is_flat(&self) -> bool {
        let mut levels = self.levels.iter().flatten();
        let first = levels.next();
        levels.all(|level| Some(level) == first)
    }

    /// Half of the entries must be found: outlines of slides name pages, not headings.
    pub(super) fn is_verified(&self) -> bool {
        self.found > 1 && self.found * 10 >= self.all * FOUND_TENTHS
    }
}

/// The paragraphs in reading order.
struct Paragraphs {
    /// For each, its index, its page and the lowest top on its page up to it, in points.
    lowest: Vec<(usize, u32, f32)>,
}

impl Paragraphs {
    fn new(pieces: &[Piece]) -> Self {
        let mut lowest: Vec<(usize, u32, f32)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if piece.holder != Holder::Paragraph {
                continue;
            }
            let before = (lowest.last())
                .filter(|(_, page, _)| *page == piece.page)
                .map_or(f32::NEG_INFINITY, |(_, _, top)| *top);
            lowest.push((at, piece.page, before.max(piece.area[1])));
        }
        Self { lowest }
    }

    /// Returns the first paragraph on the page of an entry that is not above its place.
    fn first_below(&self, entry: &Entry) -> Option<usize> {
        let page = entry.page?;
        let top = entry.top.unwrap_or(0.0) - MAX_DISTANCE;
        let from = self.lowest.partition_point(|(_, other, _)| *other < page);
        let end = self.lowest.partition_point(|(_, other, _)| *other <= page);
        let on_page = &self.lowest[from..end.max(from)];
        let below = on_page.partition_point(|(_, _, lowest)| *lowest < top);
        on_page.get(below).map(|(at, _, _)| *at)
    }
}

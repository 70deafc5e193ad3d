//! Finds the piece of a title that is nearest to the place of an entry.

use super::places::PlaceOrder;
use crate::headings::facts::{Entry, Holder, Piece};
use crate::headings::{letters, without_number};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The distance of a piece on the next page, in points: more than any distance within a
/// page, so that the page of the entry is preferred.
const NEXT_PAGE_DISTANCE: f32 = 10_000.0;

/// The pieces that have one title and are not taken yet.
///
/// A list that is scanned for each entry is quadratic: 20,000 sections "Example", each
/// with an entry.
#[derive(Debug, Default)]
pub(super) struct Titled {
    /// In reading order, taken ones included, and the number of those that are known to
    /// be taken.
    in_order: Vec<usize>,
    taken_first: usize,
    /// The ranks of content and of boilerplate, each without most of the taken pieces.
    ranks: [BTreeSet<usize>; 2],
}

impl Titled {
    fn add(&mut self, at: usize, order: &PlaceOrder) {
        let is_boilerplate = order.piece(at).holder == Holder::Boilerplate;
        self.ranks[usize::from(is_boilerplate)].insert(order.rank(at));
        self.in_order.push(at);
    }

    /// Returns the piece nearest to the place of `entry`, on its page or the next; the
    /// first of several.
    pub(super) fn nearest(
        &mut self,
        entry: &Entry,
        order: &PlaceOrder,
        taken: &[bool],
    ) -> Option<usize> {
        let Some(page) = entry.page else {
            return self.first(taken);
        };
        let top = entry.top.unwrap_or(0.0);
        let mut near = Vec::new();
        // Some producers write the place before a page break that precedes the heading.
        for page in [Some(page), page.checked_add(1)].into_iter().flatten() {
            for ranks in &mut self.ranks {
                let mut free = FreeRanks {
                    ranks,
                    order,
                    taken,
                };
                near.extend(free.above_and_below(page, top));
            }
        }
        near.into_iter().min_by(|a, b| {
            let distance = |at: usize| distance(page, top, order.piece(at));
            (distance(*a).total_cmp(&distance(*b))).then(a.cmp(b))
        })
    }

    fn first(&mut self, taken: &[bool]) -> Option<usize> {
        while (self.in_order.get(self.taken_first)).is_some_and(|at| taken[*at]) {
            self.taken_first += 1;
        }
        self.in_order.get(self.taken_first).copied()
    }
}

/// Ranks from which taken pieces are removed as they are met, each once.
struct FreeRanks<'t> {
    ranks: &'t mut BTreeSet<usize>,
    order: &'t PlaceOrder<'t>,
    taken: &'t [bool],
}

impl FreeRanks<'_> {
    /// Returns the pieces nearest to a place of a page, above and below it.
    fn above_and_below(&mut self, page: u32, top: f32) -> impl Iterator<Item = usize> + use<> {
        let start = self.order.first_rank(page, f32::NEG_INFINITY);
        let end = self.order.first_rank(page, f32::INFINITY);
        // A place may be no number.
        let middle = self.order.first_rank(page, top).clamp(start, end);
        let above = self.last(start..middle).and_then(|rank| {
            // Of several pieces at one height the first.
            let top = self.order.piece(self.order.at_rank(rank)).area[1];
            self.first(self.order.first_rank(page, top)..middle)
        });
        let below = self.first(middle..end);
        let found = [above, below].map(|rank| rank.map(|rank| self.order.at_rank(rank)));
        found.into_iter().flatten()
    }

    fn first(&mut self, range: Range<usize>) -> Option<usize> {
        loop {
            let rank = *self.ranks.range(range.clone()).next()?;
            if self.is_free(rank) {
                return Some(rank);
            }
        }
    }

    fn last(&mut self, range: Range<usize>) -> Option<usize> {
        loop {
            let rank = *self.ranks.range(range.clone()).next_back()?;
            if self.is_free(rank) {
                return Some(rank);
            }
        }
    }

    /// Returns true if the piece is not taken; else its rank is removed.
    fn is_free(&mut self, rank: usize) -> bool {
        let is_taken = self.taken[self.order.at_rank(rank)];
        if is_taken {
            self.ranks.remove(&rank);
        }
        !is_taken
    }
}

/// Returns the pieces that have each title.
pub(super) fn by_title(pieces: &[Piece], order: &PlaceOrder) -> HashMap<String, Titled> {
    let mut by_title: HashMap<String, Titled> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_title = !matches!(
            piece.holder,
            Holder::Table | Holder::Contents | Holder::Other
        ) && piece.text.len() < Piece::MAX_TEXT;
        if is_title {
            for title in titles(piece) {
                by_title.entry(title).or_default().add(at, order);
            }
        }
    }
    by_title
}

/// Returns the titles by which an entry may name a piece.
///
/// Entries may leave out the number ("Boxes" for "3 Boxes") or include the label
/// ("Chapter 3 Boxes", "3 Boxes" for "Boxes").
fn titles(piece: &Piece) -> Vec<String> {
    let title = letters(&piece.text);
    let mut titles = Vec::new();
    let unnumbered = without_number(&title);
    if unnumbered != title && !unnumbered.is_empty() {
        titles.push(unnumbered.to_owned());
    }
    if let Some(number) = crate::lexicon::numbering::read(&piece.text) {
        let bare = letters(number.title);
        if !bare.is_empty() && bare != title {
            titles.push(bare);
        }
    }
    if !piece.label.is_empty() {
        let number = piece.label.split(' ').next_back().unwrap_or_default();
        for label in [piece.label.as_str(), number] {
            titles.push(letters(label) + &title);
        }
    }
    titles.push(title);
    titles
}

/// Returns the distance of a piece from a place, in points.
pub(super) fn distance(page: u32, top: f32, piece: &Piece) -> f32 {
    let pages = if page == piece.page {
        0.0
    } else {
        NEXT_PAGE_DISTANCE
    };
    let boilerplate = if piece.holder == Holder::Boilerplate {
        NEXT_PAGE_DISTANCE / 2.0
    } else {
        0.0
    };
    pages + boilerplate + (piece.area[1] - top).abs()
}

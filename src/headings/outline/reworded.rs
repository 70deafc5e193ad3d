//! Matches entries with differently worded titles at the places they point to: "Leases"
//! for "Note 4: Leases and rents".

use super::MAX_DISTANCE;
use super::places::PlaceOrder;
use crate::headings::facts::{Entry, Facts, Holder};
use std::collections::{BTreeSet, HashMap};

/// A title has at most this many lines.
const MAX_LINES: u16 = 3;
/// The share of the words that differently worded titles have in common, in tenths.
const SHARED_TENTHS: usize = 7;
/// An entry is compared with at most this many pieces.
///
/// Fewer are within [`MAX_DISTANCE`] of a place on a page for readers: two tables side by
/// side in small print have about 100. Without the limit 20,000 entries that point to
/// 20,000 labels printed over each other take minutes.
const MAX_COMPARED: usize = 256;

/// Matches the entries that are not found yet.
pub(super) fn find_reworded(
    facts: &Facts,
    order: &PlaceOrder,
    found: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let mut titles = FreeTitles::new(facts, order, taken);
    for (entry, found) in facts.outline.iter().zip(found) {
        if found.is_none()
            && let Some(at) = titles.take(entry)
        {
            taken[at] = true;
            *found = Some(at);
        }
    }
}

/// The short paragraphs that no entry names.
struct FreeTitles<'f> {
    order: &'f PlaceOrder<'f>,
    ranks: BTreeSet<usize>,
    /// The words of the pieces that were compared.
    words: HashMap<usize, TitleWords>,
}

impl<'f> FreeTitles<'f> {
    fn new(facts: &Facts, order: &'f PlaceOrder<'f>, taken: &[bool]) -> Self {
        let short = facts.pieces.iter().enumerate().filter(|(at, piece)| {
            piece.holder == Holder::Paragraph && piece.lines <= MAX_LINES && !taken[*at]
        });
        Self {
            order,
            ranks: short.map(|(at, _)| order.rank(at)).collect(),
            words: HashMap::new(),
        }
    }

    /// Returns the first piece near the place of an entry that shares its words, and
    /// removes it.
    fn take(&mut self, entry: &Entry) -> Option<usize> {
        let (page, top) = (entry.page?, entry.top?);
        // Differences are rounded, so the exact distance is checked below.
        let first = self.order.first_rank(page, top - MAX_DISTANCE - 1.0);
        let end = self.order.first_rank(page, top + MAX_DISTANCE + 1.0);
        let ranks = self.ranks.range(first..end.max(first)).take(MAX_COMPARED);
        let mut near: Vec<usize> = ranks.map(|rank| self.order.at_rank(*rank)).collect();
        near.sort_unstable();
        let title = TitleWords::new(&entry.title);
        let at = near.into_iter().find(|at| {
            let piece = self.order.piece(*at);
            let distance = piece.area[1] - top;
            let words = (self.words.entry(*at)).or_insert_with(|| TitleWords::new(&piece.text));
            (-MAX_DISTANCE..MAX_DISTANCE).contains(&distance) && title.are_shared_by(words)
        })?;
        self.ranks.remove(&self.order.rank(at));
        Some(at)
    }
}

/// The words of a title, and the number of times that each occurs.
struct TitleWords {
    all: usize,
    times: HashMap<String, usize>,
}

impl TitleWords {
    fn new(text: &str) -> Self {
        let mut words = Self {
            all: 0,
            times: HashMap::new(),
        };
        let long = text.split(|c: char| !c.is_alphanumeric());
        for word in long.filter(|word| word.len() > 2) {
            *words.times.entry(word.to_lowercase()).or_default() += 1;
            words.all += 1;
        }
        words
    }

    /// Returns true if most words of the shorter of two titles are in the other. A word
    /// counts as often as it is in this one.
    fn are_shared_by(&self, other: &Self) -> bool {
        // A piece has few words; the title of an entry may be long.
        let times = |word: &String| self.times.get(word).copied().unwrap_or(0);
        let shared: usize = other.times.keys().map(times).sum();
        shared > 0 && shared * 10 >= self.all.min(other.all) * SHARED_TENTHS
    }
}

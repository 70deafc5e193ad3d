//! Verifies the outline of a file: each title must be printed near the place that its
//! entry points to.

use super::facts::{Entry, Facts, Holder, Piece};
use super::{letters, without_number};
use std::collections::HashMap;

/// The distance of a piece on the next page, in points: more than any distance within a
/// page, so that the page of the entry is preferred.
const NEXT_PAGE_DISTANCE: f32 = 10_000.0;
/// An outline is verified if at least this share of its entries is found, in tenths.
const FOUND_TENTHS: usize = 5;

/// A piece that an entry points to begins at most this far from the place, in points.
const MAX_DISTANCE: f32 = 40.0;
/// It has at most this many lines.
const MAX_LINES: u16 = 3;
/// The share of the words that differently worded titles have in common, in tenths.
const SHARED_TENTHS: usize = 7;

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
        let by_title = by_title(&facts.pieces);
        let mut found: Vec<Option<usize>> = vec![None; facts.outline.len()];
        let mut taken = vec![false; facts.pieces.len()];
        for (nth, entry) in facts.outline.iter().enumerate() {
            let title = letters(&entry.title);
            if title.is_empty() {
                continue;
            }
            outline.all += 1;
            let matches = (by_title.get(&title))
                .or_else(|| by_title.get(without_number(&title)))
                .map_or(&[][..], Vec::as_slice);
            // Each piece is named once: equal titles of several sections have an entry
            // each. The nearest of several equal titles: "Example" below each section.
            let free = matches
                .iter()
                .copied()
                .filter(|at| !taken[*at] && is_near(entry, &facts.pieces[*at]));
            let nearest = free.min_by(|a, b| {
                let distance = |at: usize| distance(entry, &facts.pieces[at]);
                distance(*a).total_cmp(&distance(*b))
            });
            if let Some(at) = nearest {
                taken[at] = true;
                found[nth] = Some(at);
                outline.found += 1;
            }
        }
        if outline.is_verified() {
            find_reworded(facts, &mut found, &mut taken);
            outline.set_levels(facts, &found);
        }
        outline
    }

    /// Gives each piece that was found its level, less the missing entries around its
    /// own.
    ///
    /// The children of an entry whose title is not printed would else belong to the
    /// section before it.
    fn set_levels(&mut self, facts: &Facts, found: &[Option<usize>]) {
        let pieces = facts.pieces.iter().enumerate();
        let paragraphs: Vec<(usize, &Piece)> = pieces
            .filter(|(_, piece)| piece.holder == Holder::Paragraph)
            .collect();
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
            } else if let Some(at) = first_below(entry, &paragraphs) {
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

/// Returns the first paragraph on the page of an entry that is not above its place.
fn first_below(entry: &Entry, paragraphs: &[(usize, &Piece)]) -> Option<usize> {
    let page = entry.page?;
    let top = entry.top.unwrap_or(0.0) - MAX_DISTANCE;
    let from = paragraphs.partition_point(|(_, piece)| piece.page < page);
    let below = (paragraphs[from..].iter())
        .take_while(|(_, piece)| piece.page == page)
        .find(|(_, piece)| piece.area[1] >= top);
    below.map(|(at, _)| *at)
}

/// Matches entries with differently worded titles at the places they point to: "Leases"
/// for "Note 4: Leases and rents".
fn find_reworded(facts: &Facts, found: &mut [Option<usize>], taken: &mut [bool]) {
    let mut by_page: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, piece) in facts.pieces.iter().enumerate() {
        if piece.holder == Holder::Paragraph && piece.lines <= MAX_LINES {
            by_page.entry(piece.page).or_default().push(at);
        }
    }
    for (entry, found) in facts.outline.iter().zip(found) {
        let (Some(page), Some(top)) = (entry.page, entry.top) else {
            continue;
        };
        if found.is_some() {
            continue;
        }
        let words = words(&entry.title);
        let near = by_page.get(&page).into_iter().flatten().find(|at| {
            let piece = &facts.pieces[**at];
            let distance = piece.area[1] - top;
            (-MAX_DISTANCE..MAX_DISTANCE).contains(&distance)
                && !taken[**at]
                && shares_words(&words, &piece.text)
        });
        if let Some(at) = near {
            taken[*at] = true;
            *found = Some(*at);
        }
    }
}

fn words(text: &str) -> Vec<String> {
    (text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 2)
        .map(str::to_lowercase)
        .collect()
}

/// Returns true if most words of the shorter of two titles are in the other.
fn shares_words(title: &[String], text: &str) -> bool {
    let text = words(text);
    let shared = title.iter().filter(|word| text.contains(word)).count();
    shared > 0 && shared * 10 >= title.len().min(text.len()) * SHARED_TENTHS
}

/// Returns the pieces that have each title.
fn by_title(pieces: &[Piece]) -> HashMap<String, Vec<usize>> {
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_title = !matches!(
            piece.holder,
            Holder::Table | Holder::Contents | Holder::Other
        ) && piece.text.len() < Piece::MAX_TEXT;
        if !is_title {
            continue;
        }
        // Entries may leave out the number ("Boxes" for "3 Boxes") or include the label
        // ("Chapter 3 Boxes", "3 Boxes" for "Boxes").
        let title = letters(&piece.text);
        let unnumbered = without_number(&title).to_owned();
        if unnumbered != title && !unnumbered.is_empty() {
            by_title.entry(unnumbered).or_default().push(at);
        }
        if let Some(number) = crate::lexicon::numbering::read(&piece.text) {
            let bare = letters(number.title);
            if !bare.is_empty() && bare != title {
                by_title.entry(bare).or_default().push(at);
            }
        }
        if !piece.label.is_empty() {
            let number = piece.label.split(' ').next_back().unwrap_or_default();
            for label in [piece.label.as_str(), number] {
                let titled = letters(label) + &title;
                by_title.entry(titled).or_default().push(at);
            }
        }
        by_title.entry(title).or_default().push(at);
    }
    by_title
}

fn is_near(entry: &Entry, piece: &Piece) -> bool {
    // Some producers write the place before a page break that precedes the heading.
    entry
        .page
        .is_none_or(|page| page == piece.page || page + 1 == piece.page)
}

/// Returns the distance of the piece from the place the entry points to, in points.
fn distance(entry: &Entry, piece: &Piece) -> f32 {
    let Some(page) = entry.page else {
        return 0.0;
    };
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
    pages + boilerplate + (piece.area[1] - entry.top.unwrap_or(0.0)).abs()
}

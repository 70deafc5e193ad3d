//! Reads the printed table of contents: titles with the numbers of their pages.

use super::facts::{Facts, Holder, Piece};
use super::letters;
use crate::lexicon::names;
use crate::lexicon::roman::Numerals;
use std::collections::HashMap;

/// Signs of which leaders are made.
const LEADERS: [char; 8] = ['.', '…', '․', '·', '‥', '⋯', '・', '_'];
/// Contents have at least this many entries in a row.
const MIN_ENTRIES: usize = 3;
/// The number of pieces between two entries that may be other text: the name of a part, a
/// running head.
const MAX_GAP: usize = 3;
/// An entry has at most this many lines.
const MAX_LINES: u16 = 3;
/// A number of a page has at most this many digits.
const MAX_PAGE_DIGITS: usize = 4;
/// Numerals of pages before the first chapter: "Preface . . . vii".
const PAGE_NUMERALS: Numerals = Numerals {
    letters: "ivxlc",
    max_letters: MAX_PAGE_DIGITS,
};
/// The indent of each level of entries, in sizes of the text.
const INDENT: f32 = 0.9;
/// Contents are found if at least this share of their titles is printed later, in tenths.
const FOUND_TENTHS: usize = 5;

/// The printed contents, matched with the pieces.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// For each piece, the depth of the entry that names it, from 1.
    pub(super) named: Vec<Option<u8>>,
    /// For each piece, true if it is an entry itself.
    entries: Vec<bool>,
    /// The number of titles that were found.
    pub(super) found: usize,
}

impl Contents {
    pub(super) fn is_entry(&self, at: usize) -> bool {
        self.entries[at]
    }

    pub(super) fn read(facts: &Facts) -> Self {
        let pieces = &facts.pieces;
        let mut contents = Self {
            named: vec![None; pieces.len()],
            entries: vec![false; pieces.len()],
            found: 0,
        };
        let rows = rows(pieces);
        for group in groups(pieces, &rows) {
            contents.add(pieces, group);
        }
        contents
    }

    /// Adds the entries of one table of contents.
    fn add(&mut self, pieces: &[Piece], group: &[ContentsRow<'_>]) {
        let last = group[group.len() - 1].at;
        let mut later: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, piece) in pieces.iter().enumerate().skip(last + 1) {
            let is_text = matches!(
                piece.holder,
                Holder::Paragraph | Holder::Item | Holder::Row | Holder::Code
            );
            if is_text && piece.text.len() < Piece::MAX_TEXT && !self.entries[at] {
                let title = letters(&piece.text);
                if !piece.label.is_empty() {
                    later
                        .entry(letters(&piece.label) + &title)
                        .or_default()
                        .push(at);
                }
                later.entry(title).or_default().push(at);
            }
        }
        let lefts = left_ends(pieces, group);
        let places: Vec<&[usize]> = (group.iter())
            .map(|row| {
                let title = letters(row.title);
                let exact = later.get(&title).or_else(|| {
                    // "2.1 Article 516" for "Article 516".
                    let bare = title.trim_start_matches(|c: char| c.is_ascii_digit());
                    (bare.len() < title.len())
                        .then(|| later.get(bare))
                        .flatten()
                });
                exact.map_or(&[][..], Vec::as_slice)
            })
            .collect();
        let offset = offset(pieces, group, &places);
        let mut from = last;
        let mut found: Vec<(usize, u8)> = Vec::new();
        for (row, places) in group.iter().zip(places) {
            // On the page that is printed after the title; the largest, because the
            // running head has the same text. Else in the order of the contents.
            let is_on_page = |at: &&usize| {
                offset.is_some()
                    && row.page.map(|page| i64::from(pieces[**at].page) - page) == offset
            };
            let largest = |a: &&usize, b: &&usize| {
                (pieces[**a].size.total_cmp(&pieces[**b].size)).then(b.cmp(a))
            };
            let place = (places.iter().filter(is_on_page).max_by(largest))
                .or_else(|| places.iter().find(|at| **at > from))
                .or(places.first());
            if let Some(place) = place {
                from = (*place).max(from);
                found.push((*place, depth(&pieces[row.at], &lefts)));
            }
        }
        if found.len() * 10 < group.len() * FOUND_TENTHS {
            // A list of figures or a price list: its rows are still no headings.
            return;
        }
        // The names of parts before and between the entries have no page.
        let mut first = group[0].at;
        while first > 0 && pieces[first - 1].holder == Holder::Item {
            first -= 1;
        }
        // The first title may be broken into two lines: its number of the page ends the
        // second.
        let before = (first.saturating_sub(MAX_GAP)..first).rev();
        if let Some(name) = before.into_iter().find(|at| is_name(&pieces[*at])) {
            first = name + 1;
        }
        for entry in &mut self.entries[first..=last] {
            *entry = true;
        }
        self.found += found.len();
        for (at, depth) in found {
            self.named[at] = self.named[at].or(Some(depth));
        }
    }
}

fn is_name(piece: &Piece) -> bool {
    names::is_contents(&piece.text)
}

/// A title with the number of a page.
#[derive(Debug)]
struct ContentsRow<'f> {
    /// The index of its piece.
    at: usize,
    title: &'f str,
    /// `None` for a Roman number.
    page: Option<i64>,
}

/// Returns the most frequent difference between the index of a page and its printed
/// number.
fn offset(pieces: &[Piece], group: &[ContentsRow<'_>], places: &[&[usize]]) -> Option<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for (row, places) in group.iter().zip(places) {
        if let Some(page) = row.page {
            for at in *places {
                *counts
                    .entry(i64::from(pieces[*at].page) - page)
                    .or_default() += 1;
            }
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(offset, count)| (*count, -offset));
    most.map(|(offset, _)| offset)
}

/// Returns the pieces that end with a number of a page, and their titles.
fn rows(pieces: &[Piece]) -> Vec<ContentsRow<'_>> {
    let row = |(at, piece): (usize, &'_ Piece)| {
        let may_be = matches!(piece.holder, Holder::Item | Holder::Paragraph | Holder::Row);
        let (end, page) = (may_be && piece.lines <= MAX_LINES)
            .then(|| title(&piece.text))
            .flatten()?;
        Some((at, end, page))
    };
    (pieces.iter().enumerate())
        .filter_map(row)
        .map(|(at, end, page)| ContentsRow {
            at,
            title: &pieces[at].text[..end],
            page,
        })
        .collect()
}

/// Returns the end of the title and the number of the page, if one follows.
fn title(text: &str) -> Option<(usize, Option<i64>)> {
    let text = text.trim_end();
    let digits = text
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
    let page = &text[digits..];
    // "Annual Report 2024" ends with a year.
    let is_year = page.len() == MAX_PAGE_DIGITS && !text[..digits].trim_end().ends_with(LEADERS);
    let is_number = !page.is_empty()
        && !is_year
        && page.len() <= MAX_PAGE_DIGITS
        && (page.bytes().all(|byte| byte.is_ascii_digit()) || PAGE_NUMERALS.value(page).is_some());
    let before =
        text[..digits].trim_end_matches(|c: char| c.is_whitespace() || LEADERS.contains(&c));
    let has_letters = before.chars().any(char::is_alphabetic);
    (is_number && has_letters && before.len() < digits).then(|| (before.len(), page.parse().ok()))
}

/// Splits the rows into runs of neighbours.
fn groups<'r, 'f>(pieces: &[Piece], rows: &'r [ContentsRow<'f>]) -> Vec<&'r [ContentsRow<'f>]> {
    // "Revision 3" on a cover, above the name of the contents, is no entry of them.
    let is_next = |a: &ContentsRow<'_>, b: &ContentsRow<'_>| {
        b.at - a.at <= MAX_GAP && !pieces[a.at..b.at].iter().any(is_name)
    };
    rows.chunk_by(is_next)
        .filter(|group| group.len() >= MIN_ENTRIES)
        .collect()
}

/// Returns the places at which entries begin, from the left, in points.
fn left_ends(pieces: &[Piece], group: &[ContentsRow<'_>]) -> Vec<f32> {
    let mut lefts: Vec<f32> = group
        .iter()
        .map(|row| pieces[row.at].area[0] - pieces[row.at].column[0])
        .collect();
    lefts.sort_by(f32::total_cmp);
    let size = pieces[group[0].at].size;
    lefts.dedup_by(|next, last| *next - *last < INDENT * size);
    lefts
}

fn depth(piece: &Piece, lefts: &[f32]) -> u8 {
    let left = piece.area[0] - piece.column[0];
    let depth = lefts.partition_point(|end| *end <= left + 0.5);
    u8::try_from(depth.max(1)).unwrap_or(u8::MAX)
}

//! Compares the search by place with a scan of all pieces, and bounds its time.

use super::titled::distance;
use super::{MAX_DISTANCE, Outline, Paragraphs, PlaceOrder, reworded};
use crate::headings::{Entry, Facts, Holder, Piece};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn piece(text: &str, page: u32, top: f32, holder: Holder) -> Piece {
    Piece {
        text: text.to_owned(),
        lines: 1,
        page,
        area: [50.0, top, 100.0, top + 10.0],
        holder,
        ..Piece::default()
    }
}

fn entry(title: &str, page: Option<u32>, top: Option<f32>) -> Entry {
    Entry {
        title: title.to_owned(),
        level: 1,
        page,
        top,
    }
}

/// Few titles, pages and heights, so that many are equal.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let holder = prop::sample::select(vec![
        Holder::Paragraph,
        Holder::Paragraph,
        Holder::Boilerplate,
        Holder::Row,
    ]);
    let title = prop::sample::select(vec!["Tea", "Tea leaves", "Tea and tins", "Water tins"]);
    let one = (title, 0..4u32, 0..8u8, holder)
        .prop_map(|(title, page, row, holder)| piece(title, page, f32::from(row) * 15.0, holder));
    prop::collection::vec(one, 0..40).prop_map(|mut pieces| {
        pieces.sort_by_key(|piece| piece.page);
        pieces
    })
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let title = prop::sample::select(vec!["Tea", "Tea leaves", "Leaves of tea", "Tins"]);
    let one = (title, prop::option::of(0..5u32), prop::option::of(0..130u8))
        .prop_map(|(title, page, top)| entry(title, page, top.map(f32::from)));
    prop::collection::vec(one, 0..30)
}

/// Returns the piece of each entry by scans of all pieces.
fn scanned(facts: &Facts) -> Vec<Option<usize>> {
    let mut taken = vec![false; facts.pieces.len()];
    let mut found = vec![None; facts.outline.len()];
    for (entry, found) in facts.outline.iter().zip(&mut found) {
        let is_near =
            |piece: &Piece| (entry.page).is_none_or(|page| [page, page + 1].contains(&piece.page));
        let free = (facts.pieces.iter().enumerate())
            .filter(|(at, piece)| !taken[*at] && piece.text == entry.title && is_near(piece));
        let away = |piece: &Piece| {
            (entry.page).map_or(0.0, |page| distance(page, entry.top.unwrap_or(0.0), piece))
        };
        let nearest = free.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)));
        *found = nearest.map(|(at, _)| at);
        taken
            .iter_mut()
            .enumerate()
            .for_each(|(at, taken)| *taken |= Some(at) == *found);
    }
    for (entry, found) in facts.outline.iter().zip(&mut found) {
        let (None, Some(page), Some(top)) = (*found, entry.page, entry.top) else {
            continue;
        };
        *found = facts.pieces.iter().enumerate().position(|(at, piece)| {
            let distance = piece.area[1] - top;
            !taken[at]
                && piece.page == page
                && piece.holder == Holder::Paragraph
                && (-MAX_DISTANCE..MAX_DISTANCE).contains(&distance)
                && shares_words(&entry.title, &piece.text)
        });
        taken
            .iter_mut()
            .enumerate()
            .for_each(|(at, taken)| *taken |= Some(at) == *found);
    }
    found
}

fn shares_words(title: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let long = text.split(' ').filter(|word| word.len() > 2);
        long.map(str::to_lowercase).collect()
    };
    let (title, text) = (words(title), words(text));
    let shared = title.iter().filter(|word| text.contains(word)).count();
    shared > 0 && shared * 10 >= title.len().min(text.len()) * 7
}

/// Returns the piece of each entry, also where too few are found.
fn found(facts: &Facts) -> Vec<Option<usize>> {
    let order = PlaceOrder::new(&facts.pieces);
    let mut found = vec![None; facts.outline.len()];
    let mut taken = vec![false; facts.pieces.len()];
    Outline::default().find_titles(facts, &order, &mut found, &mut taken);
    reworded::find_reworded(facts, &order, &mut found, &mut taken);
    found
}

proptest! {
    #[test]
    fn entries_name_the_same_pieces_as_with_a_scan(
        pieces in pieces(), outline in entries(),
    ) {
        let facts = Facts { pieces, outline, ..Facts::default() };
        prop_assert_eq!(found(&facts), scanned(&facts));
    }

    #[test]
    fn the_first_paragraph_below_is_the_same_as_with_a_scan(
        pieces in pieces(), outline in entries(),
    ) {
        let paragraphs = Paragraphs::new(&pieces);
        for entry in outline {
            let top = entry.top.unwrap_or(0.0) - MAX_DISTANCE;
            let expected = pieces.iter().position(|piece| {
                piece.holder == Holder::Paragraph
                    && Some(piece.page) == entry.page
                    && piece.area[1] >= top
            });
            prop_assert_eq!(paragraphs.first_below(&entry), expected);
        }
    }
}

/// The number of entries and of pieces; all pairs of them take minutes.
const MANY: usize = 20_000;
/// Far above the time that one look at each piece takes, and far below that of all pairs.
const ENOUGH: Duration = Duration::from_secs(20);

/// Verifies an outline of many entries whose pieces are all in one place.
fn verify_many(text: fn(usize) -> String, title: fn(usize) -> String) -> Outline {
    let facts = Facts {
        pieces: (0..MANY)
            .map(|at| piece(&text(at), 0, 100.0, Holder::Paragraph))
            .collect(),
        outline: (0..MANY)
            .map(|at| entry(&title(at), Some(0), Some(100.0)))
            .collect(),
        ..Facts::default()
    };
    let start = Instant::now();
    let outline = Outline::verify(&facts);
    assert!(start.elapsed() < ENOUGH, "{:?}", start.elapsed());
    outline
}

#[test]
fn many_equal_titles_are_found_without_scans() {
    let title = |_| "Example".to_owned();
    assert_eq!(verify_many(title, title).found, MANY);
}

#[test]
fn many_reworded_titles_are_found_without_scans() {
    let text = |at| format!("Section {}{at}", if at % 2 == 0 { "tea" } else { "tin" });
    let title = |at| format!("Section {}{at}", if at % 2 == 0 { "tea" } else { "cup" });
    let outline = verify_many(text, title);
    assert_eq!(outline.found, MANY / 2);
    assert_eq!(outline.untitled.len(), MANY / 2);
}

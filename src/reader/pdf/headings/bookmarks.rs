//! Finds the paragraphs that bookmarks point to.

use super::candidate::Candidate;
use crate::reader::pdf::page::Bookmark;
use std::collections::HashMap;

/// The distance of a candidate on the next page, in points: more than any distance within
/// a page, so that the page of the bookmark is preferred.
const NEXT_PAGE_DISTANCE: f32 = 10_000.0;

/// The bookmarks, matched with the candidates.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    /// For each candidate, the level of the bookmark that has its title and points near
    /// it.
    pub(super) levels: Vec<Option<u16>>,
    /// The number of bookmarks, and the number of those that were matched.
    pub(super) all: usize,
    pub(super) found: usize,
}

/// Matches each bookmark with the candidate of its title, on the page it points to or the
/// next.
pub(super) fn find(outline: &[Bookmark], candidates: &[Candidate]) -> Bookmarks {
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        // Bookmarks may leave out the number ("Boxes" for "3 Boxes") or include the label
        // ("Chapter 3 Boxes", "3 Boxes" for "Boxes").
        let title = letters(&candidate.text);
        let unnumbered = without_number(&title).to_owned();
        if unnumbered != title && !unnumbered.is_empty() {
            by_title.entry(unnumbered).or_default().push(at);
        }
        if let Some(label) = &candidate.label {
            let number = label.split(' ').next_back().unwrap_or_default();
            for label in [label.as_str(), number] {
                (by_title.entry(letters(label) + &title).or_default()).push(at);
            }
        }
        by_title.entry(title).or_default().push(at);
    }
    let mut bookmarks = Bookmarks {
        levels: vec![None; candidates.len()],
        all: outline.len(),
        found: 0,
    };
    for bookmark in outline {
        let title = letters(&bookmark.title);
        let matches = by_title
            .get(&title)
            .or_else(|| by_title.get(without_number(&title)));
        // Each candidate is matched once: equal titles of several sections have a
        // bookmark each.
        let place =
            matches.into_iter().flatten().copied().filter(|at| {
                bookmarks.levels[*at].is_none() && is_near(bookmark, &candidates[*at])
            });
        // The nearest of several equal titles: "Example" below each section.
        if let Some(at) = place.min_by(|a, b| {
            distance(bookmark, &candidates[*a]).total_cmp(&distance(bookmark, &candidates[*b]))
        }) {
            bookmarks.levels[at] = Some(bookmark.level);
            bookmarks.found += 1;
        }
    }
    bookmarks
}

/// Letters and digits in lower case: titles differ in spaces and dots.
fn letters(text: &str) -> String {
    (text.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

fn without_number(title: &str) -> &str {
    title.trim_start_matches(|c: char| c.is_ascii_digit())
}

fn is_near(bookmark: &Bookmark, candidate: &Candidate) -> bool {
    // Some producers write the place before a page break that precedes the heading.
    bookmark.place.is_none_or(|place| {
        let page = place.page.saturating_sub(1) as usize;
        page == candidate.page || page + 1 == candidate.page
    })
}

/// Returns the distance of the candidate from the place the bookmark points to, in
/// points.
fn distance(bookmark: &Bookmark, candidate: &Candidate) -> f32 {
    let Some(place) = bookmark.place else {
        return 0.0;
    };
    let page = place.page.saturating_sub(1) as usize;
    let pages = if page == candidate.page {
        0.0
    } else {
        NEXT_PAGE_DISTANCE
    };
    pages + (candidate.top - place.top.unwrap_or(0.0)).abs()
}

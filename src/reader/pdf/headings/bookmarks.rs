//! Finds the paragraphs that bookmarks lead to.

use super::super::page::Bookmark;
use super::candidate::Candidate;
use std::collections::HashMap;

/// What the outline says of the candidates.
#[derive(Debug, Default)]
pub(super) struct Bookmarks {
    /// For each candidate, the level of the bookmark that names it and leads near it.
    pub(super) levels: Vec<Option<u16>>,
    /// How many bookmarks there are, and how many were found.
    pub(super) all: usize,
    pub(super) found: usize,
}

/// Looks each bookmark up by its title, on the page it leads to or the one behind.
pub(super) fn find(outline: &[Bookmark], candidates: &[Candidate]) -> Bookmarks {
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let title = letters(&candidate.text);
        let bare = without_number(&title).to_owned();
        if bare != title && !bare.is_empty() {
            by_title.entry(bare).or_default().push(at);
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
        let known = by_title
            .get(&title)
            .or_else(|| by_title.get(without_number(&title)));
        let place =
            known.into_iter().flatten().copied().filter(|at| {
                bookmarks.levels[*at].is_none() && is_near(bookmark, &candidates[*at])
            });
        if let Some(at) = place.min_by(|a, b| {
            distance(bookmark, &candidates[*a]).total_cmp(&distance(bookmark, &candidates[*b]))
        }) {
            bookmarks.levels[at] = Some(bookmark.level);
            bookmarks.found += 1;
        }
    }
    bookmarks
}

/// Letters and digits alone, in small letters: titles differ in spaces and dots.
fn letters(text: &str) -> String {
    (text.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

fn without_number(title: &str) -> &str {
    title.trim_start_matches(|c: char| c.is_ascii_digit())
}

fn is_near(bookmark: &Bookmark, candidate: &Candidate) -> bool {
    bookmark.place.is_none_or(|place| {
        let page = place.page.saturating_sub(1) as usize;
        page == candidate.page || page + 1 == candidate.page
    })
}

/// How far the candidate is from where the bookmark leads.
fn distance(bookmark: &Bookmark, candidate: &Candidate) -> f32 {
    let Some(place) = bookmark.place else {
        return 0.0;
    };
    let page = place.page.saturating_sub(1) as usize;
    let pages = if page == candidate.page {
        0.0
    } else {
        10_000.0
    };
    pages + (candidate.top - place.top.unwrap_or(0.0)).abs()
}

//! The names of the document itself: in a licence, "of the License" is no other document.

use crate::document::{Document, Section};
use std::collections::HashSet;

/// The fewest letters of a word that names a document.
const MIN_LETTERS: usize = 3;
/// The most bytes of a title that are read.
const MAX_TITLE_BYTES: usize = 400;
/// A word of the text may be so much longer than that of the title: "Telemediengesetzes".
const MAX_ENDING: usize = 2;

/// The words of the title, in small letters.
#[derive(Debug, Default)]
pub(super) struct OwnNames(HashSet<String>);

impl OwnNames {
    pub(super) fn of(document: &Document) -> Self {
        let first = document.sections().next();
        let titles = [document.title(), first.map(Section::heading)];
        let mut words = HashSet::new();
        for title in titles.into_iter().flatten() {
            let title = &title[..title.floor_char_boundary(MAX_TITLE_BYTES)];
            let all = title.split(|c: char| !c.is_alphanumeric());
            let long = all.filter(|word| word.chars().count() >= MIN_LETTERS);
            words.extend(long.map(str::to_lowercase));
        }
        Self(words)
    }

    /// Returns true if a word in small letters is in the title, with any ending.
    pub(super) fn has(&self, word: &str) -> bool {
        let shorter = |ending: usize| {
            let (at, _) = word.char_indices().rev().nth(ending.checked_sub(1)?)?;
            Some(&word[..at])
        };
        self.0.contains(word)
            || (1..=MAX_ENDING)
                .filter_map(shorter)
                .any(|word| word.len() > MIN_LETTERS && self.0.contains(word))
    }
}

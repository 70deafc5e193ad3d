//! Sums up what became of the letters that the pages of documents draw.

use sectile::{Document, PageLedger};
use std::fmt::Write as _;

/// The letters of one document or of several.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    drawn: u64,
    text: u64,
    boilerplate: u64,
    duplicates: u64,
    hidden: u64,
    unreadable: u64,
    /// The letters that are drawn but missing in the documents.
    missing: u64,
    /// The letters that the documents have although no page draws them.
    added: u64,
}

impl Letters {
    pub(crate) fn of(document: &Document) -> Self {
        let mut letters = Self::default();
        for page in document.ledger() {
            letters.add(&Self::of_page(page));
        }
        letters
    }

    fn of_page(page: &PageLedger) -> Self {
        let difference = page.difference();
        Self {
            drawn: page.drawn.into(),
            text: page.text.into(),
            boilerplate: page.boilerplate.into(),
            duplicates: page.duplicates.into(),
            hidden: page.hidden.into(),
            unreadable: page.unreadable.into(),
            missing: u64::try_from(difference).unwrap_or(0),
            added: u64::try_from(-difference).unwrap_or(0),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.drawn += other.drawn;
        self.text += other.text;
        self.boilerplate += other.boilerplate;
        self.duplicates += other.duplicates;
        self.hidden += other.hidden;
        self.unreadable += other.unreadable;
        self.missing += other.missing;
        self.added += other.added;
    }

    /// Returns a sentence about the letters, if pages draw any.
    pub(crate) fn line(&self) -> Option<String> {
        if self.drawn == 0 {
            return None;
        }
        let mut line = format!("{} letters drawn:", self.drawn);
        let parts = [
            (self.text, "text"),
            (self.boilerplate, "boilerplate"),
            (self.duplicates, "duplicates"),
            (self.hidden, "hidden"),
            (self.unreadable, "unreadable"),
            (self.missing, "missing"),
            (self.added, "added"),
        ];
        for (letters, name) in parts {
            // Only the text is named where it is none.
            if letters > 0 || name == "text" {
                let _ = write!(line, " {letters} {name},"); // writing to a string cannot fail
            }
        }
        line.pop();
        Some(line)
    }
}

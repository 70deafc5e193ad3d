//! The ledger of a document with pages: what became of the letters that are drawn.

use super::Document;
#[cfg(feature = "pdf")]
use super::block::BlockData;
#[cfg(feature = "pdf")]
use super::{BlockKind, MarkKind, Origin, Span, Warning};
use serde::{Deserialize, Serialize};

/// The letters of a page, by what became of them. Letters are letters and digits of all
/// scripts, and characters that a font does not define; spaces, punctuation and markup are
/// not counted.
///
/// Drawn letters are counted when the content of the page is interpreted, those of the
/// text in the finished document. So `drawn` is the sum of the other numbers, unless text was lost or
/// added between these two: see [`difference`](Self::difference).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageLedger {
    /// The page, the first being 1.
    pub page: u32,
    /// The letters that the page draws, seen or unseen.
    pub drawn: u32,
    /// The letters in blocks of content.
    pub text: u32,
    /// The letters of running heads and page numbers.
    pub boilerplate: u32,
    /// The letters that are drawn again at the same place, to imitate bold or a shadow.
    pub duplicates: u32,
    /// The letters that cannot be seen.
    pub hidden: u32,
    /// The letters of text that cannot be read.
    pub unreadable: u32,
}

impl PageLedger {
    /// Returns the number of drawn letters that are nowhere, or, if negative, of letters
    /// that the document has in addition: cells that are repeated, numbers of lists.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let parts = [
            self.text,
            self.boilerplate,
            self.duplicates,
            self.hidden,
            self.unreadable,
        ];
        i64::from(self.drawn) - parts.map(i64::from).iter().sum::<i64>()
    }
}

/// Returns the number of letters in a text.
#[cfg(feature = "pdf")]
pub(crate) fn letters_in(text: &str) -> u32 {
    super::offset(text.chars().filter(|c| is_letter(*c)).count())
}

/// Returns true for characters that a ledger counts.
#[cfg(feature = "pdf")]
pub(crate) fn is_letter(c: char) -> bool {
    // An accent that is drawn over its letter is part of it.
    let is_accent = matches!(c, '\u{2b0}'..='\u{36f}');
    (c.is_alphanumeric() && !is_accent) || c == char::REPLACEMENT_CHARACTER
}

impl Document {
    /// Returns the ledger of each page that was read; empty for formats without pages.
    #[must_use]
    pub fn ledger(&self) -> &[PageLedger] {
        &self.0.ledger
    }

    /// Adds the letters of the document's text to a ledger of what is drawn, one entry for
    /// each page in order, and keeps it with the warnings about it.
    #[cfg(feature = "pdf")]
    pub(crate) fn set_ledger(
        &mut self,
        mut ledger: Vec<PageLedger>,
        warnings: impl FnOnce(&[PageLedger]) -> Vec<Warning>,
    ) {
        for block in &self.0.blocks {
            self.count(block, &mut ledger);
        }
        self.0.warnings.extend(warnings(&ledger));
        self.0.ledger = ledger;
    }

    /// Adds the letters of a block, each to the page of its piece.
    #[cfg(feature = "pdf")]
    fn count(&self, block: &BlockData, ledger: &mut [PageLedger]) {
        let ends = block.origins.iter().skip(1).map(|piece| piece.0);
        let ends = ends.chain([block.span.end]);
        let mut start = block.span.start;
        for ((_, origin), end) in block.origins.iter().zip(ends) {
            let piece = Span::new(start, end);
            start = end;
            let Origin::Pages { pages } = origin else {
                continue;
            };
            let index = pages
                .first()
                .map(|page| page.number.saturating_sub(1) as usize);
            let Some(page) = index.and_then(|index| ledger.get_mut(index)) else {
                continue;
            };
            let marks = self.marks();
            let mark = marks.get(marks.partition_point(|mark| mark.span.end <= piece.start));
            let kind = mark
                .filter(|mark| mark.span.start <= piece.start)
                .map(|mark| mark.kind);
            let letters = letters_in(&self.0.text[piece.range()]);
            *match kind {
                Some(MarkKind::Hidden) => &mut page.hidden,
                Some(MarkKind::Unreadable) => &mut page.unreadable,
                Some(MarkKind::Boilerplate) => &mut page.boilerplate,
                _ if block.kind == BlockKind::Boilerplate => &mut page.boilerplate,
                _ => &mut page.text,
            } += letters;
        }
    }
}

//! Counts the letters that pages draw, as the ledger of the finished document does.

use crate::document::{PageLedger, is_letter};
use crate::reader::pdf::page::{AlternativeText, DrawnPage, Glyph};
use unicode_normalization::UnicodeNormalization;

/// Returns the number of letters in the text of a glyph.
pub(super) fn letters(text: &str) -> u32 {
    if let [byte] = text.as_bytes() {
        return u32::from(byte.is_ascii_alphanumeric());
    }
    let of = |c: char| match c {
        // The layout splits ligatures and forms of Arabic letters.
        '\u{fb00}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}' => {
            std::iter::once(c).nfkc().filter(|c| is_letter(*c)).count()
        }
        c => usize::from(is_letter(c)),
    };
    u32::try_from(text.chars().map(of).sum::<usize>()).unwrap_or(u32::MAX)
}

/// Returns the number of letters of glyphs of a page.
pub(super) fn of_glyphs<'g>(text: &str, glyphs: impl IntoIterator<Item = &'g Glyph>) -> u32 {
    let letters =
        (glyphs.into_iter()).map(|glyph| letters(&text[glyph.start as usize..glyph.end as usize]));
    letters.sum()
}

/// Returns the ledgers of all pages, as far as drawing determines them.
pub(crate) fn ledgers(pages: &[DrawnPage]) -> Vec<PageLedger> {
    pages.iter().map(|page| page.ledger).collect()
}

/// Counts the texts of pictures as drawn, because the document has them.
pub(crate) fn count_alternatives(alternatives: &[AlternativeText], pages: &mut [DrawnPage]) {
    for alternative in alternatives {
        if let Some(page) = pages.get_mut(alternative.page) {
            page.ledger.drawn += letters(&alternative.text);
        }
    }
}

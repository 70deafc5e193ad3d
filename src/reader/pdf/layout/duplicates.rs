//! Counts the letters that the layout leaves out because they repeat others.

use super::{Layout, LayoutBlock};
use crate::document::{PageLedger, letters_in};

/// Adds the letters that the layout leaves out, because they repeat others, to the
/// ledgers of their pages.
///
/// These are texts that are drawn twice and the headers that a table repeats on later
/// pages. Without them, "Country" and "Coffee" above the second part of a table would be
/// letters of the page that are neither content nor accounted for.
pub(crate) fn count(layout: &Layout, ledger: &mut [PageLedger]) {
    for duplicate in layout.words.duplicates() {
        let page = (duplicate.page_number as usize).wrapping_sub(1);
        add(ledger, page, duplicate.letters);
    }
    let tables = layout.blocks.iter().filter_map(|block| match block {
        LayoutBlock::Table(table) => Some(table),
        _ => None,
    });
    for line in tables.flat_map(|table| table.repeats.iter().flatten().flatten()) {
        add(ledger, line.page, letters_in(&line.text(&layout.words)));
    }
}

/// Adds letters to the ledger of a page; `page` is an index of the file's pages.
///
/// An index outside of the file adds nothing, as it results from a page number of 0.
fn add(ledger: &mut [PageLedger], page: usize, letters: u32) {
    if let Some(page) = ledger.get_mut(page) {
        page.duplicates += letters;
    }
}

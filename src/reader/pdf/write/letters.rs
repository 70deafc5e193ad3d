//! Warns where many of the drawn letters are not in the text.

use crate::document::{PageLedger, Warning, WarningKind};
use crate::reader::Omission;
use crate::reader::pdf::Omissions;

/// The share, in percent, of the letters that may be running heads without a warning. Of
/// 702 real files with at least 200 letters, 47 have more.
const MAX_BOILERPLATE: u64 = 5;
/// Documents with fewer letters of running heads are a few lines a page, such as slides,
/// in which a short head is a large share.
const MIN_BOILERPLATE: u64 = 200;
/// Fewer drawn letters, one in so many, may be missing without a warning. In 1,355 real
/// files not one is.
const MISSING_ONE_IN: u64 = 1000;

/// Returns the warnings about the ledger of a document.
pub(in crate::reader::pdf) fn warnings(
    ledger: &[PageLedger],
    omissions: Omissions,
) -> Vec<Warning> {
    let sum = |letters: fn(&PageLedger) -> u64| ledger.iter().map(letters).sum::<u64>();
    let drawn = sum(|page| page.drawn.into());
    let boilerplate = sum(|page| page.boilerplate.into());
    // A document may have more letters than its pages draw: the head of a group of columns
    // is repeated for each of them.
    let missing = sum(|page| u64::try_from(page.difference()).unwrap_or(0));
    let mut warnings = Vec::new();
    if boilerplate >= MIN_BOILERPLATE && boilerplate * 100 > drawn * MAX_BOILERPLATE {
        let treatment = match omissions.boilerplate {
            Omission::Omit => "and are left out",
            Omission::Keep => "but are kept",
        };
        let message = format!(
            "{boilerplate} of {drawn} letters are running heads and page numbers, {treatment}"
        );
        warnings.push(Warning::new(WarningKind::MuchBoilerplate, message));
    }
    if missing * MISSING_ONE_IN > drawn {
        let message =
            format!("{missing} of {drawn} letters that the pages draw are missing in the text");
        warnings.push(Warning::new(WarningKind::MissingText, message));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(drawn: u32, text: u32, boilerplate: u32) -> PageLedger {
        let mut page = PageLedger::default();
        (page.drawn, page.text, page.boilerplate) = (drawn, text, boilerplate);
        page
    }

    fn kinds(pages: &[PageLedger]) -> Vec<WarningKind> {
        let warnings = warnings(pages, Omissions::default());
        warnings.iter().map(|warning| warning.kind).collect()
    }

    #[test]
    fn many_running_heads_are_reported() {
        assert_eq!(kinds(&[page(2000, 1900, 100), page(2000, 1900, 100)]), []);
        let more = [page(2000, 1900, 100), page(2000, 1899, 101)];
        assert_eq!(kinds(&more), [WarningKind::MuchBoilerplate]);
        assert_eq!(kinds(&[page(300, 101, 199)]), []);
    }

    #[test]
    fn letters_that_are_missing_on_one_page_are_not_made_up_for_by_another() {
        assert_eq!(kinds(&[page(1000, 999, 0), page(1000, 1000, 0)]), []);
        let wrong = [page(1000, 997, 0), page(1000, 1003, 0)];
        assert_eq!(kinds(&wrong), [WarningKind::MissingText]);
    }
}

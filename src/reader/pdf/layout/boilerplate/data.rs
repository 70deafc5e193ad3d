//! Separates rows of data that differ in their numbers from running heads that count
//! pages.

use super::row::EdgeRow;

/// Words before a number that names a thing: the next page may be about the next thing.
const IDENTIFIERS: [&str; 24] = [
    "no", "nos", "nr", "nº", "n°", "num", "number", "numero", "número", "numéro", "nummer", "id",
    "invoice", "rechnung", "facture", "factura", "fattura", "order", "receipt", "ticket", "case",
    "account", "policy", "№",
];
/// Words before the number of a part of a document, which its pages may repeat.
const DIVISIONS: [&str; 12] = [
    "exhibit",
    "annex",
    "annexe",
    "appendix",
    "schedule",
    "attachment",
    "enclosure",
    "anlage",
    "anhang",
    "anexo",
    "allegato",
    "bijlage",
];
/// Words that name the number of a page.
const PAGES: [&str; 12] = [
    "page", "pages", "seite", "seiten", "página", "pagina", "pag", "pág", "p", "pp", "стр", "sida",
];

/// Returns true if rows with the same masked text are data and not a running head.
///
/// Data are rows next to others of the same form (the entries of a ledger), numbers after
/// a word that names a thing ("Invoice no. 17"), labels that differ on each page
/// ("Exhibit 31.1", "Exhibit 32.1"), and rows outside of the margins whose numbers count
/// no pages ("Total 311", "Total 475"). Rows with equal texts, with Roman numerals and
/// with a word for a page ("Page no. 3") are running heads.
pub(super) fn are_data(rows: &[EdgeRow], same: &[usize]) -> bool {
    let first = &rows[same[0]];
    // Equal texts hold no data that differ from page to page.
    if same.iter().all(|at| rows[*at].text == first.text) {
        return false;
    }
    // "2024-03-23 Transfer no. 10050 2850.50" is below such a row and above the next.
    let many = same.iter().filter(|at| rows[**at].is_one_of_many).count();
    if many * 2 >= same.len() {
        return true;
    }
    // Roman numerals count pages and have no decimal numbers.
    if first.numbers.is_empty() || names_page(&first.text) {
        return false;
    }
    let varying = || (0..first.numbers.len()).filter(|nth| varies(rows, same, *nth));
    let labels = labels(&first.text);
    let is_named = |nth: usize, names: &[&str]| {
        let label = labels.get(nth);
        label.is_some_and(|label| names.contains(&label.as_str()))
    };
    // "Exhibit 31.1", "Exhibit 31.2" and "Exhibit 32.1" on one page each are labels;
    // "Annex 2" on three pages is a running head.
    varying().any(|nth| is_named(nth, &IDENTIFIERS))
        || (are_distinct(rows, same) && varying().any(|nth| is_named(nth, &DIVISIONS)))
        || (!first.is_marginal && !varying().any(|nth| counts_pages(rows, same, nth)))
}

/// Returns true if no two rows have the same text.
///
/// "Exhibit 31.1" and "Exhibit 32.1" are the labels of two parts of one page each. Two
/// pages with "Annex 1" show that "Annex 1" and "Annex 2" are running heads of longer
/// parts.
fn are_distinct(rows: &[EdgeRow], same: &[usize]) -> bool {
    let mut texts: Vec<&str> = same.iter().map(|at| rows[*at].text.as_str()).collect();
    texts.sort_unstable();
    texts.windows(2).all(|pair| pair[0] != pair[1])
}

/// Returns true if number `nth` of the rows is not the same in all of them.
///
/// In "Report 2024, page 3" the year is the same on all pages, so it counts nothing. A
/// number after a name shows data only if it varies: "Invoice no. 17" on three pages is
/// the running head of one invoice.
fn varies(rows: &[EdgeRow], same: &[usize], nth: usize) -> bool {
    let number = |at: usize| rows[at].numbers.get(nth);
    same.windows(2)
        .any(|pair| number(pair[0]) != number(pair[1]))
}

/// Returns true if number `nth` increases as the page does, from most rows to the next.
///
/// "Journal 12, 7" and, two pages later, "Journal 12, 9" count pages; "Total 311" and, a
/// page later, "Total 475" do not. Half of the steps suffice: a book may count the pages
/// of each chapter, and "3-1" follows "2-14".
pub(super) fn counts_pages(rows: &[EdgeRow], same: &[usize], nth: usize) -> bool {
    let mut places: Vec<(usize, Option<i64>)> = (same.iter())
        .map(|at| {
            let number = rows[*at].numbers.get(nth).copied().map(i64::from);
            (rows[*at].place.page, number)
        })
        .collect();
    places.sort_unstable();
    let counts = |pair: &&[(usize, Option<i64>)]| {
        let pages = i64::try_from(pair[1].0 - pair[0].0).ok();
        matches!((pair[0].1, pair[1].1, pages), (Some(a), Some(b), Some(by)) if b - a == by)
    };
    // A book may count the pages of each chapter: "3-1" follows "2-14".
    places.windows(2).filter(counts).count() * 2 >= places.len() - 1
}

/// Returns true if a text has a word for a page: "Page 3", "Seite 3", "3 ページ".
///
/// "S." is also the first letter of a name: "S. 3" would make each "S. Smith 3" a page
/// number. Whole words are compared, because "Pagoda no. 3" names no page.
pub(super) fn names_page(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| PAGES.contains(&word.to_lowercase().as_str()))
        // Chinese and Japanese have no spaces that would separate a whole word.
        || text.contains(['页', '頁'])
        || text.contains("ページ")
}

/// Returns the word before each decimal number of a text: `["no", "no"]` for "Invoice no.
/// 2024-001".
///
/// "no" belongs to both numbers of "2024-001": the sign between them has no letters. With
/// a label for the first number only, the "001" that varies would have no name.
fn labels(text: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut label = String::new();
    // The signs of "n°" and "№" belong to the label.
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '°' | '№')) {
        let letters: String = word
            .chars()
            .filter(|c| c.is_alphabetic() || matches!(c, '°' | '№'))
            .collect();
        // A piece without letters, the "001" of "2024-001", keeps the label before it.
        if !letters.is_empty() {
            label = letters.to_lowercase();
        }
        let numbers = word.split(|c: char| !c.is_ascii_digit());
        labels.extend(
            numbers
                .filter(|digits| !digits.is_empty())
                .map(|_| label.clone()),
        );
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_a_number_names_it() {
        assert_eq!(labels("Invoice no. 2024-001"), ["no", "no"]);
        assert_eq!(labels("12 Rechnung Nr. 7"), ["", "nr"]);
        assert_eq!(labels("Bill №5"), ["№"]);
        assert!(names_page("Page no. 3"));
        assert!(!names_page("Pagoda no. 3"));
    }
}

//! Detects pages whose text cannot be read: scanned pages, and fonts without characters.

use super::paper::SCAN;
use super::withheld::withheld;
use crate::document::{MarkKind, Warning, WarningKind};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::DrawnPage;

/// A page with fewer characters is a label or a formula, which may be all symbols.
const MIN_CHARACTERS: usize = 20;
/// Text in which this share of the characters is neither a letter nor a digit is no
/// language: a font maps its glyphs to the wrong codes.
const MAX_SYMBOLS: f32 = 0.7;
/// Lines of dots or dashes are of few different symbols, glyph soup of many.
const MIN_KINDS: usize = 12;

/// Returns a warning for a page that shows text that was not read.
pub(crate) fn warning(page: &DrawnPage) -> Option<Warning> {
    let number = page.number;
    let is_blank = page.text.chars().all(char::is_whitespace);
    let message = if is_blank && page.withheld.is_empty() && is_scan(page) {
        format!("page {number} is an image without text, probably a scan: its text was not read")
    } else if is_unreadable(page) {
        format!(
            "most of the text of page {number} is unreadable: its fonts do not map their codes to letters"
        )
    } else {
        return None;
    };
    Some(Warning::new(WarningKind::UnreadableText, message))
}

/// Returns true if the text of a page is not text of any language.
pub(crate) fn is_unreadable(page: &DrawnPage) -> bool {
    let mut all = 0;
    let mut unknown = 0;
    let mut symbols = 0;
    for c in page.text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        unknown += usize::from(is_unknown(c));
        symbols += usize::from(c.is_ascii_punctuation());
    }
    // A few unknown symbols in a readable text need no warning.
    let is_soup =
        all >= MIN_CHARACTERS && share(symbols, all) > MAX_SYMBOLS && has_many_kinds(&page.text);
    unknown * 2 > all || is_soup
}

/// Returns true if the signs in a text are of so many kinds that they are no line of dots.
fn has_many_kinds(text: &str) -> bool {
    let mut kinds: Vec<char> = Vec::new();
    for c in text.chars().filter(char::is_ascii_punctuation) {
        if kinds.len() < MIN_KINDS && !kinds.contains(&c) {
            kinds.push(c);
        }
    }
    kinds.len() >= MIN_KINDS
}

/// Returns true for the characters of glyphs without a known meaning.
fn is_unknown(c: char) -> bool {
    matches!(c, char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}') || c.is_control()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share of characters of a page"
)]
fn share(part: usize, all: usize) -> f32 {
    part as f32 / all as f32
}

/// Takes the text of a page that is unreadable, so that it is not laid out.
pub(crate) fn withhold(page: &mut DrawnPage) {
    if !is_unreadable(page) {
        return;
    }
    let size = [page.width, page.height];
    let withheld = withheld(MarkKind::Unreadable, &page.text, &page.glyphs, size);
    page.withheld.extend(withheld);
    page.glyphs.clear();
    page.text.clear();
}

fn is_scan(page: &DrawnPage) -> bool {
    let area = |[x0, y0, x1, y1]: Rect| ((x1 - x0) * (y1 - y0)).abs();
    let picture_area: f32 = page.pictures.iter().map(|picture| area(picture.area)).sum();
    picture_area > SCAN * page.width * page.height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::page::{ContentMark, Picture};

    fn page(text: &str, areas: &[Rect]) -> DrawnPage {
        let picture = |area: &Rect| Picture {
            area: *area,
            mark: ContentMark::None,
        };
        DrawnPage {
            number: 7,
            text: text.to_owned(),
            width: 100.0,
            height: 100.0,
            pictures: areas.iter().map(picture).collect(),
            ..DrawnPage::default()
        }
    }

    #[test]
    fn a_scanned_page_is_detected_and_a_blank_page_is_not() {
        let scan = warning(&page(" ", &[[0.0, 0.0, 100.0, 90.0]])).unwrap();
        assert!(scan.message.contains("page 7"));
        assert_eq!(warning(&page("", &[[0.0, 0.0, 10.0, 10.0]])), None);
        assert_eq!(warning(&page("x", &[[0.0, 0.0, 100.0, 90.0]])), None);
    }

    #[test]
    fn unknown_letters_are_reported_if_they_are_the_majority() {
        assert!(warning(&page("\u{fffd}\u{fffd}a", &[])).is_some());
        assert_eq!(warning(&page("\u{fffd}ab", &[])), None);
    }

    #[test]
    fn symbols_of_many_kinds_are_not_text_and_rows_of_dots_are() {
        assert!(is_unreadable(&page("!\"#$% &'()* +,-./ :;<=>?@ab", &[])));
        let few_kinds = "Tea ............ 3 Milk ........... 4 ------------------";
        assert!(!is_unreadable(&page(few_kinds, &[])));
        // A formula, and code with as many letters as signs.
        assert!(!is_unreadable(&page("!\"#$%&'()*+,-.", &[])));
        assert!(!is_unreadable(&page(
            "f(x) { a[i] = b*c + d/e - 'f'; } // !g & h",
            &[]
        )));
    }
}

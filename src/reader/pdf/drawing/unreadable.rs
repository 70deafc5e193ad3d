//! Detects pages whose text cannot be read: scanned pages, and fonts without characters.

use crate::document::{Warning, WarningKind};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::DrawnPage;

/// The share of a page that pictures cover on a scan. Logos and portraits cover less.
const SCAN: f32 = 0.4;

/// Returns a warning for a page that shows text that was not read.
pub(crate) fn warning(page: &DrawnPage) -> Option<Warning> {
    let letters = page.text.chars().filter(|c| !c.is_whitespace()).count();
    let unknown = page
        .text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    let number = page.number;
    let message = if letters == 0 && is_scan(page) {
        format!("page {number} is an image without text, probably a scan: its text was not read")
    // A few unknown symbols in a readable text need no warning.
    } else if unknown * 2 > letters {
        format!(
            "most of the text of page {number} is unreadable: its fonts do not map their codes to letters"
        )
    } else {
        return None;
    };
    Some(Warning::new(WarningKind::UnreadableText, message))
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
}

//! Writes the place of a chunk as a citation.

use sectile::Origin;
use std::fmt::Write as _;
use std::path::Path;

/// Returns `docs/tea.md:19-24`, or `tea.pdf, page 7 (iv), box 72 100.5 500 210` in points
/// from the top left; with further pages, `; page 8, box ...`.
pub(super) fn citation(path: &Path, origin: Option<&Origin>) -> String {
    let mut text = path.display().to_string();
    // Nothing fails when it is written into a String.
    match origin {
        Some(Origin::Bytes { lines, .. }) => {
            let _ = write!(text, ":{}", lines.start);
            if lines.end > lines.start {
                let _ = write!(text, "-{}", lines.end);
            }
        }
        Some(Origin::Pages { pages }) => {
            for (at, page) in pages.iter().enumerate() {
                let start = if at == 0 { "," } else { ";" };
                let _ = write!(text, "{start} page {}", page.number);
                let number = page.number.to_string();
                if let Some(label) = page.label.as_deref().filter(|label| *label != number) {
                    let _ = write!(text, " ({label})");
                }
                let [x0, y0, x1, y1] = page.bbox;
                let _ = write!(text, ", box {x0} {y0} {x1} {y1}");
            }
        }
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Lines, PageBox, Span};

    fn of(origin: &Origin) -> String {
        citation(Path::new("docs/tea"), Some(origin))
    }

    #[test]
    fn lines_are_cited() {
        let lines = |start, end| Origin::Bytes {
            bytes: Span::default(),
            lines: Lines { start, end },
        };
        assert_eq!(of(&lines(19, 24)), "docs/tea:19-24");
        assert_eq!(of(&lines(19, 19)), "docs/tea:19");
        assert_eq!(citation(Path::new("tea"), None), "tea");
    }

    #[test]
    fn pages_have_their_labels_and_boxes() {
        let page = |number, label: Option<&str>| PageBox {
            number,
            label: label.map(Into::into),
            bbox: [72.0, 100.5, 500.0, 210.0],
        };
        let pages = vec![page(7, Some("iv")), page(8, Some("8"))];
        assert_eq!(
            of(&Origin::Pages { pages }),
            "docs/tea, page 7 (iv), box 72 100.5 500 210; page 8, box 72 100.5 500 210"
        );
    }
}

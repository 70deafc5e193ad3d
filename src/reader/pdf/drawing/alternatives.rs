//! Finds the text of elements that draw none: descriptions of figures, and replacements
//! of pictures of text (ISO 32000-2 14.9.3 and 14.9.4).

use super::replacements::is_blank;
use crate::reader::pdf::catalog::PageNode;
use crate::reader::pdf::geometry::{Rect, single_box};
use crate::reader::pdf::page::{AlternativeText, ContentMark, DrawnPage, StructureElement};
use std::collections::{BTreeMap, HashSet};

/// The place of a picture that belongs to an element.
#[derive(Clone, Copy)]
struct PicturePlace {
    /// An index of the file's pages.
    page: usize,
    area: Rect,
}

/// Returns the alternative texts, in the order of the tags.
///
/// `drawn` are the elements with a replacement that draw text.
pub(crate) fn alternatives(
    elements: &[StructureElement],
    drawn: &HashSet<usize>,
    pages: &[DrawnPage],
    nodes: &[PageNode<'_>],
) -> Vec<AlternativeText> {
    let pictures = pictures(pages);
    let mut found: Vec<AlternativeText> = Vec::new();
    // The text of an element holds for all elements in it: a figure of three pictures may
    // have one description, and each picture another one.
    let mut covered = 0;
    for (at, element) in elements.iter().enumerate() {
        let Some(text) = text(element).filter(|_| at >= covered) else {
            continue;
        };
        covered = subtree_end(elements, at);
        if drawn.contains(&at) {
            continue;
        }
        let first = pictures.range(at..covered).map(|(_, place)| *place).next();
        let place = first.or_else(|| place_by_attributes(element, pages, nodes));
        // A page that was not drawn has no text either.
        if let Some(place) = place {
            found.push(AlternativeText {
                element: at,
                text,
                page: place.page,
                area: place.area,
            });
        }
    }
    found
}

/// Returns the text of an element that is read instead of what it draws.
fn text(element: &StructureElement) -> Option<String> {
    // A replacement is the text in a figure, which is better than its description.
    let texts = [&element.replacement, &element.alternative];
    let mut texts = texts.into_iter().flatten().map(|text| {
        let words = text.split(is_blank).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        words.join(" ")
    });
    texts.find(|text| is_description(text))
}

/// Returns whether a text is more than what programs fill in by default.
fn is_description(text: &str) -> bool {
    // "Picture 3", "image1.png" and "C:\My files\logo.gif" describe nothing.
    const NAMES: [&str; 8] = [
        "figure",
        "graphic",
        "image",
        "object",
        "officeart object",
        "photo",
        "picture",
        "shape",
    ];
    const ENDINGS: [&str; 10] = [
        ".bmp", ".emf", ".eps", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".wmf",
    ];
    let lower = text.to_lowercase();
    let name = lower.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace());
    let name = name.strip_suffix('s').unwrap_or(name);
    text.contains(char::is_alphabetic)
        && !NAMES.contains(&name)
        && !ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// Returns the first picture of each element.
fn pictures(pages: &[DrawnPage]) -> BTreeMap<usize, PicturePlace> {
    let mut places = BTreeMap::new();
    for (page, drawn) in pages.iter().enumerate() {
        for picture in &drawn.pictures {
            if let ContentMark::Tag(element) = picture.mark {
                let area = picture.area;
                (places.entry(element as usize)).or_insert(PicturePlace { page, area });
            }
        }
    }
    places
}

/// Returns the place of a figure that is drawn without pictures, as charts are: its box,
/// or else its page.
fn place_by_attributes(
    element: &StructureElement,
    pages: &[DrawnPage],
    nodes: &[PageNode<'_>],
) -> Option<PicturePlace> {
    let page = element.page?;
    let (drawn, node) = (pages.get(page)?, nodes.get(page)?);
    let whole = [0.0, 0.0, drawn.width, drawn.height];
    let area = (element.bounding_box)
        .map(|corners| single_box(node.to_view.apply_to_box(corners)))
        .filter(|area| area.iter().all(|side| side.is_finite()));
    Some(PicturePlace {
        page,
        area: area.unwrap_or(whole),
    })
}

/// Returns the index after the last element that is in the element `at`.
fn subtree_end(elements: &[StructureElement], at: usize) -> usize {
    // In a pre-order arena these are the elements whose parent is `at` or later.
    let is_inside =
        |element: &&StructureElement| (element.parent).is_some_and(|parent| parent as usize >= at);
    at + 1 + elements[at + 1..].iter().take_while(is_inside).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_of_kinds_describe_no_figure() {
        for name in [
            "",
            " 3 ",
            "Figure\0",
            "Picture 12",
            "images",
            "logo.gif",
            "C:\\My files\\a.PNG",
        ] {
            let element = StructureElement {
                alternative: Some(name.to_owned()),
                ..StructureElement::default()
            };
            assert_eq!(text(&element), None, "{name:?}");
        }
        let element = StructureElement {
            alternative: Some("Picture 3:\n a wheel\0".to_owned()),
            ..StructureElement::default()
        };
        assert_eq!(text(&element).as_deref(), Some("Picture 3: a wheel"));
    }
}

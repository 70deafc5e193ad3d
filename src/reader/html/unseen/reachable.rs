//! Detects content that a page hides until a reader asks for it: slides of a gallery and
//! their captions, folded sections, answers.

use super::super::element::{attr, has_role};
use super::super::hidden::is_concealed;
use super::super::panels::is_menu;
use super::super::tree::{Element, HtmlNode};
use crate::reader::css::{CssValue, Declared, Property};
use crate::reader::element_names::is_heading;

/// Words in the classes and the names of elements that are folded or passed over one by
/// one: `toggle` of `<div class="toggleText">`. A click shows them.
const FOLDED: [&str; 21] = [
    "accordion",
    "answer",
    "carousel",
    "collapse",
    "collapsed",
    "collapsible",
    "disclosure",
    "expand",
    "expandable",
    "expanded",
    "faq",
    "gallery",
    "slide",
    "slider",
    "slideshow",
    "spoiler",
    "tab",
    "tabcontent",
    "tabpanel",
    "tabs",
    "toggle",
];

/// Words in the classes of captions that are no `<figcaption>`.
const CAPTIONS: [&str; 4] = ["caption", "captions", "credit", "credits"];

/// The number of elements around a caption among which its picture is:
/// `<span><img><p><em class=caption>` has two.
const PICTURE_WRAPPERS: usize = 3;
/// The number of nodes of such an element that are read to find the picture.
const PICTURE_NODES: usize = 64;

/// The number of nodes of an element that are read to find a field of a form or a control.
const FORM_NODES: usize = 256;
const CONTROL_NODES: usize = 8;

/// The least text that is content, in bytes: in a folded element, where shorter ones are
/// counts and settings of a script ("(2)", "5000"), and after a control, where they are
/// its messages ("The link was copied.").
const FOLDED_BYTES: usize = 20;
const CONTROLLED_BYTES: usize = 80;

/// The number of siblings on either side among which a slide has another one.
const SIBLINGS: usize = 16;
/// The least length of a name before its number, in bytes: `slide2` is one of several,
/// `x2` may be anything.
const SERIES_BYTES: usize = 4;

/// Returns true if declarations hide an element in a way that scripts undo. Nobody shows
/// text on request that is outside of the page or has no size.
pub(super) fn may_be_opened(element: Element<'_>, declared: &Declared) -> bool {
    use Property::{Display, Height, Opacity, Visibility};
    is_concealed(element)
        || [Display, Visibility, Opacity, Height]
            .iter()
            .any(|property| declared.get(*property) == Some(CssValue::Hides))
}

/// Returns true for content that a reader reaches by a click. `is_shown` determines
/// whether a sibling is shown, `bytes` is the length of the text.
pub(super) fn is_reachable<'t>(
    node: HtmlNode<'t>,
    element: Element<'_>,
    bytes: usize,
    is_shown: impl Fn(HtmlNode<'t>, Element<'_>) -> bool,
) -> bool {
    is_in_caption(node)
        || ((has_word(element, &CAPTIONS) && is_beside_picture(node)
            || (bytes >= FOLDED_BYTES && is_folded(node, element))
            || (bytes >= CONTROLLED_BYTES && follows_control(node))
            || is_in_series(node, element, is_shown))
            && !is_menu(node, element)
            && !has_fields(node))
}

fn is_in_caption(node: HtmlNode<'_>) -> bool {
    let mut around = std::iter::successors(Some(node), |node| node.parent()).take(PICTURE_WRAPPERS);
    is_named(node, &["figure"]) || around.any(|node| is_named(node, &["figcaption"]))
}

fn is_beside_picture(node: HtmlNode<'_>) -> bool {
    let mut around = node.ancestors().take(PICTURE_WRAPPERS);
    around.any(|above| {
        let mut inside = above.descendants().take(PICTURE_NODES);
        inside.any(|node| is_named(node, &["img", "picture", "figure", "video"]))
    })
}

fn is_folded(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    let above = node.parent().and_then(HtmlNode::as_element);
    has_word(element, &FOLDED) || above.is_some_and(|above| has_word(above, &FOLDED))
}

/// Returns true if a control is directly before an element: `<button>More</button>`, or a
/// heading with one.
fn follows_control(node: HtmlNode<'_>) -> bool {
    let Some(before) = node.prev_siblings().find(|node| node.is_element()) else {
        return false;
    };
    let is_title = |element: Element<'_>| is_heading(element.name()) || element.name() == "dt";
    let is_title = before.as_element().is_some_and(is_title);
    is_control(before) || (is_title && before.descendants().take(CONTROL_NODES).any(is_control))
}

fn is_control(node: HtmlNode<'_>) -> bool {
    node.as_element().is_some_and(|element| {
        element.name() == "button"
            || has_role(element, &["button"])
            || attr(element, "onclick").is_some()
            || attr(element, "href")
                .is_some_and(|href| href == "#" || href.starts_with("javascript:"))
    })
}

/// Returns true if an element has the class or the name of a sibling that is shown, with
/// another number: `slide2` beside `slide1`.
fn is_in_series<'t>(
    node: HtmlNode<'t>,
    element: Element<'_>,
    is_shown: impl Fn(HtmlNode<'t>, Element<'_>) -> bool,
) -> bool {
    let own: Vec<&str> = names(element).filter_map(series).collect();
    if own.is_empty() {
        return false;
    }
    let before = node.prev_siblings().take(SIBLINGS);
    before
        .chain(node.next_siblings().take(SIBLINGS))
        .any(|sibling| {
            sibling.as_element().is_some_and(|other| {
                other.name() == element.name()
                    && names(other).filter_map(series).any(|of| own.contains(&of))
                    && is_shown(sibling, other)
            })
        })
}

/// Returns the name of a series, without the number of a member.
fn series(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.len() < name.len() && stem.len() >= SERIES_BYTES).then_some(stem)
}

/// Returns true for what a reader fills in: `<div id=login>`.
fn has_fields(node: HtmlNode<'_>) -> bool {
    let mut inside = node.descendants().take(FORM_NODES);
    inside.any(|node| is_named(node, &["form", "input", "select", "textarea"]))
}

fn is_named(node: HtmlNode<'_>, names: &[&str]) -> bool {
    (node.as_element()).is_some_and(|element| names.contains(&element.name()))
}

fn names(element: Element<'_>) -> impl Iterator<Item = &str> {
    let classes = attr(element, "class").unwrap_or_default();
    (classes.split_ascii_whitespace()).chain(attr(element, "id"))
}

fn has_word(element: Element<'_>, words: &[&str]) -> bool {
    names(element)
        .flat_map(parts)
        .any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Splits a class into its words: `toggle` and `Text`, `faq` and `answer`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let first = rest.chars().next()?;
        let is_end = |c: char| !c.is_alphabetic() || c.is_uppercase();
        let end = rest[first.len_utf8()..].find(is_end);
        let (part, after) = rest.split_at(end.map_or(rest.len(), |end| end + first.len_utf8()));
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_split_into_words() {
        for (name, expected) in [
            ("toggleText", &["toggle", "Text"][..]),
            ("faq__answer-2", &["faq", "answer"]),
            ("é1È", &["é", "È"]),
            ("--", &[]),
        ] {
            assert_eq!(parts(name).collect::<Vec<_>>(), expected, "{name}");
        }
    }

    #[test]
    fn names_of_a_series_end_with_a_number() {
        assert_eq!(series("slide-12"), Some("slide-"));
        assert_eq!(series("x2"), None);
        assert_eq!(series("slide"), None);
    }
}

//! Reads the markup that word processors and wikis write in place of the elements of
//! HTML.

use super::element::{attr, has_class};
use super::table::is_mark;
use super::tree::{Element, HtmlNode};

/// The number of nodes at the beginning of a paragraph that may be its mark.
const MAX_NODES: usize = 12;

/// The indent of one level of a list in Word, in points: half an inch.
const LEVEL_POINTS: f32 = 36.0;

/// The deepest level of lists in Word.
const MAX_LEVEL: usize = 9;

/// A paragraph of Word that is an item of a list.
#[derive(Debug)]
pub(super) struct WordListItem<'t> {
    /// The element with the bullet or the number.
    pub(super) mark: HtmlNode<'t>,
    /// `- ` or the number with a space.
    pub(super) marker: String,
}

/// Returns the item that a paragraph of Word is, which writes lists as paragraphs with
/// `mso-list` in their style, or with the class `MsoListParagraph`.
pub(super) fn item<'t>(paragraph: HtmlNode<'t>, element: Element<'_>) -> Option<WordListItem<'t>> {
    if element.name() != "p" || !element.has_attributes() {
        return None;
    }
    let style = attr(element, "style").unwrap_or_default();
    let class = attr(element, "class").unwrap_or_default();
    let listed = style.split_once("mso-list:").map(|(_, list)| list);
    if !(listed.is_some() || class.starts_with("MsoList")) {
        return None;
    }
    let mark = paragraph
        .descendants()
        .skip(1)
        .take(MAX_NODES)
        .find(|node| {
            (node.as_element()).is_some_and(|element| {
                is_ignored(element) || (element.name() == "span" && is_mark(text(*node).trim()))
            })
        })?;
    let number = listed.and_then(|list| list.split_once("level"));
    let level = number
        .and_then(|(_, level)| level.chars().next()?.to_digit(10))
        .map(|level| level as usize)
        .or_else(|| indent(style));
    let level = level.unwrap_or(1).clamp(1, MAX_LEVEL);
    let words = text(mark);
    let number = words.trim().trim_matches('(');
    let marker = match number.strip_suffix(['.', ')']) {
        Some(number) if number.chars().all(char::is_alphanumeric) => format!("{number}. "),
        _ => "- ".to_owned(),
    };
    let marker = "  ".repeat(level - 1) + &marker;
    Some(WordListItem { mark, marker })
}

/// Returns the level of a list from the left margin.
fn indent(style: &str) -> Option<usize> {
    let (_, margin) = style.split_once("margin-left:")?;
    let points: f32 = margin.split("pt").next()?.trim().parse().ok()?;
    let level = (points / LEVEL_POINTS).round().clamp(1.0, 9.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 1 to 9
    let level = level as usize;
    Some(level)
}

/// Returns true for the bullet or number of a list, which Word itself would not read.
pub(super) fn is_ignored(element: Element<'_>) -> bool {
    attr(element, "style").is_some_and(|style| {
        let style = style.to_ascii_lowercase().replace(' ', "");
        style.contains("mso-list:ignore")
    })
}

/// Returns the level of a list of Google Docs, whose nested lists follow each other:
/// `lst-kix_x1-2` is the third.
pub(super) fn list_level(element: Element<'_>) -> usize {
    let class = attr(element, "class").unwrap_or_default();
    let mut names = class.split_ascii_whitespace();
    let name = names.find(|name| name.starts_with("lst-kix"));
    name.and_then(|name| name.rsplit_once('-')?.1.parse().ok())
        .unwrap_or(0)
        .min(MAX_LEVEL)
}

/// Returns true for the title of a document of Word or Google Docs, which is a paragraph.
pub(super) fn is_title(element: Element<'_>) -> bool {
    let is_numbered = |class: &str| {
        let number = class.strip_prefix('c').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Google Docs numbers its styles: `<p class="c4 title">`. A class `title` alone is
    // also that of notes and figures.
    element.name() == "p"
        && (has_class(element, |class| class == "MsoTitle")
            || (has_class(element, |class| class == "title") && has_class(element, is_numbered)))
}

/// Returns the level of a paragraph that is a heading below the six of HTML.
pub(super) fn heading_level(element: Element<'_>) -> Option<u8> {
    if element.name() != "p" {
        return None;
    }
    attr(element, "class")?
        .strip_prefix("MsoHeading")?
        .parse()
        .ok()
}

/// The number of elements on each side of the code of a macro among which its parameters
/// are. Without a limit, a page of `<pre>` alone takes quadratic time.
const MAX_PARAMETERS: usize = 32;

/// Returns the language of the code of a macro.
pub(super) fn macro_language(body: HtmlNode<'_>) -> Option<String> {
    let before = body.prev_siblings().take(MAX_PARAMETERS);
    let parameters = before.chain(body.next_siblings().take(MAX_PARAMETERS));
    let mut languages = parameters.filter(|node| {
        (node.as_element()).is_some_and(|element| attr(element, "ac:name") == Some("language"))
    });
    let language = text(languages.next()?);
    let language = language.trim();
    let is_name = language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-'));
    (is_name && !language.is_empty()).then(|| language.to_owned())
}

/// Returns the words of a link to a page of the wiki that has none of its own.
pub(super) fn page_title<'t>(link: HtmlNode<'t>, element: Element<'t>) -> Option<&'t str> {
    let has_words = |link: HtmlNode<'_>| {
        link.children().any(|child| {
            (child.as_element()).is_some_and(|child| child.name().ends_with("link-body"))
        })
    };
    if element.name() != "ri:page" {
        return None;
    }
    let title = attr(element, "ri:content-title")?;
    (!link.parent().is_some_and(has_words)).then_some(title)
}

fn text(node: HtmlNode<'_>) -> String {
    let texts = node.descendants().take(MAX_NODES);
    texts.filter_map(|node| node.value().as_text()).collect()
}

//! Detects content that a page does not show, and what scripts and highlighters add to
//! the text: line numbers, copy buttons.

use super::element::{Role, attr, has_class, has_role, role};
use super::traverse::Traversal;
use super::tree::{Element, HtmlNode, Node, TreeEdge};

/// The number of nodes of an element that are read to determine its content.
const NODES: usize = 1024;

/// The longest text of a button, in bytes.
const LABEL_BYTES: usize = 32;

/// The number of elements around the number of a line among which its `<pre>` is.
const CODE_WRAPPERS: usize = 8;

/// Returns true if neither a browser nor the page's scripts would show the element as
/// text.
pub(super) fn is_hidden(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    is_concealed(element) || is_machinery_of_page(node, element)
}

/// Returns true if an attribute of the element hides it.
pub(super) fn is_concealed(element: Element<'_>) -> bool {
    // `until-found` text is shown by a search, a panel by a click.
    let is_hidden = attr(element, "hidden")
        .is_some_and(|value| !value.eq_ignore_ascii_case("until-found") && !is_panel(element));
    // Wikipedia hides the MathML of formulas that it shows as images.
    is_hidden
        || attr(element, "style").is_some_and(|style| {
            is_unstyled(style)
                && !has_class(element, |class| class.starts_with("mwe-math-mathml"))
                && !is_panel(element)
        })
}

/// Returns true for what scripts and highlighters add to a page, and for the second form
/// of a formula or an icon.
pub(super) fn is_machinery_of_page(node: HtmlNode<'_>, element: Element<'_>) -> bool {
    if !element.has_attributes() {
        return false;
    }
    // Icons, and the visible form of a formula; other such elements may be text.
    let is_second_form = attr(element, "aria-hidden").is_some_and(|value| {
        value == "true" && (element.name() == "i" || has_formula_beside(node))
    });
    is_second_form
        || has_class(element, |class| is_machinery(node, class))
        || (attr(element, "href").is_some_and(|href| is_line_number(node, element, href)))
        || (element.name() == "button" && is_copy_button(element))
}

/// Returns true if the node contains text that a browser shows.
pub(super) fn shows_text(node: HtmlNode<'_>) -> bool {
    let mut edges = Traversal::new(node);
    while let Some(edge) = edges.next_until(|| false) {
        let TreeEdge::Open(node) = edge else { continue };
        match node.value() {
            Node::Text(text) if !text.trim().is_empty() => return true,
            Node::Element(element)
                if role(element) == Role::Dropped || is_hidden(node, element) =>
            {
                edges.omit(node);
            }
            _ => {}
        }
    }
    false
}

/// Returns true if declarations hide an element: `color: red; Display : none`. With a star
/// or a line before its name, a declaration is for old browsers: `*display:none` hides the
/// buttons beside an article that others show below the pointer.
fn is_unstyled(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else {
            return false;
        };
        let name = name.trim().trim_start_matches(['*', '_']);
        let value = value.trim_start().as_bytes();
        let begins = |word: &str| {
            let start = value.get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        };
        (name.eq_ignore_ascii_case("display") && begins("none"))
            || (name.eq_ignore_ascii_case("visibility") && begins("hidden"))
    })
}

/// Returns true for the content of a tab or an accordion, which is shown on a click (ARIA
/// Authoring Practices, Tabs and Accordion).
pub(super) fn is_panel(element: Element<'_>) -> bool {
    has_role(element, &["tabpanel"])
        || (has_role(element, &["region"]) && attr(element, "aria-labelledby").is_some())
}

/// Detects line numbers, copy buttons and the visible form of a formula by a class.
///
/// Other elements have such classes too, so their content decides: `gutter` is also a
/// column of text, `clipboard` a chapter about it.
fn is_machinery(node: HtmlNode<'_>, class: &str) -> bool {
    match class {
        "MathJax_Preview" | "mw-editsection" | "viewcode-link" => true,
        "MathJax" | "MathJax_SVG" => has_tex_after(node),
        "katex-html" | "mwe-math-fallback-image-inline" | "mwe-math-fallback-image-display" => {
            has_formula_beside(node)
        }
        "lineno" | "linenos" | "linenodiv" | "line-numbers-rows" | "hljs-ln-numbers"
        | "blob-num" | "gutter" | "line-number" | "lineNumber" | "linenumber" | "ln-num"
        | "rouge-gutter" | "sourceLineNo" | "source-line-no" | "line-no" | "lnum" => {
            !texts(node).any(|text| text.contains(char::is_alphabetic))
        }
        // Short names that have other uses outside of code.
        "ln" | "lnt" => is_in_code(node) && texts(node).all(is_number),
        // The link of rustdoc to the code of an item.
        "srclink" | "src" => texts(node)
            .all(|text| text.trim().is_empty() || text.trim().eq_ignore_ascii_case("source")),
        "copybtn" | "copy-btn" | "copy-button" | "clipboard" => {
            texts(node).map(|text| text.trim().len()).sum::<usize>() <= LABEL_BYTES
        }
        _ => false,
    }
}

/// Returns true for the number of a line of code that is a link to itself:
/// `<a id=7 href="#7">7</a>`.
fn is_line_number(node: HtmlNode<'_>, element: Element<'_>, href: &str) -> bool {
    let Some(target) = href.strip_prefix('#').filter(|_| element.name() == "a") else {
        return false;
    };
    attr(element, "id") == Some(target) && is_in_code(node) && texts(node).all(is_number)
}

fn is_number(text: &str) -> bool {
    text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true if one of the next elements around a node is a `<pre>`.
fn is_in_code(node: HtmlNode<'_>) -> bool {
    let mut around = node.ancestors().take(CODE_WRAPPERS);
    around.any(|above| (above.as_element()).is_some_and(|above| above.name() == "pre"))
}

/// Returns true for buttons that copy code. `© Copyright` is not such a button.
fn is_copy_button(button: Element<'_>) -> bool {
    ["class", "title", "aria-label", "data-clipboard-text"]
        .iter()
        .filter_map(|name| attr(button, name))
        .map(str::to_ascii_lowercase)
        .any(|value| {
            value.replace("copyright", "").contains("copy")
                || value.contains("copied")
                || value.contains("clip")
        })
}

/// Returns true if an element next to this one is a `<math>` or directly contains one.
fn has_formula_beside(node: HtmlNode<'_>) -> bool {
    let is_math = |node: HtmlNode<'_>| (node.as_element()).is_some_and(|e| e.name() == "math");
    elements(node.prev_siblings())
        .chain(elements(node.next_siblings()))
        .any(|beside| is_math(beside) || elements(beside.children()).any(is_math))
}

/// Returns true if the TeX of the displayed formula follows.
fn has_tex_after(node: HtmlNode<'_>) -> bool {
    let is_tex = |node: HtmlNode<'_>| {
        (node.as_element()).is_some_and(|e| {
            e.name() == "script" && attr(e, "type").is_some_and(|kind| kind.starts_with("math/tex"))
        })
    };
    let follows = |node: HtmlNode<'_>| elements(node.next_siblings()).any(is_tex);
    // A display formula is inside of a `MathJax_Display`, which the TeX follows.
    follows(node) || node.parent().is_some_and(follows)
}

/// Returns the first element, if it is among the first three nodes.
fn elements<'t>(nodes: impl Iterator<Item = HtmlNode<'t>>) -> impl Iterator<Item = HtmlNode<'t>> {
    nodes.take(3).filter(|node| node.is_element()).take(1)
}

/// Returns the texts among the first nodes of an element.
fn texts(node: HtmlNode<'_>) -> impl Iterator<Item = &str> {
    let first = node.descendants().take(NODES);
    first.filter_map(|node| node.value().as_text())
}

#[cfg(test)]
mod tests {
    use crate::{Format, Limits};

    fn text(page: &str) -> String {
        let document = Format::Html.read(page.as_bytes(), &Limits::default());
        document.unwrap().text().to_owned()
    }

    #[test]
    fn numbers_of_lines_of_code_are_not_code() {
        for page in [
            "<pre><a id=1 href='#1'>1</a> run();\n<a id=2 href='#2'>2</a> stop();</pre>",
            "<pre><code><span class=ln>1</span> run();\n<span class=ln>2</span> stop();</code></pre>",
        ] {
            assert_eq!(text(page), "```\n run();\n stop();\n```\n", "{page}");
        }
    }

    #[test]
    fn a_button_for_copies_is_hidden_although_it_is_a_panel() {
        let page = "<p>Tea</p><div role=tabpanel class=copybtn>Copy</div>";
        assert_eq!(text(page), "Tea\n");
    }

    #[test]
    fn declarations_that_hide_are_found_however_they_are_written() {
        for style in [
            "display:none",
            "color: red; Display : NONE !important",
            "visibility:hidden",
            "*display:none",
        ] {
            assert!(super::is_unstyled(style), "{style}");
        }
        for style in [
            "display:block",
            "none",
            "color:none;visibility:visible",
            "displays:none",
        ] {
            assert!(!super::is_unstyled(style), "{style}");
        }
    }

    #[test]
    fn other_numbers_in_links_and_classes_are_text() {
        let page = "<p><a id=1 href='#1'>1</a> litre, <i class=ln>2</i> cups</p>\
             <pre><a id=f href='#f'>f</a>(<a href='#1'>1</a>, <a href=two.html>2</a>)</pre>";
        assert_eq!(text(page), "1 litre, *2* cups\n\n```\nf(1, 2)\n```\n");
    }
}

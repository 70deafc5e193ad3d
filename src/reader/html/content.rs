//! Separates the main content from navigation, headers and other boilerplate.

use super::HtmlContent;
use super::element::{attr, has_class, has_role, is_one_of};
use super::hidden::{is_hidden, shows_text};
use super::tree::{AttributeNames, Element, HtmlNode, Node, NodeId, Tree};
use crate::limits::Watch;
use html5ever::local_name;
use std::collections::HashSet;

/// The place of the content in the page.
#[derive(Debug)]
pub(super) enum MainContent {
    /// Everywhere.
    All,
    /// In these elements, ascending, none of which contains another. The page's only `<h1>`
    /// is one of them if it is in the header.
    Within(Vec<NodeId>),
    /// In the body, except in elements whose names are those of boilerplate. The header
    /// is kept if it has the page's only `<h1>`.
    Body { keeps_header: bool },
}

impl MainContent {
    /// Finds `<main>` or `role=main`, or else the only outermost article, or else the
    /// body. An element without visible text is skipped: scripts fill it later, or moved
    /// its content.
    pub(super) fn find(tree: &Tree, content: HtmlContent, watch: &Watch) -> Self {
        if content == HtmlContent::All {
            return Self::All;
        }
        let named = |name: &'static str| {
            let named = tree.named(name).take_while(|_| !watch.step());
            named.filter(|node| is_in_page(*node))
        };
        let with_role = tree.with_attribute_outside_of_rows(AttributeNames::of("role"), watch);
        let mains: HashSet<NodeId> = (named("main"))
            .chain(with_role.map(|(node, _)| node))
            .filter(|node| {
                is_main(*node)
                    && is_in_page(*node)
                    && !node.ancestors().any(is_main)
                    && shows_text(*node)
            })
            .map(HtmlNode::id)
            .collect();
        let titles: Vec<_> = named("h1").collect();
        // The title of a page is often above `<main>`. A title that is only a link is the
        // name of the site.
        let within = |mut ids: HashSet<NodeId>| {
            if let [title] = titles[..]
                && !is_all_link(title)
                && (is_in_header(title)
                    || (!is_aside(title) && names_page(title, tree.named("title").next())))
                && !title.ancestors().any(|above| ids.contains(&above.id()))
            {
                let lead = lead(title, &ids);
                ids.insert(title.id());
                ids.extend(lead);
            }
            let mut ids: Vec<NodeId> = ids.into_iter().collect();
            ids.sort_unstable();
            Self::Within(ids)
        };
        if !mains.is_empty() {
            return within(mains);
        }
        // Several articles are a list of teasers; none of them is the content.
        let articles: Vec<_> = named("article")
            .filter(|node| !node.ancestors().any(|above| is_named(above, "article")))
            .collect();
        if let [article] = articles[..]
            && shows_text(article)
        {
            return within(HashSet::from([article.id()]));
        }
        Self::Body {
            keeps_header: titles.into_iter().all(is_in_header),
        }
    }

    /// Returns true if the content begins with this element.
    pub(super) fn begins_at(&self, id: NodeId) -> bool {
        matches!(self, Self::Within(ids) if ids.binary_search(&id).is_ok())
    }

    /// Returns true if everything is content that is not marked as boilerplate.
    pub(super) fn is_everywhere(&self) -> bool {
        !matches!(self, Self::Within(_))
    }

    /// Returns true for navigation, search, banners and other boilerplate.
    pub(super) fn is_boilerplate(&self, node: HtmlNode<'_>, element: Element<'_>) -> bool {
        if matches!(self, Self::All) {
            return false;
        }
        let name = element.name();
        // One search of the attributes, because this is called for every element of a page.
        let roles = attr(element, "role");
        let has_role = |role: &[&str]| roles.is_some_and(|roles| is_one_of(roles, role));
        // These are never content, also inside of `<main>`.
        if matches!(name, "nav" | "search" | "dialog")
            || has_role(&["navigation", "search", "dialog", "alertdialog"])
            || is_banner(element)
        {
            return true;
        }
        // A header or an aside inside of `<main>` belongs to the content.
        let Self::Body { keeps_header } = self else {
            return false;
        };
        match name {
            "header" => !keeps_header && is_of_page(node) && !is_title_block(element),
            "footer" => is_of_page(node),
            "aside" => !is_note(element) && is_of_page(node),
            _ => {
                has_role(&["contentinfo", "complementary"])
                    || (has_role(&["banner"]) && !keeps_header)
            }
        }
    }
}

fn is_named(node: HtmlNode<'_>, name: &str) -> bool {
    node.as_element()
        .is_some_and(|element| element.name() == name)
}

/// Returns true if the page's `<title>` begins with the heading. The name of a site comes
/// last: "Repotting - The Plant Desk".
fn names_page(heading: HtmlNode<'_>, title: Option<HtmlNode<'_>>) -> bool {
    let words = |node: HtmlNode<'_>| -> String {
        let texts = node.descendants().filter_map(|node| node.value().as_text());
        let letters = texts
            .flat_map(|text| text.chars())
            .filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    title.is_none_or(|title| words(title).starts_with(&words(heading)))
}

/// Returns true for a node of navigation, of an aside or of a footer.
fn is_aside(node: HtmlNode<'_>) -> bool {
    node.ancestors().any(|above| {
        above.as_element().is_some_and(|above| {
            matches!(above.name(), "nav" | "aside" | "footer" | "dialog")
                || has_role(
                    above,
                    &["navigation", "complementary", "contentinfo", "dialog"],
                )
        })
    })
}

/// Returns the elements between the title and the content below it: the lead of an
/// article whose text is in `<article>`. In a header, it is the paragraphs below the
/// title; the rest is that of the site.
fn lead(title: HtmlNode<'_>, content: &HashSet<NodeId>) -> Vec<NodeId> {
    if is_in_header(title) {
        let below = title.next_siblings();
        let paragraphs = below.filter(|node| is_named(*node, "p") && !is_all_link(*node));
        return paragraphs.map(HtmlNode::id).collect();
    }
    let holds_content = |node: HtmlNode<'_>| {
        content.contains(&node.id()) || node.descendants().any(|node| content.contains(&node.id()))
    };
    // The title itself and the elements around it, from the inside out.
    let around = std::iter::once(title).chain(title.ancestors());
    let mut lead = Vec::new();
    for next in around.flat_map(HtmlNode::next_siblings) {
        if holds_content(next) {
            return lead;
        }
        lead.extend(next.is_element().then(|| next.id()));
    }
    // The content precedes the title: what follows is something else.
    Vec::new()
}

fn is_in_header(node: HtmlNode<'_>) -> bool {
    node.ancestors().any(|above| is_named(above, "header"))
}

/// Returns true if all text is in links, as in the name of a site that leads to its home
/// page.
fn is_all_link(title: HtmlNode<'_>) -> bool {
    let texts = title.descendants().filter(|node| {
        node.value()
            .as_text()
            .is_some_and(|text| !text.trim().is_empty())
    });
    let mut texts = texts.peekable();
    texts.peek().is_none() || {
        texts.all(|text| {
            let mut above = text.ancestors();
            above.any(|above| is_named(above, "a"))
        })
    }
}

fn is_main(node: HtmlNode<'_>) -> bool {
    let Node::Element(element) = node.value() else {
        return false;
    };
    (*element.local() == local_name!("main") || has_role(element, &["main"]))
        && !is_hidden(node, element)
}

/// Returns false for nodes in a template, and for those that were removed while the tree
/// was built.
fn is_in_page(node: HtmlNode<'_>) -> bool {
    let mut above = node.ancestors();
    above.all(|node| !matches!(node.value(), Node::Fragment))
        && node
            .ancestors()
            .last()
            .is_some_and(|root| matches!(root.value(), Node::Document))
}

/// Returns true if a header or footer is that of the page, not of an article or section
/// (HTML 4.3.8, 4.3.9).
fn is_of_page(node: HtmlNode<'_>) -> bool {
    !node.ancestors().any(|above| {
        above.as_element().is_some_and(|above| {
            matches!(above.name(), "article" | "section" | "main" | "blockquote")
        })
    })
}

/// Returns true for the title that pandoc and Quarto write above a document, whose
/// chapters have the same tag as its title.
fn is_title_block(element: Element<'_>) -> bool {
    attr(element, "id") == Some("title-block-header")
}

/// Returns true for notes in documentation, which are content although they are asides:
/// `<aside class="admonition warning">`.
fn is_note(element: Element<'_>) -> bool {
    let is_named = |class: &str| {
        let class = class.to_ascii_lowercase();
        [
            "note",
            "tip",
            "warning",
            "caution",
            "important",
            "admonition",
            "callout",
            "info",
            "danger",
            "hint",
        ]
        .iter()
        .any(|name| class.contains(name))
    };
    has_role(element, &["note"]) || has_class(element, is_named)
}

/// Returns true for cookie banners and dialogs. The name needs two words, because an
/// article about cookies may have the class `cookie-recipe`.
fn is_banner(element: Element<'_>) -> bool {
    if !matches!(
        element.name(),
        "div" | "section" | "aside" | "form" | "footer"
    ) {
        return false;
    }
    // Most elements: no names to split.
    if !element.has_attributes() {
        return false;
    }
    let names = [attr(element, "id"), attr(element, "class")];
    names
        .into_iter()
        .flatten()
        .flat_map(str::split_ascii_whitespace)
        .any(|name| {
            let name = name.to_ascii_lowercase();
            let is_cookie =
                name.contains("cookie") || name.contains("consent") || name.contains("gdpr");
            let is_shown_over = [
                "banner", "notice", "bar", "popup", "modal", "dialog", "overlay", "message",
                "consent", "prompt", "alert",
            ]
            .iter()
            .any(|what| name.contains(what));
            (is_cookie && is_shown_over) || name.starts_with("onetrust") || name == "cc-window"
        })
}

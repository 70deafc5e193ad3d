//! Reads the metadata of a page.

use super::element::attr;
use super::exports::is_title;
use super::links::Links;
use super::pieces::words;
use super::tree::{Node, Tree};
use crate::document::Metadata;
use crate::limits::Watch;

/// Reads title, language, address, description, author and date, and completes `links` by
/// the addresses that they are relative to.
pub(super) fn read(tree: &Tree, mut links: Links, watch: &Watch, metadata: &mut Metadata) -> Links {
    // Of a repeated key the first value counts.
    let mut found: Vec<(&str, String)> = Vec::new();
    for node in tree.root().descendants() {
        if watch.step() {
            break;
        }
        let Node::Element(element) = node.value() else {
            continue;
        };
        let value = |name| {
            attr(element, name)
                .map(str::trim)
                .filter(|value| !value.is_empty())
        };
        match element.name() {
            "html" => found.extend(
                value("lang")
                    .or(value("xml:lang"))
                    .map(|lang| ("lang", lang.to_owned())),
            ),
            // Later titles are those of pictures: `<svg><title>`.
            "body" => break,
            "title" => {
                let text: String = node
                    .descendants()
                    .filter_map(|node| node.value().as_text())
                    .collect();
                found.push(("title", words(&text, watch)));
            }
            "base" if links.base.is_none() => links.base = value("href").map(str::to_owned),
            "link" if value("rel") == Some("canonical") => {
                links.canonical = links.canonical.or(value("href").map(str::to_owned));
            }
            "meta" => {
                let key = match value("name").or(value("property")) {
                    Some("description") => "description",
                    Some("og:description") => "og:description",
                    Some("og:title") => "og:title",
                    Some("author") => "author",
                    Some(name) if is_date(name) => "date",
                    _ => continue,
                };
                found.extend(value("content").map(|content| (key, content.to_owned())));
            }
            _ => {}
        }
    }
    if !found.iter().any(|(name, _)| name.ends_with("title")) {
        found.extend(written_title(tree, watch).map(|title| ("title", title)));
    }
    if let Some(url) = &links.canonical {
        found.push(("url", url.clone()));
    }
    for (key, spare) in [
        ("title", "og:title"),
        ("lang", ""),
        ("url", ""),
        ("description", "og:description"),
        ("author", ""),
        ("date", ""),
    ] {
        let value = |key| {
            found
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value.as_str())
        };
        metadata.add(key, value(key).or(value(spare)).unwrap_or_default());
    }
    links
}

/// Returns true for the names under which pages give their date.
fn is_date(name: &str) -> bool {
    const NAMES: [&str; 6] = [
        "article:published_time", // Open Graph
        "citation_publication_date",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Returns the title that a word processor wrote as a paragraph.
fn written_title(tree: &Tree, watch: &Watch) -> Option<String> {
    let mut paragraphs = tree.named("p").take_while(|_| !watch.step());
    let title = paragraphs.find(|node| node.as_element().is_some_and(is_title))?;
    let words: Vec<&str> = title
        .descendants()
        .filter_map(|node| node.value().as_text())
        .flat_map(|text| text.split_whitespace())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

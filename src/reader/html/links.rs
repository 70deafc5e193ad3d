//! Resolves the destinations of links and images against the page's base and address.

use super::HtmlLinks;
use super::element::attr;
use super::tree::Element;
use super::writer::{InlineMark, destination};
use std::cell::Cell;

/// The bytes of destinations that may be written for each byte of the page. A destination
/// is repeated in each block of its link, and with the base before it:
/// `<a href="64 kB"><p>a <p>b` and so on would be a gigabyte.
const WRITTEN_PER_BYTE: usize = 6;
/// The bytes of destinations that a page of any size may have.
const FREE_BYTES: usize = 32 * 1024;

/// The bytes of a link without its words and destination: `[](` and `)`.
const BRACKETS: usize = 4;

/// The addresses that links of the page are relative to.
#[derive(Debug)]
pub(super) struct Links {
    /// The number of bytes of destinations that may still be written. At 0, links are
    /// text.
    room: Cell<usize>,
    /// `<base href>`.
    pub(super) base: Option<String>,
    /// The page's own address.
    pub(super) canonical: Option<String>,
    /// The parts of links that the text shows.
    shows: HtmlLinks,
}

impl Links {
    /// Starts a page of `bytes` bytes.
    pub(super) fn new(bytes: usize, shows: HtmlLinks) -> Self {
        let room = bytes
            .saturating_mul(WRITTEN_PER_BYTE)
            .saturating_add(FREE_BYTES);
        Self {
            room: Cell::new(room),
            base: None,
            canonical: None,
            shows,
        }
    }

    /// Returns the parts of links that the text shows.
    pub(super) fn shows(&self) -> HtmlLinks {
        self.shows
    }

    /// Counts a destination that was written.
    pub(super) fn spend(&self, href: &str) {
        let left = self.room.get().saturating_sub(href.len() + BRACKETS);
        self.room.set(left);
    }

    /// Returns true if so much was written that later links are only text.
    pub(super) fn is_spent(&self) -> bool {
        self.room.get() == 0
    }

    /// Returns the mark of a link, if it leads anywhere.
    pub(super) fn of(&self, element: Element<'_>) -> Option<InlineMark> {
        let href = attr(element, "href")?.trim();
        let runs = href
            .get(..11)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        // Such links run scripts or scroll to the top; their words are text.
        if href.is_empty() || href == "#" || runs || self.is_spent() {
            return None;
        }
        let href = self.resolve(href);
        self.spend(&href);
        let shows = self.shows;
        Some(InlineMark::Link { href, shows })
    }

    /// Returns an image as Markdown; `None` without an alternative text.
    pub(super) fn image(&self, element: Element<'_>) -> Option<String> {
        let alt: Vec<&str> = attr(element, "alt")?.split_whitespace().collect();
        // Brackets would end the alternative text in Markdown.
        let alt = alt.join(" ").replace(['[', ']'], "");
        let source = attr(element, "src")
            .map(str::trim)
            // A `data:` address is the image itself, often hundreds of kilobytes.
            .filter(|source| !source.starts_with("data:"))
            .unwrap_or_default();
        if alt.is_empty() {
            return None;
        }
        if self.shows == HtmlLinks::Words {
            return Some(format!("![{alt}]"));
        }
        let source = if self.is_spent() {
            String::new()
        } else {
            self.resolve(source)
        };
        self.spend(&source);
        Some(format!("![{alt}{}", destination(&source)))
    }

    /// Resolves `href` against the base. A link into the page itself is `#name`, also if
    /// it is written with the page's full address.
    fn resolve(&self, href: &str) -> String {
        if href.starts_with('#') {
            return href.to_owned();
        }
        let own = self
            .canonical
            .as_deref()
            .and_then(|own| href.strip_prefix(own))
            .filter(|rest| rest.starts_with('#'));
        match (own, &self.base) {
            (Some(fragment), _) => fragment.to_owned(),
            (None, Some(base)) => join(base, href),
            (None, None) => href.to_owned(),
        }
    }
}

/// Resolves a reference (RFC 3986 5.2).
fn join(base: &str, href: &str) -> String {
    if href.is_empty() || has_scheme(href) {
        return href.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = match base.split_once("://") {
        Some((scheme, rest)) if has_scheme(base) => (format!("{scheme}:"), rest),
        _ => (String::new(), base),
    };
    let (host, path) = if scheme.is_empty() {
        ("", rest)
    } else {
        rest.find('/')
            .map_or((rest, "/"), |slash| rest.split_at(slash))
    };
    let origin = if scheme.is_empty() {
        String::new()
    } else {
        format!("{scheme}//{host}")
    };
    if href.starts_with("//") {
        return format!("{scheme}{href}");
    }
    if href.starts_with('/') {
        return format!("{origin}{href}");
    }
    if href.starts_with('?') {
        return format!("{origin}{path}{href}");
    }
    let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    // Dots in a query are not folders: `?path=../tea`.
    let (href, tail) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let mut parts: Vec<&str> = Vec::new();
    let all = format!("{folder}{href}");
    for part in all.split('/') {
        match part {
            "." => {}
            // The empty part before the first slash stays: `/../tea` is `/tea`.
            ".." if parts.len() > 1 || parts.first().is_some_and(|first| !first.is_empty()) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{origin}{}{tail}", parts.join("/"))
}

fn has_scheme(url: &str) -> bool {
    let scheme = url
        .split(['/', '?', '#'])
        .next()
        .and_then(|first| first.split_once(':'))
        .map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_resolved_against_the_base() {
        let base = "https://example.org/guide/tea.html";
        assert_eq!(
            join(base, "green.html#water"),
            "https://example.org/guide/green.html#water"
        );
        assert_eq!(join(base, "../cups"), "https://example.org/cups");
        assert_eq!(join(base, "/a"), "https://example.org/a");
        assert_eq!(join(base, "mailto:a@example.org"), "mailto:a@example.org");
        assert_eq!(join("docs/", "a.html"), "docs/a.html");
    }
}

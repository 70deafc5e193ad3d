//! Where links lead: bases, pages that name themselves, images.

use super::element::attr;
use super::writer::destination;
use scraper::node::Element;

/// What links of the page are relative to.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// `<base href>`.
    pub(super) base: Option<String>,
    /// The page's own address.
    pub(super) canonical: Option<String>,
}

impl Links {
    /// The destination of a link, if it leads anywhere.
    pub(super) fn of(&self, element: &Element) -> Option<String> {
        let href = attr(element, "href")?.trim();
        let runs = href
            .get(..11)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        (!href.is_empty() && href != "#" && !runs).then(|| self.resolve(href))
    }

    /// An image as Markdown; none if it has no words.
    pub(super) fn image(&self, element: &Element) -> Option<String> {
        let alt: Vec<&str> = attr(element, "alt")?.split_whitespace().collect();
        let alt = alt.join(" ").replace(['[', ']'], "");
        let source = attr(element, "src")
            .map(str::trim)
            .filter(|source| !source.starts_with("data:"))
            .unwrap_or_default();
        (!alt.is_empty()).then(|| format!("![{alt}{}", destination(&self.resolve(source))))
    }

    /// `href` against the base. A link into the page itself stays `#name`, also where it is written in full.
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
    let (href, tail) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let mut parts: Vec<&str> = Vec::new();
    let all = format!("{folder}{href}");
    for part in all.split('/') {
        match part {
            "." => {}
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

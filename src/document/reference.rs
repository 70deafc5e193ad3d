//! Links between sections, within a document and across a folder of them.

use super::anchor::{AnchorMap, find};
use super::{Anchors, Document, Section, SectionId, Span};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A link that the document's text makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The place of the link in the document's text.
    pub span: Span,
    /// The words that are linked.
    pub text: String,
    /// The destination as it is written: a URL, a path, `#anchor`.
    pub href: String,
    /// The section that it leads to, if it was found.
    pub target: Option<Target>,
}

/// The section that a [`Reference`] leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Target {
    /// The other document's name; `None` for the same document.
    pub document: Option<String>,
    /// The section's number path, such as `"2.1.3"`.
    pub section: String,
}

impl fmt::Display for Target {
    /// `2.1.3` in the same document, `other.md#2.1.3` in another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.document {
            Some(document) => write!(f, "{document}#{}", self.section),
            None => f.write_str(&self.section),
        }
    }
}

impl Reference {
    /// Returns a link in `span` whose target is not resolved yet.
    #[must_use]
    pub fn new(span: Span, text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
            href: href.into(),
            target: None,
        }
    }
}

/// Resolves the links of a document to itself: `#anchor`.
pub(super) fn resolve_own(
    references: &mut [Reference],
    anchors: &AnchorMap,
    path: impl Fn(SectionId) -> String,
) {
    for reference in references {
        let Some(fragment) = reference.href.strip_prefix('#') else {
            continue;
        };
        let section = match percent_decode(fragment).as_str() {
            "" => Some(SectionId::ROOT),
            fragment => find(&anchors.sections, fragment).copied(),
        };
        reference.target = section.map(|section| Target {
            document: None,
            section: path(section),
        });
    }
}

impl Document {
    /// The document's anchors, to resolve other documents' links against.
    #[must_use]
    pub fn anchors(&self) -> Anchors {
        let path = |id| self.section(id).map(Section::path).unwrap_or_default();
        Anchors {
            sections: (self.anchor_map().sections.iter())
                .map(|(name, id)| (name.clone(), path(*id)))
                .collect(),
        }
    }

    /// Resolves links to other documents, such as `../api/limits.md#quota`.
    ///
    /// Paths are taken relative to this document's [`name`](Self::name), with `/` between
    /// folders; `anchors_of` returns the anchors of the document with a name, or `None`
    /// where there is none. A link whose document is there but whose anchor is not stays
    /// unresolved.
    pub fn resolve_references(&mut self, mut anchors_of: impl FnMut(&str) -> Option<Arc<Anchors>>) {
        let name = self.name().to_owned();
        for reference in self.references_mut() {
            if reference.target.is_some() {
                continue;
            }
            let (path, fragment) = match reference.href.split_once('#') {
                Some((path, fragment)) => (path, fragment),
                None => (reference.href.as_str(), ""),
            };
            let Some(other) = relative(&name, path) else {
                continue;
            };
            let Some(anchors) = anchors_of(&other) else {
                continue;
            };
            let Some(section) = anchors.section(&percent_decode(fragment)) else {
                continue;
            };
            reference.target = Some(Target {
                document: (other != name).then_some(other),
                section: section.to_owned(),
            });
        }
    }
}

/// The name that `path` has when it is followed from document `from`; `None` for URLs and
/// for paths out of the folder.
fn relative(from: &str, path: &str) -> Option<String> {
    let path = path.split('?').next().unwrap_or_default();
    let is_url = path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    if path.is_empty() || is_url || path.starts_with("//") {
        return None;
    }
    let path = percent_decode(path);
    let mut folders: Vec<&str> = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

/// Decodes `%20` and other escapes (RFC 3986 2.1); an invalid escape stays as it is.
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| (*bytes.get(at)? as char).to_digit(16);
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_from_the_document_that_links() {
        assert_eq!(
            relative("guide/a.md", "b.md").as_deref(),
            Some("guide/b.md")
        );
        assert_eq!(
            relative("guide/a.md", "../api/b%20c.md").as_deref(),
            Some("api/b c.md")
        );
        assert_eq!(relative("a.md", "./x/../b.md").as_deref(), Some("b.md"));
        assert_eq!(relative("a.md", "../outside.md"), None);
        assert_eq!(relative("a.md", "https://example.org/b.md"), None);
        assert_eq!(relative("a.md", "mailto:someone@example.org"), None);
    }

    #[test]
    fn escapes_are_decoded_and_broken_ones_kept() {
        assert_eq!(percent_decode("a%20b%C3%A4"), "a bä");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%zz%FF"), "%zz%FF");
    }
}

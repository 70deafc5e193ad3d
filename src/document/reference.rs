//! Links between sections, within a document and across a folder of them.

mod folder;
mod index;
mod kind;
mod path;
mod resolve;

pub use folder::Folder;
pub use kind::ReferenceKind;

use super::anchor::{AnchorMap, find};
use super::{SectionId, Span};
use path::percent_decode;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A link that the document's text makes, or words that refer to another place of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The kind: a link, or what the words refer to.
    #[serde(default, skip_serializing_if = "ReferenceKind::is_link")]
    pub kind: ReferenceKind,
    /// The place of the link in the document's text.
    pub span: Span,
    /// The words that are linked.
    pub text: String,
    /// The destination as it is written: a URL, a path, `#anchor`. Empty if the words
    /// themselves refer to the target ("Section 3.2").
    pub href: String,
    /// The section that it leads to, if it was found.
    pub target: Option<Target>,
}

/// The section that a [`Reference`] leads to, and the block in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Target {
    /// The other document's name; `None` for the same document.
    pub document: Option<String>,
    /// The section's number path, such as `"2.1.3"`.
    pub section: String,
    /// The place in the target document's text of the block that is meant, if it is a
    /// block: the caption of a table or figure, a footnote, the definition of a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Span>,
}

impl Target {
    /// Returns the section with a number path in the same document.
    pub(crate) fn section(section: String) -> Self {
        Self {
            document: None,
            section,
            block: None,
        }
    }
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
            kind: ReferenceKind::Link,
            span,
            text: text.into(),
            href: href.into(),
            target: None,
        }
    }
}

/// Adds the references of `found`, in order of their spans, that overlap none of `links`.
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
pub(super) fn merge(links: &mut Vec<Reference>, found: Vec<Reference>) {
    if found.is_empty() {
        return;
    }
    let mut free = Vec::with_capacity(found.len());
    let (mut next, mut linked) = (0, 0);
    for reference in found {
        while let Some(link) = links
            .get(next)
            .filter(|link| link.span.start < reference.span.end)
        {
            linked = linked.max(link.span.end);
            next += 1;
        }
        if linked <= reference.span.start {
            free.push(reference);
        }
    }
    links.append(&mut free);
    links.sort_by_key(|reference| reference.span.start);
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
            fragment => find(|name| anchors.get(name), fragment),
        };
        reference.target = section.map(|section| Target::section(path(section)));
    }
}

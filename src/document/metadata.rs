//! Metadata of a document.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names of a key in formats, and in the front matter of generators of sites: Hugo,
/// Jekyll, Docusaurus, Quarto, pandoc, Dublin Core.
const OTHER_NAMES: [(&str, &[&str]); 4] = [
    (
        "author",
        &[
            "author.name",
            "authors",
            "authors.name",
            "creator",
            "dc.creator",
        ],
    ),
    (
        "date",
        &[
            "published",
            "created",
            "pubDate",
            "publishDate",
            "date.created",
            "dc.date",
            "modified",
            "lastmod",
            "last_update.date",
        ],
    ),
    ("language", &["lang", "locale", "dc.language"]),
    (
        "url",
        &["canonical", "canonical_url", "canonicalURL", "permalink"],
    ),
];

/// Key-value pairs about a document: front matter, `<meta>`, the PDF information
/// dictionary.
///
/// Nested keys are joined by dots and lists by commas: `author: {name: Ada}` is
/// `author.name`, `tags: [a, b]` is `"a, b"`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metadata {
    entries: BTreeMap<String, String>,
}

impl Metadata {
    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// Returns true if there is not a pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The pairs with these keys, for [`Chunk::metadata`](crate::Chunk::metadata). The
    /// keys `author`, `date`, `language` and `url` are found whatever a format or a
    /// generator of sites calls them: `lang`, `published`, `author.name`, `canonical`.
    ///
    /// ```
    /// use sectile::{Chunker, Format, Limits, StructuralChunker};
    ///
    /// let source = b"---\nlang: en\nauthor: Ada\nlayout: wide\n---\n# Tea\n\nBoil water.\n";
    /// let document = Format::Markdown.read(source, &Limits::default())?;
    /// let chosen = document.metadata().select(["author", "language", "date"]);
    /// let mut chunks = StructuralChunker::default().chunk(&document);
    /// for chunk in &mut chunks {
    ///     chunk.metadata = chosen.clone();
    /// }
    /// let pairs: Vec<_> = chunks[0].metadata.iter().collect();
    /// assert_eq!(pairs, [("author", "Ada"), ("language", "en")]);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn select<K: AsRef<str>>(&self, keys: impl IntoIterator<Item = K>) -> Self {
        let mut selected = Self::default();
        for key in keys {
            let key = key.as_ref();
            if let Some(value) = self.known_as(key) {
                selected.entries.insert(key.to_owned(), value.to_owned());
            }
        }
        selected
    }

    /// The value of `key`, or of the first other name of it that has one.
    fn known_as(&self, key: &str) -> Option<&str> {
        let others = OTHER_NAMES.iter().filter(|(name, _)| *name == key);
        let mut names = std::iter::once(&key).chain(others.flat_map(|(_, names)| *names));
        names.find_map(|name| self.get(name))
    }

    /// Sets `key`; a second value is added to the first after a comma. Blank values are
    /// left out.
    pub fn add(&mut self, key: impl Into<String>, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let entry = self.entries.entry(key.into()).or_default();
        if !entry.is_empty() {
            entry.push_str(", ");
        }
        entry.push_str(value);
    }

    /// Sets `key` to this value alone.
    #[cfg(feature = "markdown")]
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.entries.insert(key.to_owned(), value.to_owned());
    }

    /// All pairs in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

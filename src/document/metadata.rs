//! Metadata of a document.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

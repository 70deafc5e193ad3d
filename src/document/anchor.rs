//! Names that links can point at.

use super::SectionId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Makes anchors from headings as GitHub does, each only once.
///
/// A heading is lower-cased, everything but letters, digits, marks, `_` and `-` is
/// dropped and a space becomes `-`; the second `limits` is `limits-1` (the rule of
/// github-slugger, which GitHub's pages follow).
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    /// The number of repetitions of each slug. Looked up only, never iterated.
    seen: HashMap<String, u32>,
}

impl Slugs {
    pub(crate) fn unique(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        if !self.seen.contains_key(&slug) {
            self.seen.insert(slug.clone(), 0);
            return slug;
        }
        let mut next = self.seen[&slug];
        let numbered = loop {
            next += 1;
            let numbered = format!("{slug}-{next}");
            if !self.seen.contains_key(&numbered) {
                break numbered;
            }
        };
        self.seen.insert(slug, next);
        self.seen.insert(numbered.clone(), 0);
        numbered
    }

    /// Takes a name that the document gives itself, so that no heading's slug repeats it.
    pub(crate) fn take(&mut self, name: &str) {
        self.seen.entry(name.to_owned()).or_insert(0);
    }
}

fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for c in heading.trim().chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Combining marks that Rust does not count as alphanumeric: they belong to the letter
/// before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{e38}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{3099}' | '\u{309a}')
}

/// The anchors of one document, detached from it, to resolve the links of other
/// documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Anchors {
    pub(super) sections: BTreeMap<String, String>,
}

impl Anchors {
    /// Returns the number path of the section that `fragment` (the part after `#`) refers
    /// to, `"0"` for an empty one.
    #[must_use]
    pub fn section(&self, fragment: &str) -> Option<&str> {
        if fragment.is_empty() {
            return Some(SectionId::ROOT_PATH);
        }
        find(&self.sections, fragment).map(String::as_str)
    }
}

/// Looks `fragment` up as it is written, then as GitHub would have written it.
pub(super) fn find<'m, T>(anchors: &'m BTreeMap<String, T>, fragment: &str) -> Option<&'m T> {
    (anchors.get(fragment)).or_else(|| anchors.get(&fragment.to_lowercase()))
}

/// The anchors of a document and their sections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct AnchorMap {
    pub(super) sections: BTreeMap<String, SectionId>,
}

impl AnchorMap {
    /// The first section to claim a name keeps it, as in a browser.
    pub(super) fn add(&mut self, name: &str, section: SectionId) {
        if !name.is_empty() {
            self.sections.entry(name.to_owned()).or_insert(section);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_follow_githubs_rule() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.unique("What's new in 1.2?"), "whats-new-in-12");
        assert_eq!(slugs.unique("Limits"), "limits");
        assert_eq!(slugs.unique("Limits"), "limits-1");
        assert_eq!(slugs.unique("Limits 1"), "limits-1-1");
        assert_eq!(slugs.unique("a  b — c_d"), "a--b--c_d");
        assert_eq!(slugs.unique("お茶の入れ方"), "お茶の入れ方");
    }
}

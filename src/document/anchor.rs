//! Names that links can point at.

mod map;
mod names;

pub(crate) use map::AnchorMap;

use super::{Block, BlockKind, Document, Section, SectionId};
use names::Names;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::HashMap;

/// Makes anchors from headings as GitHub does, each only once.
///
/// A heading is lower-cased, everything but letters, digits, marks, `_` and `-` is
/// dropped and a space becomes `-`; the second `limits` is `limits-1` (the rule of
/// github-slugger, which GitHub's pages follow).
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    /// The last number of each slug. Names with a number of their slug, up to that one, are
    /// taken without being in it: a document may repeat a heading a hundred thousand times.
    /// Looked up only, never iterated.
    seen: HashMap<String, Cell<u32>>,
    /// True if a name in `seen` ends with a number.
    has_numbers: bool,
}

impl Slugs {
    #[cfg(feature = "markdown")]
    pub(crate) fn reserve(&mut self, headings: usize) {
        self.seen.reserve(headings);
    }

    pub(crate) fn unique(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        if !self.seen.contains_key(&slug) {
            let is_taken = self.is_numbered(&slug);
            self.add(&slug);
            if !is_taken {
                return slug;
            }
        }
        let last = &self.seen[&slug];
        loop {
            last.set(last.get() + 1);
            let numbered = [&slug, "-", &last.get().to_string()].concat();
            if !self.has_numbers || !self.seen.contains_key(&numbered) {
                return numbered;
            }
        }
    }

    /// Takes a name that the document gives itself, so that no heading's slug repeats it.
    pub(crate) fn take(&mut self, name: &str) {
        if !self.seen.contains_key(name) {
            self.add(name);
        }
    }

    fn add(&mut self, name: &str) {
        self.has_numbers |= name.ends_with(|c: char| c.is_ascii_digit());
        self.seen.insert(name.to_owned(), Cell::default());
    }

    /// Returns true if a name is a slug with one of the numbers that it has given.
    fn is_numbered(&self, name: &str) -> bool {
        let Some((slug, number)) = name.rsplit_once('-') else {
            return false;
        };
        let is_written = number.starts_with(|c: char| matches!(c, '1'..='9')); // not 01, +1
        let number = number.parse::<u32>().ok().filter(|_| is_written);
        let last = self.seen.get(slug).map(Cell::get);
        last.zip(number)
            .is_some_and(|(last, number)| number <= last)
    }
}

/// Returns true if a name is made from a heading: its slug, or that with a number.
fn is_slug(name: &str, slug: &str) -> bool {
    let rest = name.strip_prefix(slug);
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-').unwrap_or(rest);
        number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The bytes of a heading of which a slug is made. A page may be one heading of 64 MB, whose
/// slug would take .1 s and be stored three times.
const MAX_SLUGGED_BYTES: usize = 1 << 16;

fn slug(heading: &str) -> String {
    let heading = heading.trim();
    let heading = &heading[..heading.floor_char_boundary(MAX_SLUGGED_BYTES)];
    if heading.is_ascii() {
        let mut slug = Vec::with_capacity(heading.len());
        slug.extend(heading.bytes().filter_map(slug_byte));
        return String::from_utf8(slug).expect("the bytes are ASCII");
    }
    let mut slug = String::with_capacity(heading.len());
    for c in heading.chars() {
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

/// Returns the byte of a slug for one of a heading that is ASCII.
fn slug_byte(byte: u8) -> Option<u8> {
    match byte {
        b' ' => Some(b'-'),
        b'-' | b'_' | b'a'..=b'z' | b'0'..=b'9' => Some(byte),
        b'A'..=b'Z' => Some(byte.to_ascii_lowercase()),
        _ => None,
    }
}

/// Combining marks that Rust does not count as alphanumeric: they belong to the letter
/// before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{e38}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{3099}' | '\u{309a}')
}

/// The anchors of one document, detached from it, to resolve the links of other
/// documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchors {
    sections: Names,
    /// The sections by the slugs of their headings, where the document names them itself.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    headings: Names,
    /// The places in `sections` of the names that the document gives itself, which other
    /// documents refer to by name alone: `(tea)=`.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    labels: Box<[u32]>,
    /// The label of the whole document: `uid: tea`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uid: Option<Box<str>>,
    /// The first section with text of its own; empty if it is the root.
    #[serde(default, skip_serializing_if = "<str>::is_empty")]
    first_text: Box<str>,
}

impl Document {
    /// The document's anchors, to resolve other documents' links against.
    #[must_use]
    pub fn anchors(&self) -> Anchors {
        let path = |id| self.section(id).map(Section::path).unwrap_or_default();
        let mut labels = Vec::new();
        let mut headings = Vec::new();
        for (name, id) in self.anchor_map().iter() {
            let section = self.section(id);
            let slug = section.map(|section| slug(section.heading()));
            if slug.as_ref().is_none_or(|slug| !is_slug(name, slug)) {
                labels.push(name);
                headings.extend(slug.map(|slug| (slug, path(id))));
            }
        }
        let sections = self.anchor_map().iter();
        let sections: Names = sections.map(|(name, id)| (name, path(id))).collect();
        let labels = labels.into_iter().filter_map(|name| sections.place(name));
        let is_text =
            |block: &Block<'_>| block.kind().is_content() && block.kind() != BlockKind::Heading;
        let first = self.blocks().find(is_text).map(Block::section);
        let first = first.filter(|section| section.id() != SectionId::ROOT);
        Anchors {
            labels: labels.collect(),
            sections,
            headings: headings.into_iter().collect(),
            uid: self.metadata().get("uid").map(Box::from),
            first_text: first.map(Section::path).unwrap_or_default().into(),
        }
    }

    /// Adds names that links to this document can use, unless they are taken.
    #[cfg(feature = "markdown")]
    pub(crate) fn add_anchors(&mut self, names: impl IntoIterator<Item = (String, SectionId)>) {
        self.0.anchors.extend(names);
    }
}

impl Anchors {
    /// Returns the number path of the section that `fragment` (the part after `#`) refers
    /// to, `"0"` for an empty one.
    #[must_use]
    pub fn section(&self, fragment: &str) -> Option<&str> {
        if fragment.is_empty() {
            return Some(SectionId::ROOT_PATH);
        }
        find(|name| self.sections.get(name), fragment)
    }

    /// Returns the number path of the section with a heading, by its text: "Green Tea".
    pub(crate) fn heading(&self, text: &str) -> Option<&str> {
        let slug = slug(text);
        (self.sections.get(text))
            .or_else(|| self.sections.get(&slug))
            .or_else(|| self.headings.get(&slug))
    }

    /// Returns the number path of the first section with text of its own.
    pub(super) fn first_text(&self) -> &str {
        if self.first_text.is_empty() {
            SectionId::ROOT_PATH
        } else {
            &self.first_text
        }
    }

    /// Returns the names that the document gives itself, with their sections.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let uid = self.uid.as_deref();
        let own = self
            .labels
            .iter()
            .filter_map(|place| self.sections.at(*place));
        (uid.map(|uid| (uid, SectionId::ROOT_PATH)).into_iter()).chain(own)
    }

    /// Returns the bytes of memory that they take, to bound how many are kept.
    #[must_use]
    pub fn memory(&self) -> usize {
        let uid = self.uid.as_ref().map_or(0, |uid| uid.len());
        let labels = size_of_val(&*self.labels);
        let own = size_of::<Self>() + uid + labels + self.first_text.len();
        own + self.sections.memory() + self.headings.memory()
    }
}

/// Looks `fragment` up as it is written, then as GitHub would have written it.
pub(super) fn find<T>(get: impl Fn(&str) -> Option<T>, fragment: &str) -> Option<T> {
    get(fragment).or_else(|| get(&fragment.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn the_slug_of_a_long_heading_is_that_of_its_beginning() {
        let heading = "a".repeat(MAX_SLUGGED_BYTES + 1);
        assert_eq!(slug(&heading), heading[1..]);
    }

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

    /// The rule of github-slugger as it is written there: all names are kept.
    #[derive(Default)]
    struct AllNames {
        names: HashSet<String>,
        last: HashMap<String, u32>,
    }

    impl AllNames {
        fn unique(&mut self, heading: &str) -> String {
            let slug = slug(heading);
            let mut name = slug.clone();
            while self.names.contains(&name) {
                let last = self.last.entry(slug.clone()).or_default();
                *last += 1;
                name = format!("{slug}-{last}");
            }
            self.names.insert(name.clone());
            name
        }
    }

    proptest! {
        #[test]
        fn names_that_are_not_kept_are_not_given_twice(
            headings in proptest::collection::vec(("(a|b)?(-(0|01|1|2|10|x)){0,3}", any::<bool>()), 0..40)
        ) {
            let (mut slugs, mut all) = (Slugs::default(), AllNames::default());
            for (heading, is_taken) in headings {
                if is_taken {
                    slugs.take(&heading);
                    all.names.insert(heading);
                } else {
                    prop_assert_eq!(slugs.unique(&heading), all.unique(&heading));
                }
            }
        }
    }
}

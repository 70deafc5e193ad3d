//! Sections: a heading and everything under it.

use super::{Document, HeadingEvidence, Span};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};

/// Names a section of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectionId(u32);

impl SectionId {
    /// The document itself.
    pub(crate) const ROOT: Self = Self(0);
    /// The number path of the document itself.
    pub(crate) const ROOT_PATH: &'static str = "0";

    pub(crate) fn new(at: usize) -> Self {
        Self(super::offset(at))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node of the pre-order arena.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SectionData {
    pub(super) parent: SectionId,
    pub(super) level: u8,
    /// The number of its ancestors.
    pub(super) depth: u8,
    /// Its place among its siblings, the first being 1.
    pub(super) position: u32,
    /// The section after the last one under it.
    pub(super) subtree_end: u32,
    /// Its heading; the root has none, and its first block is 0.
    pub(super) first_block: u32,
    /// The block after the last one under it.
    pub(super) blocks_end: u32,
    pub(super) heading: String,
    /// The heading with its code in ticks, where that is not the same.
    pub(super) marked: Option<Box<str>>,
    pub(super) anchor: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) evidence: Option<HeadingEvidence>,
}

/// A section of a document: a light copy that can be passed around.
#[derive(Clone, Copy)]
pub struct Section<'d> {
    document: &'d Document,
    id: SectionId,
}

impl<'d> Section<'d> {
    pub(super) fn new(document: &'d Document, id: SectionId) -> Self {
        Self { document, id }
    }

    fn data(self) -> &'d SectionData {
        &self.document.0.sections[self.id.index()]
    }

    /// Its name within the document.
    #[must_use]
    pub fn id(self) -> SectionId {
        self.id
    }

    /// The document it is part of.
    #[must_use]
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// The heading's plain text, without markup; empty for the root.
    #[must_use]
    pub fn heading(self) -> &'d str {
        &self.data().heading
    }

    /// Returns the heading's text as breadcrumbs show it: with its code in ticks
    /// (`` `impl`s of the trait ``).
    #[must_use]
    pub fn marked_heading(self) -> &'d str {
        self.data()
            .marked
            .as_deref()
            .unwrap_or(&self.data().heading)
    }

    /// The evidence that its heading is one; `None` where the format marks headings up,
    /// and for the root.
    #[must_use]
    pub fn evidence(self) -> Option<HeadingEvidence> {
        self.data().evidence
    }

    /// The level that the source gives the heading, 1 to 6 in Markdown; 0 for the root.
    #[must_use]
    pub fn level(self) -> u8 {
        self.data().level
    }

    /// Returns the number of sections around it, the root included: 1 for a top section,
    /// whatever its level; 0 for the root.
    #[must_use]
    pub fn depth(self) -> usize {
        self.data().depth.into()
    }

    /// The name that links point at: the document's own (`{#id}`), else GitHub's slug;
    /// empty for the root.
    #[must_use]
    pub fn anchor(self) -> &'d str {
        &self.data().anchor
    }

    /// The number that the heading's text begins with: `3.2` of `3.2 Late payment`, `A.1`
    /// of `A.1 Tables`.
    #[must_use]
    pub fn number(self) -> Option<&'d str> {
        printed_number(self.heading())
    }

    /// Its place in the tree as numbers from the root: `2.1.3` is the third section in
    /// the first of the second; `0` is the root. [`Document::section_at`] finds it again.
    #[must_use]
    pub fn path(self) -> String {
        if self.id == SectionId::ROOT {
            return SectionId::ROOT_PATH.to_owned();
        }
        let mut positions = vec![self.data().position];
        let outer = self
            .ancestors()
            .filter(|section| section.id != SectionId::ROOT);
        positions.extend(outer.map(|section| section.data().position));
        let mut path = String::new();
        for position in positions.into_iter().rev() {
            if !path.is_empty() {
                path.push('.');
            }
            match u8::try_from(position) {
                // Most numbers, without the formatting of any number: every link and every
                // chunk has a path.
                Ok(digit @ 0..=9) => path.push(char::from(b'0' + digit)),
                // Writing to a string cannot fail.
                _ => write!(path, "{position}").unwrap_or_default(),
            }
        }
        path
    }

    /// Returns the section around it; `None` for the root.
    #[must_use]
    pub fn parent(self) -> Option<Section<'d>> {
        (self.id != SectionId::ROOT).then(|| Self::new(self.document, self.data().parent))
    }

    /// Returns the sections around it, from its parent to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Section<'d>> {
        std::iter::successors(self.parent(), |section| section.parent())
    }

    /// All sections under it at any depth, in reading order.
    #[must_use]
    pub fn descendants(self) -> impl ExactSizeIterator<Item = Section<'d>> {
        let end = self.data().subtree_end as usize;
        (self.id.index() + 1..end).map(move |at| Self::new(self.document, SectionId::new(at)))
    }

    /// The sections directly under it.
    pub fn children(self) -> impl Iterator<Item = Section<'d>> {
        let end = self.data().subtree_end;
        let next = move |at: u32| (at < end).then(|| Self::new(self.document, SectionId(at)));
        std::iter::successors(next(self.id.0 + 1), move |child| {
            next(child.data().subtree_end)
        })
    }

    /// Its text with that of its subsections and its heading, and with
    /// [omitted](crate::Document::omitted) text.
    #[must_use]
    pub fn text(self) -> &'d str {
        &self.document.text()[self.span().range()]
    }

    /// Returns the place of its [`text`](Self::text), from the start of its first block
    /// to the end of its last; the whole text for the root.
    #[must_use]
    pub fn span(self) -> Span {
        if self.id == SectionId::ROOT {
            return (0..self.document.text().len()).into();
        }
        let data = self.data();
        let start = self.document.block(data.first_block as usize).span().start;
        let end = self.document.block(data.blocks_end as usize - 1).span().end;
        Span::new(start, end)
    }

    /// Its text without that of its subsections: its heading and what follows up to the
    /// first subsection.
    ///
    /// ```
    /// use sectile::{Format, Limits};
    ///
    /// let source = b"# Tea\n\nBoil water.\n\n## Green\n\nLet it cool.\n";
    /// let document = Format::Markdown.read(source, &Limits::default())?;
    /// let tea = document.section_at("1").unwrap();
    /// assert_eq!(tea.own_text(), "# Tea\n\nBoil water.");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn own_text(self) -> &'d str {
        &self.document.text()[self.own_span().range()]
    }

    /// Returns the place of its [`own_text`](Self::own_text); empty for a root whose text
    /// begins with a heading.
    #[must_use]
    pub fn own_span(self) -> Span {
        let first = self.data().first_block as usize;
        let child = self.children().next();
        let end = child.map_or(self.blocks_end(), Section::first_block);
        if end == first {
            return Span::default();
        }
        let start = self.document.block(first).span().start;
        Span::new(start, self.document.block(end - 1).span().end)
    }

    /// Returns true if `other` is this section or a section under it.
    #[must_use]
    pub fn contains(self, other: SectionId) -> bool {
        (self.id.0..self.data().subtree_end).contains(&other.0)
    }

    /// Returns the index of its first block, its heading.
    pub(super) fn first_block(self) -> usize {
        self.data().first_block as usize
    }

    /// Returns the index of the block after the last one under it.
    pub(crate) fn blocks_end(self) -> usize {
        self.data().blocks_end as usize
    }
}

impl PartialEq for Section<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl Eq for Section<'_> {}

impl fmt::Debug for Section<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Section")
            .field("path", &self.path())
            .field("level", &self.level())
            .field("heading", &self.heading())
            .finish_non_exhaustive()
    }
}

/// `3.2` of `3.2 Late payment`; a bare number needs a dot to count (`2024 in numbers` has
/// none), and so does a letter.
fn printed_number(heading: &str) -> Option<&str> {
    let word = heading.split_whitespace().next()?;
    let number = word.trim_end_matches(['.', ')', ':']);
    let mut parts = number.split('.');
    let first = parts.next()?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter =
        |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let dotted = number.len() < word.len() || number.contains('.');
    let counts = dotted && (is_digits(first) || is_letter(first)) && parts.all(is_digits);
    (counts && word.len() < heading.len()).then_some(number)
}

/// Checks that the sections form a tree in pre-order over `blocks` blocks.
pub(super) fn check(sections: &[SectionData], blocks: usize) -> Result<(), String> {
    let Some(root) = sections.first() else {
        return Err("there is no root section".to_owned());
    };
    if root.subtree_end as usize != sections.len() || root.blocks_end as usize != blocks {
        return Err("the root does not hold the whole document".to_owned());
    }
    for (at, section) in sections.iter().enumerate().skip(1) {
        let parent = (sections[..at].get(section.parent.index()))
            .ok_or_else(|| format!("section {at} precedes its parent"))?;
        let nested = section.subtree_end as usize > at
            && section.subtree_end <= parent.subtree_end
            && section.first_block < section.blocks_end
            && section.first_block >= parent.first_block
            && section.blocks_end <= parent.blocks_end
            && Some(section.depth) == parent.depth.checked_add(1);
        if !nested {
            return Err(format!("section {at} is not inside its parent"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_headings_are_read() {
        assert_eq!(printed_number("3.2 Late payment"), Some("3.2"));
        assert_eq!(printed_number("4. Fees"), Some("4"));
        assert_eq!(printed_number("A.1 Tables"), Some("A.1"));
        assert_eq!(printed_number("B) Annex"), Some("B"));
        assert_eq!(printed_number("2024 in numbers"), None);
        assert_eq!(printed_number("A day at sea"), None);
        assert_eq!(printed_number("1.2"), None);
    }
}

//! The start tags of rows.

use super::markup::start_tag;
use crate::document::{Span, offset};
use crate::reader::html::tree::names::NameTable;
use crate::reader::html::tree::{Arena, NodeKind};
use html5ever::{QualName, local_name, ns};

/// The longest tag that is read, in bytes.
const MAX_TAG_BYTES: usize = (1 << super::LENGTH_BITS) - 1;

/// The most attributes of a tag that is read.
pub(in crate::reader::html) const MAX_TAG_ATTRIBUTES: usize = 32;

/// The number of tags that are kept. Most tags of a table repeat a few others.
const RECENT_TAGS: usize = 64;

/// The rule by which the tree construction adds an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRole {
    Body,
    Row,
    Cell,
    /// An element in a cell without content.
    Void,
    /// An element in a cell that closes no other.
    Phrase,
    /// A link, which closes another link.
    Link,
    /// A block, which closes a paragraph.
    Block,
    /// An item of a list, which closes another item.
    Item,
}

/// The elements of rows. Formatting is equal to other phrases here, because it is not opened
/// again if it is closed in order, or by the end of the cell.
const ELEMENTS: [(&str, RowRole); 41] = [
    ("td", RowRole::Cell),
    ("th", RowRole::Cell),
    ("tr", RowRole::Row),
    ("tbody", RowRole::Body),
    ("a", RowRole::Link),
    ("br", RowRole::Void),
    ("img", RowRole::Void),
    ("wbr", RowRole::Void),
    ("p", RowRole::Block),
    ("div", RowRole::Block),
    ("ul", RowRole::Block),
    ("ol", RowRole::Block),
    ("li", RowRole::Item),
    ("abbr", RowRole::Phrase),
    ("b", RowRole::Phrase),
    ("bdi", RowRole::Phrase),
    ("bdo", RowRole::Phrase),
    ("big", RowRole::Phrase),
    ("cite", RowRole::Phrase),
    ("code", RowRole::Phrase),
    ("del", RowRole::Phrase),
    ("dfn", RowRole::Phrase),
    ("em", RowRole::Phrase),
    ("font", RowRole::Phrase),
    ("i", RowRole::Phrase),
    ("ins", RowRole::Phrase),
    ("kbd", RowRole::Phrase),
    ("mark", RowRole::Phrase),
    ("q", RowRole::Phrase),
    ("s", RowRole::Phrase),
    ("samp", RowRole::Phrase),
    ("small", RowRole::Phrase),
    ("span", RowRole::Phrase),
    ("strike", RowRole::Phrase),
    ("strong", RowRole::Phrase),
    ("sub", RowRole::Phrase),
    ("sup", RowRole::Phrase),
    ("time", RowRole::Phrase),
    ("tt", RowRole::Phrase),
    ("u", RowRole::Phrase),
    ("var", RowRole::Phrase),
];

/// A start tag of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowTag {
    pub(super) name: &'static str,
    pub(super) role: RowRole,
    pub(super) kind: NodeKind,
    /// The length of the tag in the source.
    pub(super) length: usize,
}

/// The last start tags, by a hash of their texts. Tags with equal texts share their list of
/// attributes.
#[derive(Debug, Default)]
pub(super) struct RowTags {
    recent: Vec<Option<(Span, RowTag)>>,
}

impl RowTags {
    /// Returns the start tag at a place, if it is one of a row.
    pub(super) fn tag(
        &mut self,
        arena: &mut Arena<'_>,
        names: &mut NameTable,
        at: usize,
    ) -> Option<RowTag> {
        let source = arena.source;
        let rest = source.as_bytes().get(at..)?;
        let rest = &rest[..rest.len().min(MAX_TAG_BYTES)];
        // The tag may be longer: `<a title=">">`. Then its beginning is no whole tag.
        let length = memchr::memchr(b'>', rest)? + 1;
        let text = &source[at..at + length];
        if self.recent.is_empty() {
            self.recent.resize(RECENT_TAGS, None);
        }
        let recent = &mut self.recent[hash(text) % RECENT_TAGS];
        if let Some((known, tag)) = recent
            && source[known.range()] == *text
        {
            return Some(*tag);
        }
        let tag = read(arena, names, text)?;
        *recent = Some((Span::new(offset(at), offset(at + length)), tag));
        Some(tag)
    }
}

/// Reads a start tag, adds its name and its attributes to the page.
fn read(arena: &mut Arena<'_>, names: &mut NameTable, text: &str) -> Option<RowTag> {
    let tag = start_tag(text)?;
    let (name, role) = *ELEMENTS.iter().find(|(name, _)| *name == &*tag.name)?;
    let has_role = { tag.attributes.iter() }.any(|own| own.name.local == local_name!("role"));
    // `<td/>` is closed in XML. Main content and headings, which a role may make of any
    // element, are searched for outside of compact rows.
    if (tag.is_self_closing && role != RowRole::Void)
        || tag.attributes.len() > MAX_TAG_ATTRIBUTES
        || has_role
    {
        return None;
    }
    let name_number = names.number(arena, QualName::new(None, ns!(html), tag.name));
    let kind = NodeKind::Element {
        name: name_number,
        attributes: arena.attributes.add(tag.attributes),
    };
    Some(RowTag {
        name,
        role,
        kind,
        length: text.len(),
    })
}

fn hash(text: &str) -> usize {
    { text.bytes() }.fold(0, |hash: usize, byte| {
        hash.wrapping_mul(31).wrapping_add(usize::from(byte))
    })
}

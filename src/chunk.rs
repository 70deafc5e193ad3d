//! Defines chunks: the results of the chunkers and the lines of JSON.

mod assemble;
mod changes;
mod id;
mod interop;
mod json;
mod link;
mod shown;

pub use changes::{Change, Changes, ChunkKey};
pub use interop::ChunkFormat;
pub use json::{read_jsonl, write_jsonl};

pub(crate) use assemble::{Assembler, Draft};
pub(crate) use shown::{ELLIPSIS, MAX_PATH_BYTES, MAX_SHOWN_BYTES};

use crate::document::{BlockKind, Metadata, Origin, PageBox, ReferenceKind, Span};
use serde::{Deserialize, Serialize};

/// A piece of a document, ready to be embedded, with its place in the document and in the
/// source.
///
/// The size of repeated texts is limited: the title and each heading, anchor and link
/// have at most 1,024 bytes, the headings together at most 8 KiB. A longer text ends with
/// `…`; the full text is on the [`Document`](crate::Document), its sections and its
/// references.
///
/// Serialized, it is one line of JSON Lines. The fields are documented here in the order
/// in which they are written. A line that is read back is an equal chunk.
///
/// Chunks of a document are made by a [`Chunker`](crate::Chunker), or by a
/// [`ChunkBuilder`](crate::ChunkBuilder) from spans. A chunk from elsewhere is a literal
/// that ends with `..Chunk::default()`: fields may be added in later versions.
///
/// ```
/// use sectile::{Chunk, ChunkHeading};
///
/// let chunk = Chunk {
///     document: "tea.md".into(),
///     headings: vec![ChunkHeading::new(1, "Tea", "tea")],
///     text: "Boil water.".into(),
///     ..Chunk::default()
/// };
/// assert_eq!(chunk.breadcrumb(), "Tea");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Chunk {
    /// 32 hexadecimal digits, computed from the document's name, the heading path, the
    /// text and the level. The id stays the same when the content moves inside the
    /// document. Equal texts under equal headings have different ids.
    pub id: String,
    /// The document's name: its path relative to the ingested folder, with `/` between
    /// folders.
    pub document: String,
    /// The document's title, or `null`.
    pub title: Option<String>,
    /// The index among the document's chunks of the same level, from 0.
    pub ordinal: u32,
    /// The headings from the root to the deepest section that holds the whole chunk. The
    /// headings of empty sections before or after a piece are in its text only.
    pub headings: Vec<ChunkHeading>,
    /// The number path of that section in the tree, such as `"2.1.3"`; `"0"` for the
    /// document itself.
    pub section: String,
    /// Context that precedes the text but is not at this place in the source: the title
    /// and the headings that apply and are not in the text (`Guide > Install`), a table's
    /// header, an opening fence. It is empty or ends with a line break.
    pub prefix: String,
    /// The text, exactly as in the document's text, without the [omitted](Self::omitted)
    /// parts.
    pub text: String,
    /// Context that follows the text but is not at this place in the source: a closing
    /// fence.
    pub suffix: String,
    /// The exact number of tokens of prefix, text and suffix together.
    pub tokens: u32,
    /// The range of the text in the document's text, in bytes.
    pub span: Span,
    /// The parts of `span` that are not in `text` because they are not content: comments,
    /// hidden text, embedded data ([`Mark`](crate::Mark)). Ascending, disjoint and inside
    /// `span`, never at its ends. The field is left out if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omitted: Vec<Span>,
    /// The place in the source file: `{"bytes": {start, end}, "lines": {start, end}}` or
    /// `{"pages": [{number, label, bbox}]}`; `null` if the reader reported none.
    pub origin: Option<Origin>,
    /// The kinds of blocks in the chunk, each once, in the order of [`BlockKind`].
    pub kinds: Vec<BlockKind>,
    /// The position among the chunks of its section, or `null` if the section is one
    /// chunk.
    pub part: Option<Part>,
    /// The level of sizes: 0 for the largest chunks, 1 for the pieces of each, and so on.
    pub level: u32,
    /// The id of the chunk of the level above whose span contains this one, or `null` at
    /// level 0.
    pub parent: Option<String>,
    /// The links in the text, and the words that refer to another place of the document.
    pub references: Vec<ChunkReference>,
    /// Metadata of the document, such as author and date, by choice
    /// ([`Metadata::select`]). The field is left out if there are none.
    #[serde(default, skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
    /// The chunk's address on a site, by choice ([`link`](Self::link)). The field is left
    /// out if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A heading on the path to a chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChunkHeading {
    /// The level in the source.
    pub level: u8,
    /// The text, with ticks around code.
    pub text: String,
    /// The name that links refer to.
    pub anchor: String,
    /// The probability that it is a heading, in percent, where the format does not mark
    /// headings up and it is not [sure](crate::HeadingEvidence::is_sure).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// The position of a chunk among the chunks of its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// From 1 to `of`.
    pub index: u32,
    /// The number of chunks of this level that the section's own text was cut into.
    pub of: u32,
}

/// A link in a chunk's text, or words that refer to another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChunkReference {
    /// The linked words.
    pub text: String,
    /// The range of the words in the chunk's `text`, in bytes; it ends with the chunk if
    /// the link continues in the next one.
    #[serde(default)]
    pub span: Span,
    /// The section it leads to: the number path in the same document, `document#path` in
    /// another; `null` for destinations outside and for those that were not found.
    pub target: Option<String>,
    /// The destination as written in the source; empty if the words themselves refer to
    /// the target ("Section 3.2").
    pub href: String,
    /// The kind: `include`, `section`, `table`, `figure`, `footnote` or `term`. The field is
    /// left out for a `link`.
    #[serde(default, skip_serializing_if = "ReferenceKind::is_link")]
    pub kind: ReferenceKind,
    /// The place in the target document's text of the block that is meant: the caption of
    /// a table or figure, a footnote, a definition. The field is left out if the section
    /// is the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_span: Option<Span>,
}

impl Chunk {
    /// Returns the text to embed: prefix, text and suffix.
    #[must_use]
    pub fn content(&self) -> String {
        [self.prefix.as_str(), &self.text, &self.suffix].concat()
    }

    /// Returns the heading path, such as `"Guide > Install"`; empty at the top of a
    /// document.
    #[must_use]
    pub fn breadcrumb(&self) -> String {
        let headings: Vec<&str> = self
            .headings
            .iter()
            .map(|heading| heading.text.as_str())
            .collect();
        headings.join(" > ")
    }

    /// Returns the boxes of the chunk on pages, one a page; empty if its format has no
    /// pages.
    ///
    /// ```
    /// use sectile::{Chunk, Origin, PageBox};
    ///
    /// let page = PageBox { number: 7, label: None, bbox: [72.0, 72.0, 500.0, 90.0] };
    /// let chunk = Chunk {
    ///     origin: Some(Origin::Pages { pages: vec![page] }),
    ///     ..Chunk::default()
    /// };
    /// assert_eq!(chunk.pages()[0].number, 7);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn pages(&self) -> &[PageBox] {
        match &self.origin {
            Some(Origin::Pages { pages }) => pages,
            _ => &[],
        }
    }
}

impl ChunkHeading {
    /// Returns a heading of `level` with the name that links refer to.
    #[must_use]
    pub fn new(level: u8, text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self {
            level,
            text: text.into(),
            anchor: anchor.into(),
            confidence: None,
        }
    }
}

impl Part {
    /// Returns the position `index`, from 1, among `of` chunks.
    #[must_use]
    pub fn new(index: u32, of: u32) -> Self {
        Self { index, of }
    }
}

impl ChunkReference {
    /// Returns a link of the words at `span` of a chunk's text to `href`, without a
    /// target.
    #[must_use]
    pub fn new(text: impl Into<String>, span: Span, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            span,
            target: None,
            href: href.into(),
            kind: ReferenceKind::Link,
            target_span: None,
        }
    }
}

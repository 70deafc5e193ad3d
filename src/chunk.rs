//! Chunks: what the chunkers give and what stands on a line of JSON.

mod assemble;
mod id;
mod interop;
mod json;
mod shown;

pub use interop::ChunkFormat;
pub use json::{read_jsonl, write_jsonl};

pub(crate) use assemble::{Assembler, Draft};
pub(crate) use shown::{ELLIPSIS, MAX_PATH_BYTES, MAX_SHOWN_BYTES};

use crate::document::{BlockKind, Origin, Span};
use serde::{Deserialize, Serialize};

/// A piece of a document, ready to be embedded, that knows where it comes from.
///
/// What a chunk repeats is bounded: its title, each heading, anchor and link show at most 1,024 bytes, its headings together
/// at most 8 KiB. What is longer ends with `…`; the whole is on the [`Document`](crate::Document), its sections and its
/// references.
///
/// Serialized, it is one line of JSON Lines; its fields are documented here in the order in which they are written, and a
/// line that is read back gives an equal chunk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Chunk {
    /// 32 hexadecimal digits made from the document's name, the heading path, the text and the level: the same for the
    /// same content wherever it moves in the document. Equal texts under equal headings get distinct ids.
    pub id: String,
    /// The document's name: its path relative to the folder that was ingested, with `/` between folders.
    pub document: String,
    /// The document's title, or `null`.
    pub title: Option<String>,
    /// The place among the document's chunks of the same level, the first being 0.
    pub ordinal: u32,
    /// The headings from the root to the deepest section that holds the whole chunk.
    pub headings: Vec<ChunkHeading>,
    /// The number path of that section in the tree, such as `"2.1.3"`; `"0"` for the document itself.
    pub section: String,
    /// What stands before the text although it is not there in the source: the title and the headings that apply and are not in the
    /// text (`Guide > Install`), a table's header, an opening fence. Empty or ends with a line break.
    pub prefix: String,
    /// The text, exactly as in the document's text.
    pub text: String,
    /// What stands behind the text although it is not there in the source: a closing fence.
    pub suffix: String,
    /// The exact number of tokens of prefix, text and suffix together.
    pub tokens: u32,
    /// Where the text stands in the document's text, in bytes.
    pub span: Span,
    /// Where it stands in the source file: `{"bytes": {start, end}, "lines": {start, end}}` or
    /// `{"pages": [{number, label, bbox}]}`; `null` if the reader did not say.
    pub origin: Option<Origin>,
    /// The kinds of blocks in it, each once, in alphabetical order of their meaning.
    pub kinds: Vec<BlockKind>,
    /// Which part it is, if its section was cut into several chunks; else `null`.
    pub part: Option<Part>,
    /// The level it was cut at: 0 for the largest chunks, 1 for the pieces of each, and so on.
    pub level: u32,
    /// The id of the chunk of the level above whose span holds this one, or `null` at level 0.
    pub parent: Option<String>,
    /// The links in the text.
    pub references: Vec<ChunkReference>,
}

/// A heading on the path to a chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChunkHeading {
    /// The level that the source gives it.
    pub level: u8,
    /// Its text, code in ticks.
    pub text: String,
    /// The name that links point at.
    pub anchor: String,
}

/// Which of the pieces of a section a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    /// From 1 to `of`.
    pub index: u32,
    /// How many chunks of this level the section's own text was cut into.
    pub of: u32,
}

/// A link in a chunk's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChunkReference {
    /// The words that are linked.
    pub text: String,
    /// The section that it leads to: its number path in the same document, `document#path` in another; `null` for
    /// destinations outside and those that were not found.
    pub target: Option<String>,
    /// The destination as it is written in the source.
    pub href: String,
}

impl Chunk {
    /// What one embeds: prefix, text and suffix.
    #[must_use]
    pub fn content(&self) -> String {
        [self.prefix.as_str(), &self.text, &self.suffix].concat()
    }

    /// The heading path, such as `"Guide > Install"`; empty at the top of a document.
    #[must_use]
    pub fn breadcrumb(&self) -> String {
        let headings: Vec<&str> = self
            .headings
            .iter()
            .map(|heading| heading.text.as_str())
            .collect();
        headings.join(" > ")
    }
}

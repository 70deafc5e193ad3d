//! Defines passages, the results of a selection.

use super::budget::Hit;
use crate::chunk::ChunkHeading;
use crate::document::{Origin, Span};
use serde::{Deserialize, Serialize};

/// A run of whole chunks of one document, for a model to read.
///
/// Serialized, its fields have the names that they have here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// The name of the document.
    pub document: String,
    /// The title of the document, or `null`.
    pub title: Option<String>,
    /// The headings from the root to the deepest section that holds the whole passage.
    pub headings: Vec<ChunkHeading>,
    /// The number path of that section, such as `"2.1.3"`; `"0"` for the document itself.
    pub section: String,
    /// Context that precedes the text: that of the first chunk, with the heading path.
    pub prefix: String,
    /// The texts of the chunks. Between two of them is nothing if their spans touch or
    /// overlap, a line break if only a line break is between their spans or a table or
    /// code continues, else a blank line.
    pub text: String,
    /// Context that follows the text: that of the last chunk.
    pub suffix: String,
    /// The exact number of tokens of prefix, text and suffix together.
    pub tokens: u32,
    /// The range of the passage in the document's text, in bytes.
    pub span: Span,
    /// The place in the source file, as for chunks: bytes and lines, or pages with boxes.
    pub origin: Option<Origin>,
    /// The chunks of the passage with their places, in the order of the text.
    pub citations: Vec<Citation>,
    /// The hits of which the passage has a part, best first.
    pub hits: Vec<Hit>,
}

/// A chunk of a passage, to cite it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Citation {
    /// The id of the chunk.
    pub id: String,
    /// The range of the passage's `text` that is from this chunk, in bytes.
    pub text_span: Span,
    /// The range of the chunk in the document's text, in bytes.
    pub span: Span,
    /// The place of the chunk in the source file: bytes and lines, or pages with boxes;
    /// `null` if the chunk has none.
    pub origin: Option<Origin>,
    /// The address of the chunk, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Passage {
    /// Returns the text for the model: prefix, text and suffix.
    #[must_use]
    pub fn content(&self) -> String {
        [self.prefix.as_str(), &self.text, &self.suffix].concat()
    }

    /// Returns the score of the best hit.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.hits.first().map(|hit| hit.score)
    }
}

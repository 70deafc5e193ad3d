//! Writes chunks in the forms that other frameworks load.

mod facts;
mod forms;
mod place;

use super::Chunk;
use crate::document::Document;
use facts::facts;
use forms::{Haystack, LangChain, LlamaIndex};
use place::{ChunkPlaces, Place};
use serde::Serialize;
use std::io::{self, Write};

/// The form of a line.
///
/// The metadata of the frameworks are flat: `source`, `heading_path`, `page`,
/// `line_start` and others, each a text or a number, because stores accept nothing else
/// and drop the rest. The [metadata](Chunk::metadata) of the document are among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ChunkFormat {
    /// The wire format that [`Chunk`] documents; the default.
    #[default]
    Jsonl,
    /// A `LangChain` `Document`: `id`, `page_content` (the text to embed), `metadata` and
    /// `type`. `start_index` counts characters, as its text splitters do.
    LangChain,
    /// A `LlamaIndex` `TextNode`: `id_`, `text` (the text to embed, to which no metadata
    /// are added), `metadata`, `start_char_idx` and `end_char_idx` in characters, and
    /// `relationships` (`1` the document, `2` the previous and `3` the next chunk of the
    /// level, `4` the parent, `5` the children).
    LlamaIndex,
    /// A Haystack `Document`: `id`, `content` (the text to embed) and `meta`.
    Haystack,
}

impl ChunkFormat {
    /// Writes `chunk` as one line of JSON. A chunk alone has no neighbours, children and
    /// places in characters; [`lines`](Self::lines) writes those too.
    ///
    /// # Errors
    /// Returns the errors of `writer`.
    pub fn write(self, mut writer: impl Write, chunk: &Chunk) -> io::Result<()> {
        let mut line = self.line(chunk, &Place::default());
        line.push('\n');
        writer.write_all(line.as_bytes())
    }

    /// Returns the line of each of the chunks of a document, without a line break.
    ///
    /// ```
    /// use sectile::{ChunkFormat, Format, Limits, StructuralChunker};
    ///
    /// let document = Format::Markdown.read("# Thé\n\nL'eau.\n".as_bytes(), &Limits::default())?;
    /// let chunks = StructuralChunker::builder().max_tokens(64).build()?.chunk(&document);
    /// let lines: Vec<String> = ChunkFormat::LlamaIndex.lines(&document, &chunks).collect();
    /// assert!(lines[0].contains(r#""start_char_idx":0,"end_char_idx":13"#));
    /// # Ok::<(), sectile::Error>(())
    /// ```
    pub fn lines<'c>(
        self,
        document: &'c Document,
        chunks: &'c [Chunk],
    ) -> impl Iterator<Item = String> + 'c {
        let places = (self != Self::Jsonl).then(|| ChunkPlaces::new(document.text(), chunks));
        chunks.iter().enumerate().map(move |(at, chunk)| {
            let place = places.as_ref().map(|places| places.of(at));
            self.line(chunk, &place.unwrap_or_default())
        })
    }

    fn line(self, chunk: &Chunk, place: &Place<'_>) -> String {
        // Most lines fit, and the others grow once or twice.
        let room = chunk.prefix.len() + chunk.text.len() + chunk.suffix.len() + USUAL_BYTES;
        match self {
            Self::Jsonl => json(chunk, room),
            Self::LangChain => json(&LangChain::new(chunk, place), room),
            Self::LlamaIndex => json(&LlamaIndex::new(chunk, place), room),
            Self::Haystack => json(&Haystack::new(chunk, place), room),
        }
    }
}

/// The bytes of a line beside those of the texts: keys, places, headings and escapes.
const USUAL_BYTES: usize = 1024;

fn json(line: &impl Serialize, room: usize) -> String {
    let mut json = Vec::with_capacity(room);
    serde_json::to_writer(&mut json, line).expect("the keys of chunks are texts");
    String::from_utf8(json).expect("JSON is UTF-8")
}

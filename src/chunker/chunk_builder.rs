//! Makes the chunks of chunkers that are not in this crate.

use crate::chunk::{Assembler, Chunk, Draft};
use crate::document::{Document, Shown, Span, offset};
use crate::tokenizer::{Tokenizer, default_tokenizer};
use std::fmt;
use std::sync::Arc;

/// Makes the chunks of one document from spans, for a [`Chunker`](crate::Chunker) of your
/// own: with id, ordinal, heading path, section, origin, kinds, links and the number of
/// tokens.
///
/// Its chunks follow the laws of this crate for all fields but the ones that a chunker
/// decides: the span, the prefix and the suffix, and [`Chunk::part`]. Fields can be
/// changed afterwards.
///
/// ```
/// use sectile::{ChunkBuilder, Chunker, Chunks, Document, Format, Limits, Words};
///
/// /// Makes one chunk of each section, with its own text.
/// struct PerSection;
///
/// impl Chunker for PerSection {
///     fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
///         let mut builder = ChunkBuilder::new(document).tokenizer(Words);
///         Chunks::new(document.sections().map(move |section| builder.chunk(section.own_span())))
///     }
/// }
///
/// let source = b"# Tea\n\nBoil water.\n\n## Green\n\nLet it cool.\n";
/// let document = Format::Markdown.read(source, &Limits::default())?;
/// let chunks: Vec<_> = PerSection.chunks(&document).collect();
/// assert_eq!(chunks[1].breadcrumb(), "Tea > Green");
/// assert_eq!(chunks[1].text, "## Green\n\nLet it cool.");
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct ChunkBuilder<'d> {
    document: &'d Document,
    shown: Shown<'d>,
    assembler: Assembler<'d>,
    tokenizer: Arc<dyn Tokenizer>,
}

/// The decisions of a chunker about one chunk; a [`Span`] alone is a draft of level 0
/// without prefix and suffix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChunkDraft {
    span: Span,
    level: u32,
    prefix: String,
    suffix: String,
}

impl<'d> ChunkBuilder<'d> {
    /// Returns a builder of chunks of `document`.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            shown: document.shown(),
            assembler: Assembler::new(document.shown()),
            tokenizer: default_tokenizer(),
        }
    }

    /// Sets the tokenizer that counts the chunks (default: `cl100k_base`).
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Arc::new(tokenizer);
        self
    }

    /// Makes the next chunk. The chunks of a level are made in reading order, a parent
    /// before its children: a chunk of level 1 belongs to the last one of level 0.
    ///
    /// Text that is omitted, such as comments, is in no chunk. The ends of a span that
    /// are not between two characters of the text move to the next place that is.
    pub fn chunk(&mut self, draft: impl Into<ChunkDraft>) -> Chunk {
        let draft = draft.into();
        let text = self.document.text();
        let whole = |at: u32| offset(text.ceil_char_boundary((at as usize).min(text.len())));
        let span = Span::new(whole(draft.span.start), whole(draft.span.end));
        let mut chunk = self.assembler.chunk(Draft {
            span: self.shown.shown_span(span),
            level: draft.level,
            prefix: draft.prefix,
            suffix: draft.suffix,
            ..Draft::default()
        });
        let tokens = self.tokenizer.count(&chunk.content());
        chunk.tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
        chunk
    }
}

impl fmt::Debug for ChunkBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkBuilder")
            .field("document", &self.document.name())
            .field("tokenizer", &self.tokenizer.name())
            .finish_non_exhaustive()
    }
}

impl ChunkDraft {
    /// Returns a draft of level 0 without prefix and suffix.
    #[must_use]
    pub fn new(span: Span) -> Self {
        Self {
            span,
            ..Self::default()
        }
    }

    /// Sets the level: 0 for the largest chunks, 1 for the pieces of each, and so on.
    #[must_use]
    pub fn level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }

    /// Sets the context that precedes the text: empty, or ending with a line break.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets the context that follows the text.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<String>) -> Self {
        self.suffix = suffix.into();
        self
    }
}

impl From<Span> for ChunkDraft {
    fn from(span: Span) -> Self {
        Self::new(span)
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::{Chunker as _, Format, Limits, StructuralChunker, Words};

    fn document(text: &str) -> Document {
        let mut document = Format::Markdown
            .read(text.as_bytes(), &Limits::default())
            .expect("Markdown is never rejected");
        document.set_name("tea.md");
        document
    }

    #[test]
    fn drafts_of_the_chunkers_spans_are_the_chunkers_chunks() {
        let text = "---\ntitle: Tea\n---\n# Tea\n\nBoil *water* <!-- soon -->.\n\n## Green\n\n\
                    See [tea](#tea).\n\n## Black\n\nBoil again. Boil again.\n";
        let document = document(text);
        let chunker = StructuralChunker::builder()
            .tokenizer(Words)
            .levels([30, 6])
            .build()
            .expect("the levels are allowed");
        let mut builder = ChunkBuilder::new(&document).tokenizer(Words);
        let expected: Vec<Chunk> = chunker.chunks(&document).collect();
        assert!(expected.len() > 3);
        for chunk in expected {
            let draft = ChunkDraft::new(chunk.span).level(chunk.level);
            let mut built = builder.chunk(draft.prefix(&chunk.prefix).suffix(&chunk.suffix));
            built.part = chunk.part;
            assert_eq!(built, chunk);
        }
    }

    #[test]
    fn spans_outside_the_text_and_inside_characters_are_cut() {
        let document = document("Thé vert.\n");
        let mut builder = ChunkBuilder::new(&document).tokenizer(Words);
        assert_eq!(builder.chunk(Span::new(3, 1000)).text, " vert.\n");
        assert_eq!(builder.chunk(Span::new(500, 1000)).text, "");
        assert_eq!(
            builder
                .chunk(ChunkDraft::new(Span::new(0, 4)).level(3))
                .parent,
            None
        );
    }
}

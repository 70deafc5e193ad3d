//! Measures of chunks that need no questions.

use super::outcome::share;
use crate::chunk::Chunk;
use crate::document::{Block, BlockKind, Document, Section, Span};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Counts of the structures that chunks keep or cut, over all documents that were
/// [added](Self::add).
///
/// ```
/// use sectile::evaluate::Shape;
/// use sectile::{Chunker, FixedSizeChunker, Format, Limits};
///
/// let document = Format::Markdown.read(b"# Tea\n\nLet the water cool.\n", &Limits::default())?;
/// let windows = FixedSizeChunker::builder().max_tokens(4).overlap(0).build()?;
/// let mut shape = Shape::with_budget(4);
/// shape.add(&document, &windows.chunks(&document).collect::<Vec<_>>());
/// assert_eq!((shape.sentences, shape.cut_sentences), (1, 1));
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Shape {
    /// The number of chunks.
    pub chunks: usize,
    /// Their tokens, context included and overlaps counted each time.
    pub tokens: u64,
    /// The largest chunk allowed, in tokens.
    pub max_tokens: u32,
    /// The sentences (UAX #29 5) of paragraphs, lists, quotes and the like.
    pub sentences: usize,
    /// The sentences that no chunk contains whole.
    pub cut_sentences: usize,
    /// The tables.
    pub tables: usize,
    /// The tables that no chunk contains whole.
    pub cut_tables: usize,
    /// Those that are continued in a chunk which does not show their header.
    pub headless_tables: usize,
    /// The blocks of code.
    pub code: usize,
    /// The blocks of code that no chunk contains whole.
    pub cut_code: usize,
    /// The headings that are followed by a block of their section.
    pub headings: usize,
    /// The headings that no chunk shows together with the beginning of the block after
    /// them.
    pub orphan_headings: usize,
    /// The headings that apply to the starts of chunks, taken together.
    pub applying_headings: usize,
    /// Those of them that the chunk shows, in its context or in its text.
    pub known_headings: usize,
}

impl Shape {
    /// Starts the counts of a chunker whose largest chunk has `max_tokens` tokens.
    #[must_use]
    pub fn with_budget(max_tokens: u32) -> Self {
        Self {
            max_tokens,
            ..Self::default()
        }
    }

    /// Adds the chunks of one document: those of one level, in reading order.
    pub fn add(&mut self, document: &Document, chunks: &[Chunk]) {
        self.chunks += chunks.len();
        let tokens = chunks.iter().map(|chunk| u64::from(chunk.tokens));
        self.tokens += tokens.sum::<u64>();
        let chunks = Ordered { chunks, document };
        // Hidden text is in no chunk, so no chunk cuts it.
        let is_shown = |block: &Block<'_>| !document.shown_text(block.span()).trim().is_empty();
        for block in document.blocks().filter(is_shown) {
            self.add_block(block, chunks);
        }
        for chunk in chunks.chunks {
            self.add_context(document, chunk);
        }
    }

    /// Returns the mean fill of the chunks: their tokens divided by the largest number
    /// allowed.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // counts far below 2^52
    pub fn filled(&self) -> f64 {
        self.tokens as f64 / (share(self.chunks, 1) * f64::from(self.max_tokens)).max(1.0)
    }

    /// The share of applying headings that chunks show; 1 where none applies.
    #[must_use]
    pub fn context_known(&self) -> f64 {
        if self.applying_headings == 0 {
            return 1.0;
        }
        share(self.known_headings, self.applying_headings)
    }

    fn add_block(&mut self, block: Block<'_>, chunks: Ordered<'_>) {
        match block.kind() {
            BlockKind::Table => {
                self.tables += 1;
                self.cut_tables += usize::from(!chunks.hold(block.span()));
                self.headless_tables += usize::from(loses_its_header(block, chunks));
            }
            BlockKind::Code => {
                self.code += 1;
                self.cut_code += usize::from(!chunks.hold(block.span()));
            }
            BlockKind::Heading => {
                if let Some(next) = block.section().blocks().nth(1) {
                    self.headings += 1;
                    let shown = Span::new(block.span().start, next.span().start + 1);
                    self.orphan_headings += usize::from(!chunks.hold(shown));
                }
            }
            BlockKind::Paragraph
            | BlockKind::List
            | BlockKind::Quote
            | BlockKind::Footnote
            | BlockKind::Definition
            | BlockKind::Caption => {
                for sentence in sentences(block) {
                    self.sentences += 1;
                    self.cut_sentences += usize::from(!chunks.hold(sentence));
                }
            }
            _ => {}
        }
    }

    fn add_context(&mut self, document: &Document, chunk: &Chunk) {
        let at = document.block_index_at(chunk.span.start);
        if at >= document.block_count() {
            return;
        }
        let section = document.block(at).section();
        let path = std::iter::once(section).chain(section.ancestors());
        for section in path.filter(|section| !section.heading().is_empty()) {
            self.applying_headings += 1;
            self.known_headings += usize::from(shows(chunk, section));
        }
    }
}

/// Chunks in reading order, for looking up spans.
#[derive(Clone, Copy)]
struct Ordered<'c> {
    chunks: &'c [Chunk],
    document: &'c Document,
}

impl<'c> Ordered<'c> {
    /// Returns true if one chunk contains all of `span` that is shown.
    fn hold(self, span: Span) -> bool {
        // No chunk ends with omitted text.
        let mut span = span;
        for omitted in self.document.omitted(span).collect::<Vec<_>>() {
            if omitted.start == span.start {
                span = Span::new(omitted.end, span.end);
            } else if omitted.end == span.end {
                span = Span::new(span.start, omitted.start);
            }
        }
        self.touching(span).any(|chunk| chunk.span.contains(span))
    }

    /// The chunks that share bytes with `span`.
    fn touching(self, span: Span) -> impl Iterator<Item = &'c Chunk> {
        let first = (self.chunks).partition_point(|chunk| chunk.span.end <= span.start);
        self.chunks[first..]
            .iter()
            .take_while(move |chunk| chunk.span.start < span.end)
    }
}

/// Returns true if a chunk has rows of the table but neither its start nor, in the
/// prefix, its header.
fn loses_its_header(table: Block<'_>, chunks: Ordered<'_>) -> bool {
    // The first chunk of a table has its header as text, the others in their prefix.
    let Some(lead) = table.leads().first() else {
        return false;
    };
    let rows = lead.within.intersect(table.span());
    let is_headless = |chunk: &Chunk| {
        chunk.span.start > table.span().start && !chunk.prefix.contains(lead.open.trim())
    };
    chunks.touching(rows).any(is_headless)
}

fn sentences(block: Block<'_>) -> impl Iterator<Item = Span> {
    let start = block.span().start as usize;
    (block.text().split_sentence_bound_indices())
        .filter(|(_, sentence)| sentence.chars().any(char::is_alphanumeric))
        .map(move |(at, sentence)| {
            let at = start + at;
            (at..at + sentence.trim_end().len()).into()
        })
}

/// Returns true if the heading of `section` is in the chunk's prefix or in its text.
fn shows(chunk: &Chunk, section: Section<'_>) -> bool {
    // The prefix has a heading as breadcrumbs show it, with ticks, or plain.
    let heading = section.blocks().next().map(Block::span);
    chunk.prefix.contains(section.heading())
        || chunk.prefix.contains(section.marked_heading())
        || heading.is_some_and(|heading| chunk.span.contains(heading))
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::{Chunker, FixedSizeChunker, Format, Limits, StructuralChunker, Words};

    const SOURCE: &str = "# Tea\n\nTea is old. It is hot.\n\n## Times\n\n| tea | time |\n|---|---|\n| green | two |\n| black | four |\n| white | six |\n\n## Code\n\n```\nboil\npour\nwait\n```\n";

    fn shape(chunker: &dyn Chunker, max_tokens: u32) -> Shape {
        let document = Format::Markdown
            .read(SOURCE.as_bytes(), &Limits::default())
            .unwrap();
        let mut shape = Shape::with_budget(max_tokens);
        shape.add(&document, &chunker.chunks(&document).collect::<Vec<_>>());
        shape
    }

    #[test]
    fn windows_cut_sentences_and_tables_that_structure_keeps() {
        let windows = FixedSizeChunker::builder()
            .tokenizer(Words)
            .max_tokens(9)
            .overlap(0);
        let windows = shape(&windows.build().unwrap(), 9);
        assert_eq!(
            (windows.tables, windows.cut_tables, windows.headless_tables),
            (1, 1, 1)
        );
        assert_eq!(
            (windows.code, windows.headings, windows.sentences),
            (1, 3, 2)
        );
        assert!(windows.cut_sentences > 0 && windows.context_known() < 0.7);

        let structural = StructuralChunker::builder().tokenizer(Words).max_tokens(40);
        let structural = shape(&structural.build().unwrap(), 40);
        let cut = structural.cut_sentences + structural.cut_code + structural.headless_tables;
        assert_eq!((cut, structural.orphan_headings), (0, 0));
        assert!((structural.context_known() - 1.0).abs() < 1e-9);
        assert!(structural.filled() > 0.3 && structural.filled() <= 1.0);
    }
}

//! Cuts windows of a fixed number of tokens, as a baseline.

use super::{Chunker, Chunks, TryChunks};
use crate::chunk::{Assembler, Chunk, Draft};
use crate::document::{Document, Span, offset};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Limits, Watch};
use crate::tokenizer::{Counter, Tokenizer, default_tokenizer};
use std::fmt;
use std::sync::Arc;

/// Cuts documents into overlapping windows of a fixed number of tokens, without regard to
/// structure.
///
/// It is the baseline that [`StructuralChunker`](crate::StructuralChunker) must beat. It
/// works on the same text and gives the same kind of chunks, without a prefix. No window
/// cuts a character, so a window may be a token shorter than requested.
///
/// ```
/// use sectile::{Chunker, FixedSizeChunker, Format, Limits};
///
/// let document = Format::Markdown.read("# Tea\n\n".repeat(1000).as_bytes(), &Limits::default())?;
/// let sizes: Vec<u32> = FixedSizeChunker::default().chunks(&document).map(|chunk| chunk.tokens).collect();
/// assert!(sizes.iter().all(|tokens| *tokens <= 512));
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone)]
pub struct FixedSizeChunker {
    tokenizer: Arc<dyn Tokenizer>,
    max_tokens: u32,
    overlap: u32,
}

impl FixedSizeChunker {
    /// Returns a builder with the default options.
    #[must_use]
    pub fn builder() -> FixedSizeChunkerBuilder {
        FixedSizeChunkerBuilder {
            tokenizer: None,
            max_tokens: 512,
            overlap: 50,
        }
    }

    /// Returns all windows of `document`.
    ///
    /// ```
    /// use sectile::{FixedSizeChunker, Format, Limits};
    ///
    /// let document = Format::Markdown.read(b"# Tea\n\nBoil water.\n", &Limits::default())?;
    /// assert_eq!(FixedSizeChunker::default().chunk(&document).len(), 1);
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn chunk(&self, document: &Document) -> Vec<Chunk> {
        self.chunks(document).collect()
    }

    /// Returns the windows of `document`, or only some of them if the watch stops the
    /// run.
    fn watched<'d>(&self, document: &'d Document, watch: &Watch) -> Chunks<'d> {
        let mut drafts = Vec::new();
        let shown = document.shown();
        let document = shown.document();
        if let Some(counter) = Counter::watched(document.text(), &self.tokenizer, watch) {
            for range in document.content_spans() {
                self.windows(&counter, range, &mut drafts);
            }
        }
        let mut assembler = Assembler::new(shown);
        Chunks::new(drafts.into_iter().map(move |draft| assembler.chunk(draft)))
    }

    /// Adds the windows of `range`.
    fn windows(&self, counter: &Counter<'_>, range: Span, drafts: &mut Vec<Draft>) {
        let text = counter.text();
        let mut start = range.start;
        while start < range.end && !counter.is_stopped() {
            let (span, tokens) = self.window(counter, Span::new(start, range.end));
            if !text[span.range()].trim().is_empty() {
                drafts.push(Draft {
                    span,
                    tokens,
                    ..Draft::default()
                });
            }
            if span.end >= range.end {
                break;
            }
            let step = self.max_tokens - self.overlap;
            let next = counter.reach(start, step).min(span.end);
            // A window of one token may begin and end inside one character: each step
            // passes at least one, or the loop would not end.
            let after_first_char = start
                + offset(
                    text[start as usize..]
                        .chars()
                        .next()
                        .map_or(1, char::len_utf8),
                );
            start = next.max(after_first_char);
        }
    }

    /// Returns the longest window from the start of `rest` within the maximum, but at
    /// least one character, and its tokens.
    fn window(&self, counter: &Counter<'_>, rest: Span) -> (Span, u32) {
        let text = counter.text();
        let mut end = counter.reach(rest.start, self.max_tokens).min(rest.end);
        loop {
            let first = offset(
                text[rest.start as usize..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8),
            );
            end = end.max(rest.start + first);
            let span = Span::new(rest.start, end);
            let tokens = counter.exact(span);
            if tokens <= self.max_tokens || end == rest.start + first {
                return (span, tokens);
            }
            // The index is an estimate for some tokenizers. Each turn is at least one
            // character shorter, so the loop ends.
            let excess = tokens - self.max_tokens;
            let shorter = counter.reach(rest.start, self.max_tokens.saturating_sub(excess));
            let before = text[span.range()]
                .char_indices()
                .next_back()
                .map_or(0, |(at, _)| offset(at));
            end = shorter.min(rest.start + before);
        }
    }
}

impl Default for FixedSizeChunker {
    /// Returns a chunker of windows of 512 tokens, the last 50 of which the next window
    /// repeats, counted by `cl100k_base`.
    fn default() -> Self {
        Self {
            tokenizer: default_tokenizer(),
            max_tokens: 512,
            overlap: 50,
        }
    }
}

impl Chunker for FixedSizeChunker {
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
        self.watched(document, &Watch::none())
    }

    fn chunks_within<'d>(&'d self, document: &'d Document, limits: &Limits) -> TryChunks<'d> {
        let watch = Watch::new(limits);
        TryChunks::new(self.watched(document, &watch), watch)
    }
}

impl fmt::Debug for FixedSizeChunker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedSizeChunker")
            .field("tokenizer", &self.tokenizer.name())
            .field("max_tokens", &self.max_tokens)
            .field("overlap", &self.overlap)
            .finish()
    }
}

/// Sets the options of a [`FixedSizeChunker`].
#[derive(Clone)]
pub struct FixedSizeChunkerBuilder {
    tokenizer: Option<Arc<dyn Tokenizer>>,
    max_tokens: u32,
    overlap: u32,
}

impl FixedSizeChunkerBuilder {
    /// Sets the size of a window in tokens (default: 512).
    #[must_use]
    pub fn max_tokens(mut self, max_tokens: u32) -> Self {
        self.max_tokens = max_tokens;
        self
    }

    /// Sets the number of tokens of a window that the next one repeats (default: 50).
    #[must_use]
    pub fn overlap(mut self, overlap: u32) -> Self {
        self.overlap = overlap;
        self
    }

    /// Sets the tokenizer (default: `cl100k_base`).
    #[must_use]
    pub fn tokenizer(mut self, tokenizer: impl Tokenizer + 'static) -> Self {
        self.tokenizer = Some(Arc::new(tokenizer));
        self
    }

    /// Builds the chunker.
    ///
    /// # Errors
    /// Returns [`ErrorKind::Config`] for a window of 0 tokens, or for an overlap that is
    /// not smaller than the window.
    pub fn build(self) -> Result<FixedSizeChunker> {
        let config = |message: String| Err(Error::new(ErrorKind::Config, message));
        if self.max_tokens == 0 {
            return config("max_tokens is 0, but must be at least 1".to_owned());
        }
        if self.overlap >= self.max_tokens {
            return config(format!(
                "overlap is {}, but must be smaller than max_tokens, which is {}",
                self.overlap, self.max_tokens
            ));
        }
        Ok(FixedSizeChunker {
            tokenizer: self.tokenizer.unwrap_or_else(default_tokenizer),
            max_tokens: self.max_tokens,
            overlap: self.overlap,
        })
    }
}

impl fmt::Debug for FixedSizeChunkerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedSizeChunkerBuilder")
            .field("max_tokens", &self.max_tokens)
            .field("overlap", &self.overlap)
            .finish_non_exhaustive()
    }
}

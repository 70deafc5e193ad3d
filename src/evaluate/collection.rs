//! The texts that a retriever indexes, and the passages that a question gets back.

use crate::chunk::Chunk;
use crate::document::Span;
use crate::passages::{ChunkIndex, Passages, merged_parents};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A text that a question may get back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetrievedText {
    /// The name of the document that it is from.
    pub document: String,
    /// The text with its context, as a reader or a model gets it.
    pub text: String,
    /// The number of tokens of the text.
    pub tokens: u32,
    /// The place in the document's text, if it is known.
    pub span: Option<Span>,
}

impl RetrievedText {
    /// Creates a passage of the document called `document`, such as a chunk of another
    /// library.
    pub fn new(document: impl Into<String>, text: impl Into<String>, tokens: u32) -> Self {
        Self {
            document: document.into(),
            text: text.into(),
            tokens,
            span: None,
        }
    }

    /// The same passage with its place in the document's text.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

impl From<&Chunk> for RetrievedText {
    fn from(chunk: &Chunk) -> Self {
        Self::new(chunk.document.as_str(), chunk.content(), chunk.tokens).with_span(chunk.span)
    }
}

/// The chunks of a corpus as a retriever sees them: texts to index, and passages to
/// return for them.
///
/// ```
/// use sectile::evaluate::Collection;
/// use sectile::{Chunker, Format, Limits, StructuralChunker};
///
/// let source = "# Tea\n\n## Green\n\nAt 75 degrees.\n\n## Black\n\nAt 95 degrees.\n";
/// let document = Format::Markdown.read(source.as_bytes(), &Limits::default())?;
/// let chunker = StructuralChunker::builder().levels([24, 16]).build()?;
/// let (small, big): (Vec<_>, Vec<_>) = chunker.chunks(&document).partition(|chunk| chunk.level == 1);
/// let collection = Collection::small_to_big(&small, &big);
/// assert_eq!(collection.texts().len(), small.len());
/// assert_eq!(collection.passages().len(), big.len());
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Collection {
    texts: Vec<String>,
    passages: Arc<[RetrievedText]>,
    returns: Returns,
}

/// The passage that is returned for a text that was found.
#[derive(Debug, Clone)]
enum Returns {
    /// The passage of the same number.
    Itself,
    /// The passage named for each text.
    Parent(Vec<usize>),
    /// The passage of the same number, or the one named for each text where several of
    /// its texts were found.
    Merged(Vec<usize>),
    /// What is selected for each budget.
    Selected(Arc<Passages<ChunkIndex>>),
}

/// The passages that a ranking of texts returns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ReturnedPassages {
    /// The passages, best first, each once.
    pub(super) passages: Vec<usize>,
    /// The parents that were returned in place of their children.
    merged: BTreeSet<usize>,
}

impl ReturnedPassages {
    /// Returns the same passages in the order `passages`.
    pub(super) fn in_order(&self, passages: Vec<usize>) -> Self {
        Self {
            passages,
            merged: self.merged.clone(),
        }
    }
}

impl Collection {
    /// Each chunk is indexed and returned by itself.
    #[must_use]
    pub fn plain(chunks: &[Chunk]) -> Self {
        Self::of(chunks.iter().map(RetrievedText::from))
    }

    /// Each passage is indexed and returned by itself.
    pub fn of(passages: impl IntoIterator<Item = RetrievedText>) -> Self {
        let passages: Vec<RetrievedText> = passages.into_iter().collect();
        Self {
            texts: passages
                .iter()
                .map(|passage| passage.text.clone())
                .collect(),
            passages: passages.into(),
            returns: Returns::Itself,
        }
    }

    /// Small to big: the chunks in `small` are indexed; each one found returns the chunk
    /// in `big` that shares most of its span.
    ///
    /// A chunk that overlaps none of `big` is returned by itself.
    #[must_use]
    pub fn small_to_big(small: &[Chunk], big: &[Chunk]) -> Self {
        // A small chunk in no big one is kept: its evidence would otherwise count as lost
        // by the chunker.
        let mut passages: Vec<RetrievedText> = big.iter().map(RetrievedText::from).collect();
        let mut parents = Vec::new();
        for (chunk, parent) in small.iter().zip(parents_of(small, big)) {
            parents.push(parent.unwrap_or_else(|| {
                passages.push(chunk.into());
                passages.len() - 1
            }));
        }
        Self {
            texts: small.iter().map(Chunk::content).collect(),
            passages: passages.into(),
            returns: Returns::Parent(parents),
        }
    }

    /// Auto-merging: as [small to big](Self::small_to_big), but the big chunk is returned
    /// only where at least two of its small ones are among the first ten that were found;
    /// elsewhere the small chunk itself is.
    #[must_use]
    pub fn auto_merging(small: &[Chunk], big: &[Chunk]) -> Self {
        let mut passages: Vec<RetrievedText> = small.iter().map(RetrievedText::from).collect();
        passages.extend(big.iter().map(RetrievedText::from));
        let parents = (parents_of(small, big).into_iter().enumerate())
            .map(|(at, parent)| parent.map_or(at, |parent| small.len() + parent))
            .collect();
        Self {
            texts: small.iter().map(Chunk::content).collect(),
            passages: passages.into(),
            returns: Returns::Merged(parents),
        }
    }

    /// The chunks of all levels are indexed, each level apart; a question gets back what
    /// `passages` selects for the budget of the metric: [`Budget::Tokens`] for
    /// [`Metric::RecallWithin`], [`Budget::Results`] for [`Metric::Tokens`]. Ranks are
    /// those of the chunks that `Results` returns.
    ///
    /// [`Budget::Results`]: crate::Budget::Results
    /// [`Budget::Tokens`]: crate::Budget::Tokens
    /// [`Metric::RecallWithin`]: super::Metric::RecallWithin
    /// [`Metric::Tokens`]: super::Metric::Tokens
    #[must_use]
    pub fn selected(passages: Passages<ChunkIndex>) -> Self {
        let plain = Self::plain(passages.source().chunks());
        Self {
            returns: Returns::Selected(Arc::new(passages)),
            ..plain
        }
    }

    /// Returns the passages that select what is returned, if they do.
    pub(super) fn selecting(&self) -> Option<&Passages<ChunkIndex>> {
        match &self.returns {
            Returns::Selected(passages) => Some(passages),
            _ => None,
        }
    }

    /// Returns the texts that are indexed.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Returns the passages that can be returned.
    #[must_use]
    pub fn passages(&self) -> &[RetrievedText] {
        &self.passages
    }

    /// Returns the passages for results that refer to them.
    pub(super) fn shared_passages(&self) -> Arc<[RetrievedText]> {
        Arc::clone(&self.passages)
    }

    /// Returns the passages for the texts in `ranking`, best first.
    pub(super) fn returned(&self, ranking: &[usize]) -> ReturnedPassages {
        // Merging needs the whole ranking first: the parent of the best text is returned
        // in its place only if a second child follows among the first ten.
        let mut returned = ReturnedPassages::default();
        if let Returns::Merged(parents) = &self.returns {
            let parents: Vec<Option<usize>> =
                ranking.iter().map(|text| Some(parents[*text])).collect();
            returned.merged = merged_parents(&parents);
        }
        let mut seen = vec![false; self.passages.len()];
        for text in ranking {
            let passage = match &self.returns {
                Returns::Parent(parents) => parents[*text],
                Returns::Merged(parents) if returned.merged.contains(&parents[*text]) => {
                    parents[*text]
                }
                Returns::Itself | Returns::Merged(_) | Returns::Selected(_) => *text,
            };
            if !std::mem::replace(&mut seen[passage], true) {
                returned.passages.push(passage);
            }
        }
        returned
    }

    /// Returns whether `passage` could have been among `returned`. A parent that was not
    /// merged could not, nor could the children of one that was.
    pub(super) fn could_return(&self, passage: usize, returned: &ReturnedPassages) -> bool {
        // A parent and its children are alternatives. Counting both as findable would put
        // a perfect ranking below its ceiling.
        match &self.returns {
            Returns::Merged(parents) => match parents.get(passage) {
                Some(parent) => !returned.merged.contains(parent),
                None => returned.merged.contains(&passage),
            },
            _ => true,
        }
    }
}

/// Returns, for each chunk of `small`, the one of `big` that holds most of its span, if
/// any holds a part of it.
fn parents_of(small: &[Chunk], big: &[Chunk]) -> Vec<Option<usize>> {
    // Big chunks may overlap, so a small one may be in two of them. The one that shares
    // most of it wins, the first of equals.
    let mut by_document: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, chunk) in big.iter().enumerate() {
        by_document.entry(&chunk.document).or_default().push(at);
    }
    let parent = |chunk: &Chunk| {
        let candidates = by_document.get(chunk.document.as_str())?;
        let first = candidates.partition_point(|at| big[*at].span.end <= chunk.span.start);
        let touching = candidates[first..].iter().copied();
        let shared = |at: usize| big[at].span.intersect(chunk.span).len();
        touching
            .take_while(|at| big[*at].span.start < chunk.span.end)
            .max_by_key(|at| (shared(*at), std::cmp::Reverse(*at)))
    };
    small.iter().map(parent).collect()
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::{Chunker, FixedSizeChunker, Format, Limits, Words};

    fn windows(max_tokens: u32, overlap: u32) -> Vec<Chunk> {
        let text: Vec<String> = (0..80).map(|number| format!("w{number}")).collect();
        let mut document = Format::Markdown
            .read(text.join(" ").as_bytes(), &Limits::default())
            .unwrap();
        document.set_name("a.md");
        let chunker = FixedSizeChunker::builder()
            .tokenizer(Words)
            .max_tokens(max_tokens)
            .overlap(overlap);
        chunker.build().unwrap().chunks(&document).collect()
    }

    #[test]
    fn each_small_chunk_returns_the_big_one_that_holds_most_of_it() {
        let (small, big) = (windows(10, 3), windows(40, 0));
        let collection = Collection::small_to_big(&small, &big);
        // Windows start at words 0, 7, 14, .. 70; the one of words 35..45 overlaps both
        // sides alike.
        let all: Vec<usize> = (0..small.len()).collect();
        let parents: Vec<usize> = all
            .iter()
            .map(|at| collection.returned(&[*at]).passages[0])
            .collect();
        assert_eq!(parents, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        assert_eq!(collection.returned(&all).passages, [0, 1]);
    }

    #[test]
    fn a_parent_is_merged_only_if_several_of_its_children_are_found() {
        let (small, big) = (windows(10, 0), windows(40, 0));
        let collection = Collection::auto_merging(&small, &big);
        let returned = collection.returned(&[5, 1, 2]);
        assert_eq!(returned.passages, [5, small.len()]);
        let could: Vec<usize> = (0..small.len() + big.len())
            .filter(|passage| collection.could_return(*passage, &returned))
            .collect();
        assert_eq!(could, [4, 5, 6, 7, 8]);
    }
}

//! Orders the smallest chunks inside hits, and those near them.

use super::found::Found;
use super::piece::{Pieces, Role};
use super::ranking::{self, CLOSENESS, relevance};
use super::source::ChunkSource;
use super::tree::{self, Section};
use crate::chunk::Chunk;
use crate::error::Result;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Adds the chunks of the smallest level inside each hit, and those around them.
pub(super) fn add<'s, S: ChunkSource>(
    pieces: &mut Pieces<'s>,
    source: &'s S,
    hits: &[Found<'s>],
) -> Result<()> {
    let mut sections = Sections::of(source);
    let mut ranks: BTreeMap<u32, usize> = BTreeMap::new();
    for found in hits {
        let rank = ranks.entry(found.chunk.level).or_default();
        for leaf in sections.leaves(found)? {
            pieces.add(leaf, relevance(*rank));
        }
        *rank += 1;
    }
    let documents = ranking::documents(hits);
    for piece in pieces.iter_mut() {
        piece.relevance += documents[piece.chunk.document.as_str()];
    }
    for section in &sections.all {
        add_context(pieces, section);
    }
    Ok(())
}

/// Raises the relevance of each leaf to that of the others in its section, times
/// [`CLOSENESS`] for each step between them.
fn add_context<'s>(pieces: &mut Pieces<'s>, section: &Section<'s>) {
    // An answer may share no word with the question where the sentence before it shares
    // all: "How hot is the water for green tea?" "For green tea the water must cool. At 75
    // degrees it is right."
    let leaves = &section.leaves;
    let found: Vec<f64> = (leaves.iter())
        .map(|leaf| pieces.relevance(&leaf.id))
        .collect();
    let mut raised = found.clone();
    for at in 1..raised.len() {
        raised[at] = raised[at].max(raised[at - 1] * CLOSENESS);
    }
    for at in (1..raised.len()).rev() {
        raised[at - 1] = raised[at - 1].max(raised[at] * CLOSENESS);
    }
    for (at, leaf) in leaves.iter().enumerate() {
        if raised[at] > found[at] {
            pieces.raise(leaf, raised[at], Role::Context);
        }
    }
}

/// The chunks of the largest level around the hits.
struct Sections<'s, S> {
    source: &'s S,
    all: Vec<Section<'s>>,
    /// By the id of their largest chunk. Looked up only.
    places: HashMap<String, usize>,
}

impl<'s, S: ChunkSource> Sections<'s, S> {
    fn of(source: &'s S) -> Self {
        Self {
            source,
            all: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Returns the leaves inside a hit, in the order of the document.
    fn leaves(&mut self, found: &Found<'s>) -> Result<&[Cow<'s, Chunk>]> {
        let chunk = &found.chunk;
        let mut at = self.section(tree::outermost(self.source, chunk)?)?;
        if self.all[at].inside(&chunk.id).is_none() {
            // The source knows parents but no children.
            at = self.section(chunk.clone())?;
        }
        Ok(self.all[at].inside(&chunk.id).unwrap_or_default())
    }

    /// Returns the place of the section of `outermost`.
    fn section(&mut self, outermost: Cow<'s, Chunk>) -> Result<usize> {
        if let Some(at) = self.places.get(&outermost.id) {
            return Ok(*at);
        }
        let at = self.all.len();
        self.places.insert(outermost.id.clone(), at);
        self.all.push(Section::of(self.source, outermost)?);
        Ok(at)
    }
}

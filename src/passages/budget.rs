//! Defines a request: hits, a budget and the way to select.

use serde::{Deserialize, Serialize};

/// A chunk that a search found.
///
/// ```
/// use sectile::Hit;
///
/// assert_eq!(Hit::from(("af83", 7.5)), Hit::new("af83", 7.5));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hit {
    /// The id of the chunk.
    pub id: String,
    /// The score: higher is better, in any unit.
    pub score: f64,
}

impl Hit {
    /// Returns a hit of the chunk called `id`.
    pub fn new(id: impl Into<String>, score: f64) -> Self {
        Self {
            id: id.into(),
            score,
        }
    }
}

impl<I: Into<String>> From<(I, f64)> for Hit {
    fn from((id, score): (I, f64)) -> Self {
        Self::new(id, score)
    }
}

/// The maximum of what is returned.
///
/// In JSON it is `{"tokens": 1000}` or `{"results": 5}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Budget {
    /// All passages together have at most this many tokens.
    Tokens(u32),
    /// At most this many results are returned, and so at most as many passages: results
    /// that follow each other are one passage.
    Results(u32),
}

impl Budget {
    /// Returns the selection that was measured best for this kind of budget: pieces for
    /// tokens, enclosing runs for results.
    #[must_use]
    pub fn selection(self) -> Selection {
        match self {
            Self::Tokens(_) => Selection::Pieces,
            Self::Results(_) => Selection::Enclosing,
        }
    }
}

/// The chunks that are returned for hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Selection {
    /// The chunks that were found.
    Chunks,
    /// The chunk of the largest level around each hit, in the order of its best hit. With
    /// hits of several levels, the best of each level counts 1 / (20 + its rank).
    Parents,
    /// The parent where two or more of its children are among the best ten hits, elsewhere
    /// the hit itself.
    Merged,
    /// For each chunk of the largest level with hits, one run of its smallest chunks: from
    /// the first to the last that is inside one of the best 22 hits of a level, or inside
    /// its own best hit. A run of less than 384 tokens grows by one chunk on each
    /// side until it has them. From a store without
    /// [`children`](crate::ChunkSource::children) it is the child with the best hit, or the
    /// whole chunk if two or more of its children have such hits.
    ///
    /// The runs are ordered by the best hits in their chunks of the largest level: 1 / (20 +
    /// rank) for the level below the largest, .7 of that for smaller levels, and .15 of it
    /// for the largest.
    Enclosing,
    /// The chunks of the smallest level inside the hits. Each hit counts 1 / (20 + its rank
    /// among the hits of its level) for all of them, and the document 1 / (20 + its rank
    /// among the documents); the highest sum comes first. Hits of a level that is not the
    /// smallest count less where a budget of tokens has no room for two of them: those of
    /// 1,024 tokens a quarter in 512 tokens, and half in 1,024.
    ///
    /// With hits of 1,024, 256 and 128 tokens, a chunk of 128 tokens that is found by
    /// itself and through the chunks around it comes before one that is found once. Chunks
    /// next to one that was found, inside one chunk of the largest level, count .8 of it
    /// for each step, and are returned only together with it.
    Pieces,
}

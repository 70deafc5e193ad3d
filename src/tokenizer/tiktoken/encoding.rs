//! The encodings, their vocabularies, and the pieces of a text with their token counts.

use super::classes::Classes;
use super::merge::Merge;
use super::pieces::{self, PieceRule};
use super::safe;
use super::vocabulary::Vocabulary;
use crate::document::offset;
use std::sync::OnceLock;
use tiktoken_rs::CoreBPE;

/// An encoding: the pattern that cuts text into pieces, and the vocabulary, loaded on
/// first use.
pub(super) struct Encoding {
    pub(super) name: &'static str,
    load: fn() -> CoreBPE,
    /// The ranks of its tokens, which are their ids, as half-open ranges. Special tokens
    /// have ids between the ranges and are left out.
    ranks: &'static [(u32, u32)],
    pattern: Pattern,
    pub(super) safe: fn(&str, usize) -> bool,
    vocabulary: OnceLock<Vocabulary>,
    reference: OnceLock<CoreBPE>,
}

/// The pattern that cuts text into pieces.
enum Pattern {
    Cl100k,
    O200k,
    R50k,
}

macro_rules! encoding {
    ($name:ident, $label:literal, $load:path, $ranks:expr, $pattern:expr, $safe:path) => {
        pub(super) static $name: Encoding = Encoding {
            name: $label,
            load: || $load().expect("the vocabulary is part of tiktoken-rs"),
            ranks: &$ranks,
            pattern: $pattern,
            safe: $safe,
            vocabulary: OnceLock::new(),
            reference: OnceLock::new(),
        };
    };
}
encoding!(
    CL100K,
    "cl100k_base",
    tiktoken_rs::cl100k_base,
    [(0, 100_256)],
    Pattern::Cl100k,
    safe::is_safe
);
encoding!(
    O200K,
    "o200k_base",
    tiktoken_rs::o200k_base,
    [(0, 199_998)],
    Pattern::O200k,
    safe::is_safe
);
encoding!(
    HARMONY,
    "o200k_harmony",
    tiktoken_rs::o200k_harmony,
    [(0, 199_998)],
    Pattern::O200k,
    safe::is_safe
);
encoding!(
    P50K,
    "p50k_base",
    tiktoken_rs::p50k_base,
    [(0, 50_256), (50_257, 50_281)],
    Pattern::R50k,
    safe::is_safe_r50k
);
encoding!(
    P50K_EDIT,
    "p50k_edit",
    tiktoken_rs::p50k_edit,
    [(0, 50_256), (50_257, 50_281)],
    Pattern::R50k,
    safe::is_safe_r50k
);
encoding!(
    R50K,
    "r50k_base",
    tiktoken_rs::r50k_base,
    [(0, 50_256)],
    Pattern::R50k,
    safe::is_safe_r50k
);

impl Encoding {
    /// Calls `report` with the end and the token count of each piece of `text`.
    pub(super) fn each_piece(&'static self, text: &str, report: impl FnMut(u32, u32)) {
        match self.pattern {
            Pattern::Cl100k => self.walk::<pieces::Cl100k>(text, report),
            Pattern::O200k => self.walk::<pieces::O200k>(text, report),
            Pattern::R50k => self.walk::<pieces::R50k>(text, report),
        }
    }

    /// The loop is compiled once for each pattern, so that the pattern is inlined into
    /// it.
    fn walk<P: PieceRule>(&'static self, text: &str, mut report: impl FnMut(u32, u32)) {
        let classes = Classes::get();
        let mut merge = Merge::new(self.vocabulary(), text);
        let mut start = 0;
        while start < text.len() {
            let end = P::end(classes, text, start);
            report(offset(end), merge.tokens(start, end));
            start = end;
        }
    }

    pub(super) fn vocabulary(&'static self) -> &'static Vocabulary {
        self.vocabulary.get_or_init(|| {
            let bpe = (self.load)();
            let ranks = self.ranks.iter().flat_map(|(first, end)| *first..*end);
            Vocabulary::new(ranks.map(|rank| {
                let bytes = bpe.decode_bytes(&[rank]).expect("every rank is a token");
                (bytes, rank)
            }))
        })
    }

    pub(super) fn reference(&self) -> &CoreBPE {
        self.reference.get_or_init(self.load)
    }
}

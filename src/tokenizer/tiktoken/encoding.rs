//! The encodings, their vocabularies, and the pieces of a text with their token counts.

use super::classes::Classes;
use super::merge::Merge;
use super::pieces::{self, PieceRule};
use super::safe;
use super::vocabulary::Vocabulary;
use crate::document::offset;
use std::sync::OnceLock;
use tiktoken_rs::CoreBPE;

/// An encoding: the pattern that cuts text into pieces, and the vocabulary.
pub(super) struct Encoding {
    pub(super) name: &'static str,
    tokens: &'static EncodingTokens,
    pattern: Pattern,
    pub(super) safe: fn(&str, usize) -> bool,
    reference: OnceLock<CoreBPE>,
}

/// The pattern that cuts text into pieces.
enum Pattern {
    Cl100k,
    O200k,
    R50k,
}

/// A list of tokens, and the vocabulary that is built of it on first use. Several
/// encodings have the same one.
struct EncodingTokens {
    list: &'static [u8],
    vocabulary: OnceLock<Vocabulary>,
}

macro_rules! tokens {
    ($name:ident, $file:literal) => {
        static $name: EncodingTokens = EncodingTokens {
            list: include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".tokens")),
            vocabulary: OnceLock::new(),
        };
    };
}
tokens!(CL100K_TOKENS, "cl100k_base");
tokens!(O200K_TOKENS, "o200k_base");
tokens!(P50K_TOKENS, "p50k_base");
tokens!(R50K_TOKENS, "r50k_base");

macro_rules! encoding {
    ($name:ident, $label:ident, $tokens:expr, $pattern:expr, $safe:path) => {
        pub(super) static $name: Encoding = Encoding {
            name: stringify!($label),
            tokens: &$tokens,
            pattern: $pattern,
            safe: $safe,
            reference: OnceLock::new(),
        };
    };
}
encoding!(
    CL100K,
    cl100k_base,
    CL100K_TOKENS,
    Pattern::Cl100k,
    safe::is_safe
);
encoding!(
    O200K,
    o200k_base,
    O200K_TOKENS,
    Pattern::O200k,
    safe::is_safe
);
encoding!(
    HARMONY,
    o200k_harmony,
    O200K_TOKENS,
    Pattern::O200k,
    safe::is_safe
);
encoding!(
    P50K,
    p50k_base,
    P50K_TOKENS,
    Pattern::R50k,
    safe::is_safe_r50k
);
encoding!(
    P50K_EDIT,
    p50k_edit,
    P50K_TOKENS,
    Pattern::R50k,
    safe::is_safe_r50k
);
encoding!(
    R50K,
    r50k_base,
    R50K_TOKENS,
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

    pub(super) fn vocabulary(&self) -> &'static Vocabulary {
        let tokens = self.tokens;
        tokens
            .vocabulary
            .get_or_init(|| Vocabulary::new(tokens.list))
    }

    pub(super) fn reference(&self) -> &CoreBPE {
        self.reference.get_or_init(|| load_reference(self.name))
    }
}

/// Loads an encoding of tiktoken-rs. Only [`Encoding::reference`] calls it, not a field of
/// each encoding: a program that never counts with tiktoken-rs is linked without its
/// vocabularies, which are 7 MB (2026-11-29).
fn load_reference(name: &str) -> CoreBPE {
    let loaded = match name {
        "cl100k_base" => tiktoken_rs::cl100k_base(),
        "o200k_base" => tiktoken_rs::o200k_base(),
        "o200k_harmony" => tiktoken_rs::o200k_harmony(),
        "p50k_base" => tiktoken_rs::p50k_base(),
        "p50k_edit" => tiktoken_rs::p50k_edit(),
        _ => tiktoken_rs::r50k_base(),
    };
    loaded.expect("the vocabulary is part of tiktoken-rs")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::tiktoken::vocabulary::NO_RANK;

    /// tiktoken-rs finds tokens by rank, so the ranks are those below that of the first
    /// special token, and those of `p50k_base` around it.
    #[test]
    fn each_vocabulary_is_that_of_the_reference() {
        let encodings: [(&Encoding, &[(u32, u32)]); 6] = [
            (&CL100K, &[(0, 100_256)]),
            (&O200K, &[(0, 199_998)]),
            (&HARMONY, &[(0, 199_998)]),
            (&P50K, &[(0, 50_256), (50_257, 50_281)]),
            (&P50K_EDIT, &[(0, 50_256), (50_257, 50_281)]),
            (&R50K, &[(0, 50_256)]),
        ];
        for (encoding, ranges) in encodings {
            let (vocabulary, reference) = (encoding.vocabulary(), encoding.reference());
            for rank in ranges.iter().flat_map(|(first, end)| *first..*end) {
                let token = reference.decode_bytes(&[rank]).expect("it is a token");
                let found = vocabulary.rank(&token, 0, token.len());
                assert_eq!(found, rank, "{} of {token:?}", encoding.name);
            }
            let known: u32 = ranges.iter().map(|(first, end)| end - first).sum();
            assert_eq!(vocabulary.len(), known as usize, "{}", encoding.name);
            let special = vocabulary.rank(b"<|endoftext|>", 0, 13);
            assert_eq!(special, NO_RANK, "{}", encoding.name);
        }
    }
}

//! Writes the tokens of each encoding as a list.

use std::fs;
use std::path::Path;
use tiktoken_rs::CoreBPE;

#[path = "../src/tokenizer/tiktoken/key.rs"]
#[allow(dead_code)] // the counting engine uses the rest
mod key;

/// A vocabulary: the name of its file, the encoding that has it, and the ranks of its
/// tokens, as half-open ranges. Special tokens have ranks between and after these.
struct Source {
    name: &'static str,
    load: fn() -> CoreBPE,
    ranks: &'static [(u32, u32)],
}

macro_rules! source {
    ($load:ident, $ranks:expr) => {
        Source {
            name: stringify!($load),
            load: || tiktoken_rs::$load().expect("the vocabulary is part of tiktoken-rs"),
            ranks: &$ranks,
        }
    };
}

const SOURCES: [Source; 4] = [
    source!(cl100k_base, [(0, 100_256)]),
    source!(o200k_base, [(0, 199_998)]),
    source!(p50k_base, [(0, 50_256), (50_257, 50_281)]),
    source!(r50k_base, [(0, 50_256)]),
];

/// Writes a file for each vocabulary into `folder`.
///
/// It begins with the number of short tokens and that of long ones, as four bytes each.
/// The tokens follow: a byte with the length, three with the rank, and the bytes of the
/// token. All numbers have their lowest byte first. The short tokens are in the order of
/// their slots in the table of the counting engine, which is faster to fill in that
/// order; the long ones follow.
pub(crate) fn write(folder: &Path) {
    for source in SOURCES {
        fs::write(
            folder.join(source.name).with_extension("tokens"),
            source.list(),
        )
        .expect("the folder can be written");
    }
}

impl Source {
    fn list(&self) -> Vec<u8> {
        let bpe = (self.load)();
        let token = |rank: u32| {
            (
                bpe.decode_bytes(&[rank]).expect("every rank is a token"),
                rank,
            )
        };
        let all = self
            .ranks
            .iter()
            .flat_map(|(first, end)| *first..*end)
            .map(token);
        let (mut short, long): (Vec<_>, Vec<_>) =
            all.partition(|(token, _)| token.len() <= key::MAX_KEY_BYTES);
        let mask = key::slots(short.len()) - 1;
        short.sort_by_cached_key(|(token, _)| key::slot(key::key(token, 0, token.len()), mask));
        let mut list = Vec::new();
        for tokens in [&short, &long] {
            list.extend(
                u32::try_from(tokens.len())
                    .expect("it is below 2^20")
                    .to_le_bytes(),
            );
        }
        for (token, rank) in short.into_iter().chain(long) {
            let [low, middle, high, _] = rank.to_le_bytes();
            let length = u8::try_from(token.len()).expect("a token has at most 128 bytes");
            list.extend([length, low, middle, high]);
            list.extend(token);
        }
        list
    }
}

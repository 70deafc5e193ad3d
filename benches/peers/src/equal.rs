//! Compares counts with those of tiktoken-rs on random texts.

use sectile::{Tiktoken, Tokenizer};
use tiktoken_rs::CoreBPE;

/// The pieces that texts consist of: all character classes of the patterns of the
/// encodings, every kind of white space, contractions, and words that are several tokens.
#[rustfmt::skip] // a table
const PIECES: [&str; 64] = [
    " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u{a0}", "\u{3000}", "\u{b}", "\u{85}", "'s",
    "'LL", "'", "’", ".", "。", "、", "/", "//", ").", "...", "- ", "# ", "|", "`", "a", "word",
    " word", "Word", "WORD", "wORd", "1", "1234567", "é", "e\u{301}", "\u{301}", "ſ", "İ",
    "東京", "を", "한국어", "مرحبا", "नमस्ते", "🦀", "👨‍👩‍👧", "\u{200d}", "²", "ª", "\0", "{", "}",
    "==", "tokenization", " the", "ing", "Ünïcödé", "\\", "<b>", "http://", "_", "%20", "’t", "@",
];

/// The most pieces of a text.
const MAX_PIECES: u64 = 40;
/// One piece of so many is a random character instead.
const CHARACTER_SHARE: u64 = 8;

/// Compares the counts of `number` texts for each encoding.
pub(crate) fn compare(number: u64) -> Result<(), String> {
    let encodings: [(Tiktoken, &CoreBPE); 4] = [
        (named("cl100k_base")?, tiktoken_rs::cl100k_base_singleton()),
        (named("o200k_base")?, tiktoken_rs::o200k_base_singleton()),
        (named("p50k_base")?, tiktoken_rs::p50k_base_singleton()),
        (named("r50k_base")?, tiktoken_rs::r50k_base_singleton()),
    ];
    for (tokenizer, reference) in encodings {
        let mut random = Random(1);
        let (mut differences, mut bytes) = (0_u64, 0_usize);
        for _ in 0..number {
            let text = random.text();
            bytes += text.len();
            if tokenizer.count(&text) != reference.count_ordinary(&text) {
                differences += 1;
                println!("{}: {text:?}", tokenizer.name());
            }
        }
        let name = tokenizer.name();
        println!("{name}: {differences} differences in {number} texts of {bytes} bytes");
        if differences > 0 {
            return Err("the counts differ".to_owned());
        }
    }
    Ok(())
}

fn named(encoding: &str) -> Result<Tiktoken, String> {
    Tiktoken::for_encoding(encoding).map_err(|error| error.to_string())
}

/// Numbers by xorshift (Marsaglia, "Xorshift RNGs", 2003), the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(MAX_PIECES) {
            if self.below(CHARACTER_SHARE) == 0 {
                let code = u32::try_from(self.below(0x11_0000)).unwrap_or(0);
                text.extend(char::from_u32(code));
            } else {
                let at = usize::try_from(self.below(PIECES.len() as u64)).unwrap_or(0);
                text.push_str(PIECES[at]);
            }
        }
        text
    }
}

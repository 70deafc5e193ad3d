//! `OpenAI`'s byte-pair encodings, counted by tiktoken-rs.

use super::{TokenIndex, Tokenizer};
use crate::document::offset;
use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use std::sync::OnceLock;
use tiktoken_rs::{CoreBPE, tokenizer as models};

/// Counts as `OpenAI`'s models do (tiktoken). Text that looks like a special token is counted as plain text.
///
/// Vocabularies are loaded once for each process, when they are first needed.
///
/// ```
/// use sectile::{Tiktoken, Tokenizer};
///
/// assert_eq!(Tiktoken::cl100k_base().count("tiktoken is great!"), 6);
/// assert_eq!(Tiktoken::for_model("gpt-4o")?.name(), "o200k_base");
/// assert!(Tiktoken::for_model("no-such-model").is_err());
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Tiktoken(&'static Encoding);

struct Encoding {
    name: &'static str,
    load: fn() -> &'static CoreBPE,
    /// The token ids lie below this; there are gaps.
    ids: u32,
    safe: fn(&str, usize) -> bool,
    /// How many bytes each token has, once an index was asked for.
    lengths: OnceLock<Vec<u8>>,
}

/// What goes to tiktoken-rs at a time, if it can be cut at a safe place.
const SEGMENT_BYTES: usize = 1 << 16;

/// The longest run without a safe place that goes to tiktoken-rs whole: its pattern engine gives up, and panics, on
/// about a million spaces with `o200k_base`.
const RUN_BYTES: usize = 1 << 19;

macro_rules! encoding {
    ($name:ident, $label:literal, $load:path, $ids:literal, $safe:path) => {
        static $name: Encoding = Encoding {
            name: $label,
            load: $load,
            ids: $ids,
            safe: $safe,
            lengths: OnceLock::new(),
        };
    };
}
encoding!(
    CL100K,
    "cl100k_base",
    tiktoken_rs::cl100k_base_singleton,
    100_300,
    is_safe
);
encoding!(
    O200K,
    "o200k_base",
    tiktoken_rs::o200k_base_singleton,
    201_100,
    is_safe
);
encoding!(
    HARMONY,
    "o200k_harmony",
    tiktoken_rs::o200k_harmony_singleton,
    201_100,
    is_safe
);
encoding!(
    P50K,
    "p50k_base",
    tiktoken_rs::p50k_base_singleton,
    50_300,
    is_safe_in_words
);
encoding!(
    P50K_EDIT,
    "p50k_edit",
    tiktoken_rs::p50k_edit_singleton,
    50_300,
    is_safe_in_words
);
encoding!(
    R50K,
    "r50k_base",
    tiktoken_rs::r50k_base_singleton,
    50_300,
    is_safe_in_words
);

impl Tiktoken {
    /// The encoding of GPT-4 and of the `text-embedding-3` and `ada-002` models; the default.
    #[must_use]
    pub fn cl100k_base() -> Self {
        Self(&CL100K)
    }

    /// The encoding of GPT-4o and what came after it.
    #[must_use]
    pub fn o200k_base() -> Self {
        Self(&O200K)
    }

    /// The encoding that `model` uses, such as `text-embedding-3-small`.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for a name that is not known.
    pub fn for_model(model: &str) -> Result<Self> {
        let encoding = match models::get_tokenizer(model) {
            Some(models::Tokenizer::Cl100kBase) => &CL100K,
            Some(models::Tokenizer::O200kBase) => &O200K,
            Some(models::Tokenizer::O200kHarmony) => &HARMONY,
            Some(models::Tokenizer::P50kBase) => &P50K,
            Some(models::Tokenizer::P50kEdit) => &P50K_EDIT,
            Some(models::Tokenizer::R50kBase | models::Tokenizer::Gpt2) => &R50K,
            None => {
                let message = format!(
                    "no encoding is known for the model {model:?}; name a model of OpenAI's"
                );
                return Err(Error::new(ErrorKind::Config, message));
            }
        };
        Ok(Self(encoding))
    }

    /// The tokens of `text`, segment by segment.
    fn encode(self, text: &str) -> impl Iterator<Item = u32> {
        let bpe = (self.0.load)();
        segments(text, self.0.safe).flat_map(|segment| bpe.encode_ordinary(segment))
    }
}

impl Default for Tiktoken {
    fn default() -> Self {
        Self::cl100k_base()
    }
}

impl Tokenizer for Tiktoken {
    fn count(&self, text: &str) -> usize {
        let bpe = (self.0.load)();
        segments(text, self.0.safe)
            .map(|segment| bpe.count_ordinary(segment))
            .sum()
    }

    fn index(&self, text: &str) -> TokenIndex {
        let lengths = self.0.lengths();
        let mut ends = Vec::with_capacity(text.len() / 3);
        let mut end = 0;
        for token in self.encode(text) {
            end += u32::from(lengths[token as usize]);
            ends.push(end);
        }
        debug_assert_eq!(
            end,
            offset(text.len()),
            "tokens have the bytes of their text"
        );
        TokenIndex::exact(ends, self.0.safe)
    }

    fn name(&self) -> &'static str {
        self.0.name
    }
}

impl fmt::Debug for Tiktoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tiktoken").field(&self.0.name).finish()
    }
}

impl Encoding {
    fn lengths(&self) -> &[u8] {
        self.lengths.get_or_init(|| {
            let bpe = (self.load)();
            let length = |id| bpe.decode_bytes(&[id]).map_or(0, |bytes| bytes.len());
            (0..self.ids)
                .map(|id| u8::try_from(length(id)).expect("tokens are shorter than 256 bytes"))
                .collect()
        })
    }
}

/// Cuts a long text at safe places, which changes no count. Only a run of 512 KiB without any is cut where it stands.
fn segments(mut text: &str, safe: fn(&str, usize) -> bool) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let goal = SEGMENT_BYTES.min(text.len());
        let most = text.floor_char_boundary(RUN_BYTES.min(text.len()));
        let is_cut = |at: &usize| text.is_char_boundary(*at) && safe(text, *at);
        let cut = (1..=goal)
            .rev()
            .find(is_cut)
            .or_else(|| (goal..most).find(is_cut));
        let (segment, rest) = text.split_at(cut.unwrap_or(most));
        text = rest;
        Some(segment)
    })
}

/// Whether no token of `cl100k_base` or `o200k_base` reaches over `at`, whatever is cut off around it.
///
/// Read off their patterns: a space or tab only ever begins a piece, so one behind visible text is a boundary; letters
/// and digits take no line break with them (punctuation does: `".\n\n"` is one token); behind the last line break
/// of a run a new piece begins, unless `/` follows (`o200k_base` takes `".\n/"` as one); and letters and digits take no
/// punctuation with them but for the apostrophe of a contraction.
fn is_safe(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    match (bytes[at - 1], bytes[at]) {
        (b'\n' | b'\r', next) => next != b'/' && is_last_line_break(&text[at..]),
        (before, b' ' | b'\t') => is_visible_before(text, at, before),
        (before, next) if before.is_ascii_alphanumeric() => is_plain_break(next),
        (before, next) if before >= 0x80 && (next == b'\n' || next >= 0x80) => {
            is_ideographic_before(text, at) && (next == b'\n' || is_ideographic_stop(&text[at..]))
        }
        _ => false,
    }
}

/// The same for the older encodings, whose patterns join line breaks with the white space behind them.
fn is_safe_in_words(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    matches!(bytes[at], b' ' | b'\n') && is_visible_before(text, at, bytes[at - 1])
}

/// Whether the white space that `rest` begins with, if any, has no line break and is followed by text.
/// `"\n"` before `"  \n x"` is not the last of its run.
fn is_last_line_break(rest: &str) -> bool {
    let first = rest
        .chars()
        .find(|c| !c.is_whitespace() || matches!(c, '\n' | '\r'));
    first.is_some_and(|c| !matches!(c, '\n' | '\r'))
}

fn is_visible_before(text: &str, at: usize, before: u8) -> bool {
    match before {
        0..0x80 => !before.is_ascii_whitespace() && before != 0x0b,
        _ => !text[..at].ends_with(char::is_whitespace),
    }
}

/// ASCII that ends a run of letters or digits: white space and punctuation, but for the apostrophe.
fn is_plain_break(next: u8) -> bool {
    matches!(next, b'\n' | b'\r') || (next.is_ascii_punctuation() && next != b'\'')
}

/// Kana, Han and Hangul: letters in every version of Unicode, without case or marks.
fn is_ideographic_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣'))
}

/// The punctuation that ends clauses in those scripts.
fn is_ideographic_stop(rest: &str) -> bool {
    rest.starts_with([
        '、', '。', '「', '」', '『', '』', '（', '）', '，', '：', '；', '？', '！',
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::Counter;
    use proptest::prelude::*;

    fn all() -> [Tiktoken; 4] {
        [
            Tiktoken(&CL100K),
            Tiktoken(&O200K),
            Tiktoken(&P50K),
            Tiktoken(&R50K),
        ]
    }

    /// Text in which the patterns' classes meet: letters, digits, marks, white space of all kinds, contractions, slashes.
    fn texts() -> impl Strategy<Value = String> {
        let bits = prop_oneof![
            prop::sample::select(vec![
                " ",
                "  ",
                "\n",
                "\n\n",
                "\r\n",
                "\t",
                "\u{a0}",
                "\u{3000}",
                "\u{b}",
                "\u{85}",
                "'s",
                "'LL",
                "'",
                "’",
                ".",
                "。",
                "、",
                "/",
                "//",
                ").",
                "...",
                "- ",
                "# ",
                "|",
                "`",
                "a",
                "word",
                "Word",
                "WORD",
                "wORd",
                "1",
                "1234567",
                "é",
                "e\u{301}",
                "\u{301}",
                "ſ",
                "İ",
                "東京",
                "を",
                "한국어",
                "مرحبا",
                "नमस्ते",
                "🦀",
                "👨‍👩‍👧",
                "\u{200d}",
                "²",
                "ª",
                "\0",
            ])
            .prop_map(str::to_owned),
            "\\PC",
        ];
        prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
    }

    proptest! {
        #[test]
        fn span_counts_equal_the_reference(text in texts(), ends in any::<(prop::sample::Index, prop::sample::Index)>()) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (*ends.0.get(&places), *ends.1.get(&places));
            let (a, b) = (a.min(b), a.max(b));
            for tokenizer in all() {
                let reference = (tokenizer.0.load)();
                let counter = Counter::new(&text, &tokenizer);
                prop_assert_eq!(
                    counter.count((a..b).into(), u32::MAX) as usize,
                    reference.count_ordinary(&text[a..b]),
                    "{} of {:?}", tokenizer.name(), &text[a..b]
                );
            }
        }

    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))] // each counts a megabyte

        #[test]
        fn long_texts_count_as_in_one_piece(text in texts()) {
            let long = text.repeat(100_000 / text.len().max(1) + 1);
            for tokenizer in &all()[..2] {
                prop_assert_eq!(tokenizer.count(&long), (tokenizer.0.load)().count_ordinary(&long));
            }
        }
    }

    #[test]
    fn runs_of_a_million_characters_are_counted() {
        for run in [
            "a", "A", " ", "\n", " \n", "1", "!", "東", "é", "\u{301}", "🦀",
        ] {
            let text = run.repeat(1_000_000 / run.len());
            for tokenizer in all() {
                assert!(tokenizer.count(&text) > 0);
                tokenizer.index(&text); // asserts that the tokens have the text's bytes
            }
        }
    }
}

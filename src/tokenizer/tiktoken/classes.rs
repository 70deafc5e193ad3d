//! The classes of characters that the patterns of the encodings distinguish.
//!
//! The tables come from regex-syntax, which the reference engine uses too, so both have
//! the same version of Unicode.

use regex_syntax::hir::{Class, HirKind};
use std::sync::OnceLock;

/// The classes of one character, as bits.
pub(super) type Bits = u8;

/// `\p{L}`.
pub(super) const LETTER: Bits = 1;
/// `\p{N}`.
pub(super) const NUMBER: Bits = 2;
/// `\s`.
pub(super) const SPACE: Bits = 4;
/// `[\r\n]`.
pub(super) const BREAK: Bits = 8;
/// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`: characters that start a word of `o200k_base`.
pub(super) const HEAD: Bits = 16;
/// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`: characters that end a word of `o200k_base`.
pub(super) const TAIL: Bits = 32;

const CLASSES: [(&str, Bits); 6] = [
    (r"\p{L}", LETTER),
    (r"\p{N}", NUMBER),
    (r"\s", SPACE),
    (r"[\r\n]", BREAK),
    (r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", HEAD),
    (r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]", TAIL),
];

const PAGE: usize = 256;

/// A two-level table of the classes of all characters; equal pages are stored once.
pub(super) struct Classes {
    /// A copy of the first half page: ASCII is looked up most often and needs no page
    /// index.
    ascii: [Bits; 128],
    pages: Vec<[Bits; PAGE]>,
    page_indexes: Vec<u16>,
}

impl Classes {
    /// Returns the table, built on first use.
    pub(super) fn get() -> &'static Self {
        static CLASSES: OnceLock<Classes> = OnceLock::new();
        CLASSES.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut all = vec![0; char::MAX as usize + 1];
        for (pattern, bit) in CLASSES {
            for (first, last) in ranges(pattern) {
                for bits in &mut all[first as usize..=last as usize] {
                    *bits |= bit;
                }
            }
        }
        let mut pages: Vec<[Bits; PAGE]> = Vec::new();
        let mut page_indexes = Vec::with_capacity(all.len() / PAGE);
        for page in all.chunks_exact(PAGE) {
            let known = pages.iter().position(|known| known == page);
            let at = known.unwrap_or_else(|| {
                pages.push(page.try_into().expect("a page's length"));
                pages.len() - 1
            });
            page_indexes.push(u16::try_from(at).expect("there are 4,352 pages"));
        }
        let mut ascii = [0; 128];
        ascii.copy_from_slice(&pages[0][..128]);
        Self {
            ascii,
            pages,
            page_indexes,
        }
    }

    /// Returns the classes and the length in bytes of the character at `at`; no classes
    /// and length 0 at the end of the text.
    #[inline(always)]
    pub(super) fn at(&self, text: &str, at: usize) -> (Bits, usize) {
        match text.as_bytes().get(at) {
            None => (0, 0),
            Some(byte) if *byte < 0x80 => (self.ascii[usize::from(*byte)], 1),
            Some(_) => self.beyond_ascii(text, at),
        }
    }

    #[inline(never)] // keeps the inlined ASCII path small
    fn beyond_ascii(&self, text: &str, at: usize) -> (Bits, usize) {
        let character = text[at..].chars().next().unwrap_or('\0');
        let code = character as usize;
        let page = &self.pages[usize::from(self.page_indexes[code / PAGE])];
        (page[code % PAGE], character.len_utf8())
    }

    /// Returns the end of the run of characters from `at` that have one of `classes`.
    #[inline]
    pub(super) fn run(&self, text: &str, mut at: usize, classes: Bits) -> usize {
        loop {
            let (bits, length) = self.at(text, at);
            if bits & classes == 0 {
                return at;
            }
            at += length;
        }
    }

    /// Returns the end of the run of letters from `at`. ASCII letters are tested eight at
    /// a time, because most words are no longer than that.
    #[inline]
    pub(super) fn letters(&self, text: &str, mut at: usize) -> usize {
        while let Some(eight) = text.as_bytes().get(at..at + 8) {
            let run = ascii_letters(u64::from_le_bytes(eight.try_into().expect("eight bytes")));
            at += run;
            if run < 8 {
                break;
            }
        }
        self.run(text, at, LETTER)
    }

    /// Returns the end of the run of characters from `at` that have none of `classes`.
    #[inline]
    pub(super) fn run_outside(&self, text: &str, mut at: usize, classes: Bits) -> usize {
        loop {
            let (bits, length) = self.at(text, at);
            if length == 0 || bits & classes != 0 {
                return at;
            }
            at += length;
        }
    }
}

/// Returns the number of ASCII letters at the start (the low end) of eight bytes.
#[inline]
fn ascii_letters(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // Each byte is in lower case and below 0x80, so no sum carries into the next byte.
    // Adding 0x80 - 'a' sets the highest bit from 'a' on, and adding 0x7f - 'z' sets it
    // above 'z'.
    let lower = (bytes & !HIGH) | (0x20 * ONES);
    let above_z = lower + (0x7f - 0x7a) * ONES;
    let from_a = lower + (0x80 - 0x61) * ONES;
    let others = !(from_a & !above_z & !bytes) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// Returns the characters of a class as ranges of first and last.
fn ranges(pattern: &str) -> Vec<(char, char)> {
    let class = regex_syntax::parse(pattern).expect("the classes above are well-formed");
    match class.into_kind() {
        HirKind::Class(Class::Unicode(class)) => (class.iter())
            .map(|range| (range.start(), range.end()))
            .collect(),
        HirKind::Class(Class::Bytes(class)) => (class.iter())
            .map(|range| (char::from(range.start()), char::from(range.end())))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_letters_end_where_letters_do() {
        let classes = Classes::get();
        for code in (0..0x180).chain(0x20..0x30) {
            let other = char::from_u32(code).unwrap();
            for length in [0, 1, 7, 8, 9, 17] {
                let text = format!("{}{other}Zz tail", "azAZmn".repeat(3).split_at(length).0);
                assert_eq!(
                    classes.letters(&text, 0),
                    classes.run(&text, 0, LETTER),
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn characters_have_the_classes_of_the_patterns() {
        let classes = Classes::get();
        let classes_at = |text: &str| classes.at(text, 0);
        assert_eq!(classes_at("a"), (LETTER | TAIL, 1));
        assert_eq!(classes_at("É"), (LETTER | HEAD, 2));
        assert_eq!(classes_at("東"), (LETTER | HEAD | TAIL, 3));
        assert_eq!(classes_at("\u{301}"), (HEAD | TAIL, 2));
        assert_eq!(classes_at("²"), (NUMBER, 2));
        assert_eq!(classes_at("\u{a0}"), (SPACE, 2));
        assert_eq!(classes_at("\n"), (SPACE | BREAK, 1));
        assert_eq!(classes_at("🦀"), (0, 4));
        assert_eq!(classes_at(""), (0, 0));
    }
}

//! The classes of characters that the patterns of the encodings distinguish.
//!
//! The build script makes the table, because parsing the classes and filling in a million
//! characters takes 24 million instructions: twenty times all other work for a short file
//! (2026-11-29).

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

const PAGE: usize = 256;

/// A two-level table of the classes of all characters; equal pages are stored once.
pub(super) struct Classes {
    /// A copy of the first half page: ASCII is looked up most often and needs no page
    /// number.
    ascii: [Bits; 128],
    pages: &'static [[Bits; PAGE]],
    /// The page of each 256 characters.
    numbers: &'static [u8],
}

static CLASSES: Classes = {
    let pages: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.pages"));
    let (pages, _) = pages.as_chunks::<PAGE>();
    let (ascii, _) = pages[0]
        .split_first_chunk()
        .expect("a page has 256 characters");
    Classes {
        ascii: *ascii,
        pages,
        numbers: include_bytes!(concat!(env!("OUT_DIR"), "/classes.numbers")),
    }
};

impl Classes {
    /// Returns the table.
    pub(super) fn get() -> &'static Self {
        &CLASSES
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
        let page = &self.pages[usize::from(self.numbers[code / PAGE])];
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

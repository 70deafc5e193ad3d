//! Writes the classes of all characters as a table of pages.
//!
//! The classes come from regex-syntax, which the reference engine uses too, so both have
//! the same version of Unicode.

use regex_syntax::hir::{Class, HirKind};
use std::fs;
use std::path::Path;

/// The classes that the patterns of the encodings distinguish. The class at each place
/// has the bit of that place: `1 << 0` for letters.
const CLASSES: [&str; 6] = [
    r"\p{L}",
    r"\p{N}",
    r"\s",
    r"[\r\n]",
    r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]",
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]",
];

/// The number of characters in a page.
const PAGE: usize = 256;

/// Writes the pages without repetition, and for each 256 characters the number of its
/// page.
pub(crate) fn write(folder: &Path) {
    let mut pages: Vec<[u8; PAGE]> = Vec::new();
    let mut numbers = Vec::new();
    for page in all().as_chunks::<PAGE>().0 {
        let known = pages.iter().position(|known| known == page);
        let at = known.unwrap_or_else(|| {
            pages.push(*page);
            pages.len() - 1
        });
        numbers.push(u8::try_from(at).expect("there are about 120 different pages"));
    }
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).expect("the folder can be written");
    };
    write("classes.pages", pages.as_flattened());
    write("classes.numbers", &numbers);
}

/// Returns the classes of each character, as bits.
fn all() -> Vec<u8> {
    let mut all = vec![0; char::MAX as usize + 1];
    for (bit, pattern) in CLASSES.into_iter().enumerate() {
        for (first, last) in ranges(pattern) {
            for bits in &mut all[first as usize..=last as usize] {
                *bits |= 1 << bit;
            }
        }
    }
    all
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

//! Words that are the number of a chapter or section: "Chapter Three".

/// The numbers from 1, in small letters.
#[rustfmt::skip] // a table
const WORDS: [&str; 20] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
];

/// Returns the value of a word in small letters.
pub(crate) fn value(word: &str) -> Option<u32> {
    let at = WORDS.iter().position(|other| *other == word)?;
    u32::try_from(at + 1).ok()
}

//! The words of a plain text with their places, and its letters without anything between.

use unicode_normalization::UnicodeNormalization as _;

/// The words of a text. Letters are compatible ones in lower case (NFKC), so that the
/// ligature in "ﬁle" is two letters.
#[derive(Debug, Default)]
pub(super) struct PlainWords {
    pub(super) words: Vec<PlainWord>,
    /// The letters and digits of all words, one after the other.
    pub(super) letters: String,
}

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainWord {
    /// Its bytes in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its bytes in the letters.
    letters: (usize, usize),
}

impl PlainWords {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut start = None;
        // A soft hyphen is in the middle of a word, and no letter.
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (start, c.is_alphanumeric() || c == '\u{ad}') {
                (None, true) => start = Some(at),
                (Some(begins), false) => {
                    found.add(text, begins, at);
                    start = None;
                }
                _ => {}
            }
        }
        found
    }

    fn add(&mut self, text: &str, start: usize, end: usize) {
        let before = self.letters.len();
        let letters = text[start..end].nfkc().flat_map(char::to_lowercase);
        self.letters.extend(letters.filter(|c| c.is_alphanumeric()));
        if self.letters.len() > before {
            self.words.push(PlainWord {
                start,
                end,
                letters: (before, self.letters.len()),
            });
        }
    }

    /// Returns the letters of a word.
    pub(super) fn word(&self, at: usize) -> &str {
        let (start, end) = self.words[at].letters;
        &self.letters[start..end]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.words.len()).map(|at| self.word(at))
    }

    /// Returns the words that are exactly the letters of this range, if any are: the
    /// letters "75" of "1750" are not.
    pub(super) fn whole_words(&self, letters: std::ops::Range<usize>) -> Option<(usize, usize)> {
        let first = (self.words).partition_point(|word| word.letters.0 < letters.start);
        let last = (self.words).partition_point(|word| word.letters.1 < letters.end);
        let begins = self.words.get(first)?.letters.0 == letters.start;
        let ends = self.words.get(last)?.letters.1 == letters.end;
        (begins && ends && first <= last).then_some((first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_alone() {
        let words = PlainWords::of("The ﬁle, re-\nread: 75 °C so\u{ad}ft.");
        let found: Vec<&str> = words.iter().collect();
        assert_eq!(found, ["the", "file", "re", "read", "75", "c", "soft"]);
        assert_eq!(words.letters, "thefilereread75csoft");
    }

    #[test]
    fn letters_in_the_middle_of_words_are_no_words() {
        let words = PlainWords::of("at 1750 rpm");
        assert_eq!(words.whole_words(2..6), Some((1, 1)));
        assert_eq!(words.whole_words(3..6), None);
        assert_eq!(words.whole_words(2..9), Some((1, 2)));
    }
}

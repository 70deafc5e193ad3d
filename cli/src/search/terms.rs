//! Splits texts into the words that are compared.

use std::ops::Range;
use tantivy::tokenizer::{
    Language, LowerCaser, Stemmer, StopWordFilter, TextAnalyzer, WhitespaceTokenizer,
};

/// Splits texts into lower-case English stems. Words like `the` and those of one
/// character count for nothing. A word of a script without spaces between words gives its
/// pairs of characters: `東京都` gives `東京` and `京都`.
pub(super) struct Terms {
    analyzer: TextAnalyzer,
}

/// A word and its place in the text.
pub(super) struct Term {
    pub(super) word: String,
    pub(super) place: Range<usize>,
}

/// The scripts that put no spaces between words, or hardly any: Thai to Khmer, Hangul
/// Jamo, kana to Hangul syllables, compatibility ideographs, and the ideographs beyond
/// 16 bits.
const UNSPACED: [(char, char); 8] = [
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1100}', '\u{11ff}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// Shorter words are left out: a lone letter or digit is in too many texts.
const LEAST_CHARS: usize = 2;

impl Default for Terms {
    fn default() -> Self {
        let words = TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(LowerCaser);
        let stemmer = Stemmer::new(Language::English);
        Self {
            analyzer: match StopWordFilter::new(Language::English) {
                Some(stop_words) => words.filter(stop_words).filter(stemmer).build(),
                None => words.filter(stemmer).build(), // never: tantivy has a list for English
            },
        }
    }
}

impl Terms {
    /// Returns the words of a text in order.
    pub(super) fn of(&mut self, text: &str) -> Vec<Term> {
        let places = places(text);
        let words: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
        let spaced = words.join(" ");
        let mut terms = Vec::with_capacity(places.len());
        let mut tokens = self.analyzer.token_stream(&spaced);
        // The position counts words, also those that a filter leaves out.
        tokens.process(&mut |token| {
            terms.push(Term {
                word: token.text.clone(),
                place: places[token.position].clone(),
            });
        });
        terms
    }

    /// Returns the words of a question, each once.
    pub(super) fn of_question(&mut self, question: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for term in self.of(question) {
            if !words.contains(&term.word) {
                words.push(term.word);
            }
        }
        words
    }
}

/// Returns the places of the words of a text. With an underscore, `max_tokens` is one.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut word: Option<(usize, bool)> = None; // its start, and whether its script has no spaces
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_word = c.is_alphanumeric() || c == '_';
        let is_unspaced = is_unspaced(c);
        if let Some((start, unspaced)) = word
            && (!is_word || unspaced != is_unspaced)
        {
            add(text, start..at, unspaced, &mut places);
            word = None;
        }
        if is_word && word.is_none() {
            word = Some((at, is_unspaced));
        }
    }
    places
}

fn is_unspaced(c: char) -> bool {
    UNSPACED
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}

/// Adds a word, or the pairs of characters of one without spaces.
fn add(text: &str, place: Range<usize>, is_unspaced: bool, places: &mut Vec<Range<usize>>) {
    let word = &text[place.clone()];
    if !is_unspaced {
        if word.chars().nth(LEAST_CHARS - 1).is_some() {
            places.push(place);
        }
        return;
    }
    let starts = word.char_indices().map(|(at, _)| place.start + at);
    let starts: Vec<usize> = starts.chain([place.end]).collect();
    match starts.len() {
        2 => places.push(place), // one character alone
        _ => places.extend(starts.windows(3).map(|pair| pair[0]..pair[2])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        (Terms::default().of(text).into_iter())
            .map(|term| term.word)
            .collect()
    }

    #[test]
    fn words_are_english_stems() {
        assert_eq!(
            words("The BOILED water's max_tokens, a 75 5"),
            ["boil", "water", "max_token", "75"]
        );
    }

    #[test]
    fn scripts_without_spaces_give_pairs_of_characters() {
        assert_eq!(
            words("東京都のtea茶"),
            ["東京", "京都", "都の", "tea", "茶"]
        );
        assert_eq!(words("녹차"), ["녹차"]);
        assert_eq!(words("ชา"), ["ชา"]);
    }

    #[test]
    fn places_are_those_of_the_words() {
        let text = "Let — the «boiling» water";
        let places: Vec<&str> = (Terms::default().of(text).into_iter())
            .map(|term| &text[term.place])
            .collect();
        assert_eq!(places, ["Let", "boiling", "water"]);
    }

    #[test]
    fn a_question_has_each_word_once() {
        assert_eq!(Terms::default().of_question("boil boiling the"), ["boil"]);
    }
}

//! Scores the wording of a candidate: numbers are evidence for a heading; sentences,
//! dates, addresses and code against it.

use super::candidate::Candidate;
use crate::lexicon::names;

/// A number of one component may be the item of a list (`1 Wash`), so it has less weight
/// than `3.2`.
const NUMBER_SCORE: f32 = 0.7;
const NESTED_NUMBER_SCORE: f32 = 1.0;

/// A text that ends as a sentence does.
const SENTENCE_SCORE: f32 = -2.0;
/// The same of a few words, which may be an abbreviation: `Results for Acme Inc.`
const FULL_STOP_SCORE: f32 = -1.2;
/// A text that ends in the middle of a sentence.
const OPEN_END_SCORE: f32 = -1.5;
/// A text that introduces a list or an example.
const COLON_SCORE: f32 = -0.6;
/// The item of a list that has no neighbours.
const ITEM_SCORE: f32 = -1.5;
/// A continued line starts with a lowercase letter.
const LOWERCASE_SCORE: f32 = -0.5;
const LONG_SCORE: f32 = -1.0;
const ADDRESS_SCORE: f32 = -2.0;
const NO_LETTERS_SCORE: f32 = -0.5;
const DATE_SCORE: f32 = -2.0;
const CODE_SCORE: f32 = -0.7;
const BLANK_PAGE_SCORE: f32 = -4.0;
const COMMON_SECTION_SCORE: f32 = 1.0;
/// Titles of framed notes are bold and spaced as headings are.
const ADMONITION_SCORE: f32 = -1.5;

/// Longer texts are paragraphs, in characters.
const LONG_CHARS: usize = 160;
/// Chinese and Japanese texts that end with a full stop are sentences above this length,
/// in characters.
const LONG_IDEOGRAPHIC_CHARS: usize = 12;
/// Texts of up to this many words may be a name or an abbreviation, not a sentence.
const MAX_PHRASE_WORDS: usize = 5;
/// The maximum number of words in a date, a separate comma included: `30 June , 2025`.
const MAX_DATE_WORDS: usize = 4;

/// Returns the score of the wording.
pub(super) fn score(candidate: &Candidate) -> f32 {
    let text = candidate.text.as_str();
    let mut score = match candidate.number {
        Some(1) => NUMBER_SCORE,
        Some(_) => NESTED_NUMBER_SCORE,
        None => 0.0,
    };
    score += match text.chars().next_back() {
        Some('.' | ':') if is_sentence(text) => SENTENCE_SCORE,
        Some('。' | '．') if text.chars().count() > LONG_IDEOGRAPHIC_CHARS => SENTENCE_SCORE,
        // "And then ..." is a title as often as a sentence.
        Some('.' | '。' | '．') if !text.ends_with("...") => FULL_STOP_SCORE,
        Some(',' | ';' | '、' | '，' | '；' | '،' | '؛') => OPEN_END_SCORE,
        Some(':' | '：') => COLON_SCORE,
        _ => 0.0,
    };
    if ["- ", "– ", "• "].iter().any(|mark| text.starts_with(mark)) {
        score += ITEM_SCORE;
    }
    if text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
    {
        score += LOWERCASE_SCORE;
    }
    if text.chars().count() > LONG_CHARS {
        score += LONG_SCORE;
    }
    if text.contains('@') || text.contains("://") {
        score += ADDRESS_SCORE;
    }
    if !text.chars().any(char::is_alphabetic) {
        score += NO_LETTERS_SCORE;
    }
    if is_date(text) {
        score += DATE_SCORE;
    }
    // Manuals number the sections on functions: "3.2 printf()".
    if candidate.number.is_none() && is_code(text) {
        score += CODE_SCORE;
    }
    if names::is_blank_page_notice(text) {
        score += BLANK_PAGE_SCORE;
    }
    if names::is_section(text) {
        score += COMMON_SECTION_SCORE;
    }
    if names::is_admonition(text) {
        score += ADMONITION_SCORE;
    }
    score
}

/// Returns true if a text that ends with a full stop or a colon reads as a sentence: it
/// has more words than an abbreviation, and most are not capitalized.
fn is_sentence(text: &str) -> bool {
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase));
    words().count() > MAX_PHRASE_WORDS && small.count() * 2 > words().count()
}

/// Returns true if the text has characters of code or of a formula: `x = f()`.
fn is_code(text: &str) -> bool {
    text.contains(['\\', '{', '}', '=', ';']) || text.contains("()")
}

/// Returns true for `30 June 2025` and `January 2025`: one word that is no number, and a
/// year at the end. `Outlook 1995 to 2025` has two.
fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &&str| {
        word.trim_end_matches(['.', ','])
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    let is_year = words.last().is_some_and(|word| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word)
    });
    let other_words = words.iter().filter(|word| !is_number(word)).count();
    is_year && words.len() <= MAX_DATE_WORDS && other_words == 1 && words.len() > 1
}

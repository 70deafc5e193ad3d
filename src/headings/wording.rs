//! Questions about the words of a candidate.

use super::candidate::Candidate;
use std::ops::RangeInclusive;

/// Chinese and Japanese texts that end with a full stop are sentences above this length,
/// in characters.
const LONG_IDEOGRAPHIC_CHARS: usize = 12;
/// Texts of up to this many words may be a name or an abbreviation, not a sentence.
const MAX_PHRASE_WORDS: usize = 5;
/// The maximum number of words in a date, a separate comma included: `30 June , 2025`.
const MAX_DATE_WORDS: usize = 4;
/// Lists of this many names and fewer are too similar to titles: "Hemp and Sisal".
const MAX_UNLISTED_NAMES: usize = 2;
/// The number of words of a name, particles included: `Ana de la Cuerda`.
const NAME_WORDS: RangeInclusive<usize> = 2..=5;

/// Returns true if a text ends as a sentence does and reads as one.
pub(super) fn is_sentence(text: &str) -> bool {
    match text.chars().next_back() {
        Some('.' | ':') => has_small_words(text),
        Some('。' | '．') => text.chars().count() > LONG_IDEOGRAPHIC_CHARS,
        _ => false,
    }
}

/// Returns true if a text ends with a full stop. "And then ..." is a title as often as a
/// sentence.
pub(super) fn ends_with_full_stop(text: &str) -> bool {
    text.ends_with(['.', '。', '．']) && !text.ends_with("...")
}

/// Returns true if a text begins with a small letter, as a continued line does. Letters
/// that number it do not count.
pub(super) fn begins_small(candidate: &Candidate<'_>) -> bool {
    let title = match candidate.number {
        Some(number) if candidate.piece.label.is_empty() => number.title,
        _ => candidate.text(),
    };
    let first = title.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

/// Returns true for a text in quotation marks: the pull quote of a magazine.
pub(super) fn is_quotation(text: &str) -> bool {
    text.starts_with(['“', '„', '«', '"', '»']) && text.ends_with(['”', '“', '»', '"', '«'])
}

/// Returns true if a text has more words than an abbreviation, most of them not
/// capitalized.
pub(super) fn has_small_words(text: &str) -> bool {
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase));
    words().count() > MAX_PHRASE_WORDS && small.count() * 2 > words().count()
}

/// Returns true if the text has characters of code or of a formula: `x = f()`.
pub(super) fn is_code(text: &str) -> bool {
    text.contains(['\\', '{', '}', '=', ';']) || text.contains("()")
}

/// Returns true for `30 June 2025` and `January 2025`: one word that is not a number, and
/// a year at the end. `Outlook 1995 to 2025` has two.
pub(super) fn is_date(text: &str) -> bool {
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

/// Returns true for the name of an author below a title: `By Jane Writer, city desk`.
pub(super) fn is_byline(text: &str) -> bool {
    const WORDS: [&str; 6] = ["By", "Von", "Par", "Por", "Di", "Door"];
    let mut words = text.split_whitespace();
    let is_author = words.next().is_some_and(|word| WORDS.contains(&word));
    let is_name =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    is_author && is_name(words.next()) && is_name(words.next())
}

/// Returns true for a list of at least three names of people and nothing else:
/// `Anna Reeper∗, John van der Strand and Mary Tar`.
pub(super) fn is_list_of_names(text: &str) -> bool {
    const PARTICLES: [&str; 12] = [
        "van", "von", "der", "den", "de", "da", "di", "del", "la", "le", "bin", "al",
    ];
    let text = text.replace(" and ", ", ").replace(" & ", ", ");
    let is_name = |part: &str| {
        let mut words = 0;
        part.split_whitespace().all(|word| {
            words += 1;
            PARTICLES.contains(&word) || word.starts_with(char::is_uppercase)
        }) && NAME_WORDS.contains(&words)
    };
    // Footnote marks and affiliations: "Reeper∗", "Strand1,2".
    let is_mark = |c: char| !c.is_alphabetic();
    let mut names = 0;
    text.split([',', ';'])
        .map(|part| part.trim_matches(is_mark))
        .filter(|part| !part.is_empty())
        .all(|part| {
            names += 1;
            is_name(part)
        })
        && names > MAX_UNLISTED_NAMES
}

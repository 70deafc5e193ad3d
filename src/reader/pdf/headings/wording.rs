//! What the words of a candidate say: numbers speak for a heading; sentences, dates, addresses and code against it.

use super::candidate::Candidate;
use super::names;

/// What its words say.
pub(super) fn score(candidate: &Candidate) -> f32 {
    let text = candidate.text.as_str();
    let mut score = match candidate.number {
        Some(1) => 0.7,
        Some(_) => 1.0,
        None => 0.0,
    };
    score -= match text.chars().next_back() {
        Some('.' | ':') if is_sentence(text) => 2.0,
        Some('。' | '．') if text.chars().count() > 12 => 2.0,
        Some('.' | '。' | '．') if !text.ends_with("...") => 1.2,
        Some(',' | ';' | '、' | '，' | '；' | '،' | '؛') => 1.5,
        Some(':' | '：') => 0.6,
        _ => 0.0,
    };
    // An item of a list that no other stands beside.
    if ["- ", "– ", "• "].iter().any(|mark| text.starts_with(mark)) {
        score -= 1.5;
    }
    if text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
    {
        score -= 0.5;
    }
    if text.chars().count() > 160 {
        score -= 1.0;
    }
    if text.contains('@') || text.contains("://") {
        score -= 2.0;
    }
    if !text.chars().any(char::is_alphabetic) {
        score -= 0.5;
    }
    if is_date(text) {
        score -= 2.0;
    }
    if candidate.number.is_none() && is_code(text) {
        score -= 0.7;
    }
    if is_of_blank_page(text) {
        score -= 4.0;
    }
    if names::is_usual(text) {
        score += 1.0;
    }
    score - if is_admonition(text) { 1.5 } else { 0.0 }
}

/// Whether a text that ends with a full stop or a colon reads as a sentence: so many words are no abbreviation, and few are capitalized.
fn is_sentence(text: &str) -> bool {
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase));
    words().count() > 5 && small.count() * 2 > words().count()
}

/// Whether it has signs of code or of a formula.
fn is_code(text: &str) -> bool {
    text.contains(['\\', '{', '}', '=', ';']) || text.contains("()")
}

/// `30 June 2025`, `January 2025`: a year at the end of a few words, and no more numbers than a day.
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
    let names = words.iter().filter(|word| !is_number(word)).count();
    is_year && words.len() <= 4 && names == 1 && words.len() > 1
}

/// "This page is intentionally left blank."
fn is_of_blank_page(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "intentionally left blank",
        "intentionally blank",
        "absichtlich leer",
        "laissée intentionnellement",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// What stands above a warning in a frame.
fn is_admonition(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "note",
        "notes",
        "warning",
        "caution",
        "danger",
        "tip",
        "hint",
        "important",
        "attention",
        "info",
        "remark",
        "hinweis",
        "achtung",
        "warnung",
        "vorsicht",
        "gefahr",
        "wichtig",
        "tipp",
    ];
    WORDS.contains(
        &text
            .trim_end_matches([':', '!', '.'])
            .to_lowercase()
            .as_str(),
    )
}

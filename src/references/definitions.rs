//! The terms that a section of definitions defines, with the places of the definitions.

use crate::document::{Block, BlockKind, Section, Span};
use crate::lexicon::definition;
use std::collections::HashMap;

/// The most words and bytes of a term.
pub(super) const MAX_WORDS: usize = 6;
const MAX_TERM_BYTES: usize = 80;
/// The fewest letters of a term: `EU` is one.
const MIN_LETTERS: usize = 2;
/// The fewest letters of a term in small letters. "it" is a word of every sentence.
const MIN_SMALL_LETTERS: usize = 4;
/// The most bytes and letters of a marker before a term: `(12)`, `iv.`
const MAX_MARKER_BYTES: usize = 12;
const MAX_MARKER_LETTERS: usize = 3;
/// The most markers before a term: `- 1. |`.
const MAX_MARKERS: usize = 3;
/// The most bytes between a term and the verb of its definition: `(or "Your")`.
const MAX_VERB_BYTES: usize = 80;
/// Quotation marks around a term, each with its end.
const QUOTES: [(char, &[char]); 6] = [
    ('"', &['"']),
    ('“', &['”', '“']),
    ('„', &['“', '”', '"']),
    ('‘', &['’']),
    ('\'', &['\'']),
    ('«', &['»']),
];
/// Words that a term may begin with and that are not in all of its uses: "The Program".
const ARTICLES: [&str; 5] = ["The ", "This ", "A ", "An ", "the "];

/// The defined terms.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// The place of the definition of each term.
    terms: HashMap<String, Span>,
    /// The first words of the terms.
    first_words: HashMap<String, usize>,
    /// For each first byte of them, their lengths as bits. One glossary in a long document
    /// has all its words looked up, and few pass this test. (2026-11-29: hashing each word
    /// was a fifth of reading 64 MB.)
    lengths: FirstLengths,
    /// The blocks before this offset have been read.
    read: u32,
}

/// For each byte, a set of lengths; those above 63 are one.
#[derive(Debug)]
struct FirstLengths([u64; 256]);

impl Default for FirstLengths {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl FirstLengths {
    fn bit(length: usize) -> u64 {
        1 << length.min(63)
    }

    fn insert(&mut self, word: &str) {
        if let Some(first) = word.bytes().next() {
            // An "s" may follow the term.
            let lengths = Self::bit(word.len()) | Self::bit(word.len() + 1);
            self.0[usize::from(first)] |= lengths;
        }
    }

    #[inline]
    fn may_have(&self, word: &str) -> bool {
        let first = word.bytes().next();
        first.is_some_and(|first| self.0[usize::from(first)] & Self::bit(word.len()) != 0)
    }
}

impl Definitions {
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds the terms of a section, if its title is a name of definitions.
    pub(super) fn add(&mut self, section: Section<'_>, title: &str) {
        if !definition::is_name(title) {
            return;
        }
        let read = self.read;
        for block in (section.blocks()).filter(|block| block.span().start >= read) {
            self.add_block(block);
        }
        self.read = self.read.max(section.span().end);
    }

    fn add_block(&mut self, block: Block<'_>) {
        let start = block.span().start as usize;
        match block.kind() {
            BlockKind::Paragraph | BlockKind::Other | BlockKind::Quote => {
                self.add_item(block.text(), start);
            }
            BlockKind::List | BlockKind::Table => {
                let mut at = start;
                for line in block.text().split_inclusive('\n') {
                    self.add_item(line, at);
                    at += line.len();
                }
            }
            BlockKind::Definition => self.add_list(block.text(), start),
            _ => {}
        }
    }

    /// Adds the terms at the start of a paragraph or an item.
    fn add_item(&mut self, text: &str, start: usize) {
        let Some((terms, place)) = defined(text) else {
            return;
        };
        let end = start + text.trim_end().len();
        for term in terms {
            self.insert(&term, (start + place..end).into());
        }
    }

    /// Adds the terms of a definition list: a line over one that begins with a colon.
    fn add_list(&mut self, text: &str, start: usize) {
        let mut at = start;
        let mut before: Option<(&str, usize)> = None;
        for line in text.split_inclusive('\n') {
            let is_definition = line.trim_start().starts_with(':');
            if let Some((term, place)) = before.filter(|_| is_definition) {
                let place = (place..at + line.trim_end().len()).into();
                self.insert(term.trim().trim_matches(['*', '"', '“', '”', ':']), place);
            }
            if !line.trim().is_empty() {
                before = (!is_definition).then_some((line, at));
            }
            at += line.len();
        }
    }

    fn insert(&mut self, term: &str, place: Span) {
        let bare = ARTICLES
            .iter()
            .find_map(|article| term.strip_prefix(article));
        let words: Vec<&str> = bare.unwrap_or(term).split_whitespace().collect();
        let term = words.join(" ");
        let letters = term.chars().filter(|c| c.is_alphabetic()).count();
        let is_small = term.chars().all(|c| !c.is_uppercase());
        let least = if is_small {
            MIN_SMALL_LETTERS
        } else {
            MIN_LETTERS
        };
        let is_words = |word: &&str| {
            word.chars()
                .all(|c| c.is_alphanumeric() || "-'’".contains(c))
        };
        let is_term = (1..=MAX_WORDS).contains(&words.len())
            && letters >= least
            && words.iter().all(is_words);
        if !is_term {
            return;
        }
        let first = words[0].to_owned();
        // A sentence may begin with the term.
        let capital = capitalized(&term).filter(|_| is_small);
        for term in std::iter::once(term).chain(capital) {
            let first = term.split(' ').next().unwrap_or(&first).to_owned();
            self.lengths.insert(&first);
            let longest = self.first_words.entry(first).or_default();
            *longest = (*longest).max(words.len());
            self.terms.entry(term).or_insert(place);
        }
    }

    /// Returns false, quickly, for most words that no term begins with.
    #[inline]
    pub(super) fn may_begin(&self, word: &str) -> bool {
        self.lengths.may_have(word)
    }

    /// Returns the most words of the terms that begin with a word; 0 if none does.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.first_words.get(first).copied().unwrap_or(0)
    }

    /// Returns the place of the definition of a term.
    pub(super) fn get(&self, term: &str) -> Option<Span> {
        self.terms.get(term).copied()
    }
}

fn capitalized(term: &str) -> Option<String> {
    let first = term.chars().next()?;
    let rest = &term[first.len_utf8()..];
    Some(first.to_uppercase().chain(rest.chars()).collect())
}

/// Returns the terms at the start of a text that defines them, and the offset of the
/// first.
fn defined(text: &str) -> Option<(Vec<String>, usize)> {
    let bare = without_marker(text);
    let place = text.len() - bare.len();
    let is_bold = bare.starts_with("**") || bare.starts_with("__");
    let unmarked = bare.trim_start_matches(['*', '_']);
    let (term, rest) = match quoted(unmarked) {
        Some((term, rest)) => (term, rest),
        None if bare.starts_with("**") => unmarked.split_once("**")?,
        None if is_bold => unmarked.split_once("__")?,
        None => plain(bare)?,
    };
    let term = term.trim_matches(['*', '_']);
    let after = rest.trim_start_matches(['*', '_']);
    if term.len() > MAX_TERM_BYTES || !defines(term, after, is_bold) {
        return None;
    }
    let mut terms = vec![term.trim_end_matches([':', '.', ',']).to_owned()];
    // `"You" (or "Your") means`
    let near = &after[..after.floor_char_boundary(MAX_VERB_BYTES)];
    let other = near.trim_start().trim_start_matches('(');
    let other = ["or ", "and ", "oder "]
        .iter()
        .find_map(|join| other.strip_prefix(join));
    terms.extend(other.and_then(quoted).map(|(term, _)| term.to_owned()));
    Some((terms, place))
}

/// Returns the capitalized words at the start of a text, if the verb of a definition
/// follows them: `Larger Work means a work which`.
fn plain(text: &str) -> Option<(&str, &str)> {
    let near = &text[..text.floor_char_boundary(MAX_TERM_BYTES)];
    let verbs = [" means ", " shall mean ", " bezeichnet "];
    let end = verbs.iter().filter_map(|verb| near.find(verb)).min()?;
    let is_name = (near[..end].split(' ')).all(|word| word.starts_with(char::is_uppercase));
    is_name.then(|| text.split_at(end))
}

/// Returns true if the text after a term is its definition.
fn defines(term: &str, after: &str, is_bold: bool) -> bool {
    let near = &after[..after.floor_char_boundary(MAX_VERB_BYTES)];
    let has_sign =
        term.ends_with([':', '.']) || near.trim_start().starts_with([':', '—', '–', '=', '|']);
    let mut words = near.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let has_verb = words.any(definition::is_verb);
    // In a list of German definitions no verb follows: `„Tee“ jedes Getränk, …`.
    let has_text = near.split_whitespace().count() > 1;
    has_sign || has_verb || !is_bold && has_text
}

/// Returns the text in quotation marks at the start, and the text after them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let (_, ends) = QUOTES.iter().find(|(quote, _)| *quote == open)?;
    let inside = &text[open.len_utf8()..];
    let near = &inside[..inside.floor_char_boundary(MAX_TERM_BYTES)];
    let end = near.find(*ends)?;
    let close = inside[end..].chars().next()?;
    Some((&inside[..end], &inside[end + close.len_utf8()..]))
}

/// Returns a text without the markers of an item: `1.`, `(a)`, `-`, `1. |`.
fn without_marker(text: &str) -> &str {
    let mut text = text.trim_start();
    for _ in 0..MAX_MARKERS {
        let near = &text[..text.floor_char_boundary(MAX_MARKER_BYTES)];
        let Some(end) = near.find(char::is_whitespace) else {
            break;
        };
        let marker = &near[..end];
        let letters = marker.chars().filter(|c| c.is_alphabetic()).count();
        let is_sign = |c: char| c.is_ascii_digit() || ".()|-+*•–\\".contains(c);
        let is_lettered = letters <= MAX_MARKER_LETTERS && marker.ends_with([')', '.']);
        let rest = marker.trim_matches(is_sign);
        if !(rest.is_empty() || is_lettered && rest.len() == letters) {
            break;
        }
        text = text[end..].trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_begin_their_definitions() {
        for (text, expected) in [
            ("\"Tea\" means a drink.", &["Tea"][..]),
            ("1. | 'green tea' means any tea", &["green tea"]),
            ("(a) “Cup” shall mean a cup", &["Cup"]),
            ("\"You\" (or \"Your\") shall mean", &["You", "Your"]),
            ("**Kettle**: boils water", &["Kettle"]),
            ("**Kettle:** boils water", &["Kettle"]),
            ("1.  „grüner Tee“ jeder Tee, der", &["grüner Tee"]),
            ("- **\"Pot\"** means a pot", &["Pot"]),
            ("1.6. Large Pot means a pot", &["Large Pot"]),
        ] {
            let found = defined(text).map(|found| found.0).unwrap_or_default();
            assert_eq!(found, expected, "{text}");
        }
        for text in [
            "Hot tea means a drink",
            "**Note** that tea",
            "He said \"tea\" is",
            "",
        ] {
            assert!(defined(text).is_none(), "{text}");
        }
    }
}

//! Numbered blocks that are no headings: the clauses of a contract, `3.2 The tenant pays.`

use super::number;
use crate::document::{Block, BlockKind, Span};
use std::collections::HashMap;

/// The most bytes of a line that may be a title.
const MAX_LINE_BYTES: usize = 80;
/// The most bytes of a title that its paragraph follows in the same line.
const MAX_RUN_IN_BYTES: usize = 60;
/// The most digits of its number; four are a year.
const MAX_TITLE_DIGITS: usize = 3;
/// The fewest letters of a word that a title capitalizes: not "and", "of", "with".
const MIN_CAPITALIZED: usize = 5;

/// The clauses of a document, by number.
#[derive(Debug, Default)]
pub(super) struct Clauses(HashMap<String, Vec<Span>>);

impl Clauses {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the lines of a block that begin with a number: the first line of a paragraph, or
    /// the lines of a list.
    pub(super) fn add(&mut self, block: Block<'_>) {
        let (text, span) = (block.text(), block.span());
        match block.kind() {
            BlockKind::Paragraph | BlockKind::Other if may_begin_clause(text.as_bytes()) => {
                let line = text.split_inclusive('\n').next().unwrap_or_default();
                self.push(clause(line, || is_line(text)), span);
            }
            BlockKind::List => {
                let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
                let mut start = 0;
                for end in ends.chain([text.len()]) {
                    if may_begin_clause(&text.as_bytes()[start..end]) {
                        let line = &text[start..end];
                        let place = line_span(span.start as usize + start, line);
                        self.push(clause(line, || false), place);
                    }
                    start = end;
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, number: Option<String>, place: Span) {
        if let Some(number) = number {
            self.0.entry(number).or_default().push(place);
        }
    }

    /// Returns the place of the only clause with a number.
    pub(super) fn only(&self, number: &str) -> Option<Span> {
        match self.0.get(number).map(Vec::as_slice) {
            Some([place]) => Some(*place),
            _ => None,
        }
    }
}

/// Returns true for a paragraph that is one short line, such as a title without the look
/// of a heading.
fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.len() <= MAX_LINE_BYTES && !text.contains('\n')
}

/// Returns true if a digit follows the marks at the start of a line. Few lines have one, and
/// the others cost these bytes only.
fn may_begin_clause(line: &[u8]) -> bool {
    let is_mark = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'-' | b'*' | b'>' | b'\\');
    let first = line.iter().find(|byte| !is_mark(byte));
    first.is_some_and(u8::is_ascii_digit)
}

/// Returns the number at the start of a clause: `3.2 The tenant pays`, of a line that may
/// be a title, `15. Warranty.`, and of a title within its paragraph, `4. Late Payment. The
/// tenant pays`.
fn clause(line: &str, is_line: impl Fn() -> bool) -> Option<String> {
    let text = line.trim_start_matches([' ', '\t', '-', '*', '>', '\\']);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let length = number::length(text);
    let number = &text[..length];
    let rest = text[length..].trim_start_matches(['.', '*', '\\']);
    let title = rest.trim_start();
    let is_capital = title.starts_with(|c: char| c.is_uppercase() || "\"“„‘*_(".contains(c));
    let is_clause = match number::depth(number) {
        1 => length <= MAX_TITLE_DIGITS && (is_capital && is_line() || begins_with_title(title)),
        _ => is_capital || is_line() && title.starts_with(char::is_alphabetic),
    };
    let is_apart = title.len() < rest.len();
    (length > 0 && is_clause && is_apart).then(|| number::key(number))
}

/// Returns true for a text whose first sentence is a title: `Limitation on Liability. The
/// owner`. "Boil the water. Then" and "See Table 4. It" are sentences.
fn begins_with_title(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_']);
    let Some((title, rest)) = text.split_once('.') else {
        return false;
    };
    let rest = rest.trim_start_matches(['*', '_']);
    let mut words = title.split_whitespace();
    title.len() <= MAX_RUN_IN_BYTES
        && title.starts_with(char::is_uppercase)
        && !title.contains(|c: char| c.is_ascii_digit())
        && rest.starts_with(char::is_whitespace)
        && words.all(|word| is_capitalized(word) || word.chars().count() < MIN_CAPITALIZED)
}

fn is_capitalized(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(char::is_uppercase)
}

/// Returns the span of a line without its line break.
fn line_span(start: usize, line: &str) -> Span {
    (start..start + line.trim_end().len()).into()
}

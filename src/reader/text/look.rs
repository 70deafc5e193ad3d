//! Reads what makes a group of lines look like a heading.

use super::lines::{GroupKind, LineGroup};
use crate::lexicon::numbering::{self, Delimiter, Form};

/// The most words of a heading. More are a sentence.
const MAX_WORDS: usize = 14;
/// The most characters of a heading: a line.
const MAX_CHARS: usize = 80;
/// The most words of a heading that ends with a full stop.
const MAX_TITLE_WORDS: usize = 9;
/// The bytes of a word that has a capital in titles: "of" and "and" have none.
const MIN_LONG_WORD: usize = 4;
/// The fewest letters of a heading in capitals. `OK` and `I.` are none.
const MIN_CAPITALS: usize = 4;
/// A text whose usual indentation has this many columns is indented, and lines in its
/// margin are headings. RFCs have three.
const MIN_INDENT: usize = 2;
/// An underline may be so much longer or shorter than its title.
const MAX_UNDERLINE_DIFFERENCE: usize = 2;

/// A number of a heading: the components before the last one, and that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The word of a division (`ARTICLE`), in small letters.
    pub(super) word: String,
    pub(super) parent: String,
    pub(super) value: u32,
    pub(super) depth: u8,
    /// A number without a sign, `3 Cups`: an amount, unless sections of it follow.
    pub(super) is_bare: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Look {
    Numbered(Numbered),
    Underlined(char),
    Capitals,
    /// At the margin of an indented text.
    Margin,
}

/// Returns the look of a group of lines that may be a heading, in a text whose `usual`
/// indentation is known.
pub(super) fn look(text: &str, group: &LineGroup, usual: usize) -> Option<Look> {
    if group.kind == GroupKind::PageHead {
        return None;
    }
    let line = &text[group.lines[0].range()];
    if let [_, rule] = group.lines.as_slice() {
        return underline(line, &text[rule.range()]).map(Look::Underlined);
    }
    if group.lines.len() > 1 || !is_title(line) {
        return None;
    }
    let is_indented = usual >= MIN_INDENT && usual > group.indent;
    if let Some(numbered) = numbered(line) {
        // In a text without indentation items begin in the same column.
        let may_be_heading = if numbered.is_bare {
            group.indent == 0
        } else {
            group.indent <= usual
        };
        return may_be_heading.then_some(Look::Numbered(numbered));
    }
    if is_sentence(line) || is_code(line) {
        return None;
    }
    if is_in_capitals(line) {
        return Some(Look::Capitals);
    }
    (is_indented && group.indent == 0 && is_capitalized(line)).then_some(Look::Margin)
}

/// Returns the sign of an underline below a title of the same length: `Tea` over `===`.
fn underline(title: &str, rule: &str) -> Option<char> {
    let sign = rule.chars().next()?;
    let is_rule = "=-~^*#\"".contains(sign) && rule.chars().all(|c| c == sign);
    let length = title.chars().count();
    let fits = rule.chars().count().abs_diff(length) <= MAX_UNDERLINE_DIFFERENCE;
    // "Name  Price" is the head of a table.
    let is_row = title.contains("  ");
    (is_rule && fits && rule.len() > 2 && !is_row && is_title(title)).then_some(sign)
}

/// Returns true if a line may be a heading by its length and its words: no entry of a
/// table of contents (`Tea ..... 3`), no markup of Markdown.
fn is_title(line: &str) -> bool {
    line.chars().count() <= MAX_CHARS
        && line.split_whitespace().count() <= MAX_WORDS
        && line.chars().any(char::is_alphabetic)
        && !line.contains("....")
        && !line.contains(". . .")
        && !line.contains(['|', '@', '{', '}', ';'])
        && !line.starts_with(['#', '-', '*', '>', '<', '"', '['])
}

fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', ',', ':', '?', '!', ')'])
}

/// Returns true for a line of a grammar, a program or a protocol: `LENGTH = INTEGER`,
/// `OPTIONS * HTTP/1.1`, `DC=CS,DC=UK`. "INPUT/OUTPUT" and "TEA (GREEN)" are titles.
fn is_code(line: &str) -> bool {
    let bytes = line.as_bytes();
    line.contains(['=', '*', '_', '\\', '<', '>'])
        || line.contains(" / ")
        || bytes
            .windows(2)
            .any(|pair| pair[0] == b'/' && pair[1].is_ascii_digit())
}

fn is_in_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= MIN_CAPITALS
        && letters.clone().all(char::is_uppercase)
        && !line.contains("   ")
}

/// Returns true if a line begins with a capital and has no columns inside, as the first
/// lines of an RFC have.
fn is_capitalized(line: &str) -> bool {
    line.starts_with(char::is_uppercase) && !line.contains("   ")
}

/// Reads the number of a heading: `2.1.  Cups`, `ARTICLE I`, `Appendix A.  Cups`.
fn numbered(line: &str) -> Option<Numbered> {
    let number = numbering::read(line)?;
    let title = number.title;
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let is_named = number.kind.is_some() && first.starts_with(char::is_alphabetic);
    let is_capital = title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if is_named {
        // "Section 4 applies" is a sentence.
        let is_heading = title.is_empty() || (is_capital && !is_sentence(line));
        return is_heading.then(|| Numbered {
            word: first.to_lowercase(),
            parent: String::new(),
            value: number.value,
            depth: 1,
            is_bare: false,
        });
    }
    let is_decimal = number.form == Form::Decimal && !first.starts_with(['(', '§']);
    let is_set_off =
        number.depth > 1 || number.mark == Delimiter::Dot || line[first.len()..].starts_with("  ");
    // "1. Definitions." is a heading of licences, "1. Boil the water." is an item.
    let is_text = is_sentence(title) && !is_short_title(title);
    if !is_decimal || !is_capital || is_text || number.mark == Delimiter::Bracket {
        return None;
    }
    let bare = first.trim_end_matches(['.', ':']);
    let parent = bare.rsplit_once('.').map_or("", |(parent, _)| parent);
    Some(Numbered {
        word: String::new(),
        parent: parent.to_owned(),
        value: number.value,
        depth: number.depth,
        is_bare: !is_set_off,
    })
}

/// Returns true if a text with a full stop is a title: its long words have capitals, as
/// in "Grant of Patent License."
fn is_short_title(text: &str) -> bool {
    let mut words = text.split_whitespace();
    text.ends_with('.')
        && words.clone().count() <= MAX_TITLE_WORDS
        && words
            .all(|word| word.len() < MIN_LONG_WORD || word.starts_with(|c: char| !c.is_lowercase()))
}

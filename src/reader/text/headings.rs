//! Decides which groups of lines are headings, and their levels.

use super::lines::{GroupKind, LineGroup};
use crate::lexicon::numbering::{self, Delimiter, Form};
use std::collections::HashMap;

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
/// The fewest groups of lines from which the usual indentation follows.
const MIN_GROUPS: usize = 4;
/// An underline may be so much longer or shorter than its title.
const MAX_UNDERLINE_DIFFERENCE: usize = 2;

/// A number of a heading: the components before the last one, and that one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    /// The word of a division (`ARTICLE`), in small letters.
    word: String,
    parent: String,
    value: u32,
    depth: u8,
}

#[derive(Debug, Clone)]
enum Look {
    Numbered(Numbered),
    Underlined(char),
    Capitals,
    /// At the margin of an indented text.
    Margin,
}

/// Returns the level of each group that is a heading.
pub(super) fn levels(text: &str, groups: &[LineGroup]) -> Vec<Option<u8>> {
    let usual = usual_indent(groups);
    let mut looks: Vec<Option<Look>> = (groups.iter())
        .map(|group| look(text, group, usual))
        .collect();
    drop_broken_runs(&mut looks);
    drop_without_text(&mut looks);
    assign(&looks)
}

fn look(text: &str, group: &LineGroup, usual: usize) -> Option<Look> {
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
        return (group.indent <= usual).then_some(Look::Numbered(numbered));
    }
    if is_sentence(line) {
        return None;
    }
    if is_in_capitals(line) {
        return Some(Look::Capitals);
    }
    (is_indented && group.indent == 0 && is_capitalized(line)).then_some(Look::Margin)
}

/// Returns the indentation that most groups of several lines have, else most groups.
fn usual_indent(groups: &[LineGroup]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for group in groups
        .iter()
        .filter(|group| group.kind != GroupKind::PageHead)
    {
        *counts.entry(group.indent).or_default() += group.lines.len();
    }
    let most = counts
        .into_iter()
        .max_by_key(|(indent, lines)| (*lines, *indent));
    (most.filter(|_| groups.len() >= MIN_GROUPS)).map_or(0, |(indent, _)| indent)
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
        });
    }
    let is_decimal = number.form == Form::Decimal && !first.starts_with(['(', '§']);
    // "3 Cups" is an amount, "3.  Cups" and "3   Cups" are none.
    let is_set_off =
        number.depth > 1 || number.mark == Delimiter::Dot || line[first.len()..].starts_with("  ");
    // "1. Definitions." is a heading of licences, "1. Boil the water." is an item.
    let is_text = is_sentence(title) && !is_short_title(title);
    if !is_decimal || !is_set_off || !is_capital || is_text || number.mark == Delimiter::Bracket {
        return None;
    }
    let bare = first.trim_end_matches(['.', ':']);
    let parent = bare.rsplit_once('.').map_or("", |(parent, _)| parent);
    Some(Numbered {
        word: String::new(),
        parent: parent.to_owned(),
        value: number.value,
        depth: number.depth,
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

/// Removes numbers that do not continue the ones before them. A list of items begins
/// anew at 1, and a number in the text is a year or an amount.
fn drop_broken_runs(looks: &mut [Option<Look>]) {
    let mut last: HashMap<(String, String), u32> = HashMap::new();
    for look in looks.iter_mut() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let key = (number.word.clone(), number.parent.clone());
        let continues = match last.get(&key) {
            Some(before) => *before + 1 == number.value,
            None => number.value <= 1,
        };
        if continues {
            last.insert(key, number.value);
        } else if number.word.is_empty() {
            *look = None;
        }
    }
}

/// Removes the numbers of a depth of which most are followed by another of the same run
/// without text between: they are items.
fn drop_without_text(looks: &mut [Option<Look>]) {
    let mut counts: HashMap<(String, u8), (usize, usize)> = HashMap::new();
    let key = |number: &Numbered| (number.word.clone(), number.depth);
    for (at, look) in looks.iter().enumerate() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let next = looks.get(at + 1);
        let is_item = match next {
            Some(Some(Look::Numbered(next))) => {
                next.depth <= number.depth && next.word == number.word
            }
            Some(_) => false,
            None => number.word.is_empty(),
        };
        let (items, all) = counts.entry(key(number)).or_default();
        *items += usize::from(is_item);
        *all += 1;
    }
    for look in looks.iter_mut() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let (items, all) = counts.get(&key(number)).copied().unwrap_or_default();
        // A single number continues nothing.
        let is_single = all < 2 && number.word.is_empty() && number.depth == 1;
        if items * 2 >= all || is_single {
            *look = None;
        }
    }
}

/// Returns the level of each heading: kinds and signs by their first place in the text,
/// numbers by their depth below the last kind.
fn assign(looks: &[Option<Look>]) -> Vec<Option<u8>> {
    let mut kinds: Vec<String> = Vec::new();
    let mut signs: Vec<char> = Vec::new();
    let mut open_kind = 0_u8;
    let has_chapters = looks.iter().flatten().any(|look| {
        matches!(look, Look::Numbered(number) if number.word.is_empty() && number.depth == 1)
    });
    let level = |look: &Look| match look {
        Look::Capitals | Look::Margin => {
            open_kind = 0;
            1
        }
        Look::Underlined(sign) => {
            open_kind = 0;
            place(&mut signs, sign)
        }
        Look::Numbered(number) if number.word.is_empty() && has_chapters => {
            open_kind.saturating_add(number.depth)
        }
        Look::Numbered(number) if number.word.is_empty() => number.depth.max(open_kind + 1),
        // An appendix is at the level of the numbered chapters.
        Look::Numbered(number) if is_annex(&number.word) => {
            open_kind = 0;
            1
        }
        Look::Numbered(number) => {
            open_kind = place(&mut kinds, &number.word);
            open_kind
        }
    };
    let mut level = level;
    looks
        .iter()
        .map(|look| look.as_ref().map(&mut level))
        .collect()
}

fn is_annex(word: &str) -> bool {
    crate::lexicon::kind::kind(word) == Some(crate::lexicon::kind::DivisionKind::Annex)
}

/// Returns the place of `item` in `all`, from 1, and adds it if it is new.
fn place<T: PartialEq + Clone>(all: &mut Vec<T>, item: &T) -> u8 {
    let at = all
        .iter()
        .position(|other| other == item)
        .unwrap_or_else(|| {
            all.push(item.clone());
            all.len() - 1
        });
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}

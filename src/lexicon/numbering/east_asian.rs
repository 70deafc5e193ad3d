//! Numbers of Chinese, Japanese and Korean titles: `第三章`, `제2절`, `一、`, `（二）`, `3.2系统`.

use super::super::east_asian::{self, DIGITS, value};
use super::super::kind::DivisionKind;
use super::{Delimiter, Form, Number, decimal};

/// The maximum number of characters of a numeral before `、` or in brackets: `二十一`.
const MAX_NUMERAL_CHARS: usize = 3;

/// Returns the number at the start of a text.
pub(super) fn read(text: &str) -> Option<Number<'_>> {
    division(text)
        .or_else(|| ideograph(text))
        .or_else(|| run_in(text))
}

/// Reads the divisions of laws and books: `第三章 …`.
fn division(text: &str) -> Option<Number<'_>> {
    let (kind, value, length) = east_asian::division(text)?;
    let title = &text[length..];
    let depth = match kind {
        DivisionKind::Part | DivisionKind::Chapter => 1,
        DivisionKind::Section => 2,
        _ => 3,
    };
    title.contains(char::is_alphanumeric).then_some(Number {
        kind: Some(kind),
        form: Form::Division,
        is_small: false,
        value,
        depth,
        mark: Delimiter::None,
        title: title.trim(),
    })
}

/// Reads numerals with their marks: `一、…`, `（一）…`.
fn ideograph(text: &str) -> Option<Number<'_>> {
    let is_numeral = |number: &str| {
        (1..=MAX_NUMERAL_CHARS).contains(&number.chars().count())
            && number
                .chars()
                .all(|c| c != '〇' && (c == '十' || DIGITS.contains(c)))
    };
    let in_brackets = || text.strip_prefix(['（', '('])?.split_once(['）', ')']);
    let with_mark = text
        .split_once('、')
        .map(|split| (split, Delimiter::Other, 1));
    let with_brackets = in_brackets().map(|split| (split, Delimiter::Brackets, 2));
    let ((numeral, title), mark, depth) = [with_mark, with_brackets]
        .into_iter()
        .flatten()
        .find(|((numeral, _), _, _)| is_numeral(numeral))?;
    (!title.trim().is_empty()).then_some(Number {
        kind: None,
        form: Form::Ideograph,
        is_small: false,
        value: value(numeral)?,
        depth,
        mark,
        title: title.trim(),
    })
}

/// Reads digits that the title follows without a space: `3.2系统设计`, `１．はじめに`,
/// `1、背景`.
fn run_in(text: &str) -> Option<Number<'_>> {
    let is_number_char = |c: char| matches!(c, '0'..='9' | '.' | '０'..='９' | '．');
    let end = text.find(|c| !is_number_char(c))?;
    let (number, rest) = text.split_at(end);
    let title = rest.trim_start_matches(['、', '\u{3000}']);
    let is_ideograph = title.starts_with(
        |c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'),
    );
    // "2024年" is a date and "3個" a count. The number of a title has a dot or a comma.
    let has_mark = rest.starts_with(['、', '\u{3000}']) || number.contains(['.', '．']);
    let ascii: String = number.chars().map(to_ascii).collect();
    let bare = decimal(ascii.trim_end_matches('.')).filter(|_| is_ideograph && has_mark)?;
    Some(Number {
        kind: None,
        form: bare.form,
        is_small: false,
        value: bare.value,
        depth: bare.depth,
        mark: if ascii.ends_with('.') {
            Delimiter::Dot
        } else {
            Delimiter::Other
        },
        title: title.trim(),
    })
}

/// Returns the ASCII form of a full-width digit or dot.
fn to_ascii(c: char) -> char {
    match c {
        '．' => '.',
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_a_level_by_their_form() {
        let level = |text| read(text).map(|number| (number.kind, number.value, number.depth));
        assert_eq!(
            level("第三章 结果"),
            Some((Some(DivisionKind::Chapter), 3, 1))
        );
        assert_eq!(
            level("제2절 정의"),
            Some((Some(DivisionKind::Section), 2, 2))
        );
        assert_eq!(
            level("第 12 条 用語"),
            Some((Some(DivisionKind::Article), 12, 3))
        );
        assert_eq!(level("一、背景"), Some((None, 1, 1)));
        assert_eq!(level("（二）方法"), Some((None, 2, 2)));
        assert_eq!(level("3.2系统设计"), Some((None, 2, 2)));
        assert_eq!(level("１．はじめに"), Some((None, 1, 1)));
        assert_eq!(level("2、结果"), Some((None, 2, 1)));
        for text in ["第一", "第一章", "2024年", "3個の石", "一、", "12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

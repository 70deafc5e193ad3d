//! Numbers of tables: amounts, years, and the signs in cells of their own beside them.

/// The most bytes of a sign beside a number: `HK$`, `(US$`.
const MAX_PREFIX_BYTES: usize = 6;

/// Returns true if two neighbouring texts are parts of one number.
#[cfg(feature = "html")]
pub(in crate::reader) fn are_one(left: &str, right: &str) -> bool {
    (is_prefix(left) && is_amount(right)) || (is_suffix(right) && is_amount(left))
}

/// Returns true for `$`, `(`, `-$`, `US$`.
pub(in crate::reader) fn is_prefix(text: &str) -> bool {
    let is_sign = |c: char| is_currency(c) || matches!(c, '(' | '-' | '−' | '+' | '±');
    let letters = text.trim_end_matches(is_sign);
    text.len() <= MAX_PREFIX_BYTES
        && letters.len() < text.len()
        && letters
            .trim_start_matches(is_sign)
            .chars()
            .all(|c| c.is_ascii_uppercase())
}

pub(in crate::reader) fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '¢' | '£' | '¥' | '€' | '₹' | '₩' | '₽' | '₪' | '元'
    )
}

/// Returns true for what follows a number in a cell of its own.
pub(in crate::reader) fn is_suffix(text: &str) -> bool {
    matches!(text, ")" | "%" | ")%" | "%)" | ") %" | "]" | "¢")
}

/// Returns true for numbers, also negative ones, and for the dash of a missing number.
#[cfg(feature = "html")]
pub(in crate::reader) fn is_amount(text: &str) -> bool {
    let text = text.trim_matches('*');
    let rest = text.trim_start_matches(|c: char| {
        is_currency(c) || c.is_whitespace() || matches!(c, '(' | '-' | '−' | '–' | '+' | '±' | '.')
    });
    rest.starts_with(|c: char| c.is_ascii_digit()) || is_dash(text)
}

/// Returns true for the sign of a missing number.
pub(in crate::reader) fn is_dash(text: &str) -> bool {
    let text = text.trim_matches(|c: char| is_currency(c) || c.is_whitespace());
    !text.is_empty() && text.chars().all(|c| matches!(c, '—' | '–' | '-' | '−'))
}

/// The digits of a year.
#[cfg(feature = "pdf")]
const YEAR_DIGITS: usize = 4;
/// The parts of a date.
#[cfg(feature = "pdf")]
const DATE_PARTS: usize = 3;

/// Returns true for a year or a date in digits by itself: `2024`, `31.12.2024`.
#[cfg(feature = "pdf")]
pub(in crate::reader) fn is_date(text: &str) -> bool {
    if text.len() == YEAR_DIGITS {
        return names_year(text);
    }
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let is_part = |part: &&str| {
        matches!(part.len(), 1 | 2 | YEAR_DIGITS) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let years = parts.iter().filter(|part| part.len() == YEAR_DIGITS);
    parts.len() == DATE_PARTS && parts.iter().all(is_part) && years.count() < 2
}

/// Returns true for a number without letters, and for the dash of a missing one: `1,204`,
/// `(35)`, `5.2%`, `--`, `49%*`.
#[cfg(feature = "pdf")]
pub(in crate::reader) fn is_number(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || is_currency(c)
            || matches!(
                c,
                '.' | ','
                    | '('
                    | ')'
                    | '%'
                    | '-'
                    | '−'
                    | '–'
                    | '+'
                    | '±'
                    | '\''
                    | '’'
                    | '*'
                    | '~'
                    | '†'
                    | '‡'
            )
    };
    is_dash(text) || (text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part))
}

/// Returns true for a year or a date: `2024`, `December 31, 2024`.
pub(in crate::reader) fn names_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// Returns true for a number that is not a year: `1,204`, `$(35)`, `5.2%`, `—`.
pub(in crate::reader) fn is_value(text: &str) -> bool {
    let text = text.trim_matches('*');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_year = text.len() == 4 && digits == 4 && names_year(text);
    let is_note = text.len() <= 4 && text.starts_with('(') && text.ends_with(')');
    !is_year
        && !is_note
        && (is_dash(text) || (digits > 0 && !text.chars().any(char::is_alphabetic)))
}

/// Returns true for a number that is written as an amount: `1,204`, `$35`, `(0.5)`, `5
/// %`.
///
/// `12` and `0-4` may name columns: the months of a year, groups of ages. `1.412` is a
/// figure of any text, and `3,` is in code.
#[cfg(feature = "pdf")]
pub(in crate::reader) fn is_formatted(text: &str) -> bool {
    is_value(text)
        && text.contains(|c: char| c.is_ascii_digit())
        && (has_thousands(text)
            || text.contains(|c: char| is_currency(c) || matches!(c, '(' | '%')))
}

/// Returns true for `1,204`: a comma, and three digits after it.
#[cfg(feature = "pdf")]
fn has_thousands(text: &str) -> bool {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    text.split(',').skip(1).any(|part| digits(part) == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "html")]
    #[test]
    fn signs_join_numbers_and_nothing_else() {
        for (left, right) in [
            ("$", "1,204"),
            ("$", "(35"),
            ("(35", ")"),
            ("5.2", "%"),
            ("US$", "—"),
            ("$(3", ")%"),
        ] {
            assert!(are_one(left, right), "{left} {right}");
        }
        for (left, right) in [
            ("$", "Total"),
            ("Tea", ")"),
            ("US", "12"),
            ("3", "4"),
            ("x", "y"),
        ] {
            assert!(!are_one(left, right), "{left} {right}");
        }
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn years_and_groups_of_ages_are_no_amounts() {
        for text in ["1,204", "$35", "(0.5)", "5 %", "$ 3.20"] {
            assert!(is_formatted(text), "{text}");
        }
        for text in [
            "2024",
            "12",
            "0-4",
            "—",
            "Tea 1.5",
            "December 31, 2024",
            "(1)",
        ] {
            assert!(!is_formatted(text), "{text}");
        }
    }
}

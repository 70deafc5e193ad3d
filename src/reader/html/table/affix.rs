//! Joins the cells of currency signs, brackets and percent signs to their numbers.

use super::span::Cell;

/// The most bytes of a sign beside a number: `HK$`, `(US$`.
const MAX_PREFIX_BYTES: usize = 6;

/// Drops the blank cells of a row, and joins `$`, `(`, `)` and `%` to the number beside
/// them: filings set `$ | (1,204 | )` in three cells, so that the digits are aligned.
///
/// The texts of joined cells are next to each other in `text`, because nothing was
/// written between them.
pub(super) fn join(line: &mut Vec<Cell>, text: &str) {
    line.retain(|cell| !cell.text.is_empty());
    // `1.200 | €` ends with the sign, `$ | 1,204` does not. Between two numbers, only the
    // end of the row shows to which one a sign belongs.
    let of = |cell: &Cell| &text[cell.text.range()];
    let follow = line.last().is_some_and(|last| is_currency_sign(of(last)));
    let mut kept: usize = 0;
    for at in 0..line.len() {
        let cell = line[at];
        if let Some(last) = kept.checked_sub(1).map(|last| &mut line[last])
            && last.text.end == cell.text.start
            && !(last.is_below || cell.is_below || last.is_heading || cell.is_heading)
            && are_one(of(last), of(&cell), follow)
        {
            last.text.end = cell.text.end;
            last.end = cell.end;
            continue;
        }
        line[kept] = cell;
        kept += 1;
    }
    line.truncate(kept);
}

/// Returns true if two neighbouring texts are parts of one number. `signs_follow` is true
/// for rows in which the sign of the currency is after its number.
fn are_one(left: &str, right: &str, signs_follow: bool) -> bool {
    if signs_follow && (is_currency_sign(left) || is_currency_sign(right)) {
        return is_currency_sign(right) && is_amount(left);
    }
    (is_prefix(left) && is_amount(right)) || (is_suffix(right) && is_amount(left))
}

fn is_currency_sign(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_currency)
}

/// Returns true for `$`, `(`, `-$`, `US$`.
fn is_prefix(text: &str) -> bool {
    let is_sign = |c: char| is_currency(c) || matches!(c, '(' | '-' | '−' | '+' | '±');
    let letters = text.trim_end_matches(is_sign);
    text.len() <= MAX_PREFIX_BYTES
        && letters.len() < text.len()
        && letters
            .trim_start_matches(is_sign)
            .chars()
            .all(|c| c.is_ascii_uppercase())
}

fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '¢' | '£' | '¥' | '€' | '₹' | '₩' | '₽' | '₪' | '元'
    )
}

/// Returns true for what follows a number in a cell of its own.
fn is_suffix(text: &str) -> bool {
    matches!(text, ")" | "%" | ")%" | "%)" | ") %" | "]" | "¢")
}

/// Returns true for numbers, also negative ones, and for the dash of a missing number.
fn is_amount(text: &str) -> bool {
    let text = text.trim_matches('*');
    let rest = text.trim_start_matches(|c: char| {
        is_currency(c) || c.is_whitespace() || matches!(c, '(' | '-' | '−' | '–' | '+' | '±' | '.')
    });
    rest.starts_with(|c: char| c.is_ascii_digit()) || is_dash(text)
}

/// Returns true for the sign of a missing number.
pub(super) fn is_dash(text: &str) -> bool {
    let text = text.trim_matches(|c: char| is_currency(c) || c.is_whitespace());
    !text.is_empty() && text.chars().all(|c| matches!(c, '—' | '–' | '-' | '−'))
}

#[cfg(test)]
mod tests {
    use super::are_one;

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
            assert!(are_one(left, right, false), "{left} {right}");
        }
        for (left, right) in [
            ("$", "Total"),
            ("Tea", ")"),
            ("US", "12"),
            ("3", "4"),
            ("x", "y"),
        ] {
            assert!(!are_one(left, right, false), "{left} {right}");
        }
    }

    #[test]
    fn signs_after_numbers_join_the_number_before_them() {
        assert!(are_one("1.200,00", "€", true));
        assert!(!are_one("€", "1.300,00", true));
        assert!(!are_one("Miete", "€", true));
    }
}

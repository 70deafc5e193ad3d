//! Joins the cells of currency signs, brackets and percent signs to their numbers.

use super::span::Cell;
use crate::reader::table::{are_one, is_amount, is_currency};

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
            && belong(of(last), of(&cell), follow)
        {
            last.text.end = cell.text.end;
            last.width = u16::try_from(cell.end() - last.start).unwrap_or(u16::MAX);
            continue;
        }
        line[kept] = cell;
        kept += 1;
    }
    line.truncate(kept);
}

/// Returns true if two neighbouring texts are parts of one number. `signs_follow` is true
/// for rows in which the sign of the currency is after its number.
fn belong(left: &str, right: &str, signs_follow: bool) -> bool {
    if signs_follow && (is_currency_sign(left) || is_currency_sign(right)) {
        return is_currency_sign(right) && is_amount(left);
    }
    are_one(left, right)
}

fn is_currency_sign(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_currency)
}

#[cfg(test)]
mod tests {
    use super::belong;

    #[test]
    fn signs_after_numbers_join_the_number_before_them() {
        assert!(belong("1.200,00", "€", true));
        assert!(!belong("€", "1.300,00", true));
        assert!(!belong("Miete", "€", true));
        assert!(belong("$", "1,300", false));
    }
}

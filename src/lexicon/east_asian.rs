//! Chinese, Japanese and Korean numerals, and the divisions of laws and books that they
//! count: `第三章`, `제2절`.

use super::kind::DivisionKind;

pub(super) const DIGITS: &str = "〇一二三四五六七八九";

/// Returns the kind and the number of a division, and the bytes of both: `第三章`.
pub(crate) fn division(text: &str) -> Option<(DivisionKind, u32, usize)> {
    let number = text.strip_prefix(['第', '제'])?.trim_start();
    let is_digit = |c: char| c.is_ascii_digit() || "十百".contains(c) || DIGITS.contains(c);
    // "第一" without a division is an adverb ("first"), so the character that follows
    // decides.
    let rest = number.trim_start_matches(is_digit);
    let digits = &number[..number.len() - rest.len()];
    let mut chars = rest.trim_start().chars();
    let kind = match chars.next()? {
        '编' | '編' | '篇' | '편' => DivisionKind::Part,
        '章' | '장' => DivisionKind::Chapter,
        '节' | '節' | '절' => DivisionKind::Section,
        '条' | '條' | '조' => DivisionKind::Article,
        _ => return None,
    };
    let value = (!digits.is_empty()).then(|| value(digits))??;
    Some((kind, value, text.len() - chars.as_str().len()))
}

/// Returns the value of digits or of an ideographic numeral: 21 for `二十一`, and 203 for
/// `二〇三`, whose digits have places.
pub(super) fn value(numeral: &str) -> Option<u32> {
    let (mut total, mut digit) = (0_u32, None);
    for c in numeral.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            _ => {
                let next = c.to_digit(10).or_else(|| {
                    let at = DIGITS.chars().position(|numeral| numeral == c)?;
                    u32::try_from(at).ok()
                })?;
                digit = Some(digit.unwrap_or(0_u32).checked_mul(10)?.checked_add(next)?);
                continue;
            }
        };
        // The 1 of `十一` is not written.
        total = total.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    total.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_their_value() {
        assert_eq!(value("十"), Some(10));
        assert_eq!(value("二十一"), Some(21));
        assert_eq!(value("二〇三"), Some(203));
        assert_eq!(value("一百零"), None);
        assert_eq!(value("一百二十"), Some(120));
        assert_eq!(value("12"), Some(12));
        assert_eq!(value(&"9".repeat(20)), None);
    }

    #[test]
    fn divisions_have_a_sign_before_and_a_word_after_their_number() {
        assert_eq!(division("第三章 茶"), Some((DivisionKind::Chapter, 3, 9)));
        assert_eq!(division("第一に"), None);
    }
}

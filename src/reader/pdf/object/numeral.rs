//! Reads numbers as viewers do, also odd ones, in objects and content streams (ISO
//! 32000-2 7.3.3).

/// Returns the number at the start of `data` and its length in bytes. `data` starts with
/// a digit, a sign or a dot.
///
/// `--5` is -5, `4.` is 4, `1.0-2` and `1.2.3` end with their second sign or dot (1.0 and
/// 1.2), `5e-1` is 0.5 although PDF has no exponents, and a lone sign or dot is 0.
pub(crate) fn read(data: &[u8]) -> (f64, usize) {
    let (mut value, mut scale, mut negative, mut fraction, mut digits) =
        (0.0, 1.0, false, false, false);
    let mut length = 0;
    while let Some(&byte) = data.get(length) {
        match byte {
            b'0'..=b'9' => {
                digits = true;
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= if fraction { 10.0 } else { 1.0 };
            }
            b'.' if !fraction => fraction = true,
            // A second sign is ignored, as in `--5`.
            b'-' if !digits => negative = true,
            b'+' if !digits => {}
            _ => break,
        }
        length += 1;
    }
    // One division instead of many, so that 0.1 is exactly the nearest number to 0.1.
    value /= scale;
    if digits && let Some((exponent, more)) = exponent(&data[length..]) {
        value *= 10_f64.powi(exponent);
        length += more;
    }
    length += extra(&data[length..]);
    let value = if negative { -value } else { value };
    (if value.is_finite() { value } else { 0.0 }, length)
}

/// Returns the exponent at the start of `data` and its length: `e5`, `E-12`.
fn exponent(data: &[u8]) -> Option<(i32, usize)> {
    let rest = data.strip_prefix(b"e").or(data.strip_prefix(b"E"))?;
    let (negative, digits) = match rest {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let count = digits.iter().take_while(|d| d.is_ascii_digit()).count();
    if count == 0 {
        return None;
    }
    let magnitude = digits[..count].iter().fold(0_i32, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(i32::from(digit - b'0'))
    });
    let signed = if negative { -magnitude } else { magnitude };
    Some((signed, data.len() - digits.len() + count))
}

/// Returns the length of a second number that follows without a space: `-2` of `1.0-2`.
fn extra(data: &[u8]) -> usize {
    let ends = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.');
    data.iter().position(ends).unwrap_or(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_numbers_have_the_values_that_viewers_give_them() {
        let cases: [(&[u8], f64, usize); 14] = [
            (b"12 ", 12.0, 2),
            (b"-.5", -0.5, 3),
            (b"--5", -5.0, 3),
            (b"+-1", -1.0, 3),
            (b"4.]", 4.0, 2),
            (b"1.2.3", 1.2, 5),
            (b"1.0-2", 1.0, 5),
            (b"5-3/", 5.0, 3),
            (b".", 0.0, 1),
            (b"-", 0.0, 1),
            (b"5e-1 ", 0.5, 4),
            (b"1E2", 100.0, 3),
            (b"1em", 1.0, 1),
            (b"1e999", 0.0, 5),
        ];
        for (text, value, length) in cases {
            let shown = String::from_utf8_lossy(text);
            assert_eq!(read(text), (value, length), "{shown}");
        }
    }
}

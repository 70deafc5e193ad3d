//! Reads numbers as viewers do, also odd ones, in objects and content streams (ISO
//! 32000-2 7.3.3).

/// The longest number, in bytes, that is read in integers: its digits are below 2^53, so
/// that it is exactly the nearest float.
const MAX_PLAIN: usize = 15;
/// The powers of ten by which its fraction is divided. All are exact.
const POWERS: [f64; MAX_PLAIN] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
];

/// Returns the number at the start of `data` and its length in bytes. `data` starts with
/// a digit, a sign or a dot.
///
/// `--5` is -5, `4.` is 4, `1.0-2` and `1.2.3` end with their second sign or dot (1.0 and
/// 1.2), `5e-1` is 0.5 although PDF has no exponents, and a lone sign or dot is 0.
pub(crate) fn read(data: &[u8]) -> (f64, usize) {
    // Half of a content stream is numbers, nearly all of them plain.
    plain(data).unwrap_or_else(|| odd(data))
}

/// Reads a number as the specification has it, with at least one digit and at most
/// [`MAX_PLAIN`] bytes after its sign.
fn plain(data: &[u8]) -> Option<(f64, usize)> {
    let unsigned = data.strip_prefix(b"-").unwrap_or(data);
    let (mut value, mut length, mut dot) = (0_u64, 0, None);
    for &byte in unsigned {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b'.' if dot.is_none() => dot = Some(length),
            b'.' | b'+' | b'-' | b'e' | b'E' => return None,
            _ => break,
        }
        length += 1;
        if length > MAX_PLAIN {
            return None;
        }
    }
    let fraction = dot.map_or(0, |dot| length - dot - 1);
    if length == usize::from(dot.is_some()) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "less than 2^53")]
    let value = value as f64 / POWERS[fraction];
    let sign = data.len() - unsigned.len();
    Some((if sign == 0 { value } else { -value }, sign + length))
}

/// Reads any number.
fn odd(data: &[u8]) -> (f64, usize) {
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

    #[test]
    fn plain_numbers_are_read_as_any_others() {
        let signs = ["", "-"];
        let digits = [
            "0",
            "7",
            "12",
            "0.1",
            ".5",
            "4.",
            "612.283",
            "0.000001",
            "123456789012345",
            "1.2345678901234",
            "1234567890123456",
            "0.12345678901234567",
            "99999999999999999999",
        ];
        for sign in signs {
            for digits in digits {
                for end in ["", " ", "]", "Tf", "/F", "\u{e9}"] {
                    let text = format!("{sign}{digits}{end}");
                    let (value, length) = read(text.as_bytes());
                    let expected = (odd(text.as_bytes()), digits.parse::<f64>());
                    assert_eq!(
                        (value.to_bits(), length),
                        (expected.0.0.to_bits(), expected.0.1),
                        "{text}"
                    );
                    if digits.len() <= MAX_PLAIN {
                        assert_eq!(Ok(value.abs()), expected.1, "{text}");
                        assert!(plain(text.as_bytes()).is_some(), "{text}");
                    }
                }
            }
        }
    }
}

//! Decodes text strings: UTF-16, UTF-8 or `PDFDocEncoding` (ISO 32000-2 7.9.2.2).

/// Decodes a text string: UTF-16 or UTF-8 if it has their byte order mark, otherwise
/// `PDFDocEncoding`. Language escapes are left out.
pub(crate) fn text_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| document_encoding(byte)).collect(),
    };
    if text.contains('\u{1b}') {
        return without_language(&text);
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    char::decode_utf16(units.iter().map(|&pair| unit(pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Removes language codes between two escapes: `ESC en-US ESC`.
fn without_language(text: &str) -> String {
    text.split('\u{1b}').step_by(2).collect()
}

/// Decodes a byte of `PDFDocEncoding` (ISO 32000-2 annex D.3).
fn document_encoding(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const MIDDLE: &[char; 33] = &[
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1F => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xA0 => MIDDLE[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_decoded_by_their_marks() {
        assert_eq!(text_string(b"caf\xe9 \x80"), "café •");
        assert_eq!(text_string(b"\xfe\xff\x00T\x00e\x00a"), "Tea");
        assert_eq!(text_string(b"\xff\xfeT\x00e\x00a\x00"), "Tea");
        assert_eq!(text_string("\u{feff}Té".as_bytes()), "Té");
        assert_eq!(text_string(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00T"), "T");
        assert_eq!(text_string(b"\xfe\xff\xd8\x00\x00T"), "\u{fffd}T");
    }
}

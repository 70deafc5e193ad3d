//! The base encodings of simple fonts (ISO 32000-2 annex D).

use read_fonts::ps::PredefinedEncoding;

/// A base encoding: the meaning of codes that `Differences` does not override.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseEncoding {
    Standard,
    WinAnsi,
    MacRoman,
    MacExpert,
}

impl BaseEncoding {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"MacExpertEncoding" => Some(Self::MacExpert),
            _ => None,
        }
    }

    /// Appends the text of a code to `text`. Returns false if the encoding has no text
    /// for it.
    pub(super) fn append(self, code: u8, text: &mut String) -> bool {
        let character = match self {
            Self::Standard => {
                return super::glyph_name::append(PredefinedEncoding::Standard.name(code), text);
            }
            Self::MacExpert => {
                return super::glyph_name::append(PredefinedEncoding::Expert.name(code), text);
            }
            Self::WinAnsi => win_ansi(code),
            Self::MacRoman => mac_roman(code),
        };
        text.extend(character);
        character.is_some()
    }
}

/// Unused codes are bullets (annex D.2, footnote).
fn win_ansi(code: u8) -> Option<char> {
    const MIDDLE: [char; 32] = [
        '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
    ];
    match code {
        0..=0x1F => None,
        0x7F => Some('•'),
        0x80..=0x9F => Some(MIDDLE[usize::from(code - 0x80)]),
        _ => Some(char::from(code)),
    }
}

fn mac_roman(code: u8) -> Option<char> {
    const UPPER: [char; 128] = [
        'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', 'ê', 'ë',
        'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', '†', '°', '¢', '£',
        '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø', '∞', '±', '≤', '≥', '¥', 'µ',
        '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø', '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«',
        '»', '…', ' ', 'À', 'Ã', 'Õ', 'Œ', 'œ', '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ',
        '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ', '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î',
        'Ï', 'Ì', 'Ó', 'Ô', '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸',
        '˝', '˛', 'ˇ',
    ];
    match code {
        0..=0x1F | 0x7F => None,
        0x80..=0xFF => Some(UPPER[usize::from(code - 0x80)]),
        _ => Some(char::from(code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_between_encodings() {
        let text = |base: BaseEncoding, code| {
            let mut text = String::new();
            base.append(code, &mut text).then_some(text)
        };
        assert_eq!(text(BaseEncoding::WinAnsi, 0x93).as_deref(), Some("“"));
        assert_eq!(text(BaseEncoding::MacRoman, 0x8A).as_deref(), Some("ä"));
        assert_eq!(text(BaseEncoding::Standard, 0x27).as_deref(), Some("’"));
        assert_eq!(text(BaseEncoding::Standard, 0x80), None);
    }
}

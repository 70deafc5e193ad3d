//! Characters as a text has them: ligatures taken apart, bullets of symbol fonts by their names.

use unicode_normalization::UnicodeNormalization;

/// Writes what a glyph stands for; gives the number of characters.
#[inline]
pub(super) fn push(glyph: &str, text: &mut String) -> u16 {
    if let [byte @ 0x21..=0x7e] = glyph.as_bytes() {
        text.push(char::from(*byte));
        return 1;
    }
    let before = text.len();
    for c in glyph.chars() {
        match c {
            // Latin and Armenian ligatures, Arabic presentation forms.
            '\u{fb00}'..='\u{fb17}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}' => {
                text.extend(std::iter::once(c).nfkc());
            }
            c if c.is_control() || c == '\u{feff}' => {}
            c => text.push(private_bullet(c).unwrap_or(c)),
        }
    }
    u16::try_from(text[before..].chars().count()).unwrap_or(u16::MAX)
}

/// What Symbol and Wingdings draw as bullets; producers give them as private characters.
fn private_bullet(c: char) -> Option<char> {
    Some(match c {
        '\u{f0b7}' | '\u{f09f}' | '\u{f06c}' => '•',
        '\u{f0a7}' | '\u{f06e}' => '▪',
        '\u{f0a8}' | '\u{f06f}' => '◦',
        '\u{f0d8}' => '➢',
        '\u{f0e0}' => '→',
        '\u{f0fc}' => '✓',
        _ => return None,
    })
}

/// Whether lines that meet at this character are joined without a space, as in Chinese and Japanese.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_are_taken_apart_and_superscripts_are_not() {
        let mut text = String::new();
        for glyph in ["o", "ﬃ", "ce", "²", "\u{f0b7}"] {
            push(glyph, &mut text);
        }
        assert_eq!(text, "office²•");
    }
}

//! Characters as a text has them: ligatures taken apart, bullets of symbol fonts by their names.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;

/// Writes what a glyph stands for; gives the number of characters. A ligature read from right to left is written as its letters
/// would stand from left to right: so do the glyphs of a line, which [`bidi`](super::bidi) turns.
#[inline]
pub(super) fn push(glyph: &str, text: &mut String) -> u16 {
    if let [byte @ 0x21..=0x7e] = glyph.as_bytes() {
        text.push(char::from(*byte));
        return 1;
    }
    let before = text.len();
    for c in glyph.chars() {
        match c {
            // Latin and Armenian ligatures, Hebrew and Arabic presentation forms.
            '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}' => {
                text.extend(std::iter::once(c).nfkc());
            }
            c if c.is_control() || c == '\u{feff}' => {}
            c => text.push(private_bullet(c).unwrap_or(c)),
        }
    }
    let count = text[before..].chars().count();
    if count > 1 && is_leftwards(&text[before..]) && !is_drawn_lam_alef(&text[before..]) {
        let drawn: String = text[before..].chars().rev().collect();
        text.replace_range(before.., &drawn);
    }
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Whether it is a letter of Hebrew, Arabic and the like.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Whether all its letters are read from right to left.
fn is_leftwards(glyph: &str) -> bool {
    glyph.contains(is_right_to_left) && !glyph.contains(|c| bidi_class(c) == BidiClass::L)
}

/// The one ligature that all Arabic fonts have is lam before alef. Some producers give its letters as they are drawn.
fn is_drawn_lam_alef(glyph: &str) -> bool {
    let mut letters = glyph.chars();
    matches!(
        letters.next(),
        Some('\u{622}' | '\u{623}' | '\u{625}' | '\u{627}')
    ) && letters.eq(['\u{644}'])
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

    #[test]
    fn arabic_ligatures_are_written_as_they_are_drawn() {
        for glyph in ["لا", "\u{fefb}", "ال"] {
            let mut text = String::new();
            assert_eq!((push(glyph, &mut text), &*text), (2, "ال"));
        }
        let mut text = String::new();
        push("لله", &mut text);
        assert_eq!(text, "هلل");
    }
}

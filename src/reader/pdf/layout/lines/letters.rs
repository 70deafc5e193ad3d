//! Turns the characters of a glyph into text: splits ligatures, names bullets of symbol
//! fonts.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;

/// Appends the characters of a glyph to `text` and returns how many there are.
///
/// Ligatures become letters ("oﬃce" is "office", but "m²" stays), control characters are
/// left out, and the private characters of symbol fonts become bullets. A ligature that
/// is read from right to left is appended in the order in which its letters would be
/// drawn from left to right, as the other glyphs of its line are: [`bidi`](super::bidi)
/// reverses the whole line.
#[inline]
pub(super) fn push(glyph: &str, text: &mut String) -> u16 {
    // Nearly every glyph is one ASCII character and needs none of the tables below.
    if let [byte] = glyph.as_bytes()
        && byte.is_ascii_graphic()
    {
        text.push(char::from(*byte));
        return 1;
    }
    let before = text.len();
    for c in glyph.chars() {
        match c {
            // "oﬃce" must be found by a search for "office". Only ligatures and
            // presentation forms are decomposed: the "²" of "m²" would become "m2".
            '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}' => {
                text.extend(std::iter::once(c).nfkc());
            }
            // Maps of damaged fonts give control characters, which no reader can see.
            c if c.is_control() || c == '\u{feff}' => {}
            c => text.push(private_bullet(c).unwrap_or(c)),
        }
    }
    let count = text[before..].chars().count();
    // Only a glyph of several letters has an order.
    if count > 1 && is_leftwards(&text[before..]) && !is_drawn_lam_alef(&text[before..]) {
        let drawn: String = text[before..].chars().rev().collect();
        text.replace_range(before.., &drawn);
    }
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Returns true if a character is a letter of Hebrew, Arabic or a related script.
///
/// Digits are not: the "2024" of a Hebrew line would be read as "4202".
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Returns true if a glyph has letters that are read from right to left and no others.
/// The characters of such a glyph are reversed.
///
/// A glyph that mixes scripts keeps its order: the unit "كم km" in one glyph would become
/// "mk مك".
fn is_leftwards(glyph: &str) -> bool {
    glyph.contains(is_right_to_left) && !glyph.contains(|c| bidi_class(c) == BidiClass::L)
}

/// Returns true if a ligature of lam and alef is already in the order in which it is
/// drawn.
///
/// All Arabic fonts have this ligature. Most producers map it to lam and alef, some to
/// alef and lam; reversing the latter would turn "لا" into "ال", the article.
fn is_drawn_lam_alef(glyph: &str) -> bool {
    let mut letters = glyph.chars();
    matches!(
        letters.next(),
        Some('\u{622}' | '\u{623}' | '\u{625}' | '\u{627}')
    ) && letters.eq(['\u{644}'])
}

/// Returns the bullet that Symbol or Wingdings draw for a private character.
///
/// Word writes its lists with U+F0B7. Without this table the items of such a list would
/// be paragraphs that begin with an unreadable character.
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

/// Returns true if lines that meet at this character are joined without a space.
///
/// Chinese and Japanese have no spaces: "日本" and "語" on two lines are "日本語". Korean has
/// them, so its syllables are not in these ranges.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_are_split_and_superscripts_are_not() {
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

//! Combines letters and accents that are drawn as two glyphs, one over the other, as
//! TeX's older fonts do.

use crate::reader::pdf::page::Glyph;
use unicode_normalization::char::compose;

/// The distance in ems by which the middle of an accent may be outside of its letter, as
/// above a slanted `í`.
const ASIDE: f32 = 0.12;
/// The distance in ems by which an accent may be raised above its letter, as above
/// capitals.
const RAISED: f32 = 0.5;
/// The size of the largest accent, in sizes of its letter: some producers take the accent
/// of a small capital from a larger face, but a mark twice as large is a letter of its own.
const LARGEST: f32 = 2.0;

/// Adds the accent that is drawn over a letter to the letter, and drops the accent's
/// glyph.
pub(super) fn combine(text: &mut String, glyphs: &mut Vec<Glyph>) {
    let mut merged = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        let Some(mark) = mark(&text[glyph.start as usize..glyph.end as usize]) else {
            continue;
        };
        // TeX draws the accent before its letter, other programs after it.
        let neighbours = [index.checked_add(1), index.checked_sub(1)]
            .into_iter()
            .flatten();
        let found = neighbours.filter_map(|other| {
            let letter = glyphs.get(other).filter(|letter| is_over(glyph, letter))?;
            Some((
                other,
                accented(&text[letter.start as usize..letter.end as usize], mark)?,
            ))
        });
        merged.extend(
            found
                .map(|(letter, composed)| (index, letter, composed))
                .next(),
        );
    }
    if merged.is_empty() {
        return;
    }
    let mut keep = vec![true; glyphs.len()];
    for (accent, letter, composed) in merged {
        // The letter was itself merged as an accent: `^` over `~`.
        if !keep[letter] {
            continue;
        }
        keep[accent] = false;
        let start = text.len();
        text.push(composed);
        glyphs[letter].start = u32::try_from(start).unwrap_or(u32::MAX);
        glyphs[letter].end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    }
    let mut kept = keep.into_iter();
    glyphs.retain(|_| kept.next().unwrap_or(true));
}

/// Returns the combining mark for the glyph of an accent.
fn mark(text: &str) -> Option<char> {
    if let [byte] = text.as_bytes() {
        return match byte {
            b'`' => Some('\u{300}'),
            b'^' => Some('\u{302}'),
            b'~' => Some('\u{303}'),
            _ => None,
        };
    }
    let mut characters = text.chars();
    let (character, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    match character {
        '\u{300}'..='\u{36f}' => Some(character),
        'ˋ' => Some('\u{300}'),
        '´' | 'ˊ' => Some('\u{301}'),
        'ˆ' => Some('\u{302}'),
        '˜' => Some('\u{303}'),
        '¯' | 'ˉ' => Some('\u{304}'),
        '˘' => Some('\u{306}'),
        '˙' => Some('\u{307}'),
        '¨' => Some('\u{308}'),
        '˚' => Some('\u{30a}'),
        '˝' => Some('\u{30b}'),
        'ˇ' => Some('\u{30c}'),
        '¸' => Some('\u{327}'),
        '˛' => Some('\u{328}'),
        _ => None,
    }
}

/// Returns the character for the letter with the mark, if there is one.
fn accented(letter: &str, mark: char) -> Option<char> {
    let mut characters = letter.chars();
    let (letter, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    // An accent replaces the dot, so `í` is drawn with a dotless letter.
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        _ => letter,
    };
    compose(letter, mark)
}

/// Returns true if the accent's middle is over or under the letter. Only upright lines
/// are checked, because accents on rotated text are rare.
fn is_over(accent: &Glyph, letter: &Glyph) -> bool {
    let aside = ASIDE * letter.size;
    let middle = f32::midpoint(accent.from[0], accent.to[0]);
    let [left, right] = [
        letter.from[0].min(letter.to[0]),
        letter.from[0].max(letter.to[0]),
    ];
    (left - aside..=right + aside).contains(&middle)
        && (accent.from[1] - letter.from[1]).abs() <= RAISED * letter.size
        && accent.size <= LARGEST * letter.size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::page::{ContentMark, Ink};

    fn glyph(text: &mut String, drawn: &str, from: f32, to: f32) -> Glyph {
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(drawn);
        Glyph {
            start,
            end: u32::try_from(text.len()).unwrap(),
            from: [from, 100.0],
            to: [to, 100.0],
            size: 10.0,
            font: 0,
            ink: Ink::Visible,
            mark: ContentMark::None,
        }
    }

    fn combined(drawn: &[(&str, f32, f32)]) -> String {
        let mut text = String::new();
        let mut glyphs: Vec<Glyph> = drawn
            .iter()
            .map(|&(drawn, from, to)| glyph(&mut text, drawn, from, to))
            .collect();
        combine(&mut text, &mut glyphs);
        glyphs
            .iter()
            .map(|glyph| &text[glyph.start as usize..glyph.end as usize])
            .collect()
    }

    #[test]
    fn an_accent_over_a_letter_belongs_to_it() {
        assert_eq!(
            combined(&[
                ("f", 0.0, 3.0),
                ("¨", 3.0, 8.0),
                ("u", 3.2, 8.7),
                ("r", 8.7, 12.0)
            ]),
            "für"
        );
        assert_eq!(
            combined(&[("e", 0.0, 5.0), ("\u{301}", 5.0, 5.0), ("t", 5.0, 8.0)]),
            "ét"
        );
        assert_eq!(combined(&[("´", 0.0, 5.0), ("ı", 1.0, 3.8)]), "í");
    }

    #[test]
    fn an_accent_beside_a_letter_is_separate() {
        assert_eq!(
            combined(&[("x", 0.0, 5.0), ("^", 5.0, 10.0), ("y", 10.0, 15.0)]),
            "x^y"
        );
        assert_eq!(combined(&[("^", 0.0, 5.0), ("7", 0.0, 5.0)]), "^7");
    }
}

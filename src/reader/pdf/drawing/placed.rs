//! Places text that no content draws: values of fields, notes, recognized words.

use crate::document::{letters_in, offset};
use crate::reader::pdf::geometry::Rect;
use crate::reader::pdf::page::{ContentMark, DrawnPage, Glyph, Ink};

/// The index of no font: the layout uses what it does for unknown ones.
const NO_FONT: u16 = u16::MAX;
/// The width of a letter in ems, as far as the text decides where its lines break.
const LETTER: f32 = 0.5;
/// The height of a line in ems.
const LINE: f32 = 1.15;
/// The height of a box around letters, in ems, and the part of it below the baseline.
const BOX: f32 = 0.95;
const BELOW: f32 = 0.2;
/// Letters that reach below the baseline.
const DESCENDERS: &str = "gjpqy,;()[]{}|/Qçş";
/// Words of one page whose sizes are within this factor have the same size: the box of
/// "on" is lower than that of "by".
const SAME_SIZE: f32 = 1.45;

/// Text in a box of the page.
#[derive(Debug, Clone)]
pub(crate) struct PlacedText {
    pub(crate) text: String,
    pub(crate) area: Rect,
    /// The size of the letters in points.
    pub(crate) size: f32,
}

impl PlacedText {
    /// Returns the glyphs of the text in lines from the top left of the box, and adds their
    /// text to `to`.
    pub(super) fn glyphs(&self, to: &mut String) -> Vec<Glyph> {
        let [x0, y0, x1, y1] = self.area;
        let width = (x1 - x0).max(self.size);
        let lines = lines(&self.text, width / (LETTER * self.size));
        // A single line is in the middle of its field.
        let single = f32::midpoint(y0, y1) + self.size * (BOX / 2.0 - BELOW);
        let mut y = if lines.len() == 1 {
            single
        } else {
            y0 + self.size
        };
        let mut glyphs = Vec::new();
        for line in lines {
            let letter = LETTER * self.size;
            push(line, [x0, y], letter, self.size, (to, &mut glyphs));
            y += LINE * self.size;
        }
        glyphs
    }
}

/// Splits a text into lines of at most so many letters, between words.
fn lines(text: &str, letters: f32) -> Vec<&str> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of letters in a box"
    )]
    let most = letters.clamp(1.0, 10_000.0) as usize;
    let mut lines = Vec::new();
    for paragraph in text.split(['\n', '\r']) {
        let mut start = 0;
        let mut count = 0;
        let mut last_gap = None;
        for (at, c) in paragraph.char_indices() {
            count += 1;
            if c.is_whitespace() {
                last_gap = Some(at);
            }
            if let Some(gap) = last_gap.filter(|gap| count > most && *gap > start) {
                lines.push(&paragraph[start..gap]);
                start = gap;
                count = paragraph[gap..at].chars().count();
                last_gap = None;
            }
        }
        lines.push(&paragraph[start..]);
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Adds the glyphs of a line that begins at `from`.
fn push(line: &str, from: [f32; 2], letter: f32, size: f32, to: (&mut String, &mut Vec<Glyph>)) {
    let (text, glyphs) = to;
    let mut x = from[0];
    for c in line.trim().chars() {
        let start = offset(text.len());
        text.push(c);
        glyphs.push(Glyph {
            start,
            end: offset(text.len()),
            from: [x, from[1]],
            to: [x + letter, from[1]],
            size,
            font: NO_FONT,
            ink: Ink::Visible,
            mark: ContentMark::None,
        });
        x += letter;
    }
}

/// Adds words with the boxes around their letters, in reading order.
pub(crate) fn place_words<'w>(page: &mut DrawnPage, words: impl Iterator<Item = (&'w str, Rect)>) {
    let is_word = |(text, area): &(&str, Rect)| {
        let [x0, y0, x1, y1] = *area;
        !text.trim().is_empty() && x1 > x0 && y1 > y0 && area.iter().all(|side| side.is_finite())
    };
    let words: Vec<(&str, Rect)> = words.filter(is_word).collect();
    let mut heights: Vec<f32> = words.iter().map(|(_, area)| area[3] - area[1]).collect();
    heights.sort_by(f32::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(1.0) / BOX;
    for (text, [x0, y0, x1, y1]) in words {
        let text = text.trim();
        let own = (y1 - y0) / BOX;
        let is_usual = own < usual * SAME_SIZE && usual < own * SAME_SIZE;
        let size = if is_usual { usual } else { own };
        let baseline = if text.contains(|c| DESCENDERS.contains(c)) {
            y1 - BELOW * size
        } else {
            y1
        };
        #[expect(clippy::cast_precision_loss, reason = "the letters of a word")]
        let letter = (x1 - x0) / text.chars().count().max(1) as f32;
        let line = (&mut page.text, &mut page.glyphs);
        push(text, [x0, baseline], letter, size, line);
        // A space ends the word, however near the next one is.
        let start = offset(page.text.len());
        page.text.push(' ');
        if let Some(last) = page.glyphs.last().copied() {
            page.glyphs.push(Glyph {
                start,
                end: offset(page.text.len()),
                from: last.to,
                ..last
            });
        }
        page.ledger.drawn += letters_in(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, area: Rect) -> Vec<(String, [f32; 2])> {
        let mut written = String::new();
        let placed = PlacedText {
            text: text.to_owned(),
            area,
            size: 10.0,
        };
        let glyphs = placed.glyphs(&mut written);
        let lines = glyphs.chunk_by(|a, b| (a.from[1] - b.from[1]).abs() < 1.0);
        let lines = lines.map(|line| {
            let range = line[0].start as usize..line[line.len() - 1].end as usize;
            (written[range].to_owned(), line[0].from)
        });
        lines.collect()
    }

    #[test]
    fn a_value_is_in_the_middle_of_its_field() {
        let [(text, [x, y])] = &shown("Tea", [20.0, 30.0, 90.0, 44.0])[..] else {
            panic!("one line");
        };
        assert_eq!(text, "Tea");
        assert!((*x - 20.0).abs() < 0.1 && *y > 37.0 && *y < 44.0, "{x} {y}");
    }

    #[test]
    fn long_values_break_between_words() {
        let lines = shown("Boil the water\nand wait", [0.0, 0.0, 50.0, 60.0]);
        let texts: Vec<&str> = lines.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(texts, ["Boil the", "water", "and wait"]);
        assert!(lines.is_sorted_by(|a, b| a.1[1] < b.1[1]));
    }

    #[test]
    fn words_of_one_line_have_one_size_and_baseline() {
        let mut page = DrawnPage::default();
        let words = [
            ("on", [0.0, 3.0, 10.0, 10.0]),
            ("by", [14.0, 0.0, 24.0, 12.0]),
        ];
        let words = words
            .into_iter()
            .chain([("", [0.0; 4]), ("x", [f32::NAN; 4])]);
        place_words(&mut page, words);
        assert_eq!(page.text, "on by ");
        assert!((page.glyphs[0].from[1] - page.glyphs[3].from[1]).abs() < 1.0);
        assert_eq!(page.ledger.drawn, 4);
    }
}

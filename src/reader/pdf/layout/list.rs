//! Lists: what begins an item, how far it goes, and how deep it is nested.

use super::block::Item;
use super::flow::Context;
use super::line::Line;
use super::word::{Word, Words};

/// What begins an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marker {
    /// `-` for bullets, else as it is written.
    pub(super) text: String,
    /// Its number and how it is written; `None` for bullets.
    number: Option<(u32, Numbering)>,
    /// How many words of the line it takes.
    words: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// `1.`
    Decimal(char),
    /// `a)`
    Letter(char),
    /// `iv.`
    Roman(char),
}

impl Marker {
    pub(super) fn is_bullet(&self) -> bool {
        self.number.is_none()
    }
}

/// What the line begins with if it may begin an item.
pub(super) fn marker(line: &Line, words: &Words) -> Option<Marker> {
    let first = line.words.first()?;
    if line.words.len() < 2 {
        return None;
    }
    let text = words.text_of(first);
    let is_set_apart = !line.words[1].is_glued;
    let mut chars = text.chars();
    let c = chars.next()?;
    if chars.next().is_none() {
        let is_bullet = is_bullet(c) || (is_set_apart && "-–—*+".contains(c));
        return is_bullet.then(|| Marker {
            text: "-".to_owned(),
            number: None,
            words: 1,
        });
    }
    // "1" and "." may be words of their own.
    let (text, taken) = match line.words.get(1) {
        Some(second) if second.is_glued && matches!(words.text_of(second), "." | ")") => {
            (format!("{text}{}", words.text_of(second)), 2)
        }
        _ => (text.to_owned(), 1),
    };
    let is_followed = line.words.get(taken).is_some_and(|next| !next.is_glued);
    let number = number(&text).filter(|_| is_followed)?;
    Some(Marker {
        text,
        number: Some(number),
        words: taken,
    })
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦'
            | '▪'
            | '▫'
            | '●'
            | '○'
            | '■'
            | '□'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '➢'
            | '➤'
            | '►'
            | '▸'
            | '✓'
            | '✔'
            | '❖'
            | '◆'
            | '◇'
            | '⦁'
            | '☐'
            | '☑'
            | '☒'
    )
}

/// `3.`, `3)`, `(3)`, `c.`, `iv)`.
fn number(text: &str) -> Option<(u32, Numbering)> {
    let end = text
        .chars()
        .next_back()
        .filter(|c| matches!(c, '.' | ')'))?;
    let body = text[..text.len() - 1].trim_start_matches('(');
    let is_bracketed = text.starts_with('(');
    if (is_bracketed && end != ')') || body.is_empty() || body.len() > 4 {
        return None;
    }
    let kind = if is_bracketed { '(' } else { end };
    if body.bytes().all(|byte| byte.is_ascii_digit()) && body.len() <= 3 {
        return Some((body.parse().ok()?, Numbering::Decimal(kind)));
    }
    if let [letter] = body.as_bytes()
        && letter.is_ascii_alphabetic()
        && !matches!(letter, b'i' | b'I')
    {
        let nth = u32::from(letter.to_ascii_lowercase() - b'a') + 1;
        return Some((nth, Numbering::Letter(kind)));
    }
    roman(body).map(|value| (value, Numbering::Roman(kind)))
}

/// Small Roman numbers.
fn roman(text: &str) -> Option<u32> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let text = text.to_ascii_lowercase();
    let at = NUMBERS.iter().position(|number| *number == text)?;
    u32::try_from(at + 1).ok()
}

/// Takes the marker off the first line; gives it, or nothing.
pub(super) fn take_marker(lines: &mut [Line], words: &Words) -> String {
    let Some(first) = lines.first_mut() else {
        return String::new();
    };
    let Some(marker) = marker(first, words) else {
        return String::new();
    };
    first.words.drain(..marker.words);
    marker.text
}

/// How many of the lines, from the first, are one list, and its items.
pub(super) fn read(lines: &[Line], context: &Context<'_>) -> Option<(usize, Vec<Item>)> {
    let first = marker(&lines[0], context.words)?;
    if !is_list(&first, lines, context) {
        return None;
    }
    let mut items: Vec<Item> = Vec::new();
    // Where the markers of the lists that are open begin, and what came last in each.
    let mut open: Vec<(f32, Marker)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let Some(marker) = marker(line, context.words).filter(|marker| {
            at == 0 || is_next(marker, line, &open) || is_list(marker, &lines[at..], context)
        }) else {
            break;
        };
        if at > 0 && !is_near(&lines[at - 1], line) {
            break;
        }
        while open.len() > 1 && line.area[0] < open[open.len() - 1].0 - 0.5 * line.size {
            open.pop();
        }
        match open.last_mut() {
            Some((x, last)) if line.area[0] < *x + 0.8 * line.size => *last = marker.clone(),
            _ => open.push((line.area[0], marker.clone())),
        }
        let length = item_length(&lines[at..], &marker, context);
        let mut of_item = lines[at..at + length].to_vec();
        of_item[0].words.drain(..marker.words);
        items.push(Item {
            depth: u8::try_from(open.len() - 1).unwrap_or(u8::MAX).min(8),
            marker: marker.text,
            lines: of_item,
            breaks: Vec::new(),
        });
        at += length;
        at += paragraphs(&mut items, &lines[at..], &open, context);
    }
    Some((at, items))
}

/// Adds the paragraphs that stand below the first one of the last item, if the list goes on behind them or other items have
/// such ones; gives how many lines they take.
fn paragraphs(
    items: &mut [Item],
    lines: &[Line],
    open: &[(f32, Marker)],
    context: &Context<'_>,
) -> usize {
    const MOST_LINES: usize = 40;
    let is_usual = items.iter().any(|item| !item.breaks.is_empty());
    let Some(item) = items.last_mut() else {
        return 0;
    };
    let [first, ..] = item.lines.as_slice() else {
        return 0;
    };
    let text = first.words.first().map_or(first.area[0], |word| word.x0);
    let (size, page) = (first.size, first.page);
    let mut last = item.lines[item.lines.len() - 1].y;
    let (mut breaks, mut count, mut goes_on) = (Vec::new(), 0, is_usual);
    for line in lines.iter().take(MOST_LINES) {
        let is_near = line.page == page && line.table.is_none() && line.y - last < 3.0 * size;
        let marker = marker(line, context.words).filter(|_| is_near);
        if marker.is_some_and(|marker| is_next(&marker, line, open)) {
            goes_on = true;
            break;
        }
        // They stand where the item's text does, in its type.
        let is_alike = (line.area[0] - text).abs() < 0.3 * size
            && (line.size - size).abs() < 0.08 * size
            && !line.style.monospace;
        if !is_near || !is_alike {
            break;
        }
        if count == 0 || line.y - last > context.usual.max_leading(size) {
            breaks.push(item.lines.len() + count);
        }
        count += 1;
        last = line.y;
    }
    if !goes_on {
        return 0;
    }
    item.breaks.extend(breaks);
    item.lines.extend_from_slice(&lines[..count]);
    count
}

fn is_near(above: &Line, below: &Line) -> bool {
    below.page != above.page || below.y - above.y < 4.0 * below.size.max(above.size)
}

/// Whether the marker goes on with one of the lists that are open.
fn is_next(marker: &Marker, line: &Line, open: &[(f32, Marker)]) -> bool {
    open.iter().any(|(x, last)| {
        (line.area[0] - x).abs() < 1.2 * line.size
            && match (last.number, marker.number) {
                (None, None) => true,
                (Some((a, kind)), Some((b, of))) => {
                    b == a + 1 && std::mem::discriminant(&kind) == std::mem::discriminant(&of)
                }
                _ => false,
            }
    })
}

/// Whether what looks like a marker is one: a number needs company, or text hanging behind it.
fn is_list(marker: &Marker, lines: &[Line], context: &Context<'_>) -> bool {
    let line = &lines[0];
    if marker.is_bullet() && !"-–—*+".contains(first_char(line, context.words)) {
        return true;
    }
    let usual = context.usual;
    let is_heading = line.size > 1.1 * usual.size || (line.style.bold && !usual.style.bold);
    if is_heading {
        return false;
    }
    let open = [(line.area[0], marker.clone())];
    let text = line
        .words
        .get(marker.words)
        .map_or(line.area[0], |word| word.x0);
    for next in lines.iter().skip(1).take(30) {
        if next.table.is_some() || next.page != line.page {
            return false;
        }
        if let Some(other) = self::marker(next, context.words)
            && (next.area[0] - line.area[0]).abs() < 1.2 * line.size
        {
            return is_next(&other, next, &open);
        }
        // Lines of its own stand behind the marker; those of a paragraph stand below it.
        if next.area[0] < line.area[0] + 0.5 * line.size {
            return false;
        }
        if (next.area[0] - text).abs() < 0.3 * line.size
            && next.y - line.y < context.usual.max_leading(line.size)
        {
            return true;
        }
    }
    false
}

fn first_char(line: &Line, words: &Words) -> char {
    line.first_char(words).unwrap_or(' ')
}

/// How many lines the item has that begins with the first.
fn item_length(lines: &[Line], of: &Marker, context: &Context<'_>) -> usize {
    let text = lines[0]
        .words
        .get(of.words)
        .map_or(lines[0].area[0], |word: &Word| word.x0);
    let mut count = 1;
    while count < lines.len() {
        let (above, below) = (&lines[count - 1], &lines[count]);
        let distance = below.y - above.y;
        let hangs = below.area[0] > text - 0.6 * below.size;
        let is_flush = count == 1 || (below.area[0] - lines[1].area[0]).abs() < 0.5 * below.size;
        let goes_on = below.table.is_none()
            && distance <= context.usual.max_leading(above.size)
            && (above.size - below.size).abs() < 0.1 * above.size
            && marker(below, context.words)
                .is_none_or(|marker| !marker.is_bullet() && hangs && !above.ends_early(below))
            && (hangs || (is_flush && !above.ends_early(below)))
            && !(below.style.monospace && !above.style.monospace && above.ends_early(below));
        if !goes_on {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_in_their_usual_forms() {
        assert_eq!(number("3."), Some((3, Numbering::Decimal('.'))));
        assert_eq!(number("(3)"), Some((3, Numbering::Decimal('('))));
        assert_eq!(number("c)"), Some((3, Numbering::Letter(')'))));
        assert_eq!(number("iv."), Some((4, Numbering::Roman('.'))));
        assert_eq!(number("3.2"), None);
        assert_eq!(number("etc."), None);
        assert_eq!(number("2024."), None);
    }
}

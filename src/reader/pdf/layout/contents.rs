//! Tables of contents: lines that end with a page's number behind dots or white space.

use super::block::Item;
use super::flow::Context;
use super::line::Line;
use super::word::Words;

/// How many of the lines, from the first, are entries of a table of contents, and the entries.
/// Where hardly any has dots they are taken for entries only if `above` says so.
pub(super) fn read(
    lines: &[Line],
    above: Option<&Line>,
    context: &Context<'_>,
) -> Option<(usize, Vec<Item>)> {
    let words = context.words;
    let is_named = || above.is_some_and(|above| is_name(above, words));
    let begins = entry(&lines[0], words).is_some() || (is_part(lines, words) && is_named());
    if !begins {
        return None;
    }
    let (mut count, mut entries, mut dotted, mut last) = (0, 0_usize, 0_usize, 0);
    while count < lines.len() {
        let is_below = count == 0
            || (lines[count].page == lines[0].page && lines[count - 1].y < lines[count].y);
        let entry = entry(&lines[count], words);
        let page = entry.as_ref().map_or(last, |entry| entry.page);
        let goes_on = entry.is_some() || is_part(&lines[count..], words);
        if !is_below || !goes_on || page < last {
            break;
        }
        last = page;
        entries += usize::from(entry.is_some());
        dotted += usize::from(entry.is_some_and(|entry| entry.has_dots));
        count += 1;
    }
    let is_many = entries >= 4 && (dotted * 10 >= entries || is_named());
    if dotted * 2 < entries && !is_many {
        return None;
    }
    let left = lines[..count]
        .iter()
        .fold(f32::MAX, |left, line| left.min(line.area[0]));
    let items = lines[..count].iter().map(|line| Item {
        depth: depth(line, left),
        marker: "-".to_owned(),
        lines: vec![line.clone()],
        breaks: Vec::new(),
    });
    Some((count, items.collect()))
}

/// Whether the first line names a part of the contents: it has no page, but the entry below it has one behind dots.
fn is_part(lines: &[Line], words: &Words) -> bool {
    let [first, second, ..] = lines else {
        return false;
    };
    let is_short = first.area[2] < f32::midpoint(second.area[0], second.area[2]);
    is_short
        && (first.page, first.table) == (second.page, None)
        && second.y > first.y
        && second.y - first.y < 3.0 * first.size
        && entry(first, words).is_none()
        && entry(second, words).is_some_and(|entry| entry.has_dots)
}

/// Whether the line heads a table of contents.
fn is_name(line: &Line, words: &Words) -> bool {
    const NAMES: [&str; 12] = [
        "contents",
        "tableofcontents",
        "inhalt",
        "inhaltsverzeichnis",
        "tabledesmatières",
        "sommaire",
        "índice",
        "indice",
        "目录",
        "目次",
        "목차",
        "차례",
    ];
    let text = line.text(words).to_lowercase();
    let text: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    NAMES.contains(&text.as_str())
}

struct Entry {
    page: u32,
    has_dots: bool,
}

/// What rows of dots are made of.
const LEADERS: [char; 7] = ['.', '…', '․', '·', '‥', '⋯', '・'];

/// How many dots of a row a word has.
fn leaders(word: &str) -> usize {
    let dots = word.matches(LEADERS).count();
    let is_row = word.chars().count() == dots || word.contains("...") || word.contains('…');
    if is_row
        || word
            .rsplit(|c| !LEADERS.contains(&c))
            .any(|row| row.chars().count() > 2)
    {
        dots
    } else {
        0
    }
}

/// The page that the line names, if it is an entry.
fn entry(line: &Line, words: &Words) -> Option<Entry> {
    let last = line.words.last()?;
    let text = words.text_of(last);
    let has_dots = (line.words.iter())
        .map(|word| leaders(words.text_of(word)))
        .sum::<usize>()
        > 2;
    let digits = text.rsplit(LEADERS).next().unwrap_or(text);
    let page = digits.parse().ok().or_else(|| {
        let is_roman = !digits.is_empty() && digits.chars().all(|c| "ivxlc".contains(c));
        is_roman.then_some(0)
    })?;
    let before = line.words.len().checked_sub(2).map(|at| &line.words[at]);
    let is_far = before.is_some_and(|before| last.x0 - before.x1 > 1.5 * line.size);
    (line.words.len() > 1 && (has_dots || (is_far && line.chars > 2)))
        .then_some(Entry { page, has_dots })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
fn depth(line: &Line, left: f32) -> u8 {
    ((line.area[0] - left) / (1.2 * line.size)).clamp(0.0, 5.0) as u8
}

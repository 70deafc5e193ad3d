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
    let first = entry(&lines[0], words)?;
    let mut count = 1;
    let mut dotted = usize::from(first.has_dots);
    let mut last = first.page;
    while let Some(entry) = lines.get(count).and_then(|line| entry(line, words)) {
        let is_same = lines[count].page == lines[0].page && lines[count - 1].y < lines[count].y;
        if !is_same || entry.page < last {
            break;
        }
        last = entry.page;
        dotted += usize::from(entry.has_dots);
        count += 1;
    }
    let is_named = || above.is_some_and(|above| is_name(above, words));
    let is_many = count >= 4 && (dotted * 10 >= count || is_named());
    if dotted * 2 < count && !is_many {
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

/// Whether the line heads a table of contents.
fn is_name(line: &Line, words: &Words) -> bool {
    const NAMES: [&str; 9] = [
        "contents",
        "tableofcontents",
        "inhalt",
        "inhaltsverzeichnis",
        "tabledesmatières",
        "sommaire",
        "índice",
        "indice",
        "目录",
    ];
    let text = line.text(words).to_lowercase();
    let text: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    NAMES.contains(&text.as_str())
}

struct Entry {
    page: u32,
    has_dots: bool,
}

/// The page that the line names, if it is an entry.
fn entry(line: &Line, words: &Words) -> Option<Entry> {
    let last = line.words.last()?;
    let text = words.text_of(last);
    let has_dots = (line.words.iter())
        .map(|word| words.text_of(word))
        .filter(|text| {
            text.contains("...") || *text == "." || text.contains("…") || text.contains("․․")
        })
        .map(|text| text.matches(['.', '…', '․']).count())
        .sum::<usize>()
        > 2;
    let digits = text.rsplit(['.', '…', '․']).next().unwrap_or(text);
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

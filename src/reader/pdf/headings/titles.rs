//! Finds the titles of the outline among the lines of the pages they point to.
//!
//! A title may be a line of a paragraph or its first words: `4.2 Termination. Either
//! party may ...`. Such lines become a paragraph of their own before the decision.

use super::pieces::{BlockPart, LineRange, PiecePlace, first_paragraph, is_tiny};
use crate::headings::{Entry, letters, without_number};
use crate::reader::pdf::layout::{Layout, LayoutBlock, Line, WordArena};
use std::collections::BTreeMap;

/// A title is on at most this many lines.
const MAX_LINES: usize = 6;
/// A title that is followed by other words on its line has at least this many letters and
/// digits: "Tea" is a word of any sentence.
const MIN_RUN_IN_LETTERS: usize = 6;

/// A line of a block on a page.
struct LineOnPage<'l> {
    block: usize,
    /// The item, in a list.
    item: Option<usize>,
    /// Its index among the lines of the paragraph or item.
    at: usize,
    line: &'l Line,
    letters: String,
    /// It is the first line of its block or item.
    is_first: bool,
    /// It is the last one.
    is_last: bool,
}

/// The titles that point to each page, and how often each does.
type TitlesByPage = BTreeMap<usize, BTreeMap<String, usize>>;

/// The place of a title.
enum Located {
    /// It is a paragraph or an item already.
    Whole,
    Part(PiecePlace),
}

/// Returns the places of titles that are a part of a paragraph or item.
pub(super) fn find(layout: &Layout, outline: &[Entry]) -> Vec<PiecePlace> {
    let mut wanted = TitlesByPage::new();
    for entry in outline {
        let title = letters(&entry.title);
        if let (Some(page), false) = (entry.page, title.is_empty()) {
            let titles = wanted.entry(page as usize).or_default();
            *titles.entry(title).or_default() += 1;
        }
    }
    let mut found: Vec<PiecePlace> = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let lines = lines_by_page(layout, &wanted);
    for (page, titles) in &wanted {
        let here = lines.get(page).map_or(&[][..], Vec::as_slice);
        // Some producers write the page before the break that precedes the heading.
        let next = lines.get(&(page + 1)).map_or(&[][..], Vec::as_slice);
        for (title, count) in titles {
            // "Background" of an abstract may be the first word of its text, and that of
            // the article a line.
            if *count > 1 {
                found.extend(
                    locate_all(title, here, &layout.words)
                        .take(*count)
                        .flatten(),
                );
                continue;
            }
            let place =
                locate(title, here, &layout.words).or_else(|| locate(title, next, &layout.words));
            if let Some(Located::Part(place)) = place {
                found.push(place);
            }
        }
    }
    found
}

/// Sorts places into document order, and leaves out those that overlap one before.
pub(super) fn in_order(mut places: Vec<PiecePlace>) -> Vec<PiecePlace> {
    places.sort_by_key(order);
    places.dedup_by(|next, last| overlap(next, last));
    places
}

/// Returns a key that orders the parts of blocks.
fn order(place: &PiecePlace) -> (usize, usize, usize) {
    match &place.part {
        BlockPart::Lines { item, cut } => (place.block, item.unwrap_or(0), cut.from),
        BlockPart::Item(at) | BlockPart::Row(at) => (place.block, *at, 0),
        BlockPart::Whole => (place.block, 0, 0),
    }
}

fn overlap(next: &PiecePlace, last: &PiecePlace) -> bool {
    let (
        BlockPart::Lines { item, cut },
        BlockPart::Lines {
            item: other,
            cut: last_cut,
        },
    ) = (&next.part, &last.part)
    else {
        return false;
    };
    next.block == last.block && (item, cut.from < last_cut.to + last_cut.words.min(1)) == (other, true)
        // One cut an item: what is left of the item is not an item any more.
        || next.block == last.block && item.is_some() && item == other
}

fn lines_by_page<'l>(
    layout: &'l Layout,
    wanted: &TitlesByPage,
) -> BTreeMap<usize, Vec<LineOnPage<'l>>> {
    let mut pages: BTreeMap<usize, Vec<LineOnPage<'l>>> = BTreeMap::new();
    let is_wanted = |page: usize| {
        wanted.contains_key(&page)
            || page
                .checked_sub(1)
                .is_some_and(|page| wanted.contains_key(&page))
    };
    let mut add = |block: usize, item: Option<usize>, lines: &'l [Line]| {
        for (at, line) in lines.iter().enumerate() {
            if is_wanted(line.page) {
                pages.entry(line.page).or_default().push(LineOnPage {
                    block,
                    item,
                    at,
                    line,
                    letters: line_letters(line, &layout.words),
                    is_first: at == 0,
                    is_last: at + 1 == lines.len(),
                });
            }
        }
    };
    for (block, of) in layout.blocks.iter().enumerate() {
        match of {
            LayoutBlock::Paragraph(paragraph)
            | LayoutBlock::Caption(paragraph)
            | LayoutBlock::Footnote(paragraph)
            | LayoutBlock::Boilerplate(paragraph) => add(block, None, &paragraph.lines),
            LayoutBlock::Code(lines) => add(block, None, lines),
            LayoutBlock::List(items) => {
                for (nth, item) in items.iter().enumerate() {
                    add(block, Some(nth), &item.lines[first_paragraph(item)]);
                }
            }
            LayoutBlock::Table(_) | LayoutBlock::Aside(_) | LayoutBlock::Figure(_) => {}
        }
    }
    pages
}

fn line_letters(line: &Line, words: &WordArena) -> String {
    let seen = line.words.iter().filter(|word| !is_tiny(word, line));
    seen.map(|word| letters(words.text_of(word))).collect()
}

/// Returns the place of a title.
fn locate(title: &str, lines: &[LineOnPage<'_>], words: &WordArena) -> Option<Located> {
    let bare = without_number(title);
    let exact = (0..lines.len()).find_map(|from| {
        whole_lines(title, &lines[from..]).or_else(|| {
            (bare.len() < title.len() && !bare.is_empty())
                .then(|| whole_lines(bare, &lines[from..]))
                .flatten()
        })
    });
    exact.or_else(|| {
        (title.chars().count() >= MIN_RUN_IN_LETTERS)
            .then(|| (0..lines.len()).find_map(|from| first_words(title, &lines[from..], words)))
            .flatten()
    })
}

/// Returns all places of a title in reading order; `None` for those that are a paragraph
/// or an item already.
fn locate_all<'a>(
    title: &'a str,
    lines: &'a [LineOnPage<'_>],
    words: &'a WordArena,
) -> impl Iterator<Item = Option<PiecePlace>> + 'a {
    let located = (0..lines.len()).filter_map(move |from| {
        whole_lines(title, &lines[from..]).or_else(|| first_words(title, &lines[from..], words))
    });
    located.map(|located| match located {
        Located::Whole => None,
        Located::Part(place) => Some(place),
    })
}

/// Returns the place of a title that is the first lines.
fn whole_lines(title: &str, lines: &[LineOnPage<'_>]) -> Option<Located> {
    let first = &lines[0];
    let mut rest = title;
    for (count, line) in lines.iter().enumerate().take(MAX_LINES) {
        if (line.block, line.item) != (first.block, first.item) || line.letters.is_empty() {
            return None;
        }
        rest = match rest.strip_prefix(line.letters.as_str()) {
            Some(rest) => rest,
            // "3 Boxes" for the title "Boxes".
            None if count == 0 => rest.strip_prefix(without_number(&line.letters))?,
            None => return None,
        };
        if rest.is_empty() {
            let cut = LineRange {
                from: first.at,
                to: line.at + 1,
                words: 0,
            };
            return Some(if first.is_first && line.is_last {
                Located::Whole
            } else {
                Located::Part(place(first, cut))
            });
        }
    }
    None
}

/// Returns the place of a title that is the first words of a paragraph or item.
fn first_words(title: &str, lines: &[LineOnPage<'_>], words: &WordArena) -> Option<Located> {
    let first = &lines[0];
    if !first.is_first {
        return None;
    }
    let mut rest = title;
    for line in lines.iter().take(MAX_LINES) {
        if (line.block, line.item) != (first.block, first.item) || line.letters.is_empty() {
            return None;
        }
        if let Some(after) = rest.strip_prefix(line.letters.as_str()) {
            rest = after;
            continue;
        }
        for (nth, word) in line.line.words.iter().enumerate() {
            rest = rest.strip_prefix(letters(words.text_of(word)).as_str())?;
            if rest.is_empty() {
                let cut = LineRange {
                    from: first.at,
                    to: line.at,
                    words: nth + 1,
                };
                return is_set_apart(line.line, nth, words)
                    .then(|| Located::Part(place(first, cut)));
            }
        }
        return None;
    }
    None
}

/// Returns true if the words up to `nth` are set apart from the next one: by another
/// font, or by the sign at their end.
fn is_set_apart(line: &Line, nth: usize, words: &WordArena) -> bool {
    let Some(next) = line.words.get(nth + 1) else {
        return true;
    };
    let last = &line.words[nth];
    last.font != next.font
        || last.is_emboldened != next.is_emboldened
        || words
            .text_of(last)
            .ends_with(['.', ':', '—', '–', '-', '。', '：'])
}

fn place(first: &LineOnPage<'_>, cut: LineRange) -> PiecePlace {
    PiecePlace {
        block: first.block,
        part: BlockPart::Lines {
            item: first.item,
            cut,
        },
    }
}

//! Splits cards side by side: titles on one baseline, each above the text of its card.

use super::super::item::LayoutItem;
use super::super::word::{Word, WordArena};
use super::down::{MIN_GUTTER, median_size};
use crate::reader::pdf::layout::place::{Em, Extent, Percent};

/// White space above the titles of a row is higher. The second lines of titles are nearer
/// to the first ones.
const ROW_GAP: Em = Em(0.5);
/// Titles whose baselines differ by less, in points, are in one row.
const SAME_LINE: f32 = 1.0;
/// Titles whose sizes differ by less, in points, are of one style.
const SAME_SIZE: f32 = 0.1;
/// A title of this many sizes of its text is larger.
const LARGER: Em = Em(1.08);
/// A title of this many sizes of its text is much larger.
const MUCH_LARGER: Em = Em(1.5);
/// Text below this many usual sizes of the region is small.
const SMALL: Em = Em(0.95);
/// The number of styles of a region that are tried for titles.
const MAX_STYLES: usize = 4;
/// The most cards in a row.
const MAX_CARDS: usize = 8;
/// The most items of a card: more are a column of text below a heading.
const MAX_ITEMS: usize = 24;
/// Lines of a card have this many characters on average: numbers in columns have fewer.
const MIN_CHARS_PER_LINE: u32 = 8;
/// This share of the words of a column of cards begins with a letter.
const LETTERED: Percent = Percent(60);
/// At most this share of the lines below titles looks like them: a title of two lines.
const ALIKE: Percent = Percent(25);
/// Lines of text end nearer than this to the right end of their card.
const RAGGED: Em = Em(4.0);
/// This share of the lines does where there is one row of cards: the cells below the
/// header of a table have many widths.
const FULL_LINES: Percent = Percent(60);
/// This share of the lines does in several rows of cards: a card may begin with a role, a
/// price, and a date.
const FULL_LINES_OF_ROWS: Percent = Percent(30);
/// White space across all cards of one row that separates rows of a table.
const MAX_BANDS: usize = 2;

/// A region with cards in it.
#[derive(Debug)]
pub(super) struct CardRegion {
    pub(super) above: Vec<LayoutItem>,
    /// From left to right, row by row.
    pub(super) cards: Vec<Vec<LayoutItem>>,
    pub(super) below: Vec<LayoutItem>,
}

/// The look of an item's first word.
#[derive(Debug, Clone, Copy)]
struct CardStyle {
    size: f32,
    font: u16,
}

impl CardStyle {
    fn of(item: &LayoutItem, words: &WordArena) -> Option<Self> {
        let LayoutItem::Run(run) = item else {
            return None;
        };
        let first = words.get(run.words.clone()).first()?;
        Some(Self {
            size: run.size,
            font: first.font,
        })
    }

    fn is(self, other: Self) -> bool {
        self.font == other.font && (self.size - other.size).abs() < SAME_SIZE
    }
}

/// A row of cards.
struct CardRow {
    cards: Vec<Card>,
}

/// A card: its first item is the title.
struct Card {
    extent: Extent,
    items: Vec<LayoutItem>,
}

/// Splits a region at its cards, if it has some; sorts the items from the top.
///
/// "Ada Miller | Ben Weaver" above "Head of sales | Head of wool" and two paragraphs
/// looks like a table, but is read card by card.
pub(super) fn split(items: &mut [LayoutItem], words: &WordArena) -> Option<CardRegion> {
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let gutter = MIN_GUTTER.at(median_size(items));
    let starts = rows_after_white(items);
    let mut tried: Vec<CardStyle> = Vec::new();
    for start in &starts {
        let Some(style) = CardStyle::of(&items[*start], words) else {
            continue;
        };
        // Each attempt copies items, so a style is tried once and only a few are.
        if tried.len() == MAX_STYLES || tried.iter().any(|tried| tried.is(style)) {
            continue;
        }
        let titles = titles(&items[*start..], style, words);
        // One title makes no row; its style may still have one farther down.
        if joined(titles, gutter).len() > 1 {
            tried.push(style);
            if let Some(cards) = split_at(items, (*start, style), &starts, gutter, words) {
                return Some(cards);
            }
        }
    }
    None
}

/// Returns the indices of the items below white space across the region, where a row of
/// cards may begin. The second line of a title is too near to the first one.
fn rows_after_white(items: &[LayoutItem]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut bottom = f32::MIN;
    for (at, item) in items.iter().enumerate() {
        if item.top() - bottom > item.ems(ROW_GAP) {
            starts.push(at);
        }
        bottom = bottom.max(item.bottom());
    }
    starts
}

/// Returns the items of one style on the baseline of the first item: the titles of a row.
/// "Ada Miller | Ben Weaver" are two, the price in small type beside a title is none.
fn titles<'i>(
    items: &'i [LayoutItem],
    style: CardStyle,
    words: &WordArena,
) -> impl Iterator<Item = &'i LayoutItem> {
    let y = items.first().map_or(0.0, LayoutItem::y);
    items.iter().take_while(move |item| {
        (item.y() - y).abs() < SAME_LINE
            && CardStyle::of(item, words).is_some_and(|other| other.is(style))
    })
}

/// Returns the extents of items; those nearer than a gutter are one. The two words of
/// "Ada Miller" would be two cards otherwise.
fn joined<'i>(items: impl Iterator<Item = &'i LayoutItem>, gutter: f32) -> Vec<Extent> {
    let mut extents: Vec<Extent> = items.map(extent).collect();
    extents.sort_by(|a, b| a.start.total_cmp(&b.start));
    extents.dedup_by(|next, last| {
        let is_near = next.start - last.end < gutter;
        if is_near {
            *last = last.cover(*next);
        }
        is_near
    });
    extents
}

fn extent(item: &LayoutItem) -> Extent {
    Extent {
        start: item.x0(),
        end: item.x1(),
    }
}

/// Splits a region at the cards whose first titles are at an index and have a style.
///
/// Rows of cards follow each other; the first row of titles decides where the cards are.
/// A last row may have fewer cards. What is above the first and below the last row is
/// read before and after the cards.
fn split_at(
    items: &[LayoutItem],
    (first, style): (usize, CardStyle),
    starts: &[usize],
    gutter: f32,
    words: &WordArena,
) -> Option<CardRegion> {
    let is_title =
        |at: &usize| CardStyle::of(&items[*at], words).is_some_and(|other| other.is(style));
    let starts = starts.iter().copied().filter(|at| *at >= first);
    let starts: Vec<usize> = starts.filter(is_title).collect();
    let mut rows: Vec<CardRow> = Vec::new();
    let mut at = first;
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(items.len());
        let titles = joined(titles(&items[*start..], style, words), gutter);
        let known = rows.first().map_or_else(
            || titles.clone(),
            |row| row.cards.iter().map(|card| card.extent).collect(),
        );
        let (row, length) = row(&items[*start..end], &known, titles.len(), gutter);
        // The items of a row without cards are below the cards.
        let Some(row) = row else { break };
        rows.push(row);
        at = start + length;
        // The rest of this row is text below or across the cards, which ends them.
        if at < end {
            break;
        }
    }
    // The gutter was computed from the median size of the region.
    are_cards(&rows, style, gutter / MIN_GUTTER.0, words).then(|| CardRegion {
        above: items[..first].to_vec(),
        cards: (rows.into_iter().flat_map(|row| row.cards))
            .map(|card| card.items)
            // A last row of fewer titles leaves places empty.
            .filter(|card| !card.is_empty())
            .collect(),
        below: items[at..].to_vec(),
    })
}

/// Returns the row of cards that begins with the first `titles` of the items, and the
/// number of its items. `known` are the places of the cards.
///
/// The row ends before an item that is near two cards, such as a line of text across the
/// page, and before text that is below no title. It is no row if a title has no text
/// below it, as in the header of a table whose cells are empty.
fn row(
    items: &[LayoutItem],
    known: &[Extent],
    titles: usize,
    gutter: f32,
) -> (Option<CardRow>, usize) {
    let mut cards: Vec<Card> = (known.iter())
        .map(|extent| Card {
            extent: *extent,
            items: Vec::new(),
        })
        .collect();
    let y = items.first().map_or(0.0, LayoutItem::y);
    let mut length = 0;
    for item in items {
        let is_title_line = (item.y() - y).abs() < SAME_LINE;
        let is_near = |card: &&mut Card| {
            item.x0() < card.extent.end + gutter && item.x1() > card.extent.start - gutter
        };
        let mut near = cards.iter_mut().filter(is_near);
        // An item near two cards is across them; one near none is of no card.
        let (Some(card), None) = (near.next(), near.next()) else {
            break;
        };
        // Text below no title is not of the cards.
        if card.items.is_empty() && !is_title_line {
            break;
        }
        // The card grows with its text, which may be wider than its title.
        card.extent = card.extent.cover(extent(item));
        card.items.push(item.clone());
        length += 1;
    }
    // A card is a title and at least one line.
    let full = cards.iter().filter(|card| card.items.len() > 1).count();
    let is_row = full == titles && titles <= MAX_CARDS;
    (is_row.then_some(CardRow { cards }), length)
}

/// Returns true if rows of titles and texts are cards and not a table.
///
/// Each column must be text and not numbers, and few lines below titles may look like
/// titles: in a table of names all do. Several rows of cards need larger titles or some
/// full lines. One row needs both, because it looks like a header above one row of cells,
/// and no white space across all cards, which separates rows of a table. `size` is the
/// usual size of the region.
fn are_cards(rows: &[CardRow], style: CardStyle, size: f32, words: &WordArena) -> bool {
    let cards = || rows.iter().flat_map(|row| &row.cards);
    if rows.is_empty() || cards().any(|card| card.items.len() > MAX_ITEMS) {
        return false;
    }
    // Rows of a table, each below white space, have one style: their first lines are no
    // titles of the others.
    let lines = cards().flat_map(|card| card.items.iter().skip(1));
    let is_title =
        |item: &LayoutItem| CardStyle::of(item, words).is_some_and(|other| other.is(style));
    let (alike, all) = lines.fold((0_usize, 0_usize), |(alike, all), item| {
        (alike + usize::from(is_title(item)), all + 1)
    });
    if ALIKE.is_exceeded(alike, all) {
        return false;
    }
    let columns = 0..rows[0].cards.len();
    let texts: Vec<Vec<LayoutItem>> = columns.map(|column| texts(rows, column)).collect();
    // Each column by itself: one column of amounts makes a table.
    if !texts.iter().all(|texts| is_text(texts, words)) {
        return false;
    }
    let (full, all) = count_full(rows);
    // The size of the texts and not of the region, which may have larger text.
    let text_size = median_size(&texts.concat());
    let is_larger = style.size > LARGER.at(text_size);
    // Repeated titles are evidence: larger type or some full lines suffice.
    if rows.len() > 1 {
        // Without any lines to count, none is full.
        return is_larger || FULL_LINES_OF_ROWS.is_reached(full, all.max(1));
    }
    // "Delaware" above "(State of incorporation)" in small type is the field of a form,
    // "68%" in very large type above "more visitors" is a card.
    let is_field = text_size < SMALL.at(size) && style.size < MUCH_LARGER.at(text_size);
    is_larger
        && !is_field
        // Cards of one line each look like one row of cells.
        && all > 0
        && FULL_LINES.is_reached(full, all)
        && !rows.iter().any(has_bands)
}

/// Returns the items below the titles of a column of cards.
fn texts(rows: &[CardRow], column: usize) -> Vec<LayoutItem> {
    let cards = rows.iter().map(|row| &row.cards[column]);
    cards
        .flat_map(|card| card.items.iter().skip(1))
        .cloned()
        .collect()
}

/// Returns true if items are lines of words and not of numbers: amounts below a bold
/// total are no card.
fn is_text(items: &[LayoutItem], words: &WordArena) -> bool {
    let chars: u32 = items.iter().map(LayoutItem::chars).sum();
    let lines = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let (mut lettered, mut all) = (0_usize, 0_usize);
    for item in items {
        if let LayoutItem::Run(run) = item {
            let begins = |word: &Word| words.text_of(word).starts_with(char::is_alphabetic);
            let found = words.get(run.words.clone());
            all += found.len();
            lettered += found.iter().filter(|word| begins(word)).count();
        }
    }
    // The numbers of pages beside the entries of contents are short.
    chars >= MIN_CHARS_PER_LINE.saturating_mul(lines)
        && all > 0
        // Amounts may be long, but few of their words begin with a letter.
        && LETTERED.is_reached(lettered, all)
}

/// Counts the lines that end near the right end of their column of cards, and all lines.
/// Titles and the last lines of cards are not counted.
///
/// "Tea is a drink made / from leaves." has one full line of one: its last line is short
/// in any card. Numbers below the header of a table end at many places.
fn count_full(rows: &[CardRow]) -> (usize, usize) {
    let (mut full, mut all) = (0, 0);
    let columns = rows.first().map_or(0, |row| row.cards.len());
    for column in 0..columns {
        // Cards below each other have one right end, that of the widest.
        let ends = rows.iter().map(|row| row.cards[column].extent.end);
        let end = ends.fold(f32::MIN, f32::max);
        for row in rows {
            let lines = &row.cards[column].items;
            let lines = lines.get(1..lines.len().saturating_sub(1));
            // A card of one item or none has no such lines.
            let lines = lines.unwrap_or_default();
            all += lines.len();
            let is_full = |item: &&LayoutItem| end - item.x1() < item.ems(RAGGED);
            full += lines.iter().filter(is_full).count();
        }
    }
    (full, all)
}

/// Returns true if white space crosses all cards of a row below their titles, again and
/// again.
fn has_bands(row: &CardRow) -> bool {
    let mut items: Vec<LayoutItem> = (row.cards.iter())
        .flat_map(|card| card.items.iter().skip(1))
        .cloned()
        .collect();
    // Until here the items are in the order of their cards.
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    rows_after_white(&items).len() > MAX_BANDS
}

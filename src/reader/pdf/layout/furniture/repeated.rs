//! Tells which rows are furniture: by what comes again on other pages, and by what counts them.

use super::{Edge, Kind, Row};
use std::collections::{BTreeMap, HashMap};

/// How many pages must show the same text at the same height.
const MIN_PAGES: usize = 3;
/// So short a file may show its running head only twice: the first page has none, or each side its own.
const FEW_PAGES: usize = 4;
/// Heights that differ by less are the same, in points.
const SAME_HEIGHT: f32 = 4.0;

/// Rows with the same masked text at the same height of enough pages.
pub(super) fn mark_repeated(rows: &mut [Row], pages: usize) {
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|at| rows[*at].kind == Kind::Line)
        .collect();
    order.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        (a.mask.cmp(&b.mask))
            .then(a.y.total_cmp(&b.y))
            .then(a.page.cmp(&b.page))
    });
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && is_same(&rows[order[to - 1]], &rows[order[to]]) {
            to += 1;
        }
        let same = &order[from..to];
        if is_repeated(rows, same, pages) {
            for at in same {
                rows[*at].is_furniture = true;
            }
        }
        from = to;
    }
}

fn is_same(a: &Row, b: &Row) -> bool {
    a.mask == b.mask && b.y - a.y < SAME_HEIGHT
}

fn is_repeated(rows: &[Row], same: &[usize], pages: usize) -> bool {
    let mut on: Vec<usize> = same.iter().map(|at| rows[*at].page).collect();
    on.sort_unstable();
    on.dedup();
    // A word on three of a hundred pages is chance; a running head of a chapter is on neighbours.
    let span = on[on.len() - 1] - on[0] + 1;
    if on.len() >= MIN_PAGES && on.len() * 5 >= span {
        return true;
    }
    // On two pages it takes a number that counts up with them, or a place in the margin.
    let [a, b] = same else { return false };
    let is_same = rows[*a].is_marginal && rows[*a].is_outermost;
    on.len() == 2
        && pages <= FEW_PAGES
        && (is_same || counts_up(&rows[*a].numbers, &rows[*b].numbers))
}

/// Whether one of the numbers on the first page is one less on the second.
fn counts_up(first: &[u32], second: &[u32]) -> bool {
    (first.iter().zip(second)).any(|(a, b)| a.checked_add(1) == Some(*b))
}

/// Rows of which one part is the same on page after page, or counts the pages, while the others name the chapter.
pub(super) fn mark_parts(rows: &mut [Row]) {
    // (height, place and text of the part) -> (page, row)
    let mut ends: BTreeMap<(i64, i64, String), Vec<(usize, usize)>> = BTreeMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let slot = |x: f32| (x / 3.0).round() as i64;
    for (at, row) in rows.iter().enumerate() {
        for part in row.parts.iter().filter(|_| row.is_outermost) {
            // A page number is told by what is left of it when the page's is taken away.
            let offset = (page_number(&part.text))
                .and_then(|number| Some(number - i64::try_from(row.page).ok()?));
            if row.kind == Kind::TableHead && offset.is_none() {
                continue;
            }
            let key = offset.map_or_else(|| part.text.clone(), |offset| format!("#{offset}"));
            ends.entry((slot(row.y), slot(part.x), key))
                .or_default()
                .push((row.page, at));
        }
    }
    for of_end in ends.into_values() {
        let span = of_end[of_end.len() - 1].0 - of_end[0].0 + 1;
        if of_end.len() >= MIN_PAGES && of_end.len() * 5 >= span {
            for (_, at) in of_end {
                rows[at].is_furniture = true;
            }
        }
    }
}

/// The number that a text is, in digits or as small Roman numerals.
fn page_number(text: &str) -> Option<i64> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    text.parse().ok().or_else(|| {
        let values: Vec<i64> = text.chars().map(value).collect::<Option<_>>()?;
        let next = values.iter().skip(1).chain([&0]);
        let signed = (values.iter().zip(next)).map(|(of, next)| if of < next { -of } else { *of });
        (!values.is_empty()).then(|| signed.sum())
    })
}

/// On the only page there is, what stands at the very edge and ends with its number; `Chapter 1` is a heading.
pub(super) fn mark_first_page(rows: &mut [Row]) {
    for row in rows.iter_mut() {
        let words: Vec<&str> = row.text.split_whitespace().collect();
        let is_numbered = match words.as_slice() {
            [word, "1"] => word.eq_ignore_ascii_case("page"),
            [.., last] => *last == "1",
            [] => false,
        };
        row.is_furniture |=
            row.is_marginal && row.is_outermost && is_numbered && row.kind == Kind::Line;
    }
}

/// The heads of chapters that are too short to repeat theirs: the outermost row at a height where others are furniture.
pub(super) fn mark_slots(rows: &mut [Row]) {
    // (height, furniture, rows, largest size of the furniture)
    let mut slots: HashMap<i64, (usize, usize, f32)> = HashMap::new();
    #[allow(clippy::cast_possible_truncation)] // rounding to a grid; `as` saturates
    let slot = |y: f32| (y / 2.0).round() as i64;
    for row in rows
        .iter()
        .filter(|row| row.is_outermost && row.kind == Kind::Line)
    {
        let slot = slots.entry(slot(row.y)).or_default();
        slot.1 += 1;
        if row.is_furniture {
            slot.0 += 1;
            slot.2 = slot.2.max(row.size);
        }
    }
    for row in rows
        .iter_mut()
        .filter(|row| row.is_outermost && row.kind == Kind::Line)
    {
        let near = [-1, 0, 1].map(|step| {
            let slot = slots.get(&(slot(row.y) + step));
            slot.copied().unwrap_or_default()
        });
        let furniture: usize = near.iter().map(|slot| slot.0).sum();
        let all: usize = near.iter().map(|slot| slot.1).sum();
        let size = near.iter().map(|slot| slot.2).fold(0.0, f32::max);
        row.is_furniture |= furniture >= MIN_PAGES && furniture * 2 > all && row.size < 1.05 * size;
    }
}

/// What pages repeat below a larger line of their own: their content begins with that line, as each command of a manual does,
/// its name above the word that heads its first section.
pub(super) fn spare_content(rows: &mut [Row]) {
    // The page and the largest size of what is no furniture at its top.
    let mut above = (usize::MAX, 0.0_f32);
    for row in rows.iter_mut().filter(|row| row.edge == Edge::Top) {
        if above.0 != row.page {
            above = (row.page, 0.0);
        }
        row.is_furniture &= row.is_marginal || above.1 < 1.1 * row.size;
        if !row.is_furniture {
            above.1 = above.1.max(row.size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Part, mask, numbers};
    use super::*;

    fn row(page: usize, y: f32, text: &str) -> Row {
        Row {
            page,
            y,
            size: 10.0,
            text: text.to_owned(),
            mask: mask(text),
            numbers: numbers(text),
            parts: Vec::new(),
            runs: Vec::new(),
            edge: Edge::Top,
            is_marginal: false,
            is_outermost: true,
            kind: Kind::Line,
            is_furniture: false,
        }
    }

    #[test]
    fn page_numbers_are_digits_or_roman_numerals() {
        let numbers = ["14", "xiv", "iii", "page", ""].map(page_number);
        assert_eq!(numbers, [Some(14), Some(14), Some(3), None, None]);
    }

    #[test]
    fn a_head_repeated_at_one_height_is_furniture_and_a_heading_elsewhere_is_not() {
        let mut rows: Vec<Row> = (0..4)
            .map(|page| row(page, 30.0, "Annual report"))
            .collect();
        rows.push(row(4, 90.0, "Annual report"));
        mark_repeated(&mut rows, 5);
        let marked: Vec<bool> = rows.iter().map(|row| row.is_furniture).collect();
        assert_eq!(marked, [true, true, true, true, false]);
    }

    #[test]
    fn on_two_pages_only_a_number_that_counts_up_is_furniture() {
        let mut rows = vec![row(0, 780.0, "Journal 12 1"), row(1, 780.0, "Journal 12 1")];
        mark_repeated(&mut rows, 2);
        assert!(!rows[0].is_furniture);
        let mut rows = vec![row(0, 780.0, "Page 1"), row(1, 780.0, "Page 2")];
        mark_repeated(&mut rows, 2);
        assert!(rows[0].is_furniture && rows[1].is_furniture);
    }

    #[test]
    fn a_head_that_names_the_chapter_at_its_other_end_is_furniture() {
        let ends = |left: &str, right: &str| {
            [(50.0, left), (550.0, right)]
                .map(|(x, text)| Part {
                    x,
                    text: text.to_owned(),
                })
                .into()
        };
        let with = |page, left, right| Row {
            parts: ends(left, right),
            ..row(page, 30.0, left)
        };
        let chapters = ["1 Tea", "1 Tea", "2 Milk", "3 Sugar"];
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, "Handbook", chapters[page]))
            .collect();
        mark_parts(&mut rows);
        assert!(rows.iter().all(|row| row.is_furniture));
        // Pages are counted, rows of a table are not.
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, chapters[page], ["7", "8", "9", "10"][page]))
            .collect();
        mark_parts(&mut rows);
        assert!(rows.iter().all(|row| row.is_furniture));
        let mut rows: Vec<Row> = (0..4)
            .map(|page| with(page, chapters[page], ["3", "14", "31", "40"][page]))
            .collect();
        mark_parts(&mut rows);
        assert!(!rows[3].is_furniture);
    }

    #[test]
    fn on_the_only_page_the_edge_with_its_number_is_furniture() {
        let marginal = |text| Row {
            is_marginal: true,
            ..row(0, 30.0, text)
        };
        let mut rows = ["Journal 12 (2024) 1", "1", "Chapter 1", "1 Tea"].map(marginal);
        mark_first_page(&mut rows);
        assert_eq!(rows.map(|row| row.is_furniture), [true, true, false, false]);
    }

    #[test]
    fn what_pages_repeat_below_their_own_titles_is_content() {
        let mut rows = Vec::new();
        for (page, title) in ["cat", "cp", "ls", "mv"].into_iter().enumerate() {
            rows.push(row(page, 30.0, "Commands"));
            rows.push(Row {
                size: 18.0,
                ..row(page, 80.0, title)
            });
            rows.push(row(page, 110.0, "Name"));
        }
        mark_repeated(&mut rows, 4);
        spare_content(&mut rows);
        let marked: Vec<bool> = rows.iter().map(|row| row.is_furniture).collect();
        assert_eq!(marked, [true, false, false].repeat(4));
    }

    #[test]
    fn the_head_of_a_short_chapter_stands_where_the_others_do() {
        let mut rows: Vec<Row> = (0..4).map(|page| row(page, 30.0, "Tea")).collect();
        rows.push(row(4, 30.0, "Milk"));
        mark_repeated(&mut rows, 5);
        mark_slots(&mut rows);
        assert!(rows[4].is_furniture);
    }
}

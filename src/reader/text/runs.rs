//! Decides which numbers are those of headings by the numbers around them.

use super::look::{Look, Numbered};
use std::collections::HashMap;

/// Removes bare numbers that are no chapters: `3 Cups`. A chapter is followed by its
/// sections, `3.1 Cups`, or its number is next to that of such a chapter: `4 References`.
pub(super) fn drop_amounts(looks: &mut [Option<Look>]) {
    let mut first_of: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, look) in looks.iter().enumerate() {
        if let Some(Look::Numbered(number)) = look
            && number.depth > 1
            && number.value == 1
        {
            first_of.entry(number.parent.clone()).or_default().push(at);
        }
    }
    let mut next = (looks.len(), 0);
    let mut last = 0;
    let mut chapters = vec![false; looks.len()];
    for (at, look) in looks.iter().enumerate().rev() {
        let Some(number) = bare(look.as_ref()) else {
            continue;
        };
        let sections = first_of.get(&number.value.to_string());
        let sections =
            sections.and_then(|places| places.get(places.partition_point(|place| *place < at)));
        let has_sections = sections.is_some_and(|place| *place < next.0);
        if has_sections || number.value + 1 == next.1 {
            next = (at, number.value);
            chapters[at] = true;
        }
    }
    for (look, is_chapter) in looks.iter_mut().zip(chapters) {
        let Some(number) = bare(look.as_ref()) else {
            continue;
        };
        if is_chapter || last > 0 && number.value == last + 1 {
            last = number.value;
        } else {
            *look = None;
        }
    }
}

fn bare(look: Option<&Look>) -> Option<&Numbered> {
    match look {
        Some(Look::Numbered(number)) if number.is_bare => Some(number),
        _ => None,
    }
}

/// Removes numbers that do not continue the ones before them. A list of items begins
/// anew at 1, and a number in the text is a year or an amount.
pub(super) fn drop_broken_runs(looks: &mut [Option<Look>]) {
    let mut last: HashMap<(String, String), u32> = HashMap::new();
    for look in looks.iter_mut() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let key = (number.word.clone(), number.parent.clone());
        let continues = match last.get(&key) {
            Some(before) => *before + 1 == number.value,
            None => number.value <= 1,
        };
        if continues {
            last.insert(key, number.value);
        } else if number.word.is_empty() {
            *look = None;
        }
    }
}

/// Removes the numbers of a depth of which most are followed by another of the same run
/// without text between: they are items.
pub(super) fn drop_without_text(looks: &mut [Option<Look>]) {
    let mut counts: HashMap<(String, u8), (usize, usize)> = HashMap::new();
    let key = |number: &Numbered| (number.word.clone(), number.depth);
    for (at, look) in looks.iter().enumerate() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let next = looks.get(at + 1);
        let is_item = match next {
            Some(Some(Look::Numbered(next))) => {
                next.depth <= number.depth && next.word == number.word
            }
            Some(_) => false,
            None => number.word.is_empty(),
        };
        let (items, all) = counts.entry(key(number)).or_default();
        *items += usize::from(is_item);
        *all += 1;
    }
    for look in looks.iter_mut() {
        let Some(Look::Numbered(number)) = look else {
            continue;
        };
        let (items, all) = counts.get(&key(number)).copied().unwrap_or_default();
        // A single number continues nothing.
        let is_single = all < 2 && number.word.is_empty() && number.depth == 1;
        if items * 2 >= all || is_single {
            *look = None;
        }
    }
}

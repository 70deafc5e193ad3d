//! Reads the outline, which viewers show as bookmarks (ISO 32000-2 12.3.3).

use super::destinations::Destinations;
use crate::reader::pdf::object::{Id, Objects, Truncated, Value};
use crate::reader::pdf::page::Bookmark;
use std::collections::HashSet;

/// The number of bytes of a title that are read. The heading with the same text is on a
/// page and thus shorter.
const MAX_TITLE_BYTES: usize = 4096;

/// Reads at most `most` bookmarks in order, and counts those whose titles were cut. A
/// repeated one is a loop and ends its level.
pub(super) fn read(
    objects: &Objects,
    destinations: &Destinations<'_>,
    most: usize,
) -> (Vec<Bookmark>, usize) {
    let (mut bookmarks, mut titles_cut) = (Vec::new(), 0);
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open = vec![(objects.trailer("Root").get("Outlines").get("First"), 1_u16)];
    while let Some((item, level)) = open.pop() {
        let is_new = item.is_dictionary() && item.id().is_some_and(|id| seen.insert(id));
        if !is_new || bookmarks.len() >= most {
            continue;
        }
        let (title, cut) = title(item);
        titles_cut += usize::from(cut == Truncated::Yes);
        if !title.is_empty() {
            let place = destinations.place(target(item));
            bookmarks.push(Bookmark {
                title,
                level,
                place,
            });
        }
        // The children are on top, so that they are read before the next sibling.
        open.push((item.get("Next"), level));
        open.push((item.get("First"), level.saturating_add(1)));
    }
    (bookmarks, titles_cut)
}

/// Returns the title on one line; empty if there is none.
fn title(item: Value<'_>) -> (String, Truncated) {
    let title = item.get("Title").text_within(MAX_TITLE_BYTES);
    let (text, cut) = title.unwrap_or((String::new(), Truncated::No));
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.join(" "), cut)
}

fn target(item: Value<'_>) -> Value<'_> {
    let action = item.get("A");
    let action = if action.get("S").is("GoTo") {
        action.get("D")
    } else {
        action.nothing()
    };
    item.get("Dest").or(action)
}

#[cfg(test)]
mod tests {
    use crate::reader::pdf::test_files::Fixture;

    #[test]
    fn bookmarks_have_levels_and_places() {
        let file = Fixture::new("")
            .catalog("/Outlines <</First 5 0 R>> /Dests <</tea [3 0 R /XYZ 10 80 0]>>")
            .object("<</Title (One) /Dest [3 0 R /FitH 90] /First 6 0 R /Next 7 0 R>>")
            .object("<</Title (One\nOne) /A <</S /GoTo /D /tea>> /Next 5 0 R>>")
            .object("<</Title (Two) /Next 7 0 R>>")
            .load();
        let found: Vec<_> = (file.outline.iter())
            .map(|bookmark| {
                (
                    bookmark.title.as_str(),
                    bookmark.level,
                    bookmark.place.and_then(|place| place.top),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("One", 1, Some(10.0)),
                ("One One", 2, Some(20.0)),
                ("Two", 1, None)
            ]
        );
        assert_eq!(file.destinations[0].0, "tea");
    }
}

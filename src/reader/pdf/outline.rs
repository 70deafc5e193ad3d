//! The outline, which viewers show as bookmarks (ISO 32000-2 12.3.3).

use super::destinations::Destinations;
use super::object::{Id, Objects, Value};
use super::page::Bookmark;
use std::collections::HashSet;

/// Reads at most `most` bookmarks in order; one that was seen before ends its level, for it is a loop.
pub(super) fn read(
    objects: &Objects,
    destinations: &Destinations<'_>,
    most: usize,
) -> Vec<Bookmark> {
    let mut bookmarks = Vec::new();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut open = vec![(objects.trailer("Root").get("Outlines").get("First"), 1_u16)];
    while let Some((item, level)) = open.pop() {
        let is_new = item.is_dictionary() && item.id().is_some_and(|id| seen.insert(id));
        if !is_new || bookmarks.len() >= most {
            continue;
        }
        if let Some(title) = title(item) {
            let place = destinations.place(target(item));
            bookmarks.push(Bookmark {
                title,
                level,
                place,
            });
        }
        open.push((item.get("Next"), level));
        open.push((item.get("First"), level.saturating_add(1)));
    }
    bookmarks
}

/// Its title on one line, if it has one.
fn title(item: Value<'_>) -> Option<String> {
    let text = item.get("Title").text()?;
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn target(item: Value<'_>) -> Value<'_> {
    let action = item.get("A");
    let action = if action.get("S").is("GoTo") {
        action.get("D")
    } else {
        action.get("")
    };
    item.get("Dest").or(action)
}

//! Makes the items of a tagged list.

use super::Leaf;
use super::elements::{ElementKind, TaggedElement};
use crate::reader::pdf::layout::blocks::{ListItem, list};
use crate::reader::pdf::layout::lines::{WordArena, joined};

/// Returns the items of a list; those of lists in it are deeper.
///
/// Text that is tagged as a label is the marker: "3." as it is written, or `-` for a sign
/// such as "•". Without a label element the marker is the first word of the text: "3.
/// Tea" would be written as `- 3. Tea`. An item without either has a bullet.
pub(super) fn items(
    leaves: Vec<Leaf>,
    elements: &[TaggedElement],
    words: &WordArena,
) -> Vec<ListItem> {
    let mut items: Vec<ListItem> = Vec::new();
    let mut last = None;
    for Leaf {
        element, mut lines, ..
    } in leaves
    {
        let element = &elements[element];
        // Only the last item is compared: text after a nested list begins another one.
        if element.item != last || items.is_empty() {
            last = element.item;
            items.push(ListItem {
                depth: element.list_depth,
                ..ListItem::default()
            });
        }
        let Some(item) = items.last_mut() else {
            continue;
        };
        if element.kind == ElementKind::Label && item.marker.is_empty() {
            let label = joined(&lines, words);
            // A sign such as "•" is any bullet.
            item.marker = if label.chars().any(char::is_alphanumeric) {
                label
            } else {
                "-".to_owned()
            };
        } else {
            // Untagged markers are the first word of the first line.
            if item.marker.is_empty() && item.lines.is_empty() {
                item.marker = list::take_marker(&mut lines, words);
            }
            item.lines.extend(lines);
        }
    }
    for item in items.iter_mut().filter(|item| item.marker.is_empty()) {
        "-".clone_into(&mut item.marker);
    }
    items
}

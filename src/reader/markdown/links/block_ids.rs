//! Names of blocks in Obsidian, at the end of a line: `Boil water. ^boil`.

use crate::document::{Document, offset};

/// The most bytes of a name.
const MAX_BYTES: usize = 64;

/// Adds the names as anchors: `[[Tea#^boil]]` leads to the section of the block.
pub(super) fn add(document: &mut Document) {
    let text = document.text();
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'^', text.as_bytes()) {
        let rest = &text[at + 1..text.floor_char_boundary(at + 1 + MAX_BYTES)];
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let is_last = rest[end..].is_empty() || rest[end..].starts_with(['\n', '\r']);
        let is_apart = at == 0 || text[..at].ends_with([' ', '\t', '\n']);
        if end > 0 && is_last && is_apart {
            let block = document.block_index_at(offset(at));
            if block < document.block_count() {
                let section = document.block(block).section().id();
                found.push((text[at..=at + end].to_owned(), section));
            }
        }
    }
    if !found.is_empty() {
        document.add_anchors(found);
    }
}

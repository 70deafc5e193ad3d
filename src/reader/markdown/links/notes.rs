//! Links to notes by their names: `[[Tea]]`, `[[Tea#Green|a green one]]`, and embedded
//! notes: `![[Tea]]`.

use super::{Places, link};
use crate::document::{Reference, ReferenceKind};
use memchr::memmem;

/// The most bytes between the brackets.
const MAX_BYTES: usize = 512;

/// Finds the links in the text that is shown.
pub(super) fn find(places: &mut Places<'_>, found: &mut Vec<Reference>) {
    let text = places.text();
    let opening = memmem::Finder::new("[[");
    let mut next = 0;
    while let Some(found_at) = opening.find(&text.as_bytes()[next..]) {
        let at = next + found_at;
        let Some(inside) = inside(text, at) else {
            next = at + 1; // the second bracket of "[[[Tea]]" opens a link too
            continue;
        };
        let done = at + "[[".len() + inside.len() + "]]".len();
        next = done;
        if places.shown(at).is_none() {
            continue;
        }
        let (path, words) = split(inside);
        let is_embedded = text[..at].ends_with('!');
        let (kind, start) = if is_embedded {
            (ReferenceKind::Include, at - 1)
        } else {
            (ReferenceKind::Link, at)
        };
        // The alias of an embedded picture is its width: `![[cup.png|400]]`.
        let words = if is_embedded { path } else { words };
        found.push(link(kind, start..done, words, path));
    }
}

/// Returns the text between double brackets that open at `at`, if it may name a note: no
/// `[[ -f tea ]]` of a shell, no `[[1]]` of a reference list, no link of `CommonMark`.
fn inside(text: &str, at: usize) -> Option<&str> {
    let start = at + "[[".len();
    let near = &text[start..text.floor_char_boundary(start + MAX_BYTES)];
    let end = near.find(['[', ']', '\n'])?;
    let inside = &near[..end];
    let is_closed = near[end..].starts_with("]]");
    let is_link = near[end..].starts_with("]](") || text[..at].ends_with(['\\', '[']);
    let is_name = !inside.starts_with(char::is_whitespace)
        && inside.chars().any(char::is_alphabetic)
        && !inside.contains(['<', '>', '{', '}', '=', '"']);
    (is_closed && !is_link && is_name).then_some(inside)
}

/// Returns the path of a link and the words that are shown. In tables the bar is escaped.
fn split(inside: &str) -> (&str, &str) {
    match inside.split_once('|') {
        Some((path, words)) => (path.trim_end_matches('\\').trim(), words.trim()),
        None => (inside.trim(), inside.trim()),
    }
}

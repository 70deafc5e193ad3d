//! Links to notes by their names: `[[Tea]]`, `[[Tea#Green|a green one]]`, and embedded
//! notes: `![[Tea]]`.

use super::{Places, link};
use crate::document::{Reference, ReferenceKind};

/// The most bytes between the brackets.
const MAX_BYTES: usize = 512;

/// Finds the links in the text that is shown.
pub(super) fn find(places: &mut Places<'_>, found: &mut Vec<Reference>) {
    let text = places.text();
    let mut done = 0;
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'[', bytes) {
        if at < done || bytes.get(at + 1) != Some(&b'[') {
            continue;
        }
        let Some(inside) = inside(text, at) else {
            continue;
        };
        done = at + "[[".len() + inside.len() + "]]".len();
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

//! Roles of `MyST` and Sphinx that refer to a label or a document: `` {ref}`tea` ``,
//! `` {doc}`the menu <menu>` ``.

use super::{Places, link};
use crate::document::{Reference, ReferenceKind};
use memchr::memmem;

/// The roles, with the scheme of the destination that each has.
const ROLES: [(&str, &str); 8] = [
    ("{ref}`", "ref:"),
    ("{numref}`", "ref:"),
    ("{any}`", "ref:"),
    ("{doc}`", "doc:"),
    (":ref:`", "ref:"),
    (":numref:`", "ref:"),
    (":any:`", "ref:"),
    (":doc:`", "doc:"),
];

/// The most bytes of the content of a role.
const MAX_BYTES: usize = 512;

/// Finds the roles in the text that is shown.
pub(super) fn find(places: &mut Places<'_>, found: &mut Vec<Reference>) {
    let text = places.text();
    for (role, scheme) in ROLES {
        for at in memmem::find_iter(text.as_bytes(), role) {
            let start = at + role.len();
            let near = &text[start..text.floor_char_boundary(start + MAX_BYTES)];
            let Some(end) = near.find('`') else { continue };
            let (words, target) = split(&near[..end]);
            if target.is_empty() || places.shown(at).is_none() {
                continue;
            }
            let href = [scheme, target].concat();
            let range = at..start + end + "`".len();
            found.push(link(ReferenceKind::Link, range, words, &href));
        }
    }
}

/// Returns the words and the target of a role: `the menu <menu>`.
fn split(content: &str) -> (&str, &str) {
    let inside = content
        .trim()
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'));
    match inside {
        Some((words, target)) => (words.trim(), target.trim()),
        None => (content.trim(), content.trim()),
    }
}

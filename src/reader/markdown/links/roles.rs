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

/// Finds the roles in the text that is shown. Each role ends with one of two signs, so two
/// searches find all.
pub(super) fn find(places: &mut Places<'_>, found: &mut Vec<Reference>) {
    let text = places.text();
    for sign in ["}`", ":`"] {
        for sign in memmem::find_iter(text.as_bytes(), sign) {
            let start = sign + "}`".len();
            let role = ROLES.iter().find(|(role, _)| text[..start].ends_with(role));
            let near = &text[start..text.floor_char_boundary(start + MAX_BYTES)];
            let (Some((role, scheme)), Some(end)) = (role, near.find('`')) else {
                continue;
            };
            let (words, target) = split(&near[..end]);
            let at = start - role.len();
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

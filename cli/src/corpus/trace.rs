//! The facts about a file that was read, for the manifest of `--update`.

use super::Stamp;
use sectile::{Anchors, Reference, ReferenceKind};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) struct Trace {
    pub(crate) stamp: Stamp,
    pub(crate) sha256: String,
    /// The names of other documents that its links lead to, whether they exist or not,
    /// and [`ANY_NAME`] and [`ANY_DOCUMENT`] if they depend on more.
    pub(crate) links: BTreeSet<String>,
    pub(crate) anchors: Arc<Anchors>,
}

impl Trace {
    pub(super) fn new(stamp: Stamp, bytes: &[u8]) -> Self {
        Self {
            stamp,
            sha256: hex(&Sha256::digest(bytes)),
            links: BTreeSet::new(),
            anchors: Arc::default(),
        }
    }
}

/// The mark of a document with a link that another name in the folder could resolve: a
/// link that has no target, or one that is looked up by a part of a name.
pub(crate) const ANY_NAME: &str = "/";

/// The mark of a document with a reference by a label, which any document may define.
pub(crate) const ANY_DOCUMENT: &str = "//";

/// Returns the mark of what the target of a reference depends on, besides the document
/// that it names.
pub(super) fn dependency(reference: &Reference) -> Option<&'static str> {
    let href = reference.href.as_str();
    let is_link = matches!(reference.kind, ReferenceKind::Link | ReferenceKind::Include);
    if !is_link || href.is_empty() || href.starts_with('#') {
        return None;
    }
    let (path, _) = href.split_once('#').unwrap_or((href, ""));
    if href.starts_with("ref:") || href.starts_with("xref:") {
        return Some(ANY_DOCUMENT);
    }
    let scheme = path.split('/').next().unwrap_or_default();
    if scheme.contains(':') && !href.starts_with("doc:") {
        return None; // an address on the web
    }
    let target = reference.target.as_ref();
    let document = target.and_then(|target| target.document.as_deref());
    // `../tea.md` is the file of that name, whatever other files there are.
    let is_whole = document.is_some_and(|document| {
        let file = document.rsplit('/').next().unwrap_or(document);
        path.rsplit('/').next() == Some(file)
    });
    (!is_whole).then_some(ANY_NAME)
}

/// Writes a sum in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    (bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]))
    .collect()
}

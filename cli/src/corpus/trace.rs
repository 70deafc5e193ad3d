//! The facts about a file that was read, for the manifest of `--update`.

use super::Stamp;
use sectile::Anchors;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

pub(crate) struct Trace {
    /// `None` for standard input.
    pub(crate) stamp: Option<Stamp>,
    pub(crate) sha256: String,
    /// The names of other documents that its links lead to, whether they exist or not.
    pub(crate) links: BTreeSet<String>,
    pub(crate) anchors: Anchors,
}

impl Trace {
    pub(super) fn new(stamp: Option<Stamp>, bytes: &[u8]) -> Self {
        Self {
            stamp,
            sha256: hex(&Sha256::digest(bytes)),
            links: BTreeSet::new(),
            anchors: Anchors::default(),
        }
    }
}

/// Writes a sum in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    (bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]))
    .collect()
}

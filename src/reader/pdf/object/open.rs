//! Opens a file: reads its cross-reference table, or rebuilds it by scanning, and
//! decrypts it.

use super::kept_streams::keep_object_streams;
use super::refusal::{damaged, encrypted, refusal};
use super::streams::weigh;
use super::{Objects, decrypt, repair, trailer};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use lopdf::{Document, LoadOptions};

impl Objects {
    /// Opens a file; an encrypted one with the empty password or else with the given one.
    pub(crate) fn open(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Self> {
        if bytes.len() > SMALL && weigh(bytes) > limits.object_values.max(bytes.len() / 4) {
            let message = "the file's objects have more values than the limits allow";
            return Err(Error::new(ErrorKind::TooLarge, message));
        }
        let load = |bytes: &[u8], table| load(bytes, password, table, limits);
        // Each attempt ignores more of the file's own structure than the one before. A
        // file without a page tree counts as failed, because a broken table may still
        // load.
        let as_written = load(bytes, CrossReferences::AsWritten);
        if as_written.as_ref().map_or_else(is_final, Self::has_pages) {
            return as_written;
        }
        let rebuilt = load(bytes, CrossReferences::Rebuilt);
        if rebuilt.as_ref().is_ok_and(Self::has_pages) {
            return rebuilt;
        }
        let rescued = load(&with_ends(bytes), CrossReferences::Rescued);
        if (rescued.as_ref()).is_ok_and(|file| file.has_pages() || file.has_stray_pages()) {
            return rescued;
        }
        as_written.map_err(|error| damaged(error, bytes))
    }

    /// Returns true if there are pages, in a tree or not.
    fn has_stray_pages(&self) -> bool {
        self.all().any(|object| object.get("Type").is("Page"))
    }

    /// Returns true if the catalog refers to a page tree.
    fn has_pages(&self) -> bool {
        self.trailer("Root").get("Pages").get("Kids").is_array()
    }
}

/// The size in bytes up to which files are not weighed. Their values take at most 300
/// times as much memory.
const SMALL: usize = 1 << 20;

fn load(
    bytes: &[u8],
    password: Option<&str>,
    table: CrossReferences,
    limits: &Limits,
) -> Result<Objects> {
    let options = LoadOptions {
        max_decompressed_size: Some(limits.stream_bytes),
        filter: Some(keep_object_streams),
        force_reconstruct: table != CrossReferences::AsWritten,
        ..LoadOptions::default()
    };
    // Before lopdf sees the file, because it decrypts while it loads.
    let bytes = decrypt::hidden(bytes);
    let mut document = Document::load_mem_with_options(&bytes, options).map_err(refusal)?;
    if document.is_encrypted() {
        return Err(encrypted());
    }
    if table == CrossReferences::Rescued
        // The file's own trailer, if there is one, names the catalog that ours lacks.
        && let Some(entries) = trailer::find(&bytes[..bytes.len() - RESCUE.len()])
    {
        for (key, value) in entries {
            document.trailer.set(key, value);
        }
    }
    repair::complete(&mut document, &bytes);
    decrypt::decrypt(&mut document, password)?;
    Ok(Objects::new(document, limits, bytes.len()).with_compressed())
}

/// The cross-reference table that is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CrossReferences {
    AsWritten,
    /// Made by scanning the file for objects.
    Rebuilt,
    /// Made by scanning, with a head and a trailer of our own, see [`with_ends`].
    Rescued,
}

/// Returns true if no repair can remove the error.
fn is_final(error: &Error) -> bool {
    error.kind() != ErrorKind::Malformed
}

/// A trailer that lopdf accepts, with an empty catalog. It also ends a stream and an
/// object, because the file before it may be cut off anywhere.
const RESCUE: &[u8] = b"\nendstream\nendobj\n999999 0 obj\n<</Type/Catalog>>\nendobj\n\
    trailer\n<</Root 999999 0 R/Size 1000000>>\n";

/// Adds a head and a trailer of our own to a file that lost its own or has odd tokens in
/// them. If the file has no catalog either, its pages are found by their type.
fn with_ends(bytes: &[u8]) -> Vec<u8> {
    [&b"%PDF-1.7\n"[..], bytes, RESCUE].concat()
}

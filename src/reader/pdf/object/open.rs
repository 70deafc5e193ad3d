//! Opens a file: reads its cross-reference table, or rebuilds it by scanning, and
//! decrypts it.

use super::streams::weigh;
use super::{Objects, decrypt, repair, trailer};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use lopdf::{DecompressError, Document, LoadOptions, Object};

/// A type that replaces that of object streams, so that lopdf does not read them.
///
/// lopdf limits the decoded size of each, but not their number nor the memory of their
/// objects: a kilobyte of compressed `0 0 0` becomes gigabytes of integers.
pub(super) const OBJECT_STREAM: &[u8] = b"ObjStm (kept)";

impl Objects {
    /// Opens a file; an encrypted one with the empty password or else with the given one.
    pub(in super::super) fn open(
        bytes: &[u8],
        password: Option<&str>,
        limits: &Limits,
    ) -> Result<Self> {
        if bytes.len() > SMALL && weigh(bytes) > limits.object_values.max(bytes.len() / 4) {
            let message = "the file's objects have more values than the limits allow";
            return Err(Error::new(ErrorKind::TooLarge, message));
        }
        let load = |bytes: &[u8], table| load(bytes, password, table, limits);
        // Each attempt ignores more of the file's own structure than the one before. A
        // file without a page tree counts as failed, because a broken table may still
        // load.
        let as_written = load(bytes, Table::AsWritten);
        if as_written.as_ref().map_or_else(is_final, Self::has_pages) {
            return as_written;
        }
        let rebuilt = load(bytes, Table::Rebuilt);
        if rebuilt.as_ref().is_ok_and(Self::has_pages) {
            return rebuilt;
        }
        let rescued = load(&with_ends(bytes), Table::Rescued);
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

fn load(bytes: &[u8], password: Option<&str>, table: Table, limits: &Limits) -> Result<Objects> {
    let options = LoadOptions {
        max_decompressed_size: Some(limits.stream_bytes),
        filter: Some(keep_object_streams),
        force_reconstruct: table != Table::AsWritten,
        ..LoadOptions::default()
    };
    // Before lopdf sees the file, because it decrypts while it loads.
    let bytes = decrypt::hidden(bytes);
    let mut document = Document::load_mem_with_options(&bytes, options).map_err(refusal)?;
    if document.is_encrypted() {
        return Err(encrypted());
    }
    if table == Table::Rescued
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
enum Table {
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

/// Changes the type of object streams, and drops the bytes of pictures, which are not
/// read.
#[expect(
    clippy::unnecessary_wraps,
    reason = "lopdf's signature; what matters is that it is not `None`"
)]
pub(super) fn keep_object_streams(
    id: super::Id,
    object: &mut Object,
) -> Option<(super::Id, Object)> {
    if let Object::Stream(stream) = object {
        if stream.dict.has_type(b"ObjStm") {
            stream
                .dict
                .set("Type", Object::Name(OBJECT_STREAM.to_vec()));
        } else if stream
            .dict
            .get(b"Subtype")
            .is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        {
            stream.content = Vec::new();
        }
    }
    Some((id, Object::Null))
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

pub(super) fn encrypted() -> Error {
    let message =
        "the file is encrypted, and neither the given password nor the empty one opens it";
    Error::new(ErrorKind::Encrypted, message)
}

/// Replaces the error of a file that begins as a PDF: it is damaged, not another format.
fn damaged(error: Error, bytes: &[u8]) -> Error {
    let head = &bytes[..bytes.len().min(1024)];
    let is_pdf = head.windows(5).any(|at| at == b"%PDF-");
    if error.kind() != ErrorKind::Malformed || !is_pdf {
        return error;
    }
    let message = "the PDF file is damaged or incomplete: it has no readable page";
    Error::new(ErrorKind::Malformed, message).with_source(error)
}

fn refusal(error: lopdf::Error) -> Error {
    match error {
        // An unknown kind of encryption is reported like a wrong password: neither opens.
        lopdf::Error::InvalidPassword => encrypted(),
        lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            encrypted().with_source(error)
        }
        lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            let message = "the file's objects are larger than the limits allow";
            Error::new(ErrorKind::TooLarge, message).with_source(error)
        }
        _ => Error::new(ErrorKind::Malformed, "the bytes are not a PDF file").with_source(error),
    }
}

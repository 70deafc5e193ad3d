//! Words the errors of files that cannot be opened.

use crate::error::{Error, ErrorKind};
use lopdf::DecompressError;

/// Returns the error of a file that no given password opens.
pub(super) fn encrypted() -> Error {
    let message = "the file is encrypted, and neither the empty password nor a given one opens it";
    Error::new(ErrorKind::Encrypted, message)
}

/// Replaces the error of a file that begins as a PDF: it is damaged, not another format.
pub(super) fn damaged(error: Error, bytes: &[u8]) -> Error {
    let head = &bytes[..bytes.len().min(1024)];
    let is_pdf = head.windows(5).any(|at| at == b"%PDF-");
    if error.kind() != ErrorKind::Malformed || !is_pdf {
        return error;
    }
    let message = "the PDF file is damaged or incomplete: it has no readable page";
    let damaged = Error::new(ErrorKind::Malformed, message);
    // The message of the error itself denies that the file is PDF; its cause is the fault.
    match std::error::Error::source(&error) {
        Some(cause) => damaged.with_source(cause.to_string()),
        None => damaged,
    }
}

/// Translates an error of lopdf.
pub(super) fn refusal(error: lopdf::Error) -> Error {
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

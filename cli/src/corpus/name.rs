//! The names of the documents of a run.

use std::fmt::Write as _;
use std::path::Path;

/// The name of a file: its path relative to `root`, `/` between folders.
pub(super) fn of(file: &Path, root: &Path) -> String {
    let relative = file.strip_prefix(root).unwrap_or(file);
    let parts = relative
        .components()
        .map(|part| text(part.as_os_str().as_encoded_bytes()));
    parts
        .filter(|part| part != ".")
        .collect::<Vec<_>>()
        .join("/")
}

/// A part of a path as text. Bytes that are not UTF-8 are written as U+FFFD and two
/// hexadecimal digits, so that two names that differ only in such bytes stay different;
/// U+FFFD itself is written in the same way.
fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let escape = |text: &mut String, bytes: &[u8]| {
        for byte in bytes {
            let _ = write!(text, "{}{byte:02X}", char::REPLACEMENT_CHARACTER); // into a String
        }
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                char::REPLACEMENT_CHARACTER => escape(&mut text, "\u{fffd}".as_bytes()),
                c => text.push(c),
            }
        }
        escape(&mut text, chunk.invalid());
    }
    text
}

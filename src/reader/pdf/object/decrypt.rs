//! Decrypts a file after lopdf has loaded it.
//!
//! lopdf parses all object streams of an encrypted file while loading it, without a limit
//! of memory: 59 KB became 7 GB. So the encryption is renamed before loading, to a name
//! of the same length, and restored afterwards. Then the object streams are kept, the
//! objects are decrypted, and the streams are read as in any other file.

use super::refusal::encrypted;
use crate::error::Result;
use lopdf::{Document, Object};
use std::borrow::Cow;

const NAME: &[u8] = b"Encrypt";
const HIDDEN: &[u8] = b"Encrypx";

/// Renames the encryption of a file.
pub(super) fn hidden(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut hidden = Cow::Borrowed(bytes);
    for at in memchr::memchr_iter(b'/', bytes) {
        let rest = &bytes[at + 1..];
        // A file has thousands of other names.
        if !matches!(rest.first(), Some(b'E' | b'#')) {
            continue;
        }
        let length = name_length(rest);
        if length >= NAME.len() && is_name(&rest[..length]) && begins_entry(&rest[length..]) {
            let name = &mut hidden.to_mut()[at + 1..at + 1 + length];
            // A name with escapes (`/Encr#79pt`) is longer.
            name.fill(b' ');
            name[..HIDDEN.len()].copy_from_slice(HIDDEN);
        }
    }
    hidden
}

/// Decrypts a file whose encryption was renamed, with the empty password or the given
/// one. Other files are unchanged.
pub(super) fn decrypt(document: &mut Document, password: Option<&str>) -> Result<()> {
    let Some(entry) = document.trailer.remove(HIDDEN) else {
        return Ok(());
    };
    // lopdf requires a reference; files may have the dictionary in the trailer itself.
    let reference = match entry {
        Object::Dictionary(direct) => Object::Reference(document.add_object(direct)),
        reference => reference,
    };
    document.trailer.set(NAME, reference);
    for password in [Some(""), password].into_iter().flatten() {
        match document.decrypt(password) {
            Ok(()) => return Ok(()),
            // The password is right and some object is broken; the others are decrypted.
            Err(_) if document.encryption_state.is_some() => return Ok(()),
            Err(_) => {}
        }
    }
    Err(encrypted())
}

/// Returns the number of bytes of the name at the start of `bytes`, or one more than the
/// longest that can be the encryption's.
fn name_length(bytes: &[u8]) -> usize {
    /// Each character may be written with three: `#45`.
    const MOST: usize = 3 * NAME.len();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\0()<>[]{}/%".contains(byte);
    (bytes.iter().take(MOST + 1).position(ends)).unwrap_or_else(|| bytes.len().min(MOST + 1))
}

/// Returns true if the name is that of the encryption, with escapes resolved.
fn is_name(written: &[u8]) -> bool {
    let mut rest = written;
    let mut name = NAME.iter();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, after) = match escaped {
            Some(byte) if first == b'#' => (byte, &after[2..]),
            _ => (first, after),
        };
        if name.next() != Some(&byte) {
            return false;
        }
        rest = after;
    }
    name.next().is_none()
}

/// Returns true if a reference or a dictionary follows. In a text, `/Encrypt` is a word
/// and must not be changed.
fn begins_entry(bytes: &[u8]) -> bool {
    let is_blank = |byte: &&u8| byte.is_ascii_whitespace() || **byte == 0;
    let first = bytes.iter().take(64).find(|byte| !is_blank(byte));
    first.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encryption_is_hidden_however_its_name_is_written() {
        assert_eq!(&*hidden(b"<</Encrypt 3 0 R>>"), b"<</Encrypx 3 0 R>>");
        assert_eq!(&*hidden(b"/Encrypt<<"), b"/Encrypx<<");
        assert_eq!(&*hidden(b"/#45ncr#79pt 3 0 R"), b"/Encrypx     3 0 R");
        for other in [
            &b"/EncryptMetadata true"[..],
            b"(see /Encrypt) Tj",
            b"/Encrypt",
            b"/Encryp 1",
        ] {
            assert!(matches!(hidden(other), Cow::Borrowed(_)));
        }
    }
}

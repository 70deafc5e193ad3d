//! Chooses the encoding of a text: byte order mark, declaration, UTF-8, detection.

use crate::limits::Watch;
use crate::reader::utf16::{self, Order};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The encoding of a text.
pub(super) enum Charset {
    Utf8,
    Utf16(Order),
    /// One of the encodings that came before Unicode.
    Legacy(&'static Encoding),
}

/// An encoding and how it was found.
pub(super) struct Choice {
    pub(super) charset: Charset,
    /// The length of the byte order mark in bytes.
    pub(super) mark: usize,
    pub(super) is_detected: bool,
}

/// Chooses the encoding of `bytes`, which are the text `valid` if they are UTF-8. If
/// `watch` stops it, the choice is that of the bytes examined so far.
pub(super) fn choose(
    bytes: &[u8],
    valid: Option<&str>,
    declared: impl FnOnce(&[u8], Option<&str>) -> Option<&'static Encoding>,
    watch: &Watch,
) -> Choice {
    let certain = |charset, mark| Choice {
        charset,
        mark,
        is_detected: false,
    };
    let detected = |charset| Choice {
        charset,
        mark: 0,
        is_detected: true,
    };
    if bytes.starts_with(UTF_8_MARK) {
        certain(Charset::Utf8, UTF_8_MARK.len())
    } else if let Some(order) = utf16::marked(bytes) {
        certain(Charset::Utf16(order), utf16::MARK_BYTES)
    } else if let Some(encoding) = declared(bytes, valid) {
        certain(charset(encoding), 0)
    } else if let Some(order) = utf16::detect(bytes, watch) {
        detected(Charset::Utf16(order))
    } else if valid.is_some() || is_mostly_utf8(bytes, watch) {
        certain(Charset::Utf8, 0)
    } else {
        detected(charset(detect(bytes, watch)))
    }
}

fn charset(encoding: &'static Encoding) -> Charset {
    match encoding {
        e if e == UTF_8 => Charset::Utf8,
        e if e == UTF_16LE => Charset::Utf16(Order::Little),
        e if e == UTF_16BE => Charset::Utf16(Order::Big),
        encoding => Charset::Legacy(encoding),
    }
}

/// Returns true if `bytes` are UTF-8 with fewer damaged places than characters of several
/// bytes.
///
/// A detector cannot answer "UTF-8 with one broken byte": it would read all of
/// `Größe ... caf\xe9 ... Übermaß` as windows-1252 (`GrÃ¶ÃŸe`). In texts of other
/// encodings hardly any two neighbouring bytes are a character of UTF-8 by chance, so
/// there damaged places prevail.
fn is_mostly_utf8(bytes: &[u8], watch: &Watch) -> bool {
    let (mut characters, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        if watch.step() {
            break;
        }
        damaged += usize::from(!chunk.invalid().is_empty());
        characters += (chunk.valid().chars().filter(|c| !c.is_ascii())).count();
    }
    characters > damaged
}

/// The bytes that a detector examines from one look at the clock to the next: a
/// millisecond.
const DETECTED_BYTES: usize = 64 * 1024;

fn detect(bytes: &[u8], watch: &Watch) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    for piece in bytes.chunks(DETECTED_BYTES) {
        if watch.look().is_some() {
            break;
        }
        detector.feed(piece, false);
    }
    detector.feed(&[], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

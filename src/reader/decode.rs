//! From bytes to text, with the way back to the bytes of each character.

mod encoding;
mod legacy;
mod utf16;

#[cfg(feature = "markdown")]
use crate::document::DocumentBuilder;
use crate::document::{SourceMap, Warning, WarningKind};
use crate::free::free;
use crate::limits::{Interruption, Watch};
use encoding::{Charset, Choice};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// A text and the map back to the bytes that it was decoded from.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) source: SourceMap,
    /// The number of decoded bytes: below that of the file if the read was stopped.
    pub(super) bytes_read: usize,
    /// The encoding's name (WHATWG Encoding Standard, 4.2), unless it is UTF-8.
    pub(super) encoding: Option<&'static str>,
    pub(super) warnings: Vec<Warning>,
}

#[cfg(feature = "markdown")]
impl Decoded<'_> {
    /// Returns a builder over the text, with the encoding and the warnings.
    pub(super) fn builder(&mut self) -> DocumentBuilder {
        let mut builder = DocumentBuilder::over(self.text.as_ref());
        builder
            .metadata()
            .add("encoding", self.encoding.unwrap_or_default());
        for warning in self.warnings.drain(..) {
            builder.warning(warning);
        }
        builder
    }
}

/// The text that a reader keeps after a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterDeadline {
    /// All of it, so its lines must be known.
    #[cfg(feature = "markdown")]
    Text,
    /// Nothing.
    Nothing,
}

/// Decodes `bytes` by their byte order mark, else by the encoding that `declared` finds
/// in them, else by detection, which adds a warning that names its result.
///
/// Text that is valid UTF-8 is read as UTF-8, without detection. Each sequence of bytes
/// that is not a character of the encoding becomes U+FFFD, with a warning.
///
/// If `watch` stops it, the text ends there, unless it is valid UTF-8, which needs no
/// decoding; its lines end there if the reader keeps nothing.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    declared: impl FnOnce(&[u8], Option<&str>) -> Option<&'static Encoding>,
    watch: &Watch,
    kept: AfterDeadline,
) -> Decoded<'b> {
    // Checked only once, because it takes 40 ms for 64 MB of characters of several bytes.
    let valid = std::str::from_utf8(bytes).ok();
    let Choice {
        charset,
        mark,
        is_detected,
    } = encoding::choose(bytes, valid, declared, watch);
    let mut decoded = match charset {
        Charset::Utf8 => utf8(bytes, valid, mark, watch, kept),
        Charset::Utf16(order) => utf16::decode(bytes, mark, order, watch),
        Charset::Legacy(encoding) => legacy::decode(bytes, encoding, watch),
    };
    debug_assert!(decoded.bytes_read <= bytes.len(), "no byte is read twice");
    if let (true, Some(name)) = (is_detected, decoded.encoding) {
        let message = format!("the encoding is not declared; the text was read as {name}");
        let warning = Warning::new(WarningKind::DetectedEncoding, message);
        decoded.warnings.insert(0, warning);
    }
    decoded
}

/// Decodes UTF-8 after a byte order mark of `mark` bytes.
fn utf8<'b>(
    bytes: &'b [u8],
    valid: Option<&'b str>,
    mark: usize,
    watch: &Watch,
    kept: AfterDeadline,
) -> Decoded<'b> {
    let mut source = SourceMap::identity(bytes, || match watch.look() {
        None => false,
        Some(Interruption::Cancelled) => true,
        Some(Interruption::Late) => kept == AfterDeadline::Nothing,
    });
    let body = &bytes[mark..];
    if mark > 0 {
        source.step(0, mark);
    }
    if let Some(text) = valid {
        return Decoded {
            text: text[mark..].into(),
            source,
            bytes_read: bytes.len(),
            encoding: None,
            warnings: Vec::new(),
        };
    }
    let mut text = String::with_capacity(body.len());
    let mut read = mark;
    let mut replaced = Replaced::default();
    for chunk in body.utf8_chunks() {
        if watch.step() {
            break;
        }
        text.push_str(chunk.valid());
        read += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            replaced.add(read);
            text.push(char::REPLACEMENT_CHARACTER);
            read += chunk.invalid().len();
            source.step(text.len(), read);
        }
    }
    Decoded {
        text: text.into(),
        source,
        bytes_read: read,
        encoding: None,
        warnings: replaced.warning("UTF-8"),
    }
}

/// Frees the text of a read that was stopped and its places: of 64 MB of UTF-16 they have
/// 300 MB.
pub(super) fn free_source(text: Cow<'_, str>, source: SourceMap) {
    let bytes = text.len();
    if let Cow::Owned(text) = text {
        free((text, source), bytes);
    }
}

/// Counts the places where U+FFFD replaces bytes.
#[derive(Default)]
struct Replaced {
    places: usize,
    first: usize,
}

impl Replaced {
    fn add(&mut self, offset: usize) {
        if self.places == 0 {
            self.first = offset;
        }
        self.places += 1;
    }

    fn warning(&self, encoding: &str) -> Vec<Warning> {
        let message = match self.places {
            0 => return Vec::new(),
            1 => format!("bytes that are not {encoding} were replaced by U+FFFD"),
            n => format!(
                "bytes that are not {encoding} were replaced by U+FFFD in {n} places, \
                 the first of them"
            ),
        };
        let warning = Warning::new(WarningKind::InvalidEncoding, message);
        vec![warning.at(self.first as u64)]
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;
    use crate::document::{Origin, Span};

    fn read(bytes: &[u8]) -> Decoded<'_> {
        decode(bytes, |_, _| None, &Watch::none(), AfterDeadline::Text)
    }

    fn origin(source: &SourceMap, start: usize, end: usize) -> (Span, u32) {
        match source.origin(Span::from(start..end)) {
            Origin::Bytes { bytes, lines } => (bytes, lines.start),
            Origin::Pages { .. } => unreachable!("a source map gives bytes"),
        }
    }

    /// Asserts that `word` of the text has the bytes `expected` as its origin.
    fn assert_origin(bytes: &[u8], decoded: &Decoded<'_>, word: &str, expected: &[u8], line: u32) {
        let at = decoded.text.find(word).expect("the word is in the text");
        let (span, first_line) = origin(&decoded.source, at, at + word.len());
        assert_eq!((&bytes[span.range()], first_line), (expected, line));
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn text_of_several_bytes_a_character_maps_back_to_its_bytes() {
        let bytes = b"<p>\x82\xa8\x92\x83 tea\n<p>x";
        let decoded = decode(
            bytes,
            |_, _| Some(encoding_rs::SHIFT_JIS),
            &Watch::none(),
            AfterDeadline::Text,
        );
        assert_eq!(decoded.encoding, Some("Shift_JIS"));
        assert_eq!(decoded.text, "<p>お茶 tea\n<p>x");
        assert!(decoded.warnings.is_empty(), "the encoding was declared");
        assert_origin(bytes, &decoded, "tea", b"tea", 1);
        assert_origin(bytes, &decoded, "茶", b"\x92\x83", 1);
        assert_origin(bytes, &decoded, "<p>x", b"<p>x", 2);
    }

    #[test]
    fn utf16_maps_back_to_its_bytes_with_and_without_a_mark() {
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            for mark in ["\u{feff}", ""] {
                let bytes = utf16(&format!("{mark}# Té\n😀 x\n"), to_bytes);
                let decoded = read(&bytes);
                assert_eq!(decoded.text, "# Té\n😀 x\n");
                assert_eq!(decoded.warnings.len(), usize::from(mark.is_empty()));
                assert_origin(&bytes, &decoded, "#", &utf16("#", to_bytes), 1);
                assert_origin(&bytes, &decoded, "😀", &utf16("😀", to_bytes), 2);
                assert_origin(&bytes, &decoded, "x", &utf16("x", to_bytes), 2);
            }
        }
    }

    #[test]
    fn a_detected_encoding_is_named_in_a_warning() {
        let decoded = read(b"# Gr\xf6\xdfe und \xdcberma\xdf\n\nsch\xf6n f\xfcr alle\n");
        assert_eq!(decoded.encoding, Some("windows-1252"));
        assert!(decoded.text.contains("Größe und Übermaß"));
        assert_eq!(decoded.warnings[0].kind, WarningKind::DetectedEncoding);
        assert!(decoded.warnings[0].message.contains("windows-1252"));
    }

    #[test]
    fn utf8_with_a_few_damaged_bytes_is_still_utf8() {
        let bytes = ["Größe, Übermaß ".as_bytes(), b"caf\xe9\n"].concat();
        let decoded = read(&bytes);
        assert_eq!(
            (&*decoded.text, decoded.encoding),
            ("Größe, Übermaß caf\u{fffd}\n", None)
        );
        assert_eq!(decoded.warnings[0].offset, Some(22));
        let valid = "Ã© is what Latin-1 makes of é: Ð¢ÐµÐºÑ\u{81}Ñ‚";
        assert_eq!(read(valid.as_bytes()).text, valid);
    }

    #[test]
    fn damaged_text_of_any_encoding_never_panics_and_maps_to_ascending_bytes() {
        let encodings = [
            "shift_jis",
            "gb18030",
            "big5",
            "euc-kr",
            "iso-2022-jp",
            "utf-16le",
        ];
        for name in encodings {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known encoding");
            for seed in 0..64_u32 {
                let mut state = seed;
                let bytes: Vec<u8> = std::iter::repeat_with(|| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    [b'0', b'A', 0x1b, 0x81, 0x84, 0x88, 0x62, 0xfe][(state >> 29) as usize]
                })
                .take(40)
                .collect();
                let decoded = decode(
                    &bytes,
                    |_, _| Some(encoding),
                    &Watch::none(),
                    AfterDeadline::Text,
                );
                let mut last = 0;
                for (at, c) in decoded.text.char_indices() {
                    let (span, _) = origin(&decoded.source, at, at + c.len_utf8());
                    assert!(last <= span.start && span.end as usize <= bytes.len());
                    last = span.start;
                }
            }
        }
    }

    #[test]
    fn a_stopped_read_reports_how_far_it_decoded() {
        let limits = crate::limits::Limits::default();
        limits.cancel.cancel();
        let watch = Watch::new(&limits);
        let text = "prix: 5 \u{e9} ".repeat(10_000);
        let legacy: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(c).expect("Latin-1"))
            .collect();
        for (bytes, encoding) in [
            (legacy, Some(encoding_rs::WINDOWS_1252)),
            (utf16(&text, u16::to_le_bytes), Some(encoding_rs::UTF_16LE)),
        ] {
            let whole = decode(&bytes, |_, _| encoding, &Watch::none(), AfterDeadline::Text);
            assert_eq!((&*whole.text, whole.bytes_read), (&*text, bytes.len()));
            let stopped = decode(&bytes, |_, _| encoding, &watch, AfterDeadline::Text);
            assert_eq!((&*stopped.text, stopped.bytes_read), ("", 0));
        }
    }
}

//! PDF's objects: opened, looked up and decoded. The only file that knows lopdf.

use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use lopdf::{Document, LoadOptions, Object, Stream};
use std::cell::Cell;

/// The number and generation of an indirect object.
pub(super) type Id = (u32, u16);

/// The objects of a file.
#[derive(Debug)]
pub(super) struct Objects {
    document: Document,
    stream_bytes: usize,
    /// How many bytes may still be decoded in all.
    bytes_left: Cell<usize>,
}

/// Why a stream's bytes cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecoded {
    /// It would be larger than the limits allow.
    TooLarge,
    /// There is none, or its filters are broken or not for text.
    Broken,
}

static NULL: Object = Object::Null;

impl Objects {
    /// Opens a file: reads its cross-reference table, or rebuilds it by scanning, and decrypts it.
    pub(super) fn open(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Self> {
        let options = LoadOptions {
            password: password.map(str::to_owned),
            max_decompressed_size: Some(limits.stream_bytes),
            ..LoadOptions::default()
        };
        let document = Document::load_mem_with_options(bytes, options).map_err(refusal)?;
        if document.is_encrypted() {
            return Err(encrypted());
        }
        Ok(Self {
            document,
            stream_bytes: limits.stream_bytes,
            bytes_left: Cell::new(limits.decoded_bytes),
        })
    }

    /// The trailer's entry `key`.
    pub(super) fn trailer(&self, key: &str) -> Value<'_> {
        match self.document.trailer.get(key.as_bytes()) {
            Ok(object) => self.value(object),
            Err(_) => self.null(),
        }
    }

    /// All indirect objects, by number.
    pub(super) fn all(&self) -> impl Iterator<Item = Value<'_>> {
        (self.document.objects.iter()).map(|(&id, object)| Value {
            objects: self,
            object,
            id: Some(id),
        })
    }

    fn null(&self) -> Value<'_> {
        Value {
            objects: self,
            object: &NULL,
            id: None,
        }
    }

    /// The object itself, or what it refers to; a loop of references is null.
    fn value<'a>(&'a self, object: &'a Object) -> Value<'a> {
        match self.document.dereference(object) {
            Ok((id, object)) => Value {
                objects: self,
                object,
                id,
            },
            Err(_) => self.null(),
        }
    }

    /// Decodes a stream, as long as the limits allow.
    fn decode(&self, stream: &Stream) -> Result<Vec<u8>, Undecoded> {
        let limit = self.stream_bytes.min(self.bytes_left.get());
        let decoded = match self.with_direct_filters(stream) {
            Some(stream) => stream.get_plain_content_with_limit(limit),
            None => stream.get_plain_content_with_limit(limit),
        };
        let bytes = decoded.map_err(|error| match error {
            lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
                Undecoded::TooLarge
            }
            _ => Undecoded::Broken,
        })?;
        self.bytes_left.set(self.bytes_left.get() - bytes.len());
        Ok(bytes)
    }

    /// A copy of the stream whose filters are no references, if they are: lopdf does not follow them.
    fn with_direct_filters(&self, stream: &Stream) -> Option<Stream> {
        let indirect = |key: &[u8]| match stream.dict.get(key) {
            Ok(Object::Reference(_)) => true,
            Ok(Object::Array(items)) => items.iter().any(|item| item.as_reference().is_ok()),
            _ => false,
        };
        if !indirect(b"Filter") && !indirect(b"DecodeParms") {
            return None;
        }
        let mut direct = stream.clone();
        for key in [&b"Filter"[..], b"DecodeParms"] {
            if let Ok(object) = stream.dict.get(key) {
                direct.dict.set(key, self.direct(object));
            }
        }
        Some(direct)
    }

    fn direct(&self, object: &Object) -> Object {
        match self.value(object).object {
            Object::Array(items) => {
                let items = items.iter().map(|item| self.value(item).object.clone());
                Object::Array(items.collect())
            }
            object => object.clone(),
        }
    }
}

fn encrypted() -> Error {
    let message = "the file is encrypted and the password given, if any, does not open it";
    Error::new(ErrorKind::Encrypted, message)
}

fn refusal(error: lopdf::Error) -> Error {
    match error {
        lopdf::Error::InvalidPassword => encrypted(),
        lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            encrypted().with_source(error)
        }
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            let message = "the file's objects are larger than the limits allow";
            Error::new(ErrorKind::TooLarge, message).with_source(error)
        }
        _ => Error::new(ErrorKind::Malformed, "the bytes are not a PDF file").with_source(error),
    }
}

/// An object, references followed. What is not there is null, so look-ups can be chained.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    objects: &'a Objects,
    object: &'a Object,
    id: Option<Id>,
}

impl<'a> Value<'a> {
    /// The number it is known by, if it is an indirect object.
    pub(super) fn id(self) -> Option<Id> {
        self.id
    }

    pub(super) fn is_null(self) -> bool {
        self.object.is_null()
    }

    /// This value, or the other if it is null.
    pub(super) fn or(self, other: Self) -> Self {
        if self.is_null() { other } else { self }
    }

    /// A dictionary's (or a stream's dictionary's) entry.
    pub(super) fn get(self, key: impl AsRef<[u8]>) -> Value<'a> {
        match self.dictionary().map(|entries| entries.get(key.as_ref())) {
            Some(Ok(object)) => self.objects.value(object),
            _ => self.objects.null(),
        }
    }

    /// A dictionary's entries, in the file's order.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'a [u8], Value<'a>)> {
        let entries = self
            .dictionary()
            .into_iter()
            .flat_map(|entries| entries.iter());
        entries.map(move |(key, object)| (key.as_slice(), self.objects.value(object)))
    }

    /// An array's items.
    pub(super) fn items(self) -> impl DoubleEndedIterator<Item = Value<'a>> {
        let items = self
            .object
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        items.iter().map(move |object| self.objects.value(object))
    }

    /// An array's item.
    pub(super) fn at(self, index: usize) -> Value<'a> {
        let items = self
            .object
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        (items.get(index)).map_or(self.objects.null(), |object| self.objects.value(object))
    }

    pub(super) fn is_array(self) -> bool {
        matches!(self.object, Object::Array(_))
    }

    pub(super) fn is_dictionary(self) -> bool {
        self.dictionary().is_some()
    }

    pub(super) fn is_stream(self) -> bool {
        matches!(self.object, Object::Stream(_))
    }

    fn dictionary(self) -> Option<&'a lopdf::Dictionary> {
        match self.object {
            Object::Dictionary(entries) => Some(entries),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(super) fn number(self) -> Option<f64> {
        match self.object {
            #[expect(clippy::cast_precision_loss, reason = "no coordinate is above 2^52")]
            Object::Integer(number) => Some(*number as f64),
            Object::Real(number) => Some(f64::from(*number)),
            _ => None,
        }
    }

    pub(super) fn integer(self) -> Option<i64> {
        match self.object {
            Object::Integer(number) => Some(*number),
            #[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
            Object::Real(number) => Some(*number as i64),
            _ => None,
        }
    }

    pub(super) fn name(self) -> Option<&'a [u8]> {
        self.object.as_name().ok()
    }

    /// Whether it is this name.
    pub(super) fn is(self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    /// A string's bytes.
    pub(super) fn bytes(self) -> Option<&'a [u8]> {
        self.object.as_str().ok()
    }

    /// A text string's text (ISO 32000-2 7.9.2.2).
    pub(super) fn text(self) -> Option<String> {
        self.bytes().map(text_string)
    }

    /// A stream's bytes, decoded.
    pub(super) fn decoded(self) -> Result<Vec<u8>, Undecoded> {
        match self.object {
            Object::Stream(stream) => self.objects.decode(stream),
            _ => Err(Undecoded::Broken),
        }
    }

    /// Exactly `N` numbers.
    pub(super) fn numbers<const N: usize>(self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = self.at(index).number()?;
        }
        Some(numbers)
    }
}

/// The text of a text string: UTF-16 or UTF-8 with their marks, else `PDFDocEncoding`. Language escapes are left out.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| document_encoding(byte)).collect(),
    };
    if text.contains('\u{1b}') {
        return without_language(&text);
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    char::decode_utf16(units.iter().map(|&pair| unit(pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Leaves out what stands between two escapes: `ESC en-US ESC`.
fn without_language(text: &str) -> String {
    text.split('\u{1b}').step_by(2).collect()
}

/// ISO 32000-2 annex D.3.
fn document_encoding(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const MIDDLE: &[char; 33] = &[
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1F => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xA0 => MIDDLE[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_told_by_their_marks() {
        assert_eq!(text_string(b"caf\xe9 \x80"), "café •");
        assert_eq!(text_string(b"\xfe\xff\x00T\x00e\x00a"), "Tea");
        assert_eq!(text_string(b"\xff\xfeT\x00e\x00a\x00"), "Tea");
        assert_eq!(text_string("\u{feff}Té".as_bytes()), "Té");
        assert_eq!(text_string(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00T"), "T");
        assert_eq!(text_string(b"\xfe\xff\xd8\x00\x00T"), "\u{fffd}T");
    }
}

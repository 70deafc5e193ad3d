//! Opens, looks up and decodes PDF's objects. Only this file and its children use lopdf.

mod decrypt;
mod kept_streams;
mod lenient;
pub(super) mod numeral;
mod open;
mod refusal;
mod repair;
mod streams;
mod text_string;
mod trailer;

pub(super) use text_string::text_string;

use crate::limits::Limits;
use lopdf::{Dictionary, Document, Object};
use std::cell::Cell;

/// The number and generation of an indirect object.
pub(super) type Id = (u32, u16);

/// The objects of a file.
#[derive(Debug)]
pub(super) struct Objects {
    document: Document,
    stream_bytes: usize,
    object_values: usize,
    /// The number of bytes that may still be decoded.
    bytes_left: Cell<usize>,
    /// The number of bytes that may still be copied, see [`Value::copy`].
    copies_left: Cell<usize>,
    /// True if an object stream was left out.
    is_incomplete: bool,
}

/// The reason why a stream has no decoded bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecoded {
    /// The bytes exceed the limits.
    TooLarge,
    /// There is no stream, or its filters are broken or those of pictures.
    Broken,
}

/// States if a text was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truncated {
    Yes,
    No,
}

static NULL: Object = Object::Null;

/// The number of bytes of strings that may be copied for each byte of the file and of its
/// object streams. A string is copied once for each use, so real files need less than 2;
/// a hostile one has a thousand links to the same long address.
const COPIES_PER_BYTE: usize = 8;
/// The number of bytes that may be copied in a file of any size.
const COPIES: usize = 1 << 16;

impl Objects {
    fn new(document: Document, limits: &Limits, file_bytes: usize) -> Self {
        Self {
            document,
            stream_bytes: limits.stream_bytes,
            object_values: limits.object_values,
            bytes_left: Cell::new(limits.decoded_bytes),
            // In proportion to the file, so that output is linear in the input.
            copies_left: Cell::new(COPIES + COPIES_PER_BYTE.saturating_mul(file_bytes)),
            is_incomplete: false,
        }
    }

    /// Returns true if objects were left out because of the limits.
    pub(super) fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Returns the trailer's entry `key`.
    pub(super) fn trailer(&self, key: &str) -> Value<'_> {
        match self.document.trailer.get(key.as_bytes()) {
            Ok(object) => self.value(object),
            Err(_) => self.null(),
        }
    }

    /// Returns all indirect objects, by number.
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

    /// Follows references. A loop of references is null.
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
}

/// An object, with references followed. A missing one is null, so look-ups can be
/// chained.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    objects: &'a Objects,
    object: &'a Object,
    id: Option<Id>,
}

impl<'a> Value<'a> {
    /// Returns the number of an indirect object.
    pub(super) fn id(self) -> Option<Id> {
        self.id
    }

    /// Returns true if a dictionary has the entry, even a reference to a missing object.
    pub(super) fn has(self, key: &str) -> bool {
        self.dictionary()
            .is_some_and(|entries| entries.has(key.as_bytes()))
    }

    pub(super) fn is_null(self) -> bool {
        self.object.is_null()
    }

    /// Returns null, for callers that have no other value.
    pub(super) fn nothing(self) -> Self {
        self.objects.null()
    }

    /// Returns this value, or the other if this one is null.
    pub(super) fn or(self, other: Self) -> Self {
        if self.is_null() { other } else { self }
    }

    /// Returns an entry of a dictionary, or of a stream's dictionary.
    pub(super) fn get(self, key: impl AsRef<[u8]>) -> Value<'a> {
        match self.dictionary().map(|entries| entries.get(key.as_ref())) {
            Some(Ok(object)) => self.objects.value(object),
            _ => self.objects.null(),
        }
    }

    /// Returns a dictionary's entries, in the order of the file.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'a [u8], Value<'a>)> {
        let entries = self
            .dictionary()
            .into_iter()
            .flat_map(|entries| entries.iter());
        entries.map(move |(key, object)| (key.as_slice(), self.objects.value(object)))
    }

    /// Returns an array's items.
    pub(super) fn items(self) -> impl DoubleEndedIterator<Item = Value<'a>> {
        let items = self
            .object
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        items.iter().map(move |object| self.objects.value(object))
    }

    /// Returns an array's items, with true for references. A reference to a missing
    /// object is null, which differs from a null in the array.
    pub(super) fn items_and_references(self) -> impl DoubleEndedIterator<Item = (Value<'a>, bool)> {
        let items = self
            .object
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_reference = |object: &Object| object.as_reference().is_ok();
        (items.iter()).map(move |object| (self.objects.value(object), is_reference(object)))
    }

    /// Returns an array's item.
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

    fn dictionary(self) -> Option<&'a Dictionary> {
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

    /// Returns true if the value is this name.
    pub(super) fn is(self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    /// Returns a string's bytes.
    pub(super) fn bytes(self) -> Option<&'a [u8]> {
        self.object.as_str().ok()
    }

    /// Returns the text of a text string (ISO 32000-2 7.9.2.2).
    pub(super) fn text(self) -> Option<String> {
        Some(self.text_within(usize::MAX)?.0)
    }

    /// Returns a stream's decoded bytes.
    pub(super) fn decoded(self) -> Result<Vec<u8>, Undecoded> {
        self.decoded_within(usize::MAX)
    }

    /// Returns a stream's decoded bytes, if there are at most `most`.
    pub(super) fn decoded_within(self, most: usize) -> Result<Vec<u8>, Undecoded> {
        match self.object {
            Object::Stream(stream) => self.objects.decode(stream, most),
            _ => Err(Undecoded::Broken),
        }
    }

    /// Counts bytes that are used again, or work in proportion to them.
    pub(super) fn charge(self, bytes: usize) -> Result<(), Undecoded> {
        if self.objects.bytes_left.get() < bytes {
            return Err(Undecoded::TooLarge);
        }
        self.objects.charge(bytes);
        Ok(())
    }

    /// Returns the text of the first `most` bytes of a text string. Each call counts as a
    /// copy, because a thousand entries may refer to the same string.
    pub(super) fn text_within(self, most: usize) -> Option<(String, Truncated)> {
        let bytes = self.bytes()?;
        // An even number, so that no unit of UTF-16 is cut.
        let shown = &bytes[..bytes.len().min(most & !1)];
        // An empty text and a mark, not an error: a missing title loses no page.
        if self.copy(shown.len()).is_err() {
            return Some((String::new(), Truncated::Yes));
        }
        let is_cut = if shown.len() < bytes.len() {
            Truncated::Yes
        } else {
            Truncated::No
        };
        Some((text_string(shown), is_cut))
    }

    /// Counts bytes that are copied from this value, which may be shared by many entries.
    pub(super) fn copy(self, bytes: usize) -> Result<(), Undecoded> {
        // A copy is also work, which the limit of decoded bytes covers.
        self.charge(bytes)?;
        let copies_left = &self.objects.copies_left;
        let left = copies_left.get().checked_sub(bytes);
        copies_left.set(left.ok_or(Undecoded::TooLarge)?);
        Ok(())
    }

    /// Returns the number of bytes that [`Self::copy`] still permits.
    pub(super) fn copies_left(self) -> usize {
        self.objects
            .copies_left
            .get()
            .min(self.objects.bytes_left.get())
    }

    /// Returns an array of at least `N` numbers, cut to `N`.
    pub(super) fn numbers<const N: usize>(self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = self.at(index).number()?;
        }
        Some(numbers)
    }
}

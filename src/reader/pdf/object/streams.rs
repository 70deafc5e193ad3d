//! Decodes streams within the limits, and reads the objects of object streams (ISO
//! 32000-2 7.3.8 and 7.5.7).

use super::kept_streams::OBJECT_STREAM;
use super::{COPIES_PER_BYTE, Id, Objects, Undecoded, lenient};
use lopdf::xref::XrefEntry;
use lopdf::{DecompressError, Dictionary, Error, Object, ObjectStream, Stream};

/// The memory of an empty array, in values.
const ARRAY: usize = 5;

impl Objects {
    /// Decodes a stream within the limits. A stream that is too large counts as much as
    /// was allowed, because so much of it was decoded.
    pub(super) fn decode(&self, stream: &Stream, most: usize) -> Result<Vec<u8>, Undecoded> {
        let limit = self.stream_bytes.min(self.bytes_left.get()).min(most);
        let decoded = match self.with_direct_filters(stream) {
            Some(stream) => stream.get_plain_content_with_limit(limit),
            None => stream.get_plain_content_with_limit(limit),
        };
        let result = decoded.map_err(|error| match error {
            Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Undecoded::TooLarge,
            _ => Undecoded::Broken,
        });
        self.charge(match &result {
            Ok(bytes) => bytes.len(),
            Err(Undecoded::TooLarge) => limit,
            // The bytes were read at least once before the filter failed.
            Err(Undecoded::Broken) => stream.content.len(),
        });
        result
    }

    /// Counts bytes that are decoded or used again.
    pub(super) fn charge(&self, bytes: usize) {
        self.bytes_left
            .set(self.bytes_left.get().saturating_sub(bytes));
    }

    /// Returns a copy of the stream with references in its filters followed, if there are
    /// any: lopdf does not follow them.
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

    /// Adds the objects of the object streams.
    pub(super) fn with_compressed(mut self) -> Self {
        let streams: Vec<Id> = (self.document.objects.iter())
            .filter(|(_, object)| {
                object
                    .as_stream()
                    .is_ok_and(|stream| stream.dict.has_type(OBJECT_STREAM))
            })
            .map(|(&id, _)| id)
            .collect();
        let mut values_left = self.object_values;
        for id in streams {
            let Some(Object::Stream(stream)) = self.document.objects.remove(&id) else {
                continue;
            };
            let Ok(content) = self.decode(&stream, usize::MAX) else {
                self.is_incomplete = true;
                continue;
            };
            // Objects take far more memory than their text, so values are counted first.
            let values = weigh(&content);
            if values > values_left {
                self.is_incomplete = true;
                continue;
            }
            values_left -= values;
            let copies = COPIES_PER_BYTE.saturating_mul(content.len());
            (self.copies_left).set(self.copies_left.get().saturating_add(copies));
            for (number, object) in objects(&stream.dict, &content) {
                // An older version of an object may still be in the stream of an earlier
                // save.
                if self.is_current(number, id.0) {
                    self.document.objects.entry((number, 0)).or_insert(object);
                }
            }
        }
        self
    }

    /// Returns true if the cross-reference table has the object in this stream, or does
    /// not list it as compressed or free.
    fn is_current(&self, number: u32, stream: u32) -> bool {
        match self.document.reference_table.get(number) {
            Some(XrefEntry::Compressed { container, .. }) => *container == stream,
            Some(XrefEntry::Normal { .. }) | None => true,
            Some(XrefEntry::Free | XrefEntry::UnusableFree) => false,
        }
    }
}

/// Returns an upper limit of the values in the text of objects, where an array counts as
/// [`ARRAY`]. A header (`12 0 obj`), a reference and an entry of the cross-reference
/// table count as one value, not as three.
pub(super) fn weigh(content: &[u8]) -> usize {
    let ends = |byte: u8| {
        matches!(
            byte,
            b'\t' | b'\n' | 12 | b'\r' | b' ' | 0 | b'[' | b']' | b'>' | b')'
        )
    };
    let opens = |byte: u8| matches!(byte, b'/' | b'(' | b'<');
    let (mut weight, mut numbers, mut at) = (0_usize, 0, 0);
    while let Some(&byte) = content.get(at) {
        let start = at;
        at += 1;
        // `[[[[` has no words but takes memory.
        if byte == b'[' {
            weight += ARRAY;
        }
        if ends(byte) {
            continue;
        }
        let rest = content[at..].iter();
        at += { rest }
            .take_while(|&&byte| !ends(byte) && !opens(byte))
            .count();
        let word = &content[start..at];
        weight = match word {
            // Both numbers were counted; together with this word they are one value.
            b"obj" | b"R" | b"n" | b"f" if numbers >= 2 => weight - 1,
            b"endobj" => weight,
            _ => weight + 1,
        };
        let is_number = word.iter().all(u8::is_ascii_digit);
        numbers = if is_number { numbers + 1 } else { 0 };
    }
    weight
}

/// Returns the objects of an object stream with their numbers. Each ends at the start of
/// the next one, so that no text is read twice: a hostile index has a thousand objects
/// with the same offset.
fn objects(dictionary: &Dictionary, content: &[u8]) -> Vec<(u32, Object)> {
    let first = dictionary.get(b"First").and_then(Object::as_i64).ok();
    let Some((index, rest)) =
        first.and_then(|first| content.split_at_checked(usize::try_from(first).ok()?))
    else {
        return Vec::new();
    };
    let mut starts = starts(index, rest.len());
    // Offsets should ascend; sorted, each object's end is the next one's start.
    starts.sort_by_key(|&(start, _)| start);
    let ends = starts
        .iter()
        .skip(1)
        .map(|&(start, _)| start)
        .chain([rest.len()]);
    let found = starts
        .iter()
        .zip(ends)
        .filter_map(|(&(start, number), end)| Some((number, parse(&rest[start..end])?)));
    found.collect()
}

/// Returns the pairs at the head of an object stream, as offset and number.
fn starts(index: &[u8], length: usize) -> Vec<(usize, u32)> {
    let words = index
        .split(|byte| byte.is_ascii_whitespace() || *byte == 0)
        .filter(|word| !word.is_empty());
    let numbers: Vec<Option<u32>> = words
        .map(|word| std::str::from_utf8(word).ok()?.parse().ok())
        .collect();
    let pairs = numbers
        .as_chunks::<2>()
        .0
        .iter()
        .filter_map(|&[number, start]| Some((start? as usize, number?)));
    pairs.filter(|&(start, _)| start < length).collect()
}

/// Parses one object, as an object stream that contains only this object: lopdf has no
/// other public access to its parser. An object with odd tokens is parsed leniently.
fn parse(text: &[u8]) -> Option<Object> {
    const INDEX: &[u8] = b"0 0 ";
    let mut dictionary = Dictionary::new();
    dictionary.set("N", 1);
    dictionary.set("First", 4);
    let stream = Stream::new(dictionary, [INDEX, text].concat());
    let parsed = ObjectStream::new(&stream).ok();
    let object = parsed.and_then(|mut stream| stream.objects.remove(&(0, 0)));
    object.or_else(|| Some(lenient::parse(text)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_that_begin_at_the_same_place_are_one() {
        let mut dictionary = Dictionary::new();
        dictionary.set("First", 16);
        let found = objects(&dictionary, b"7 0 8 0 9 2 x y 5 (tea)");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], (8, Object::Integer(5)));
        assert_eq!(found[1], (9, Object::string_literal("tea")));
    }

    #[test]
    fn values_are_weighed_by_their_memory() {
        assert_eq!(weigh(b"0 12 /Name (text) <<>>"), 6);
        assert_eq!(weigh(b"[][]"), 10);
        assert_eq!(weigh(b"5 0 obj [7 0 R] endobj"), 7);
        assert_eq!(weigh(b"0000000015 00000 n \n"), 1);
        assert_eq!(
            weigh(b"(a) n n R"),
            4,
            "words that belong to nothing make nothing lighter"
        );
    }
}

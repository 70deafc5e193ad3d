//! Reads the objects that lopdf could not read, at the places that the cross-reference
//! table or a scan finds.
//!
//! lopdf drops an object without an error if it has an odd token, if the table has a
//! wrong offset, or if the length of its stream is wrong. A page would disappear with it.

use super::kept_streams::keep_object_streams;
use super::lenient;
use super::lenient::is_space;
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::BTreeMap;
use std::ops::Range;

/// Adds the missing objects. `bytes` is the file that the document was loaded from.
pub(super) fn complete(document: &mut Document, bytes: &[u8]) {
    let start = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
    let repair = Repair {
        bytes: &bytes[start..],
        starts: Vec::new(),
    };
    let (missing, suspects) = (missing(document), suspects(document));
    if !missing.is_empty() || !suspects.is_empty() {
        repair
            .with_starts(document)
            .run(document, missing, &suspects);
    }
}

/// Returns the objects that the table lists and that were not loaded, with their offsets,
/// and kids of the page tree that the table does not list, without an offset.
fn missing(document: &Document) -> BTreeMap<u32, Option<usize>> {
    let table = &document.reference_table;
    let mut missing = BTreeMap::new();
    for (&number, entry) in &table.entries {
        if let XrefEntry::Normal { offset, .. } = entry
            && number > 0
            && !is_loaded(document, number)
        {
            missing.insert(number, Some(*offset as usize));
        }
    }
    // A page that the table forgot is still referred to by its parent.
    let kids = document.objects.values().filter_map(kids).flatten();
    for kid in kids {
        if let Object::Reference((number, _)) = kid
            && table.get(*number).is_none()
            && !is_loaded(document, *number)
        {
            missing.entry(*number).or_insert(None);
        }
    }
    missing
}

fn is_loaded(document: &Document, number: u32) -> bool {
    let versions = document.objects.range((number, 0)..=(number, u16::MAX));
    versions.count() > 0
}

fn kids(object: &Object) -> Option<&Vec<Object>> {
    let entries = object.as_dict().ok()?;
    entries.get(b"Kids").ok()?.as_array().ok()
}

/// Returns objects that may be incomplete: a page without content, whose dictionary may
/// have ended at a stray `>>`, and a stream whose length was not found.
fn suspects(document: &Document) -> Vec<super::Id> {
    let is_suspect = |object: &Object| match object {
        Object::Dictionary(entries) => entries.has_type(b"Page") && !entries.has(b"Contents"),
        Object::Stream(stream) => stream.content.is_empty() && stream.start_position.is_some(),
        _ => false,
    };
    let objects = document.objects.iter();
    let suspects = objects.filter(|(_, object)| is_suspect(object));
    suspects.map(|(&id, _)| id).collect()
}

struct Repair<'b> {
    /// The file from its `%PDF-`, to which offsets are relative.
    bytes: &'b [u8],
    /// The offsets of objects according to the table, ascending.
    starts: Vec<usize>,
}

impl Repair<'_> {
    fn with_starts(mut self, document: &Document) -> Self {
        let entries = document.reference_table.entries.values();
        self.starts = entries
            .filter_map(|entry| match entry {
                XrefEntry::Normal { offset, .. } => Some(*offset as usize),
                _ => None,
            })
            .collect();
        self.starts.sort_unstable();
        self
    }

    fn run(
        &self,
        document: &mut Document,
        missing: BTreeMap<u32, Option<usize>>,
        suspects: &[super::Id],
    ) {
        // The table is right for most objects; a scan of the whole file is only for the
        // rest.
        let mut lost = BTreeMap::new();
        for (number, offset) in missing {
            let place = offset.and_then(|offset| self.at_offset(number, offset));
            match place {
                Some(place) => self.add(document, place),
                None => _ = lost.insert(number, None),
            }
        }
        if !lost.is_empty() {
            scan(self.bytes, &mut lost);
            for place in lost.into_values().flatten() {
                self.add(document, place);
            }
        }
        for &id in suspects {
            self.renew(document, id);
        }
    }

    /// Returns the object at `offset` if its header has this number.
    fn at_offset(&self, number: u32, offset: usize) -> Option<ObjectPlace> {
        let text = self.bytes.get(offset..)?;
        // Offsets often point at the line ending before the header.
        let blank = text.iter().take_while(|&&byte| is_space(byte)).count();
        let (id, length) = header(&text[blank..])?;
        let body = offset + blank + length;
        (id.0 == number).then(|| ObjectPlace {
            id,
            body: body..self.end(body),
        })
    }

    /// Returns the offset of the next object according to the table, or the file's end.
    fn end(&self, from: usize) -> usize {
        let next = self.starts.partition_point(|&start| start <= from);
        let end = self.starts.get(next).copied();
        end.unwrap_or(self.bytes.len()).min(self.bytes.len())
    }

    fn add(&self, document: &mut Document, place: ObjectPlace) {
        if let Some(mut object) = object(&self.bytes[place.body], document) {
            keep_object_streams(place.id, &mut object);
            document.objects.insert(place.id, object);
        }
    }

    /// Reads an incomplete object again and adds what it lacks.
    fn renew(&self, document: &mut Document, id: super::Id) {
        let offset = match document.reference_table.get(id.0) {
            Some(XrefEntry::Normal { offset, .. }) => *offset as usize,
            _ => return,
        };
        let Some(place) = self.at_offset(id.0, offset) else {
            return;
        };
        match (
            object(&self.bytes[place.body], document),
            document.objects.get_mut(&id),
        ) {
            // Entries that were read are kept; only missing ones are added.
            (Some(Object::Dictionary(new)), Some(Object::Dictionary(old))) => {
                for (key, value) in new {
                    if !old.has(&key) {
                        old.set(key, value);
                    }
                }
            }
            (Some(Object::Stream(new)), Some(Object::Stream(old))) if !is_image(&old.dict) => {
                old.content = new.content;
            }
            _ => {}
        }
    }
}

fn is_image(entries: &Dictionary) -> bool {
    entries.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image")
}

/// An object's number and the range after its header.
#[derive(Debug, Clone)]
struct ObjectPlace {
    id: super::Id,
    body: Range<usize>,
}

/// Finds the last object of each wanted number by its header. Updates append newer
/// versions of objects to a file, so the last one is valid.
fn scan(bytes: &[u8], wanted: &mut BTreeMap<u32, Option<ObjectPlace>>) {
    let mut open: Option<ObjectPlace> = None;
    let mut close = |open: Option<ObjectPlace>, end: usize| {
        if let Some(mut place) = open
            && let Some(found) = wanted.get_mut(&place.id.0)
        {
            place.body.end = end;
            *found = Some(place);
        }
    };
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        // `endobj` and the word in a text have no numbers before them.
        if let Some((start, id)) = header_before(bytes, at) {
            close(open.take(), start);
            open = Some(ObjectPlace {
                id,
                body: at + 3..bytes.len(),
            });
        }
    }
    close(open, bytes.len());
}

/// Returns the offset and the number of the header whose `obj` is at `at`.
pub(super) fn header_before(bytes: &[u8], at: usize) -> Option<(usize, super::Id)> {
    /// The bytes of two numbers, of ten and five digits, with blanks.
    const LONGEST: usize = 40;
    let window = &bytes[at.saturating_sub(LONGEST)..at];
    let without_blanks = |text: &[u8]| {
        let blanks = text.iter().rev().take_while(|&&byte| is_space(byte));
        text.len() - blanks.count()
    };
    let without_digits = |text: &[u8]| {
        let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit());
        text.len() - digits.count()
    };
    let generation = without_digits(&window[..without_blanks(window)]);
    let gap = without_blanks(&window[..generation]);
    let number = without_digits(&window[..gap]);
    let (id, _) = header(&bytes[at - window.len() + number..])?;
    Some((at - window.len() + number, id))
}

/// Returns the number and the length of a header at the start of the text: `12 0 obj`.
fn header(text: &[u8]) -> Option<(super::Id, usize)> {
    let number = |from: usize| {
        let rest = &text[from..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let value = std::str::from_utf8(&rest[..digits])
            .ok()?
            .parse::<u32>()
            .ok()?;
        let rest = &rest[digits..];
        let blanks = rest.iter().take_while(|&&byte| is_space(byte)).count();
        Some((value, from + digits + blanks))
    };
    let (first, at) = number(0)?;
    let (second, at) = number(at)?;
    text[at..].starts_with(b"obj").then_some(())?;
    Some(((first, u16::try_from(second).ok()?), at + 3))
}

/// Reads the object after a header.
fn object(body: &[u8], document: &Document) -> Option<Object> {
    let head = &body[..head_length(body)];
    let (object, end) = lenient::parse(head)?;
    match object {
        Object::Dictionary(entries) => Some(match data(&body[end..], &entries, document) {
            Some(data) => Object::Stream(Stream::new(entries, data.to_vec())),
            None => Object::Dictionary(entries),
        }),
        other => Some(other),
    }
}

/// Returns the length of the part before a stream's data. The object is parsed in that
/// part only, because the data may contain the `)` that an unclosed string lacks.
fn head_length(body: &[u8]) -> usize {
    let end = memchr::memmem::find(body, b"endobj").unwrap_or(body.len());
    let keywords = memchr::memmem::find_iter(&body[..end], b"stream");
    // The keyword follows the `>>` of a dictionary and ends its line; `/Type /stream` and
    // `(a stream)` do not.
    let starts_data = |&at: &usize| {
        let before = body[..at].iter().rev().find(|&&byte| !is_space(byte));
        before == Some(&b'>') && matches!(body.get(at + 6), Some(b'\r' | b'\n' | b' '))
    };
    let stream = { keywords }.find(starts_data);
    stream.map_or(end, |at| at + b"stream".len())
}

/// Returns a stream's data, if a stream follows the dictionary. The written length is
/// used if `endstream` follows it, possibly after blanks; otherwise `endstream` is
/// searched for.
fn data<'b>(rest: &'b [u8], entries: &Dictionary, document: &Document) -> Option<&'b [u8]> {
    let at = rest
        .iter()
        .position(|&byte| !is_space(byte) && byte != b'>')?;
    let data = rest[at..].strip_prefix(b"stream")?;
    let blanks = data.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let line = &data[blanks.count()..];
    let data = [&b"\r\n"[..], b"\n", b"\r"]
        .iter()
        .find_map(|end| line.strip_prefix(*end))
        .unwrap_or(data);
    let written = entries.get(b"Length").ok();
    let length = written
        .and_then(|length| document.dereference(length).ok()?.1.as_i64().ok())
        .and_then(|length| usize::try_from(length).ok());
    if let Some(length) = length.filter(|&length| ends_at(data, length)) {
        return Some(&data[..length]);
    }
    let end = memchr::memmem::find(data, b"endstream")
        .or_else(|| memchr::memmem::find(data, b"endobj"))
        .unwrap_or(data.len());
    let data = &data[..end];
    // One line ending before `endstream` does not belong to the data (7.3.8.1).
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    Some(data.strip_suffix(b"\r").unwrap_or(data))
}

fn ends_at(data: &[u8], length: usize) -> bool {
    let Some(rest) = data.get(length..) else {
        return false;
    };
    let blanks = rest.iter().take_while(|&&byte| is_space(byte)).count();
    rest[blanks..].starts_with(b"endstream")
}

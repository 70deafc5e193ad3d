//! The place of a chunk among those of its document: neighbours, children, and offsets in
//! characters.

use crate::chunk::Chunk;
use std::collections::HashMap;

/// The bytes from one counted place of a text to the next.
const STEP_BYTES: usize = 1024;

/// The place of one chunk; empty for a chunk whose document is not known.
#[derive(Default)]
pub(super) struct Place<'c> {
    pub(super) previous: Option<&'c str>,
    pub(super) next: Option<&'c str>,
    pub(super) children: &'c [&'c str],
    /// The span in characters.
    pub(super) characters: Option<(usize, usize)>,
}

pub(super) struct ChunkPlaces<'c> {
    chunks: &'c [Chunk],
    text: &'c str,
    /// The number of characters before each `STEP_BYTES` of the text.
    counted: Vec<usize>,
    /// The index of the previous and of the next chunk of the same level.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    /// Looked up only.
    children: HashMap<&'c str, Vec<&'c str>>,
}

impl<'c> ChunkPlaces<'c> {
    pub(super) fn new(text: &'c str, chunks: &'c [Chunk]) -> Self {
        let mut neighbours = vec![(None, None); chunks.len()];
        let mut last: HashMap<u32, usize> = HashMap::new();
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        for (at, chunk) in chunks.iter().enumerate() {
            if let Some(previous) = last.insert(chunk.level, at) {
                neighbours[at].0 = Some(previous);
                neighbours[previous].1 = Some(at);
            }
            if let Some(parent) = &chunk.parent {
                children.entry(parent).or_default().push(&chunk.id);
            }
        }
        let mut counted = vec![0];
        for piece in text.as_bytes().chunks(STEP_BYTES) {
            let before = counted.last().copied().unwrap_or(0);
            counted.push(before + characters(piece));
        }
        Self {
            chunks,
            text,
            counted,
            neighbours,
            children,
        }
    }

    pub(super) fn of(&self, at: usize) -> Place<'_> {
        let chunk = &self.chunks[at];
        let id = |at: usize| self.chunks[at].id.as_str();
        let (previous, next) = self.neighbours[at];
        let (start, end) = (chunk.span.start as usize, chunk.span.end as usize);
        Place {
            previous: previous.map(id),
            next: next.map(id),
            children: self.children.get(&*chunk.id).map_or(&[], Vec::as_slice),
            characters: (end <= self.text.len()).then(|| (self.before(start), self.before(end))),
        }
    }

    /// Returns the number of characters before a byte of the text.
    fn before(&self, at: usize) -> usize {
        let step = at / STEP_BYTES;
        self.counted[step] + characters(&self.text.as_bytes()[step * STEP_BYTES..at])
    }
}

/// Returns the number of characters that begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    let is_start = |byte: &&u8| (**byte).cast_signed() >= -0x40; // no byte after the first
    bytes.iter().filter(is_start).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn chunk(id: &str, level: u32, parent: Option<&str>, span: (u32, u32)) -> Chunk {
        Chunk {
            id: id.to_owned(),
            level,
            parent: parent.map(str::to_owned),
            span: Span::new(span.0, span.1),
            ..Chunk::default()
        }
    }

    #[test]
    fn places_are_in_characters_of_the_document() {
        let text = "é🦀x".repeat(1000);
        let end = u32::try_from(text.len()).expect("it is short");
        let chunks = [
            chunk("a", 0, None, (0, end)),
            chunk("b", 0, None, (7 * 500 + 2, end)),
        ];
        let places = ChunkPlaces::new(&text, &chunks);
        assert_eq!(places.of(0).characters, Some((0, 3000)));
        assert_eq!(places.of(1).characters, Some((1501, 3000)));
        let other = ChunkPlaces::new("short", &chunks);
        assert_eq!(other.of(0).characters, None);
    }

    #[test]
    fn neighbours_are_of_the_same_level() {
        let chunks = [
            chunk("p", 0, None, (0, 2)),
            chunk("a", 1, Some("p"), (0, 1)),
            chunk("b", 1, Some("p"), (1, 2)),
            chunk("q", 0, None, (2, 3)),
            chunk("c", 1, Some("q"), (2, 3)),
        ];
        let places = ChunkPlaces::new("abc", &chunks);
        let of = |at| {
            let place = places.of(at);
            (place.previous, place.next, place.children.to_vec())
        };
        assert_eq!(of(0), (None, Some("q"), vec!["a", "b"]));
        assert_eq!(of(2), (Some("a"), Some("c"), vec![]));
        assert_eq!(of(4), (Some("b"), None, vec![]));
    }
}

//! Finds the ends of tags in linear time, also where tags never end.

use std::collections::HashSet;

/// The ends of the tags of one block.
///
/// A tag ends at the first `>` outside of quotes. In `<a "<a "<a "` none ends, and a
/// search from each tag would read the rest of the block. So the quotes that a failed
/// search passed are stored, and a later search stops at the first of them.
#[derive(Debug)]
pub(in crate::reader::markdown) struct TagEnds<'s> {
    source: &'s [u8],
    /// Quotes after which no tag ends. Looked up only, never iterated.
    in_vain: HashSet<usize>,
    /// The start of a run without `>` and quotes, and the offset of the one that ends it.
    last: Option<(usize, Option<usize>)>,
}

impl<'s> TagEnds<'s> {
    /// Searches in `source`, the text up to the end of the block.
    pub(in crate::reader::markdown) fn new(source: &'s str) -> Self {
        Self {
            source: source.as_bytes(),
            in_vain: HashSet::new(),
            last: None,
        }
    }

    /// Returns the offset of the `>` that ends the tag whose name ends at `from`.
    pub(super) fn of(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        let mut quotes = Vec::new();
        let end = loop {
            let Some(next) = self.next(at) else {
                break None;
            };
            if self.source[next] == b'>' {
                break Some(next);
            }
            // An earlier search failed from this quote on, so this one fails too.
            if self.in_vain.contains(&next) {
                break None;
            }
            quotes.push(next);
            match memchr::memchr(self.source[next], &self.source[next + 1..]) {
                Some(length) => at = next + length + 2,
                None => break None,
            }
        };
        if end.is_none() {
            self.in_vain.extend(quotes);
        }
        end
    }

    /// Returns the first `>` or quote at or after `at`.
    fn next(&mut self, at: usize) -> Option<usize> {
        if let Some((from, next)) = self.last
            && from <= at
            && next.is_none_or(|next| at <= next)
        {
            return next;
        }
        let next = memchr::memchr3(b'>', b'"', b'\'', &self.source[at..]).map(|length| at + length);
        self.last = Some((at, next));
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Character by character, as a reader would.
    fn slow(source: &str, from: usize) -> Option<usize> {
        let mut quote = None;
        for (at, c) in source.char_indices().filter(|(at, _)| *at >= from) {
            match (quote, c) {
                (None, '>') => return Some(at),
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
        }
        None
    }

    #[test]
    fn ends_are_those_of_a_search_from_each_tag() {
        let mut state = 1_u32;
        for _ in 0..2000 {
            let source: String = (0..24)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    char::from(b"<a >\"' \"'<b"[(state >> 16) as usize % 11])
                })
                .collect();
            let mut ends = TagEnds::new(&source);
            for from in 0..=source.len() {
                assert_eq!(ends.of(from), slow(&source, from), "{source:?} from {from}");
            }
        }
    }
}

//! Places of text in the file that it was read from.

use super::text::{Span, offset};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The place of a piece of a document's text in its source file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Origin {
    /// Bytes of the source file.
    Bytes {
        /// Bytes of the source file, as it is on disk (a byte order mark counts).
        bytes: Span,
        /// The lines of these bytes.
        lines: Lines,
    },
    /// Boxes on pages, one a page.
    Pages {
        /// The pages in order.
        pages: Vec<PageBox>,
    },
}

/// Line numbers, the first line being 1; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The first line.
    pub start: u32,
    /// The last line.
    pub end: u32,
}

/// A box on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageBox {
    /// The page, the first being 1.
    pub number: u32,
    /// The label of the page in a viewer, such as `iv` or `A-3`; `null` if the file does
    /// not label its pages.
    #[serde(default)]
    pub label: Option<Arc<str>>,
    /// `[x0, y0, x1, y1]` in points, the origin at the top left of the crop box, the
    /// page's rotation undone.
    pub bbox: [f32; 4],
}

/// Maps offsets of a text to offsets of the file that it was decoded from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceMap {
    /// `(text offset, source offset)` from which on both run in step; ascending, none for
    /// a plain file.
    steps: Vec<(u32, u32)>,
    /// Source offset of the first byte of each line but the first.
    line_starts: Vec<u32>,
}

impl SourceMap {
    /// The map of a text that is its source, byte for byte. It has the lines up to the
    /// place where `is_stopped` ends the search for them.
    #[cfg(any(feature = "markdown", feature = "html"))]
    pub(crate) fn identity(source: &[u8], is_stopped: impl Fn() -> bool) -> Self {
        const USUAL_LINE_BYTES: usize = 32; // most texts have longer lines
        const PIECE_BYTES: usize = 1 << 20; // at most 10 ms, if each byte is a line feed
        let mut line_starts = Vec::with_capacity(source.len() / USUAL_LINE_BYTES);
        for (nth, piece) in source.chunks(PIECE_BYTES).enumerate() {
            if is_stopped() {
                break;
            }
            let start = nth * PIECE_BYTES + 1;
            line_starts.extend(memchr::memchr_iter(b'\n', piece).map(|at| offset(start + at)));
        }
        Self {
            steps: Vec::new(),
            line_starts,
        }
    }

    /// The character at text offset `text` is decoded from the bytes at `source`. Called
    /// with ascending offsets, of each character or of the first in a run of ASCII.
    #[cfg(any(feature = "markdown", feature = "html"))]
    pub(crate) fn character(&mut self, text: usize, source: usize) {
        let expected = (self.steps.last()).map_or(text, |(last_text, last_source)| {
            *last_source as usize + (text - *last_text as usize)
        });
        if source != expected {
            self.step(text, source);
        }
    }

    /// A line begins at `source`. Called with ascending offsets.
    #[cfg(any(feature = "markdown", feature = "html"))]
    pub(crate) fn line_start(&mut self, source: usize) {
        self.line_starts.push(offset(source));
    }

    /// From text offset `text` on, the source continues at `source`. Called with
    /// ascending offsets.
    #[cfg(any(feature = "markdown", feature = "html"))]
    pub(crate) fn step(&mut self, text: usize, source: usize) {
        self.steps.push((offset(text), offset(source)));
    }

    /// Returns the bytes and lines of the source for `span` of the text.
    pub(crate) fn origin(&self, span: Span) -> Origin {
        let bytes = Span::new(self.source_offset(span.start), self.source_offset(span.end));
        let last = bytes.end.saturating_sub(1).max(bytes.start);
        Origin::Bytes {
            bytes,
            lines: Lines {
                start: self.line(bytes.start),
                end: self.line(last),
            },
        }
    }

    /// Returns the offset of the first byte of each line but the first, if the text is its
    /// source byte for byte, and otherwise nothing. Those after a stop may be missing.
    #[cfg(feature = "markdown")]
    pub(crate) fn line_starts(&self) -> &[u32] {
        if self.steps.is_empty() {
            &self.line_starts
        } else {
            &[]
        }
    }

    fn source_offset(&self, text: u32) -> u32 {
        match self
            .steps
            .partition_point(|step| step.0 <= text)
            .checked_sub(1)
        {
            Some(step) => self.steps[step].1 + (text - self.steps[step].0),
            None => text,
        }
    }

    fn line(&self, source: u32) -> u32 {
        1 + offset(self.line_starts.partition_point(|start| *start <= source))
    }
}

impl Origin {
    /// The origin of both together: one span of bytes, or one box for each page.
    #[must_use]
    pub fn cover(self, other: &Origin) -> Origin {
        match (self, other) {
            (Self::Bytes { bytes, lines }, Self::Bytes { bytes: b, lines: l }) => Self::Bytes {
                bytes: bytes.cover(*b),
                lines: Lines {
                    start: lines.start.min(l.start),
                    end: lines.end.max(l.end),
                },
            },
            (Self::Pages { mut pages }, Self::Pages { pages: others }) => {
                for other in others {
                    // The last page first: pieces come in the order of their pages.
                    match (pages.iter_mut().rev()).find(|page| page.number == other.number) {
                        Some(page) => page.bbox = cover(page.bbox, other.bbox),
                        None => pages.push(other.clone()),
                    }
                }
                pages.sort_by_key(|page| page.number);
                Self::Pages { pages }
            }
            (first, _) => first,
        }
    }
}

fn cover(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::*;

    #[test]
    fn offsets_after_a_byte_order_mark_and_a_replaced_byte_map_back() {
        // "\u{feff}a\xffb" became "a\u{fffd}b".
        let mut map = SourceMap::identity(b"\xef\xbb\xbfa\xffb", || false);
        map.step(0, 3);
        map.step(4, 5);
        let Origin::Bytes { bytes, .. } = map.origin(Span::new(4, 5)) else {
            unreachable!("a source map gives bytes")
        };
        assert_eq!(bytes, Span::new(5, 6));
    }

    #[test]
    fn a_span_that_ends_with_its_newline_ends_on_that_line() {
        let map = SourceMap::identity(b"one\ntwo\nthree", || false);
        let Origin::Bytes { lines, .. } = map.origin(Span::new(4, 8)) else {
            unreachable!("a source map gives bytes")
        };
        assert_eq!((lines.start, lines.end), (2, 2));
    }

    #[test]
    fn boxes_of_one_page_are_joined() {
        let page = |number, bbox| PageBox {
            number,
            label: None,
            bbox,
        };
        let pages = |pages| Origin::Pages { pages };
        let joined = pages(vec![page(1, [1., 1., 2., 2.])]).cover(&pages(vec![
            page(1, [0., 3., 1., 4.]),
            page(2, [5., 5., 6., 6.]),
        ]));
        assert_eq!(
            joined,
            pages(vec![page(1, [0., 1., 2., 4.]), page(2, [5., 5., 6., 6.])])
        );
    }
}

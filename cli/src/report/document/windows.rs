//! Divides text at the edges of windows of a fixed size.

use super::text::{kind_name, start};
use sectile::{BlockKind, Chunk, Document, Span};
use std::borrow::Cow;

/// A piece of text that lies in the same windows.
#[derive(Debug)]
pub(super) struct Piece<'d> {
    pub(super) text: Cow<'d, str>,
    /// The class of its color: `w0` and `w1` in turn, `wb` where two windows overlap,
    /// `wn` in none.
    pub(super) class: &'static str,
    /// The label of a window that begins here.
    pub(super) begins: Option<String>,
    /// True if that window begins inside a block.
    pub(super) is_cut: bool,
}

/// The windows of a document, in reading order.
pub(super) struct Windows<'d> {
    document: &'d Document,
    windows: &'d [Chunk],
    /// The block kinds and places, to find what a window cuts.
    blocks: Vec<(BlockKind, Span)>,
    /// The number of windows whose begin was shown.
    begun: usize,
}

impl<'d> Windows<'d> {
    pub(super) fn of(document: &'d Document, windows: &'d [Chunk]) -> Self {
        let blocks = document.blocks();
        let blocks = blocks.map(|block| (block.kind(), block.span()));
        Self {
            document,
            windows,
            blocks: if windows.is_empty() {
                Vec::new()
            } else {
                blocks.collect()
            },
            begun: 0,
        }
    }

    /// Divides the text of `span`, which follows that of earlier calls, and returns at
    /// most `room` bytes of it.
    pub(super) fn pieces(&mut self, span: Span, room: usize) -> Vec<Piece<'d>> {
        let mut pieces = Vec::new();
        if self.windows.is_empty() {
            return pieces;
        }
        let mut room = room;
        for part in self.parts(span) {
            let shown = self.document.shown_text(part);
            let text = match shown {
                Cow::Borrowed(text) => Cow::Borrowed(start(text, room)),
                Cow::Owned(text) => Cow::Owned(start(&text, room).to_owned()),
            };
            room -= text.len();
            let inside = self.inside(part);
            let last = inside.clone().last();
            let begins = last.filter(|last| *last >= self.begun);
            self.begun = begins.map_or(self.begun, |window| window + 1);
            let cut = begins.and_then(|window| self.cut(window));
            pieces.push(Piece {
                text,
                class: match (inside.len(), last) {
                    (0, _) | (_, None) => "wn",
                    (1, Some(last)) => ["w0", "w1"][last % 2],
                    _ => "wb",
                },
                begins: begins.map(|window| label(window, &self.windows[window], cut)),
                is_cut: cut.is_some(),
            });
            if room == 0 {
                break;
            }
        }
        pieces
    }

    /// Divides `span` at the edges of windows.
    fn parts(&self, span: Span) -> Vec<Span> {
        let first = self
            .windows
            .partition_point(|window| window.span.end <= span.start);
        let touching = self.windows[first..].iter();
        let touching = touching.take_while(|window| window.span.start < span.end);
        let mut edges: Vec<u32> = touching
            .flat_map(|window| [window.span.start, window.span.end])
            .filter(|edge| span.start < *edge && *edge < span.end)
            .chain([span.start, span.end])
            .collect();
        edges.sort_unstable();
        edges.dedup();
        edges
            .windows(2)
            .map(|pair| Span::new(pair[0], pair[1]))
            .collect()
    }

    /// The windows that hold `part`, which no edge divides.
    fn inside(&self, part: Span) -> std::ops::Range<usize> {
        let first = self
            .windows
            .partition_point(|window| window.span.end <= part.start);
        let end = self
            .windows
            .partition_point(|window| window.span.start <= part.start);
        first..end.max(first)
    }

    /// The block that the window begins inside of.
    fn cut(&self, window: usize) -> Option<BlockKind> {
        let start = self.windows[window].span.start;
        let at = self.blocks.partition_point(|(_, span)| span.end <= start);
        let (kind, span) = self.blocks.get(at)?;
        (span.start < start).then_some(*kind)
    }
}

/// Returns `Window 2, 512 tokens, begins inside a block: table`.
fn label(at: usize, window: &Chunk, cut: Option<BlockKind>) -> String {
    let label = format!("Window {}, {} tokens", at + 1, window.tokens);
    match cut {
        Some(kind) => format!("{label}, begins inside a block: {}", kind_name(kind)),
        None => label,
    }
}

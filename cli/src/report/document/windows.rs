//! Divides text at the edges of windows of a fixed size.

use super::words::{kind_name, start};
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
    all: &'d [Chunk],
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
            all: windows,
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
        if self.all.is_empty() {
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
                begins: begins.map(|window| label(window, &self.all[window], cut)),
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
            .all
            .partition_point(|window| window.span.end <= span.start);
        let touching = self.all[first..].iter();
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
            .all
            .partition_point(|window| window.span.end <= part.start);
        let end = self
            .all
            .partition_point(|window| window.span.start <= part.start);
        first..end.max(first)
    }

    /// The block that the window begins inside of.
    fn cut(&self, window: usize) -> Option<BlockKind> {
        let start = self.all[window].span.start;
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

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Chunker, FixedSizeChunker, Format, Limits, Words};

    const SOURCE: &str = "# Tea\n\none two three four five six seven\n\neight nine ten\n";

    fn windows(document: &Document, overlap: u32) -> Vec<Chunk> {
        let windows = FixedSizeChunker::builder().tokenizer(Words).max_tokens(4);
        let windows = windows.overlap(overlap).build().expect("it is valid");
        windows.chunks(document).collect()
    }

    #[test]
    fn text_is_divided_at_the_edges_of_windows() {
        let document = Format::Markdown
            .read(SOURCE.as_bytes(), &Limits::default())
            .expect("it is read");
        let windows = windows(&document, 0);
        let all = document.root().span();
        let pieces = Windows::of(&document, &windows).pieces(all, usize::MAX);
        let text: String = pieces.iter().map(|piece| &*piece.text).collect();
        assert_eq!(text, SOURCE[all.range()]);
        let begun: Vec<&Piece<'_>> = pieces.iter().filter(|p| p.begins.is_some()).collect();
        assert_eq!(begun.len(), windows.len());
        assert_eq!(begun[0].begins.as_deref(), Some("Window 1, 4 tokens"));
        assert_eq!(
            begun[1].begins.as_deref(),
            Some("Window 2, 4 tokens, begins inside a block: paragraph")
        );
        assert!(begun[1].is_cut && !begun[0].is_cut);
    }

    #[test]
    fn shared_text_is_shown_once() {
        let document = Format::Markdown
            .read(SOURCE.as_bytes(), &Limits::default())
            .expect("it is read");
        let windows = windows(&document, 1);
        let mut divided = Windows::of(&document, &windows);
        let (first, rest) = (Span::new(0, 20), Span::new(20, document.root().span().end));
        let mut pieces = divided.pieces(first, usize::MAX);
        pieces.extend(divided.pieces(rest, usize::MAX));
        let text: String = pieces.iter().map(|piece| &*piece.text).collect();
        assert_eq!(text, SOURCE[..rest.end as usize]);
        assert!(pieces.iter().any(|piece| piece.class == "wb"));
        let begun = pieces.iter().filter(|piece| piece.begins.is_some()).count();
        assert_eq!(begun, windows.len());
    }

    #[test]
    fn no_more_text_than_there_is_room() {
        let document = Format::Markdown
            .read("é".repeat(30).as_bytes(), &Limits::default())
            .expect("it is read");
        let windows = windows(&document, 0);
        let pieces = Windows::of(&document, &windows).pieces(document.root().span(), 7);
        let text: String = pieces.iter().map(|piece| &*piece.text).collect();
        assert_eq!(text, "ééé");
    }
}

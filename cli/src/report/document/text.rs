//! Lays the text of chunks out in rows, each beside the same text in windows.

use super::windows::{Piece, Windows};
use super::words::{kind_name, start};
use crate::report::number::{counted, grouped};
use sectile::{BlockKind, Chunk, Document, Origin};

/// The bytes of a document's text that are shown, some fifteen printed pages.
const MAX_TEXT_BYTES: usize = 40_000;

/// The chunks of a document that are shown.
const MAX_ROWS: usize = 200;

/// The colors of chunks, which repeat.
const COLORS: usize = 6;

/// A chunk, and the same text in windows.
#[derive(Debug)]
pub(super) struct Row<'d> {
    pub(super) number: usize,
    pub(super) color: usize,
    /// The larger chunk that begins here.
    pub(super) parent: Option<String>,
    pub(super) label: String,
    pub(super) chunk: &'d Chunk,
    pub(super) text: &'d str,
    pub(super) pieces: Vec<Piece<'d>>,
}

/// The rows of a document that are shown.
#[derive(Debug)]
pub(super) struct Shown<'d> {
    pub(super) rows: Vec<Row<'d>>,
    /// True if the last chunk is cut.
    pub(super) is_cut: bool,
    pub(super) text_bytes: usize,
}

/// Returns the color of leaf number `at`.
pub(super) fn color(at: usize) -> usize {
    at % COLORS
}

impl<'d> Shown<'d> {
    pub(super) fn of(
        document: &'d Document,
        chunks: &'d [Chunk],
        leaves: &[&'d Chunk],
        windows: &'d [Chunk],
    ) -> Self {
        let mut shown = Self {
            rows: Vec::new(),
            is_cut: false,
            text_bytes: 0,
        };
        let mut windows = Windows::of(document, windows);
        let mut parent = None;
        for (at, leaf) in leaves.iter().enumerate().take(MAX_ROWS) {
            let room = MAX_TEXT_BYTES - shown.text_bytes;
            if room == 0 {
                break;
            }
            let text = start(&leaf.text, room);
            shown.is_cut = text.len() < leaf.text.len();
            shown.text_bytes += text.len();
            let begins = leaf.parent.is_some() && leaf.parent.as_ref() != parent;
            parent = leaf.parent.as_ref();
            shown.rows.push(Row {
                number: at + 1,
                color: color(at),
                parent: (begins.then(|| parent_label(chunks, leaf))).flatten(),
                label: label(leaf),
                chunk: leaf,
                text,
                pieces: windows.pieces(leaf.span, room),
            });
            if shown.is_cut {
                break;
            }
        }
        shown
    }
}

/// Returns `Returned for it: a chunk of 870 tokens, 3 pieces`.
fn parent_label(chunks: &[Chunk], leaf: &Chunk) -> Option<String> {
    let id = leaf.parent.as_ref()?;
    let parent = chunks.iter().find(|chunk| chunk.id == *id)?;
    let of = |chunk: &&Chunk| chunk.parent.as_ref() == Some(id);
    Some(format!(
        "Larger chunk of {} tokens, indexed as {}",
        grouped(parent.tokens),
        counted(chunks.iter().filter(of).count(), "piece")
    ))
}

/// Returns `243 tokens · table · lines 19–24`.
fn label(chunk: &Chunk) -> String {
    let mut parts = vec![format!("{} tokens", grouped(chunk.tokens))];
    let kinds = chunk
        .kinds
        .iter()
        .filter(|kind| **kind != BlockKind::Heading);
    let kinds: Vec<String> = kinds.map(|kind| kind_name(*kind)).collect();
    parts.extend((!kinds.is_empty()).then(|| kinds.join(", ")));
    parts.extend(place(chunk));
    if let Some(part) = chunk.part {
        parts.push(format!("part {} of {}", part.index, part.of));
    }
    parts.join(" · ")
}

fn place(chunk: &Chunk) -> Option<String> {
    let range = |noun: &str, start: u32, end: u32| match end {
        end if end > start => format!("{noun}s {start}–{end}"),
        _ => format!("{noun} {start}"),
    };
    match chunk.origin.as_ref()? {
        Origin::Bytes { lines, .. } => Some(range("line", lines.start, lines.end)),
        Origin::Pages { pages } => Some(range("page", pages.first()?.number, pages.last()?.number)),
        _ => None,
    }
}

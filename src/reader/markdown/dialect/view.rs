//! The text that the parser sees, and the way back to the places of the source.
//!
//! The source is never changed. Where a dialect has markup that `CommonMark` would
//! misread, the view is without it, and each range that the parser reports is mapped
//! back.

use super::marks::{BlockRegion, Edit, MarkChange, Marks};
use std::borrow::Cow;
use std::ops::Range;

/// Replaces a region in the view. A thematic break is a block of its own: it ends the
/// paragraph before it and is not part of what follows, at every indentation.
const RULE: &str = "***";

/// Makes the character after it text in the view.
const BACKSLASH: &str = "\\";

/// The text that the parser sees.
#[derive(Debug)]
pub(in crate::reader::markdown) struct View<'s> {
    text: Cow<'s, str>,
    /// Empty if the text is the source itself. Ascending.
    pieces: Vec<ViewPiece>,
    regions: Vec<BlockRegion>,
}

/// A piece of the view, up to the next one.
#[derive(Debug, Clone, Copy)]
struct ViewPiece {
    /// The offset in the view.
    at: usize,
    /// The offset in the source.
    source: usize,
    kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// Bytes of the source.
    Copied,
    /// The backslash before a character; it has no byte in the source.
    Escape,
    /// The rule that replaces the region with this index.
    Region(usize),
}

impl<'s> View<'s> {
    /// Returns a view that is the source itself.
    pub(in crate::reader::markdown) fn of(source: Cow<'s, str>) -> Self {
        Self {
            text: source,
            pieces: Vec::new(),
            regions: Vec::new(),
        }
    }

    /// Returns the view of `source` with the changes that were found in it.
    pub(super) fn new(source: &str, marks: &mut Marks) -> View<'static> {
        let mut view = View {
            text: String::with_capacity(source.len()).into(),
            pieces: vec![],
            regions: std::mem::take(&mut marks.regions),
        };
        let mut done = 0;
        for Edit { range, change } in std::mem::take(&mut marks.edits) {
            view.push(PieceKind::Copied, done, &source[done..range.start]);
            match change {
                MarkChange::Remove => {}
                MarkChange::Escape => view.push(PieceKind::Escape, range.start, BACKSLASH),
                MarkChange::Replace(region) => {
                    view.push(PieceKind::Region(region), range.start, RULE);
                }
            }
            done = range.end;
        }
        view.push(PieceKind::Copied, done, &source[done..]);
        view
    }

    fn push(&mut self, kind: PieceKind, source: usize, text: &str) {
        if !text.is_empty() {
            let at = self.text.len();
            self.pieces.push(ViewPiece { at, source, kind });
            self.text.to_mut().push_str(text);
        }
    }

    pub(in crate::reader::markdown) fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the text by one of the same length.
    pub(in crate::reader::markdown) fn map_text(self, map: impl FnOnce(String) -> String) -> Self {
        let length = self.text.len();
        let text = map(self.text.into_owned());
        debug_assert_eq!(text.len(), length, "offsets stay the same");
        Self {
            text: text.into(),
            ..self
        }
    }

    /// Returns a copy that borrows nothing.
    pub(in crate::reader::markdown) fn to_owned(&self) -> View<'static> {
        View {
            text: self.text.clone().into_owned().into(),
            pieces: self.pieces.clone(),
            regions: self.regions.clone(),
        }
    }

    /// Returns the place in the source of a range of the view.
    pub(in crate::reader::markdown) fn source(&self, range: &Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return range.clone();
        }
        let start = self.start(range.start);
        start..self.end(range.end).max(start)
    }

    /// Returns the region that a rule at the offset `at` of the view replaces; `None` if
    /// it is a thematic break of the source.
    pub(in crate::reader::markdown) fn region(&self, at: usize) -> Option<&BlockRegion> {
        let piece = self.pieces.get(self.piece(at)?)?;
        match piece.kind {
            PieceKind::Region(region) => self.regions.get(region),
            PieceKind::Copied | PieceKind::Escape => None,
        }
    }

    /// Returns the index of the piece at the offset `at` of the view.
    fn piece(&self, at: usize) -> Option<usize> {
        self.pieces
            .partition_point(|piece| piece.at <= at)
            .checked_sub(1)
    }

    /// Returns the offset in the source of what begins at the offset `at` of the view.
    fn start(&self, at: usize) -> usize {
        let Some(piece) = self.piece(at).map(|piece| self.pieces[piece]) else {
            return at;
        };
        match piece.kind {
            PieceKind::Copied => piece.source + (at - piece.at),
            PieceKind::Region(region) if at > piece.at => self.regions[region].range.end,
            PieceKind::Region(_) | PieceKind::Escape => piece.source,
        }
    }

    /// Returns the offset in the source of what ends at the offset `at` of the view. What
    /// was left out right after it is not part of it.
    fn end(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1) else {
            return self.start(at);
        };
        match self.piece(before).map(|piece| self.pieces[piece]) {
            Some(piece) if piece.kind == PieceKind::Copied => piece.source + (at - piece.at),
            Some(ViewPiece {
                kind: PieceKind::Region(region),
                ..
            }) => self.regions[region].range.end,
            Some(piece) => piece.source,
            None => at,
        }
    }
}

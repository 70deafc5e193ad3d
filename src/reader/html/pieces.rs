//! Splits long texts into pieces, so that a read can be stopped between two of them.

/// The bytes of text that are read or written from one look at a watch to the next, which
/// take a few milliseconds.
const PIECE_BYTES: usize = 1 << 20;

/// Splits `text` into pieces that are short enough for one look at a watch each.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES.min(rest.len())));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

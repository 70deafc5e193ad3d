//! Orders the pieces by their place, so that those near a place are found without a scan.

use crate::headings::facts::Piece;
use std::cmp::Ordering;

/// The pieces in the order of their pages and tops. A rank is an index of it.
pub(super) struct PlaceOrder<'f> {
    pieces: &'f [Piece],
    by_rank: Vec<usize>,
    ranks: Vec<usize>,
}

impl<'f> PlaceOrder<'f> {
    pub(super) fn new(pieces: &'f [Piece]) -> Self {
        let mut by_rank: Vec<usize> = (0..pieces.len()).collect();
        by_rank.sort_by(|a, b| {
            let (a, b) = (&pieces[*a], &pieces[*b]);
            compare(a, b.page, b.area[1])
        });
        let mut ranks = vec![0; pieces.len()];
        for (rank, at) in by_rank.iter().enumerate() {
            ranks[*at] = rank;
        }
        Self {
            pieces,
            by_rank,
            ranks,
        }
    }

    pub(super) fn piece(&self, at: usize) -> &'f Piece {
        &self.pieces[at]
    }

    pub(super) fn rank(&self, at: usize) -> usize {
        self.ranks[at]
    }

    /// Returns the index of the piece with a rank.
    pub(super) fn at_rank(&self, rank: usize) -> usize {
        self.by_rank[rank]
    }

    /// Returns the first rank on the page whose top is not above `top`, or the first rank
    /// of a later page.
    pub(super) fn first_rank(&self, page: u32, top: f32) -> usize {
        (self.by_rank).partition_point(|at| compare(&self.pieces[*at], page, top).is_lt())
    }
}

/// Compares the place of a piece with another one.
fn compare(piece: &Piece, page: u32, top: f32) -> Ordering {
    (piece.page.cmp(&page)).then_with(|| piece.area[1].total_cmp(&top))
}

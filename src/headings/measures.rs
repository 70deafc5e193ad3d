//! Measures a document: its columns, the indents of its text, the white space between its
//! paragraphs.

use super::facts::{Facts, Holder, Piece};
use std::collections::HashMap;

/// Both margins of centred text are wider than this, in sizes of the text ...
const MIN_CENTRED_MARGIN: f32 = 1.5;
/// ... and differ by less than this.
const MAX_CENTRED_DIFFERENCE: f32 = 1.2;
/// Indents are compared in steps of this many points.
const INDENT_STEP: f32 = 3.0;
/// A column begins farther left than the text of one page by at most this, in points ...
const MAX_COLUMN_SHIFT: f32 = 80.0;
/// Columns of the text have one in this many pieces.
const COLUMN_ONE_IN: u32 = 20;
/// Right ends of one column differ by at most this many steps: some text is ragged.
const SAME_RIGHT: u32 = 2;
/// Running text is at an indent if more than one in this many characters is.
const INDENT_ONE_IN: u32 = 30;
/// The gap between paragraphs if the document has none to measure, in sizes of the body.
const DEFAULT_GAP: f32 = 0.5;
/// Text below this size is running text, in sizes of the body.
pub(super) const BODY_SIZE: f32 = 1.04;

/// Measures of the document that features are relative to.
#[derive(Debug, Clone)]
pub(super) struct Measures {
    /// The median white space above running text, in sizes of the body.
    pub(super) gap: f32,
    /// The characters of running text at each indent, and all of them.
    indents: HashMap<i32, u32>,
    chars: u32,
    /// The left end of each column, which a page without text at it does not show.
    columns: HashMap<(i32, i32), f32>,
    /// Running text is centred, as on posters and in poems.
    pub(super) is_centred: bool,
}

impl Measures {
    pub(super) fn of(facts: &Facts) -> Self {
        let body = facts.body_size.max(1.0);
        let is_body = |piece: &&Piece| {
            piece.holder == Holder::Paragraph
                && piece.size < BODY_SIZE * body
                && piece.face.bold == facts.body.bold
        };
        let running = || facts.pieces.iter().filter(is_body);
        let mut gaps: Vec<f32> = running().filter_map(|piece| piece.above).collect();
        gaps.sort_by(f32::total_cmp);
        let gap = gaps
            .get(gaps.len() / 2)
            .map_or(DEFAULT_GAP, |gap| gap / body);
        let columns = columns(&facts.pieces);
        let mut indents: HashMap<i32, u32> = HashMap::new();
        let mut chars = 0;
        for piece in running().filter(|piece| piece.lines > 1) {
            let indent = step(piece.second_left - left_of_column(piece, &columns));
            *indents.entry(indent).or_default() += piece.chars;
            chars += piece.chars;
        }
        let lines = running().filter(|piece| piece.lines > 1);
        let (centred, all) = lines.fold((0, 0), |(centred, all), piece| {
            (centred + u32::from(is_centred(piece)), all + 1)
        });
        Self {
            gap,
            indents,
            chars,
            columns,
            is_centred: centred * 2 > all,
        }
    }

    /// Returns the distance of a piece from the left end of its column, in points.
    pub(super) fn indent(&self, piece: &Piece) -> f32 {
        piece.area[0] - left_of_column(piece, &self.columns)
    }

    /// Returns true if running text begins at this indent.
    pub(super) fn has_text_at(&self, indent: f32) -> bool {
        let at = step(indent);
        let near = at.saturating_sub(1)..=at.saturating_add(1);
        let chars: u32 = near.filter_map(|at| self.indents.get(&at)).sum();
        chars.saturating_mul(INDENT_ONE_IN) > self.chars
    }
}

/// Returns the left end of the column that each left and right end of text belongs to.
///
/// A page whose text is all indented has a narrower column than the others, with the same
/// right end. Left and right pages of a book differ in both.
fn columns(pieces: &[Piece]) -> HashMap<(i32, i32), f32> {
    let mut counts: HashMap<(i32, i32), u32> = HashMap::new();
    let mut all = 0;
    for piece in pieces {
        if matches!(
            piece.holder,
            Holder::Paragraph | Holder::Item | Holder::Code
        ) {
            *counts.entry(ends(piece)).or_default() += 1;
            all += 1;
        }
    }
    let reference = |(left, right): (i32, i32)| {
        let wider = counts.iter().filter(|((other, other_right), count)| {
            let shift = f32_of(left.saturating_sub(*other)) * INDENT_STEP;
            (0.0..MAX_COLUMN_SHIFT).contains(&shift)
                && right.saturating_sub(*other_right).unsigned_abs() <= SAME_RIGHT
                && **count * COLUMN_ONE_IN > all
        });
        let least = wider.map(|((other, _), _)| *other).min();
        f32_of(least.unwrap_or(left)) * INDENT_STEP
    };
    counts
        .keys()
        .map(|ends| (*ends, reference(*ends)))
        .collect()
}

fn ends(piece: &Piece) -> (i32, i32) {
    (step(piece.column[0]), step(piece.column[1]))
}

fn left_of_column(piece: &Piece, columns: &HashMap<(i32, i32), f32>) -> f32 {
    match columns.get(&ends(piece)) {
        Some(left) if (left - piece.column[0]).abs() > INDENT_STEP => *left,
        _ => piece.column[0],
    }
}

/// Rounds a distance to steps.
#[allow(clippy::cast_possible_truncation)] // `as` saturates
pub(super) fn step(distance: f32) -> i32 {
    (distance / INDENT_STEP).round() as i32
}

#[allow(clippy::cast_precision_loss)] // places on pages are small
fn f32_of(steps: i32) -> f32 {
    steps as f32
}

pub(super) fn is_centred(piece: &Piece) -> bool {
    let left = piece.area[0] - piece.column[0];
    let right = piece.column[1] - piece.area[2];
    let size = piece.size.max(1.0);
    left.min(right) > MIN_CENTRED_MARGIN * size
        && (left - right).abs() < MAX_CENTRED_DIFFERENCE * size
}

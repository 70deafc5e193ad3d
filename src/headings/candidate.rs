//! Derives from the facts what sets each piece of text apart from the text around it.

use super::contents::Contents;
use super::facts::{Facts, Holder, Piece, Tag};
use super::outline::Outline;
use crate::lexicon::numbering::{self, Number};
use std::collections::HashMap;

/// Longer pieces are no headings, in characters and lines.
const MAX_CHARS: u32 = 220;
const MAX_LINES: u16 = 4;
/// Pieces tagged as headings may be longer by this factor: a tag is evidence enough.
const TAGGED_LENGTH_FACTOR: u32 = 20;
/// Texts with fewer letters can be a heading only if letters are half of their signs:
/// "3.1 =" is the row of a table.
const MIN_NUMBERED_LETTERS: usize = 3;
/// Texts of up to this many letters may be an abbreviation in capitals: "API".
const MAX_UNCERTAIN_CAPS: usize = 3;
/// Both margins of centred text are wider than this, in sizes of the text ...
const MIN_CENTRED_MARGIN: f32 = 1.5;
/// ... and differ by less than this.
const MAX_CENTRED_DIFFERENCE: f32 = 1.2;
/// Text below begins farther right by more than this, in sizes of the body.
const HANG: f32 = 0.8;
/// Terms are no larger, in sizes of the body.
const MAX_TERM_SIZE: f32 = 1.1;
/// Sizes are compared in steps of a quarter of a point: files round them.
const STEPS_PER_POINT: f32 = 4.0;

/// A piece that may be a heading, with the features that decide.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct Candidate<'f> {
    /// The index of its piece.
    pub(super) at: usize,
    pub(super) piece: &'f Piece,
    pub(super) number: Option<Number<'f>>,
    /// Its size in sizes of the body.
    pub(super) ratio: f32,
    /// All letters are capitals, large or small.
    pub(super) is_caps: bool,
    pub(super) is_centred: bool,
    /// The white space around it, in sizes of the body.
    pub(super) above: Option<f32>,
    pub(super) below: Option<f32>,
    /// The width of the longest line as a share of the column.
    pub(super) width: f32,
    /// The distance of its left end from the column's, in points.
    pub(super) indent: f32,
    /// Running text begins at its indent.
    pub(super) is_at_text: bool,
    /// How much farther right than its own start the text below begins.
    pub(super) hang: f32,
    /// The number of words.
    pub(super) words: usize,
    /// The next piece in reading order is running text, a list, a table or code.
    pub(super) precedes_text: bool,
    /// Text follows before the end of the document.
    pub(super) has_text_below: bool,
    /// The level of the entry of the outline that names it.
    pub(super) outlined: Option<u8>,
    /// The depth of the entry of the printed contents that names it.
    pub(super) listed: Option<u8>,
    /// The index of its style.
    pub(super) style: usize,
}

/// The looks of a candidate: pieces of one document with equal keys look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(super) struct Looks {
    /// In quarter points.
    pub(super) size: i32,
    pub(super) font: u16,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) caps: bool,
    pub(super) centred: bool,
    /// In steps; 0 for centred text.
    pub(super) indent: i32,
}

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
    is_centred: bool,
}

/// Indents are compared in steps of so many points.
const INDENT_STEP: f32 = 3.0;
/// A column begins farther left than the text of one page by at most this, in points ...
const MAX_COLUMN_SHIFT: f32 = 80.0;
/// Right ends of one column differ by at most so many steps: some text is ragged.
const SAME_RIGHT: u32 = 2;
/// Columns of the text have one in so many pieces.
const COLUMN_ONE_IN: u32 = 20;
/// Running text is at an indent if more than one in so many characters is.
const INDENT_ONE_IN: u32 = 30;

/// The gap between paragraphs if the document has none to measure, in sizes of the body.
const DEFAULT_GAP: f32 = 0.5;
/// Text below this size is running text, in sizes of the body.
const BODY_SIZE: f32 = 1.04;

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
fn step(distance: f32) -> i32 {
    (distance / INDENT_STEP).round() as i32
}

#[allow(clippy::cast_precision_loss)] // places on pages are small
fn f32_of(steps: i32) -> f32 {
    steps as f32
}

/// Returns all candidates in reading order.
pub(super) fn gather<'f>(
    facts: &'f Facts,
    measures: &Measures,
    outline: &Outline,
    contents: &Contents,
) -> Vec<Candidate<'f>> {
    let last_text = facts.pieces.iter().rposition(is_text).unwrap_or(0);
    let mut candidates = Vec::new();
    for (at, piece) in facts.pieces.iter().enumerate() {
        let outlined = outline.levels[at];
        let body = facts.body_size.max(1.0);
        if !is_candidate(piece, outlined.is_some(), body) || contents.is_entry(at) {
            continue;
        }
        let next = facts.pieces[at + 1..].iter().find(|next| is_text(next));
        let column = (piece.column[1] - piece.column[0]).max(1.0);
        let is_alike = |next: &Piece| {
            let ratio = next.size / piece.size.max(1.0);
            ratio < BODY_SIZE && ratio * BODY_SIZE > 1.0 && next.face == piece.face
        };
        candidates.push(Candidate {
            at,
            piece,
            number: numbering::read(if piece.label.is_empty() {
                &piece.text
            } else {
                &piece.label
            }),
            ratio: piece.size / body,
            is_caps: is_caps(&piece.text) || piece.face.small_caps,
            is_centred: is_centred(piece) && !measures.is_centred,
            above: piece.above.map(|gap| gap / body),
            below: piece.below.map(|gap| gap / body),
            width: (piece.area[2] - piece.area[0]) / column,
            indent: measures.indent(piece),
            is_at_text: measures.has_text_at(measures.indent(piece)),
            hang: next.map_or(0.0, |next| {
                // A heading above a list is no term.
                let is_below = next.page == piece.page && next.area[1] > piece.area[1];
                if is_below && next.holder == Holder::Paragraph {
                    (next.area[0] - piece.area[0]) / body
                } else {
                    0.0
                }
            }),
            words: piece.text.split_whitespace().count(),
            precedes_text: next.is_some_and(|next| {
                !matches!(next.holder, Holder::Paragraph | Holder::Item)
                    || !is_alike(next)
                    || next.lines > MAX_LINES
            }),
            has_text_below: at < last_text,
            outlined,
            listed: contents.named[at],
            style: 0,
        });
    }
    candidates
}

/// Returns true for the kinds of text that a heading can introduce.
fn is_text(piece: &Piece) -> bool {
    !matches!(
        piece.holder,
        Holder::Boilerplate | Holder::Other | Holder::Footnote
    )
}

fn is_candidate(piece: &Piece, is_outlined: bool, body: f32) -> bool {
    let is_tagged = matches!(piece.tag, Tag::Heading(_));
    let max_chars = if is_tagged || is_outlined {
        TAGGED_LENGTH_FACTOR * MAX_CHARS
    } else {
        MAX_CHARS
    };
    let may_hold = match piece.holder {
        Holder::Paragraph => true,
        // "1. Scope" is the item of a list by its form. Bullets are items.
        Holder::Item => {
            is_outlined
                || piece.size > MAX_TERM_SIZE * body
                || numbering::read(&piece.text).is_some()
        }
        Holder::Row => {
            is_outlined || numbering::read(&piece.text).is_some_and(|number| number.kind.is_some())
        }
        Holder::Caption | Holder::Footnote | Holder::Boilerplate | Holder::Code => is_outlined,
        Holder::Table | Holder::Contents | Holder::Other => false,
    };
    let is_short = piece.lines <= MAX_LINES || is_tagged || is_outlined;
    may_hold && is_short && piece.chars <= max_chars && (is_outlined || has_words(piece))
}

/// Returns true for a text that may be a title.
fn has_words(piece: &Piece) -> bool {
    let text = piece.text.as_str();
    // Rows of figures and formulas are bold or large as headings are, but have few
    // letters.
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    // "2.3.0" is the heading of release notes; "12" is a page number.
    let is_version = letters == 0
        && text.contains('.')
        && text.split('.').all(|part| part.parse::<u16>().is_ok());
    let is_named = || numbering::read(text).is_some_and(|number| number.kind.is_some());
    let is_numbered =
        || letters >= MIN_NUMBERED_LETTERS && numbering::read(text).is_some() || is_named();
    is_version
        || matches!(piece.tag, Tag::Heading(_))
        || (letters > 0 && (letters * 2 >= signs || is_numbered()))
        || is_named()
}

fn is_caps(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > MAX_UNCERTAIN_CAPS
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

fn is_centred(piece: &Piece) -> bool {
    let left = piece.area[0] - piece.column[0];
    let right = piece.column[1] - piece.area[2];
    let size = piece.size.max(1.0);
    left.min(right) > MIN_CENTRED_MARGIN * size
        && (left - right).abs() < MAX_CENTRED_DIFFERENCE * size
}

impl Candidate<'_> {
    pub(super) fn looks(&self) -> Looks {
        Looks {
            size: steps(self.piece.size),
            font: self.piece.face.font,
            bold: self.piece.face.bold,
            italic: self.piece.face.italic,
            caps: self.is_caps,
            centred: self.is_centred,
            indent: if self.is_centred {
                0
            } else {
                step(self.indent / 2.0)
            },
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.piece.text
    }

    /// Returns true if it begins farther left than any running text, with the text below
    /// indented: headings of manual pages do.
    pub(super) fn is_outdented(&self) -> bool {
        self.hang > HANG && !self.is_at_text && !self.is_centred
    }

    /// Returns true if the text below is indented and other text is not: terms that are
    /// defined below them.
    pub(super) fn is_term(&self) -> bool {
        // The title of a slide above indented text is large.
        self.hang > HANG && self.is_at_text && !self.is_centred && self.ratio < MAX_TERM_SIZE
    }

    /// Returns its label and its title.
    pub(super) fn full_text(&self) -> String {
        if self.piece.label.is_empty() {
            self.piece.text.clone()
        } else {
            format!("{} {}", self.piece.label, self.piece.text)
        }
    }

    /// Returns the text that its number is in.
    pub(super) fn label_or_text(&self) -> &str {
        if self.piece.label.is_empty() {
            &self.piece.text
        } else {
            &self.piece.label
        }
    }

    /// Returns its number as it is written: `3.2`, `Chapter 3`.
    pub(super) fn number_text(&self) -> &str {
        self.number.map_or("", |number| {
            let text = self.label_or_text().trim();
            text[..text.len() - number.title.len()].trim()
        })
    }
}

/// Rounds a size, for use as a key.
#[allow(clippy::cast_possible_truncation)] // `as` saturates
pub(super) fn steps(size: f32) -> i32 {
    (size * STEPS_PER_POINT).round() as i32
}

//! Derives from the facts what sets each piece of text apart from the text around it.

use super::contents::Contents;
use super::facts::{Facts, Holder, Piece, Tag};
use super::measures::{BODY_SIZE, Measures, is_centred, step};
use super::outline::Outline;
use crate::lexicon::numbering::{self, Number};

/// Longer pieces are not headings, in characters and lines.
const MAX_CHARS: u32 = 220;
const MAX_LINES: u16 = 4;
/// Pieces tagged as headings may be longer by this factor: a tag is evidence enough.
const TAGGED_LENGTH_FACTOR: u32 = 20;
/// Texts with fewer letters can be a heading only if letters are half of their signs:
/// "3.1 =" is the row of a table.
const MIN_NUMBERED_LETTERS: usize = 3;
/// Texts of up to this many letters may be an abbreviation in capitals: "API".
const MAX_UNCERTAIN_CAPS: usize = 3;
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
    /// The distance from its own start to that of the text below, which is farther right.
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
                // A heading above a list is not a term.
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

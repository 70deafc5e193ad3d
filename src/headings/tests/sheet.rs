//! Builds the facts of a document for tests, piece by piece from the top of a page.

use crate::headings::facts::{Entry, Face, Facts, Holder, Piece};
use crate::headings::{decide, explain};

pub(in crate::headings) const PLAIN: Face = Face {
    font: 0,
    bold: false,
    italic: false,
    monospace: false,
    small_caps: false,
};
pub(in crate::headings) const BOLD: Face = Face {
    font: 1,
    bold: true,
    ..PLAIN
};
pub(in crate::headings) const ITALIC: Face = Face {
    font: 2,
    italic: true,
    ..PLAIN
};

/// The size of running text, in points.
const BODY_SIZE: f32 = 10.0;
/// The left and right end of the column, in points.
const COLUMN: [f32; 2] = [50.0, 550.0];
/// The white space above and below paragraphs, in points.
const GAP: f32 = 6.0;
/// The width of a character, in sizes.
const ADVANCE: f32 = 0.5;
/// The height of a line, in sizes.
const LEADING: f32 = 1.2;
const RUNNING_TEXT: &str = "The rope is laid from three strands, each of which is twisted \
    against the others, so that they hold one another, and it is tarred before it goes to \
    the yard where it is sold to those who come in spring and feel the strands.";

/// A document that is being built.
#[derive(Debug, Clone)]
pub(in crate::headings) struct FactsBuilder {
    pub(in crate::headings) facts: Facts,
    /// The end of the last piece, in points.
    y: f32,
    /// The index of the piece that a test is about.
    subject: usize,
}

impl FactsBuilder {
    /// A document with one upright page.
    pub(in crate::headings) fn new() -> Self {
        let facts = Facts {
            body_size: BODY_SIZE,
            body: PLAIN,
            page_ratio: 0.7,
            pages: 1,
            ..Facts::default()
        };
        Self {
            facts,
            y: COLUMN[0],
            subject: 0,
        }
    }

    /// Begins a page.
    pub(in crate::headings) fn page(mut self) -> Self {
        self.facts.pages += 1;
        self.y = COLUMN[0];
        self
    }

    /// Adds a piece below the last one. An area that a test sets keeps its left and right
    /// end.
    pub(in crate::headings) fn add(mut self, piece: Piece) -> Self {
        let mut piece = piece;
        piece.page = self.facts.pages - 1;
        let top = self.y + piece.above.unwrap_or(0.0);
        let bottom = top + LEADING * piece.size * f32::from(piece.lines);
        piece.area[1] = top;
        piece.area[3] = bottom;
        self.y = bottom;
        self.facts.pieces.push(piece);
        self
    }

    /// Adds the piece that the test is about.
    pub(in crate::headings) fn subject(mut self, piece: Piece) -> Self {
        self.subject = self.facts.pieces.len();
        self.add(piece)
    }

    /// Adds a paragraph of running text.
    pub(in crate::headings) fn text(self) -> Self {
        self.add(running_text())
    }

    /// Adds each piece with running text below it.
    pub(in crate::headings) fn sections(self, headings: impl IntoIterator<Item = Piece>) -> Self {
        (headings.into_iter()).fold(self, |sheet, heading| sheet.add(heading).text())
    }

    /// Adds an entry of the outline; pages count from 0.
    pub(in crate::headings) fn entry(mut self, level: u8, title: &str, page: u32) -> Self {
        self.facts.outline.push(Entry {
            title: title.to_owned(),
            level,
            page: Some(page),
            top: None,
        });
        self
    }

    /// Sets the distance of the last entry's place from the top of its page, in points.
    pub(in crate::headings) fn at(mut self, top: f32) -> Self {
        if let Some(entry) = self.facts.outline.last_mut() {
            entry.top = Some(top);
        }
        self
    }

    /// Returns the headings, each with its level.
    pub(in crate::headings) fn headings(self) -> Vec<String> {
        let pieces = self.facts.pieces.clone();
        let text = |range: std::ops::Range<usize>| {
            let texts: Vec<&str> = pieces[range].iter().map(|piece| &*piece.text).collect();
            texts.join(" ")
        };
        (decide(self.facts).into_iter())
            .map(|heading| format!("{} {}", heading.level, text(heading.pieces)))
            .collect()
    }

    /// Returns the names of the rules that hold for the subject; none if it is not a
    /// candidate.
    pub(in crate::headings) fn rules(self) -> Vec<&'static str> {
        let subject = self.facts.pieces[self.subject].clone();
        let same = |text: &str| text.ends_with(&subject.text);
        let nth = (self.facts.pieces[..self.subject].iter())
            .filter(|piece| same(&piece.text))
            .count();
        let candidates = explain(self.facts);
        let found = (candidates.iter().filter(|candidate| same(&candidate.text))).nth(nth);
        found.map_or(Vec::new(), |candidate| {
            candidate.rules.iter().map(|(name, _)| *name).collect()
        })
    }
}

/// A paragraph that is too long for a heading.
pub(in crate::headings) fn running_text() -> Piece {
    let mut piece = line(RUNNING_TEXT);
    piece.lines = 5;
    piece.area[2] = COLUMN[1];
    piece
}

/// One line in the type of the text.
pub(in crate::headings) fn line(text: &str) -> Piece {
    let chars = u32::try_from(text.chars().count()).unwrap();
    let mut piece = Piece {
        text: text.to_owned(),
        chars,
        lines: 1,
        column: COLUMN,
        second_left: COLUMN[0],
        above: Some(GAP),
        below: Some(GAP),
        holder: Holder::Paragraph,
        ..Piece::default()
    };
    piece.area[0] = COLUMN[0];
    sized(BODY_SIZE, piece)
}

/// The same in another size.
pub(in crate::headings) fn sized(size: f32, mut piece: Piece) -> Piece {
    piece.size = size;
    piece.area[2] = piece.area[0] + width(&piece);
    piece
}

fn width(piece: &Piece) -> f32 {
    let chars = f32::from(u16::try_from(piece.chars).unwrap());
    (ADVANCE * piece.size * chars).min(COLUMN[1] - COLUMN[0])
}

/// A bold line with white space above it, as headings have.
pub(in crate::headings) fn bold(size: f32, text: &str) -> Piece {
    let piece = Piece {
        face: BOLD,
        above: Some(1.4 * size),
        ..line(text)
    };
    sized(size, piece)
}

/// The same in the middle of the column.
pub(in crate::headings) fn centred(mut piece: Piece) -> Piece {
    let middle = f32::midpoint(COLUMN[0], COLUMN[1]);
    let half = width(&piece) / 2.0;
    piece.area[0] = middle - half;
    piece.area[2] = middle + half;
    piece
}

/// The same farther right, in points.
pub(in crate::headings) fn indented(indent: f32, mut piece: Piece) -> Piece {
    piece.area[0] += indent;
    piece.area[2] = (piece.area[2] + indent).min(COLUMN[1]);
    piece.second_left += indent;
    piece
}

//! Splits a line into cells: at gaps, and between numbers.

use crate::reader::pdf::layout::lines::{Line, Word, WordArena};
use crate::reader::pdf::layout::place::{Em, Extent};
use crate::reader::table::{is_dash, is_date, is_formatted, is_number, is_prefix, is_suffix};
use std::ops::Range;

/// A wider gap separates two cells.
const CELL_GAP: Em = Em(1.0);
/// A wider gap separates a label from its first number: "Client Execution $ 7,556".
const LABEL_GAP: Em = Em(0.6);
/// A wider gap separates two numbers.
const NUMBER_GAP: Em = Em(0.12);
/// A currency sign is nearer to its number: it may be at the left end of a wide column.
const PREFIX_GAP: Em = Em(24.0);
/// A bracket or a percent sign is nearer to its number.
const SUFFIX_GAP: Em = Em(1.6);
/// A gap of a head that is wider, and between two columns, separates two cells.
const HEAD_GAP: Em = Em(0.55);

/// The kind of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    /// A number with its signs, or the dash of a missing one.
    Amount,
    /// A number that may be a year, or a date.
    Year,
    /// A currency sign or an opening bracket without a number.
    Sign,
    Text,
}

/// A cell of a line.
#[derive(Debug, Clone)]
pub(super) struct AmountCell {
    /// Indices of the line's words.
    pub(super) words: Range<usize>,
    pub(super) extent: Extent,
    pub(super) kind: CellKind,
    /// It is a number written as an amount: `1,204`, `$35`.
    pub(super) is_formatted: bool,
    /// It is the dash of a missing number.
    pub(super) is_dash: bool,
}

impl AmountCell {
    /// Begins a cell with a word.
    fn new(at: usize, word: &Word, token: WordKind) -> Self {
        Self {
            words: at..at + 1,
            extent: extent(word),
            kind: token.kind,
            is_formatted: token.is_formatted,
            is_dash: token.is_dash,
        }
    }

    /// Adds a word to the cell, which then has this kind.
    fn add(&mut self, at: usize, word: &Word, kind: CellKind) {
        self.words.end = at + 1;
        self.extent = self.extent.cover(extent(word));
        self.kind = kind;
    }

    /// Returns the middle of the cell between left and right.
    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.extent.start, self.extent.end)
    }

    /// Returns true if one of the words of the cell is written as an amount: "$9,594 or
    /// less".
    ///
    /// "June 25," has no amount: the comma at the end of "25," is not part of the number.
    /// Counted as an amount, it would make a row of the heads.
    pub(super) fn has_amount(&self, line: &Line, words: &WordArena) -> bool {
        let mut cell_words = line.words[self.words.clone()].iter();
        // The sign at the end of a word belongs to the sentence: "June 25,".
        cell_words.any(|word| is_formatted(words.text_of(word).trim_end_matches([',', '.'])))
    }

    /// Returns true if the cell is neither a number nor a sign.
    pub(super) fn is_text(&self) -> bool {
        self.kind == CellKind::Text
    }

    /// Returns the words of the cell as a line, in which a sign is next to its number.
    ///
    /// "$" and "1,204", drawn apart, are "$1,204", and "5" and "%" are "5%". In a text
    /// the signs keep their spaces. Without this rule the cell would be "$ 1,204".
    pub(super) fn line(&self, line: &Line, words: &WordArena) -> Line {
        let mut cell_words = line.words[self.words.clone()].to_vec();
        for at in 1..cell_words.len() {
            let (left, right) = (
                words.text_of(&cell_words[at - 1]),
                words.text_of(&cell_words[at]),
            );
            // Only in amounts: "5 %" in a sentence keeps its space.
            let is_sign = is_prefix(left) || is_suffix(right);
            cell_words[at].is_glued |= is_sign && self.kind == CellKind::Amount;
        }
        Line {
            chars: cell_words.iter().map(|word| u32::from(word.chars)).sum(),
            words: cell_words,
            area: [
                self.extent.start,
                line.area[1],
                self.extent.end,
                line.area[3],
            ],
            underlines: Vec::new(),
            ..*line
        }
    }

    /// Returns the text of the cell.
    pub(super) fn text(&self, line: &Line, words: &WordArena) -> String {
        self.line(line, words).text(words)
    }
}

/// Returns the extent of a word.
fn extent(word: &Word) -> Extent {
    Extent {
        start: word.x0,
        end: word.x1,
    }
}

/// The kind of a word by itself.
#[derive(Debug, Clone, Copy)]
struct WordKind {
    kind: CellKind,
    is_suffix: bool,
    is_formatted: bool,
    is_dash: bool,
}

impl WordKind {
    /// Returns the kind of a word by itself.
    ///
    /// "2024" is a number as well, but it heads a column, so dates are tested first. A
    /// lone "+" or "-" is text and no sign of an amount: "80 +" is a label. As an amount,
    /// "2024   2023" would be the first row and not the heads.
    fn of(text: &str) -> Self {
        // Before numbers, since "2024" is one.
        let kind = if is_date(text) {
            CellKind::Year
        } else if is_number(text) {
            CellKind::Amount
        } else if is_prefix(text) && !text.ends_with(['+', '±', '-', '−']) {
            // A sign of calculation is no currency: "80 +" is a label.
            CellKind::Sign
        } else {
            CellKind::Text
        };
        Self {
            kind,
            is_suffix: is_suffix(text),
            is_formatted: is_formatted(text),
            is_dash: is_dash(text),
        }
    }

    /// Returns true if the word is a number.
    ///
    /// The year "2024" at the head of a column is written as a number, too: "$" before it
    /// makes it an amount. Without years, a "$" far left of "2024" would be a cell of its
    /// own.
    fn is_number(self) -> bool {
        matches!(self.kind, CellKind::Amount | CellKind::Year)
    }
}

/// Returns true if a line has a gap that may separate cells.
///
/// "The committee met" has spaces between its words only. The words of these lines need
/// not be classified.
pub(super) fn has_gap(line: &Line) -> bool {
    let mut right = f32::MAX;
    line.words.iter().any(|word| {
        let is_gap = word.x0 - right >= LABEL_GAP.at(line.size);
        right = word.x1;
        is_gap
    })
}

/// Returns the cells of a line, from the left.
///
/// The "$" of a column is often far left of its "1,204", and is in its cell. A number
/// with a sign, "$35", is written as an amount even if "35" is not. In a cell of its own,
/// the "$" would be a text beside the amounts.
pub(super) fn cells(line: &Line, words: &WordArena) -> Vec<AmountCell> {
    let mut cells: Vec<AmountCell> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let token = WordKind::of(words.text_of(word));
        match cells
            .last_mut()
            .map(|last| (joined(last, word, token, line.size), last))
        {
            Some((Some(kind), last)) => {
                last.is_formatted |=
                    // A number with a sign, "$35", has the form of an amount by its sign.
                    token.is_formatted || kind == CellKind::Amount && !token.is_number();
                last.is_formatted |= last.kind == CellKind::Sign && kind == CellKind::Amount;
                last.add(at, word, kind);
            }
            _ => cells.push(AmountCell::new(at, word, token)),
        }
    }
    cells
}

/// Returns the kind of a cell with one more word; `None` if the word begins a cell.
///
/// A sign is joined with a number far right of it, and a number with a bracket or a
/// percent sign after it: "(", "1,204" and ")" are one amount. Two numbers are joined
/// only if they touch: "26.0" and "46.4" are two at the distance of words. A number
/// before a word is text, "8 years", and a label may contain numbers. Without these rules
/// "26.0   46.4" would be one cell, and "$   1,204" two.
fn joined(cell: &AmountCell, word: &Word, token: WordKind, size: f32) -> Option<CellKind> {
    let gap = word.x0 - cell.extent.end;
    let is_within = |most: Em| gap < most.at(size);
    let is_number = matches!(cell.kind, CellKind::Amount | CellKind::Year);
    match cell.kind {
        // The sign is at the left end of a wide column, far from its number.
        CellKind::Sign if token.is_number() && is_within(PREFIX_GAP) => Some(CellKind::Amount),
        _ if is_number && token.is_suffix && is_within(SUFFIX_GAP) => Some(CellKind::Amount),
        // Numbers at the distance of words are two; only the pieces of one touch.
        _ if is_number && (token.is_number() || token.kind == CellKind::Sign) => {
            (word.is_glued && is_within(NUMBER_GAP)).then_some(cell.kind)
        }
        // "8 years" is not a number, nor is the label "2023 (excluding three months)".
        _ if is_number => is_within(LABEL_GAP).then_some(CellKind::Text),
        // A label may contain numbers: "shares of $0.01 and $0.02".
        CellKind::Text if token.kind != CellKind::Text => {
            is_within(LABEL_GAP).then_some(CellKind::Text)
        }
        _ => is_within(CELL_GAP).then_some(CellKind::Text),
    }
}

/// Returns the cells of a head above columns, from the left.
///
/// Heads may be nearer to each other than [`CELL_GAP`], because their words are wider
/// than the numbers below them: "Fabrication Facility" and "Support Programs". Such a
/// narrow gap must be between two columns. The words of a justified paragraph above the
/// table are that far apart as well, so a narrow gap beside the labels separates nothing.
/// Without the narrow gap both heads would be one cell.
pub(super) fn head_cells(line: &Line, columns: &[Extent], words: &WordArena) -> Vec<AmountCell> {
    // Not beside the labels: the words of a justified paragraph above are as far apart.
    let is_between = |left: f32, right: f32| {
        let mut gutters = columns.get(1..).unwrap_or_default().windows(2);
        gutters.any(|pair| left < pair[1].start && right > pair[0].end)
    };
    let mut cells: Vec<AmountCell> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        let mut token = WordKind::of(words.text_of(word));
        // A sign in a head is a word, "$ in millions", and joins no number.
        if token.kind == CellKind::Sign {
            token.kind = CellKind::Text;
        }
        if let Some(last) = cells.last_mut() {
            let (left, gap) = (last.extent.end, word.x0 - last.extent.end);
            // A wide gap always separates; a narrow one only between two columns.
            let is_cut = gap >= CELL_GAP.at(line.size)
                || (gap >= HEAD_GAP.at(line.size) && is_between(left, word.x0));
            if !is_cut {
                last.add(at, word, CellKind::Text);
                continue;
            }
        }
        cells.push(AmountCell::new(at, word, token));
    }
    cells
}

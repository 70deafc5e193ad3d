//! States the facts about each piece of text: paragraphs, items of lists, rows of tables.

use crate::headings::{Face, Holder, Piece, Tag};
use crate::lexicon::units;
use crate::reader::pdf::layout::{
    Layout, LayoutBlock, Line, ListItem, Paragraph, Table, TagRole, Word, WordArena, compose,
};
use crate::reader::pdf::page::FontDescriptor;
use std::ops::Range;

/// The height of each margin as a share of the page: running heads are in the outermost
/// centimetre or two of a page.
const MARGIN_SHARE: f32 = 0.065;
/// A row with more cells that have text is a row of data.
const MAX_ROW_CELLS: usize = 3;
/// Words below this size are not seen, in sizes of their line: indices and exponents are
/// half of it.
const TINY_SIZE: f32 = 0.3;
/// Longer rows are text in columns, in characters.
const MAX_ROW_CHARS: u32 = 240;
/// Small capitals without a font of their own are capitals of 70 % of the size or more.
const MAX_CAPITAL_SIZE: f32 = 1.43;

/// The place of a piece in the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PiecePlace {
    /// An index of the blocks.
    pub(super) block: usize,
    pub(super) part: BlockPart,
}

/// The part of a block that a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BlockPart {
    Whole,
    /// The first paragraph of the item with this index.
    Item(usize),
    /// The row of a table with this index.
    Row(usize),
    /// Some lines of a paragraph, or of the item with this index.
    Lines {
        item: Option<usize>,
        cut: LineRange,
    },
}

/// Lines of a piece, the first and the last of which may be taken in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineRange {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The number of words of the line `to` that are taken too.
    pub(super) words: usize,
}

/// Returns all pieces in reading order, and their places.
pub(super) fn pieces(layout: &Layout, fonts: &[FontDescriptor]) -> (Vec<PiecePlace>, Vec<Piece>) {
    let mut found = PieceCollector {
        layout,
        fonts,
        places: Vec::new(),
        pieces: Vec::new(),
    };
    for (at, block) in layout.blocks.iter().enumerate() {
        found.block(at, block);
    }
    (found.places, found.pieces)
}

struct PieceCollector<'l> {
    layout: &'l Layout,
    fonts: &'l [FontDescriptor],
    places: Vec<PiecePlace>,
    pieces: Vec<Piece>,
}

impl PieceCollector<'_> {
    fn block(&mut self, at: usize, block: &LayoutBlock) {
        match block {
            LayoutBlock::Paragraph(paragraph) => {
                let piece = self.paragraph(paragraph, Holder::Paragraph);
                self.push(at, BlockPart::Whole, piece);
            }
            LayoutBlock::Caption(paragraph) => {
                let piece = self.paragraph(paragraph, Holder::Caption);
                self.push(at, BlockPart::Whole, piece);
            }
            LayoutBlock::Footnote(paragraph) => {
                let piece = self.paragraph(paragraph, Holder::Footnote);
                self.push(at, BlockPart::Whole, piece);
            }
            LayoutBlock::Boilerplate(paragraph) => {
                let piece = self.paragraph(paragraph, Holder::Boilerplate);
                self.push(at, BlockPart::Whole, piece);
            }
            LayoutBlock::Code(lines) => {
                let piece = self.piece(lines, Holder::Code);
                self.push(at, BlockPart::Whole, piece);
            }
            LayoutBlock::Aside(_) | LayoutBlock::Figure(_) => {
                self.push(at, BlockPart::Whole, Some(Piece::empty(Holder::Other)));
            }
            LayoutBlock::List(items) => self.list(at, items),
            LayoutBlock::Table(table) => self.table(at, table),
        }
    }

    fn push(&mut self, block: usize, part: BlockPart, piece: Option<Piece>) {
        if let Some(piece) = piece {
            self.places.push(PiecePlace { block, part });
            self.pieces.push(piece);
        }
    }

    fn paragraph(&self, paragraph: &Paragraph, holder: Holder) -> Option<Piece> {
        let mut piece = self.piece(&paragraph.lines, holder)?;
        // "(In millions)" above a table is often bold, and belongs to it.
        if units::is_unit(&piece.text) {
            return Some(Piece::empty(Holder::Other));
        }
        piece.above = paragraph.above;
        piece.below = paragraph.below;
        piece.tag = match paragraph.role {
            Some(TagRole::Heading(level)) => Tag::Heading(level),
            Some(TagRole::Text) => Tag::Text,
            Some(TagRole::Quote) => Tag::Quote,
            None => Tag::None,
        };
        Some(piece)
    }

    fn list(&mut self, at: usize, items: &[ListItem]) {
        for (nth, item) in items.iter().enumerate() {
            let lines = &item.lines[first_paragraph(item)];
            let Some(mut piece) = self.piece(lines, Holder::Item) else {
                continue;
            };
            if item.marker != "-" {
                piece.text = format!("{} {}", item.marker, piece.text);
            }
            self.push(at, BlockPart::Item(nth), Some(piece));
        }
    }

    fn table(&mut self, at: usize, table: &Table) {
        for (nth, row) in table.rows.iter().enumerate() {
            let filled = row.iter().filter(|cell| !cell.is_empty()).count();
            let lines: Vec<Line> = row.iter().flatten().cloned().collect();
            let chars: u32 = lines.iter().map(|line| line.chars).sum();
            let is_short =
                !table.is_of_amounts && filled <= MAX_ROW_CELLS && chars <= MAX_ROW_CHARS;
            let piece = if is_short {
                self.piece(&lines, Holder::Row)
            } else {
                None
            };
            let piece = piece.unwrap_or_else(|| Piece::empty(Holder::Table));
            self.push(at, BlockPart::Row(nth), Some(piece));
        }
    }

    /// Returns the facts of these lines; `None` if there are none.
    fn piece(&self, lines: &[Line], holder: Holder) -> Option<Piece> {
        let first = lines.first()?;
        let frames = &self.layout.frames;
        let frame = frames[first.page];
        let same_page = || lines.iter().filter(|line| line.page == first.page);
        let area = same_page().map(|line| line.place(frames)).fold(
            [f32::MAX, f32::MAX, f32::MIN, f32::MIN],
            |all, area| {
                [
                    all[0].min(area[0]),
                    all[1].min(area[1]),
                    all[2].max(area[2]),
                    all[3].max(area[3]),
                ]
            },
        );
        let words = &self.layout.words;
        let mut text = visible_text(lines, words);
        let cut = (0..=Piece::MAX_TEXT.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        text.truncate(cut.unwrap_or(0));
        let edge = MARGIN_SHARE * frame.height;
        Some(Piece {
            chars: lines.iter().map(|line| line.chars).sum(),
            lines: u16::try_from(lines.len()).unwrap_or(u16::MAX),
            page: u32::try_from(first.page).unwrap_or(u32::MAX),
            area,
            column: [first.margins.start, first.margins.end],
            second_left: lines.get(1).map_or(first.area[0], |line| line.area[0]),
            size: size(lines, &text),
            face: face(lines),
            bold_lead: self.bold_lead(lines),
            widest_space: widest_space(lines, words),
            holder,
            is_in_margin: frame.height > frame.width
                && (first.y < edge || first.y > frame.height - edge),
            is_below_rule: first.is_below_rule,
            text,
            ..Piece::default()
        })
    }

    /// Returns the number of bold characters at the start, if other text follows.
    fn bold_lead(&self, lines: &[Line]) -> u16 {
        let mut chars = 0_u16;
        for word in lines.iter().flat_map(|line| &line.words) {
            let font = self.fonts.get(usize::from(word.font));
            if !(word.is_emboldened || font.is_some_and(|font| font.bold)) {
                return chars;
            }
            chars = chars.saturating_add(word.chars);
        }
        0
    }
}

/// Returns true if a word is too small to be seen beside the rest of its line.
///
/// Programs write names of their own after titles in letters of one point:
/// `Strategy 1.1.3 Climate Change` and `PLACEHOLDER_5`.
pub(super) fn is_tiny(word: &Word, line: &Line) -> bool {
    word.size < TINY_SIZE * line.size
}

/// Returns the visible text of lines.
pub(super) fn visible_text(lines: &[Line], words: &WordArena) -> String {
    let has_tiny = |line: &Line| line.words.iter().any(|word| is_tiny(word, line));
    if !lines.iter().any(has_tiny) {
        return compose(lines, words).text;
    }
    let mut visible = lines.to_vec();
    for line in &mut visible {
        let seen = line.clone();
        line.words.retain(|word| !is_tiny(word, &seen));
    }
    compose(&visible, words).text
}

/// Returns the lines of the first paragraph of an item.
pub(super) fn first_paragraph(item: &ListItem) -> Range<usize> {
    0..item.breaks.first().copied().unwrap_or(item.lines.len())
}

/// Returns the size of the longest line.
///
/// The first line may begin with a large initial, which is most of a short line. Most of
/// "II. CELLARS AND INSTRUMENTS" may be small capitals, drawn as smaller ones: its size
/// is that of the larger capitals, as in "IV. RESULTS".
fn size(lines: &[Line], text: &str) -> f32 {
    let Some(longest) = lines.iter().max_by_key(|line| line.chars) else {
        return 0.0;
    };
    if text.contains(char::is_lowercase) {
        return longest.size;
    }
    let capitals = longest.words.iter().map(|word| word.size);
    let capitals = capitals.filter(|size| *size < MAX_CAPITAL_SIZE * longest.size);
    capitals.fold(longest.size, f32::max)
}

/// Returns the face that all lines have.
///
/// A paragraph whose first line is bold is not a bold paragraph: it may begin with a
/// run-in heading that fills the line.
fn face(lines: &[Line]) -> Face {
    let first = lines.first().map(|line| line.style).unwrap_or_default();
    let all = |test: fn(&Line) -> bool| lines.iter().all(test);
    Face {
        font: first.font,
        bold: all(|line| line.style.bold),
        italic: all(|line| line.style.italic),
        monospace: all(|line| line.style.monospace),
        small_caps: all(|line| line.style.small_caps),
    }
}

/// Returns the widest space between two words of a line, in sizes of the line.
///
/// The space after a leading number is left out: numbers are set apart from their titles.
fn widest_space(lines: &[Line], words: &WordArena) -> f32 {
    let spaces = lines.iter().flat_map(|line| {
        line.words.windows(2).enumerate().map(move |(nth, pair)| {
            let text = words.text_of(&pair[0]);
            let is_number = nth < 2 && text.contains(|c: char| c.is_ascii_digit());
            let is_word_before_number = nth == 0
                && words
                    .text_of(&pair[1])
                    .contains(|c: char| c.is_ascii_digit());
            if nth == 0 && text.chars().count() <= 3 || is_number || is_word_before_number {
                return 0.0;
            }
            (pair[1].x0 - pair[0].x1) / line.size.max(1.0)
        })
    });
    spaces.fold(0.0, f32::max)
}

//! Paragraphs that may be headings, and their features.

use super::{is_text, number};
use crate::reader::pdf::layout::{
    Layout, LayoutBlock, Line, Paragraph, TagRole, WordArena, compose,
};

/// Longer paragraphs are no headings, in characters and lines.
const MAX_CHARS: usize = 220;
const MAX_LINES: usize = 4;
/// Paragraphs tagged as headings may be longer by this factor: a tag is evidence enough.
const TAGGED_LENGTH_FACTOR: usize = 20;
/// Texts with fewer letters can be a heading only if letters are half of their signs:
/// "3.1 =" is the row of a table.
const MIN_NUMBERED_LETTERS: usize = 3;
/// Texts of up to this many letters may be an abbreviation in capitals: "API".
const MAX_UNCERTAIN_CAPS: usize = 3;
/// The large letters of small capitals are below this size, in sizes of the small ones;
/// larger letters are initials.
const MAX_SMALL_CAPS_RATIO: f32 = 1.4;
/// The height of each margin as a share of the page: running heads are in the outermost
/// centimetre or two of a page.
const MARGIN_SHARE: f32 = 0.065;

/// A paragraph that may be a heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The index among the blocks of the layout.
    pub(super) block: usize,
    pub(super) text: String,
    /// The label printed above it: `Chapter 3`.
    pub(super) label: Option<String>,
    /// The index among the pages of the file, and the top on the page.
    pub(super) page: usize,
    pub(super) top: f32,
    pub(super) style: HeadingStyle,
    pub(super) lines: usize,
    /// The white space around it, in ems of the body text.
    pub(super) above: Option<f32>,
    pub(super) below: Option<f32>,
    /// The width of the longest line as a share of the column.
    pub(super) width: f32,
    /// The widest space between two words, in ems of the line. The space after a number
    /// is left out.
    pub(super) space: f32,
    /// The depth of its number: 2 for `3.2`.
    pub(super) number: Option<u8>,
    pub(super) role: Option<TagRole>,
    /// True in the margin, where running heads and page numbers are printed.
    pub(super) is_in_margin: bool,
    /// True if text follows before the end of the document.
    pub(super) has_text_below: bool,
}

/// The typographic style of a heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HeadingStyle {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// True if all letters are capitals, large or small.
    pub(super) caps: bool,
    pub(super) font: u16,
}

/// Returns all candidates in reading order.
pub(super) fn gather(layout: &Layout) -> Vec<Candidate> {
    let last_text = layout.blocks.iter().rposition(is_text).unwrap_or(0);
    let mut candidates = Vec::new();
    for (at, block) in layout.blocks.iter().enumerate() {
        if let LayoutBlock::Paragraph(paragraph) = block
            && let Some(mut candidate) = candidate(paragraph, layout)
        {
            candidate.block = at;
            candidate.has_text_below = at < last_text;
            candidates.push(candidate);
        }
    }
    candidates
}

fn candidate(paragraph: &Paragraph, layout: &Layout) -> Option<Candidate> {
    let lines = &paragraph.lines;
    let is_tagged = matches!(paragraph.role, Some(TagRole::Heading(_)));
    let is_short = lines.len() <= MAX_LINES || is_tagged;
    let chars: u32 = lines.iter().map(|line| line.chars).sum();
    let max_chars = if is_tagged {
        TAGGED_LENGTH_FACTOR * MAX_CHARS
    } else {
        MAX_CHARS
    };
    if !is_short || chars as usize > max_chars {
        return None;
    }
    let text = compose(lines, &layout.words).text;
    // Rows of figures and formulas are bold or large as headings are, but have few
    // letters.
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let label =
        (!paragraph.label.is_empty()).then(|| compose(&paragraph.label, &layout.words).text);
    let number = label
        .as_deref()
        .map_or_else(|| number::depth(&text), number::label);
    // "2.3.0" is the heading of release notes; "12" is a page number.
    let is_version = letters == 0
        && text.contains('.')
        && text.split('.').all(|part| part.parse::<u16>().is_ok());
    if !is_version
        && !is_tagged
        && (letters == 0
            || letters * 2 < signs && (number.is_none() || letters < MIN_NUMBERED_LETTERS))
    {
        return None;
    }
    let (first, style) = (lines.first()?, paragraph.style());
    let is_caps = letters > MAX_UNCERTAIN_CAPS
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase);
    let em = layout.body.size.max(1.0);
    let column = (first.margins.end - first.margins.start).max(1.0);
    let widest = lines
        .iter()
        .map(|line| line.area[2] - line.area[0])
        .fold(0.0, f32::max);
    Some(Candidate {
        block: 0,
        page: first.page,
        top: first.place(&layout.frames)[1],
        style: HeadingStyle {
            size: size(paragraph, is_caps),
            bold: style.bold,
            italic: style.italic,
            caps: is_caps || style.small_caps,
            font: style.font,
        },
        lines: lines.len(),
        above: paragraph.above.map(|gap| gap / em),
        below: paragraph.below.map(|gap| gap / em),
        width: widest / column,
        space: widest_space(lines, &layout.words),
        number,
        role: paragraph.role,
        has_text_below: true,
        is_in_margin: is_in_margin(first, layout),
        label,
        text,
    })
}

/// Returns the size of most characters. Text in small capitals mixes two sizes, of which
/// the larger one is nominal.
fn size(paragraph: &Paragraph, is_caps: bool) -> f32 {
    let size = paragraph.size();
    let words = paragraph.lines.iter().flat_map(|line| &line.words);
    let largest = words.fold(size, |largest, word| largest.max(word.size));
    if is_caps && largest < MAX_SMALL_CAPS_RATIO * size {
        largest
    } else {
        size
    }
}

/// Returns the widest space between two words of a line, in ems. The space after a
/// leading number is left out, because numbers are set apart from their titles.
fn widest_space(lines: &[Line], words: &WordArena) -> f32 {
    let spaces = lines.iter().flat_map(|line| {
        let mut is_number = true;
        line.words.windows(2).map(move |pair| {
            let text = words.text_of(&pair[0]);
            // "Chapter 3" and "3.2" at the start; any later number is part of the title.
            is_number &= number::is_label_name(text) || text.contains(|c: char| c.is_ascii_digit());
            if is_number {
                return 0.0;
            }
            (pair[1].x0 - pair[0].x1) / line.size.max(1.0)
        })
    });
    spaces.fold(0.0, f32::max)
}

/// Returns true if a line is in the outermost part of an upright page. Slides have their
/// titles there.
fn is_in_margin(line: &Line, layout: &Layout) -> bool {
    let frame = layout.frames[line.page];
    let edge = MARGIN_SHARE * frame.height;
    frame.height > frame.width && (line.y < edge || line.y > frame.height - edge)
}

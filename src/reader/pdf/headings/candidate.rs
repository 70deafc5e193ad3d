//! Paragraphs that may be headings, and how they look.

use super::super::layout::{Block, Layout, Line, Paragraph, Role, Words, compose};
use super::{is_text, number};

/// Longer paragraphs are no headings.
const MAX_CHARS: usize = 220;
const MAX_LINES: usize = 4;

/// A paragraph that may be a heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// An index of the layout's blocks.
    pub(super) block: usize,
    pub(super) text: String,
    /// What numbers it above: `Chapter 3`.
    pub(super) label: Option<String>,
    /// An index of the file's pages, and the top on it.
    pub(super) page: usize,
    pub(super) top: f32,
    pub(super) look: Look,
    pub(super) lines: usize,
    /// White space around it, in ems of the running text.
    pub(super) above: Option<f32>,
    pub(super) below: Option<f32>,
    /// The share of its column that its longest line fills.
    pub(super) width: f32,
    /// The widest space between words, in ems of its own; what stands behind a number is not counted.
    pub(super) space: f32,
    /// How deep its number is.
    pub(super) number: Option<u8>,
    pub(super) role: Option<Role>,
    /// It stands where running heads and page numbers do.
    pub(super) is_in_margin: bool,
    /// Something follows it before the document ends.
    pub(super) has_text_below: bool,
}

/// How a heading is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// All its letters are capitals, large or small.
    pub(super) caps: bool,
    pub(super) font: u16,
}

/// All candidates in reading order.
pub(super) fn gather(layout: &Layout) -> Vec<Candidate> {
    let last_text = layout.blocks.iter().rposition(is_text).unwrap_or(0);
    let mut candidates = Vec::new();
    for (at, block) in layout.blocks.iter().enumerate() {
        if let Block::Paragraph(paragraph) = block
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
    let is_tagged = matches!(paragraph.role, Some(Role::Heading(_)));
    let is_short = lines.len() <= MAX_LINES || is_tagged;
    let chars: u32 = lines.iter().map(|line| line.chars).sum();
    if !is_short || chars as usize > if is_tagged { 20 * MAX_CHARS } else { MAX_CHARS } {
        return None;
    }
    let text = compose(lines, &layout.words).text;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let label =
        (!paragraph.label.is_empty()).then(|| compose(&paragraph.label, &layout.words).text);
    let number = label
        .as_deref()
        .map_or_else(|| number::depth(&text), number::label);
    // "2.3.0" heads the notes on a version; "12" is a page.
    let is_version = letters == 0
        && text.contains('.')
        && text.split('.').all(|part| part.parse::<u16>().is_ok());
    if !is_version
        && !is_tagged
        && (letters == 0 || letters * 2 < signs && (number.is_none() || letters < 3))
    {
        return None;
    }
    let (first, style) = (lines.first()?, paragraph.style());
    let is_caps = letters > 3
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase);
    let em = layout.usual.size.max(1.0);
    let column = (first.margins.1 - first.margins.0).max(1.0);
    let widest = lines
        .iter()
        .map(|line| line.area[2] - line.area[0])
        .fold(0.0, f32::max);
    Some(Candidate {
        block: 0,
        page: first.page,
        top: first.place(&layout.frames)[1],
        look: Look {
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

/// The size of most characters; of small capitals, that of the large ones.
fn size(paragraph: &Paragraph, is_caps: bool) -> f32 {
    let size = paragraph.size();
    let words = paragraph.lines.iter().flat_map(|line| &line.words);
    let largest = words.fold(size, |largest, word| largest.max(word.size));
    if is_caps && largest < 1.4 * size {
        largest
    } else {
        size
    }
}

/// The widest space between two words of a line, in ems; numbers stand apart from what they number.
fn widest_space(lines: &[Line], words: &Words) -> f32 {
    let spaces = lines.iter().flat_map(|line| {
        let mut is_number = true;
        line.words.windows(2).map(move |pair| {
            let text = words.text_of(&pair[0]);
            is_number &= number::is_name(text) || text.contains(|c: char| c.is_ascii_digit());
            if is_number {
                return 0.0;
            }
            (pair[1].x0 - pair[0].x1) / line.size.max(1.0)
        })
    });
    spaces.fold(0.0, f32::max)
}

/// Whether a line stands in the outermost part of an upright page; slides have their titles there.
fn is_in_margin(line: &Line, layout: &Layout) -> bool {
    let frame = layout.frames[line.page];
    let edge = 0.065 * frame.height;
    frame.height > frame.width && (line.y < edge || line.y > frame.height - edge)
}

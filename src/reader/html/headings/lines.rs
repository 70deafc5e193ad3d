//! The lines of a page and how they look.

use super::super::tree::NodeId;
use std::collections::BTreeMap;

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct StyledLines {
    pub(super) all: Vec<StyledLine>,
    /// The page has navigation or forms, as those of sites have. In these, lines in bold
    /// are also the names of columns and of widgets.
    pub(super) is_of_site: bool,
    /// The number of characters of all lines, and of those of each size in tenths of points.
    pub(super) chars: usize,
    sizes: BTreeMap<u32, usize>,
}

impl StyledLines {
    pub(super) fn push(&mut self, line: StyledLine) {
        self.chars += line.chars;
        *self.sizes.entry(line.look.tenths()).or_default() += line.chars;
        self.all.push(line);
    }

    /// Returns the size of most of the text, in tenths of points.
    pub(super) fn body_size(&self) -> u32 {
        let largest = self.sizes.iter().max_by_key(|(_, chars)| **chars);
        largest.map_or(0, |(size, _)| *size)
    }
}

/// A line of text between two ends of blocks.
#[derive(Debug, Clone)]
pub(super) struct StyledLine {
    /// The element that contains this line and no other text.
    pub(super) node: Option<NodeId>,
    /// The text, with single spaces, or its beginning.
    pub(super) text: String,
    /// The number of characters of the whole text.
    pub(super) chars: usize,
    pub(super) look: LineStyle,
    /// All of it is in links.
    pub(super) is_link: bool,
    /// It is in a list, a quote or a caption.
    pub(super) is_inside: bool,
}

/// The look that all of a line has.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // independent properties of a style
pub(super) struct LineStyle {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_underlined: bool,
    pub(super) is_centred: bool,
    /// All letters are capitals.
    pub(super) is_capitals: bool,
    /// Its class is that of headings: `oj-ti-art`, `MsoTitle`, `title`.
    pub(super) is_named: bool,
    /// The size of letters in points.
    pub(super) size: f32,
}

impl LineStyle {
    /// Returns the look with the size in tenths of points, which can be compared.
    pub(super) fn tenths(&self) -> u32 {
        // Sizes are below 1,000 points.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // positive and small
        let tenths = (self.size * 10.0).round().max(0.0) as u32;
        tenths
    }
}

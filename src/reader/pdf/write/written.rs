//! Defines the text of a block while it is written.

use crate::reader::pdf::geometry::Rect;
use std::ops::Range;

/// A written text with its seams, lead, links and places. Offsets are relative to its
/// start.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) seams: Vec<(usize, u8)>,
    /// The range in which a cut repeats the lead, and the texts that open and close it.
    pub(super) lead: Option<(Range<usize>, String, String)>,
    pub(super) links: Vec<Link>,
    /// The offset, the page and the area of each line.
    pub(super) places: Vec<(usize, usize, Rect)>,
}

impl Written {
    /// Adds a text with its links and places.
    pub(super) fn push(&mut self, other: Self) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.links.extend(other.links.into_iter().map(|link| Link {
            range: link.range.start + base..link.range.end + base,
            ..link
        }));
        let places = other.places.into_iter();
        (self.places).extend(places.map(|(at, page, area)| (at + base, page, area)));
    }
}

/// The words of a link and its destination.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) range: Range<usize>,
    pub(super) href: String,
}

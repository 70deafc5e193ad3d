//! The places at which earlier pages were cut from top to bottom.

use crate::reader::pdf::layout::place::Extent;

/// Gutters of left and right pages that are nearer than this, in points, are one.
const SAME_GUTTER: f32 = 6.0;
/// No more gutters are remembered: the pages of a book have two or three layouts.
const MAX_GUTTERS: usize = 16;

/// The gutters of earlier pages.
///
/// The last page of a paper may have two lines in its second column. They are too few to
/// show that it is one, but the pages before have shown where its columns are.
#[derive(Debug, Default)]
pub(crate) struct Gutters {
    known: Vec<KnownGutter>,
}

#[derive(Debug)]
struct KnownGutter {
    middle: f32,
    times: u32,
}

impl Gutters {
    /// Returns the gutters that were used more than once.
    ///
    /// A gutter that was used once may be an accident of a table: the white space between
    /// its two columns would cut the lines of the next pages.
    fn used(&self) -> impl Iterator<Item = &KnownGutter> {
        self.known.iter().filter(|gutter| gutter.times > 1)
    }

    /// Returns true if the gutter of earlier pages is in this gap.
    ///
    /// The columns of left and right pages differ by a point or two: the gap must contain
    /// the gutter, and need not be centred on it.
    pub(super) fn is_known(&self, gap: Extent) -> bool {
        self.used()
            .any(|gutter| gap.start < gutter.middle && gutter.middle < gap.end)
    }

    /// Returns the middle of the gutter that was used most often.
    ///
    /// The gutter of a table with two columns, on two pages, is used less often than that
    /// of the text. A heading across the columns of the text need not cross the gutter of
    /// the table.
    pub(super) fn most_used(&self) -> Option<f32> {
        self.used()
            .max_by_key(|gutter| gutter.times)
            .map(|gutter| gutter.middle)
    }

    /// Remembers a gap at which a page was cut.
    ///
    /// A gutter is the middle of a gap, whose ends change with the longest line of each
    /// page. Gaps whose middles are less than six points apart are one gutter: a page
    /// whose lines end two points farther right has the gutter of the others.
    pub(super) fn add(&mut self, gap: Extent) {
        let middle = f32::midpoint(gap.start, gap.end);
        let near =
            (self.known.iter_mut()).find(|gutter| (gutter.middle - middle).abs() < SAME_GUTTER);
        if let Some(gutter) = near {
            gutter.times += 1;
        } else if self.known.len() < MAX_GUTTERS {
            self.known.push(KnownGutter { middle, times: 1 });
        }
    }
}

//! Measures the running text of a document: its size, its style, the distance of its
//! lines.

use super::line::Line;
use super::typeface::FontStyle;
use crate::reader::pdf::layout::place::{Em, Percent};
use std::collections::BTreeMap;

/// Text below this many sizes of the running text may be running text.
///
/// Paragraphs in a second font appear larger by some tenths: 10.9 points beside 10.
const MAX_BODY_SIZE: Em = Em(1.1);
/// A document with more monospace characters than this is a typescript without code.
const TYPESCRIPT: Percent = Percent(90);
/// One in this many characters is enough text for the size of the text, beside much code.
///
/// A short reference of a command is mostly listings. Its headings are larger than its
/// text and need not be larger than its code.
const TEXT_BESIDE_CODE: u32 = 12;
/// With fewer characters there may be more headings than text.
const FEW_CHARS: u32 = 400;
/// A size with no more characters is not text: a page number, a mark.
const MIN_TEXT_CHARS: u32 = 12;
/// The size of the text of a document without any, in half points.
const DEFAULT_SIZE: i32 = 20;
/// Lines farther apart are not set solid: the usual distance was measured on something
/// else.
const MAX_USUAL_LEADING: Em = Em(2.6);
/// The largest distance of lines of a size that has no usual distance.
const DEFAULT_LEADING: Em = Em(1.42);
/// Lines of a paragraph may always be this far apart, however small the measured
/// distance.
const MIN_LEADING: Em = Em(1.1);
/// Lines of a paragraph are at most this many usual distances apart: formulas stretch
/// them.
const LEADING_STRETCH: f32 = 1.12;
/// The usual distance is rounded by up to this, in points.
const LEADING_SLACK: f32 = 0.3;
/// Sizes that differ by less are the same when the usual distance is measured, in points.
const SAME_SIZE: f32 = 0.3;
/// Shorter lines do not show the usual distance: they may be headings or cells.
const MIN_LINE_CHARS: u32 = 20;
/// Distances are counted in this many steps per point.
const STEPS_PER_POINT: f32 = 5.0;

/// The properties of most of the running text of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct BodyText {
    /// The size of most of the text, in points.
    pub(crate) size: f32,
    pub(crate) style: FontStyle,
    /// The size of most of the code, in points; 0 without code.
    pub(crate) code_size: f32,
    /// The distance of baselines within paragraphs, for each size in half points.
    leading: BTreeMap<i32, f32>,
    /// The text itself is monospace, as in RFCs and typescripts.
    pub(crate) is_typescript: bool,
}

/// The characters of a document in one size and font, and their style.
#[derive(Default)]
struct TypeUse {
    chars: u32,
    style: FontStyle,
}

impl BodyText {
    /// Measures the text of these lines, given as slices with nothing between their
    /// lines.
    ///
    /// Code is left out unless the document is hardly anything else: a reference with two
    /// lines of code for each line of text would have the size of code, and each line of
    /// text would be a heading. The style is that of the font with most characters in the
    /// size of the text.
    pub(crate) fn measure<'l>(lines: impl Iterator<Item = &'l [Line]> + Clone) -> Self {
        let mut uses: BTreeMap<(i32, u16), TypeUse> = BTreeMap::new();
        let (mut total, mut monospace) = (0_u32, 0_u32);
        let mut code: BTreeMap<i32, u32> = BTreeMap::new();
        for line in lines.clone().flatten() {
            let key = (half_points(line.size), line.style.font);
            let same = uses.entry(key).or_default();
            same.chars = same.chars.saturating_add(line.chars);
            // Where bold is drawn twice instead of having a font, one font has both
            // styles: the first line seen decides, as it mostly is text.
            if line.style.bold == same.style.bold || same.chars == line.chars {
                same.style = line.style;
            }
            total = total.saturating_add(line.chars);
            if line.style.monospace {
                *code.entry(half_points(line.size)).or_default() += line.chars;
                monospace = monospace.saturating_add(line.chars);
            }
        }
        // Code counts only if there is hardly any text beside it.
        let is_code =
            |style: FontStyle| style.monospace && monospace < total - total / TEXT_BESIDE_CODE;
        uses.retain(|_, same| !is_code(same.style));
        let size = body_size(&uses);
        let same_size_uses = uses.iter().filter(|((other, _), _)| *other == size);
        let main = same_size_uses.max_by_key(|(_, same)| same.chars);
        Self {
            size: points(size),
            code_size: points(most_frequent(code.into_iter()).unwrap_or(0)),
            style: main.map(|(_, same)| same.style).unwrap_or_default(),
            leading: leading(lines),
            is_typescript: TYPESCRIPT.is_exceeded(u64::from(monospace), u64::from(total)),
        }
    }

    /// Returns true if text of this size may be running text.
    ///
    /// Smaller text counts: the text of a leaflet is set in 8 and in 9 points, and one of
    /// both is measured as the size of most of it. Text that is larger by less than a
    /// tenth counts too, as paragraphs in a second font are.
    pub(crate) fn is_body_size(&self, size: f32) -> bool {
        size < MAX_BODY_SIZE.at(self.size)
    }

    /// Returns true if a size is more than `ratio` times that of the running text.
    ///
    /// With a ratio of 1.1, a scanned line of 10.3 points beside text of 10 is not
    /// larger.
    pub(crate) fn is_larger(&self, size: f32, ratio: Em) -> bool {
        size > ratio.at(self.size)
    }

    /// Returns true if a size is less than `ratio` sizes of the running text.
    ///
    /// With a ratio of .93, a scanned line of 9.7 points beside text of 10 is not
    /// smaller.
    pub(crate) fn is_smaller(&self, size: f32, ratio: Em) -> bool {
        size < ratio.at(self.size)
    }

    /// Returns true if a style is bold and the running text is not.
    ///
    /// In a document that is bold throughout, such as a poster, bold sets nothing apart:
    /// each of its lines would be a heading.
    pub(crate) fn is_bolder(&self, style: FontStyle) -> bool {
        style.bold && !self.style.bold
    }

    /// Returns true if a style is italic and the running text is not.
    ///
    /// The captions of a book in italics are not set apart by being italic: each
    /// paragraph that begins with "Figure 3" would be a caption.
    pub(crate) fn is_slanted(&self, style: FontStyle) -> bool {
        style.italic && !self.style.italic
    }

    /// Returns true if a line is larger than `ratio` sizes of the running text, or
    /// bolder.
    ///
    /// "Warning" in bold has the size of the text and is set apart as well. By its size
    /// alone, the bold heading "1. Tea" would be an item of a list.
    pub(crate) fn stands_out(&self, line: &Line, ratio: Em) -> bool {
        self.is_larger(line.size, ratio) || self.is_bolder(line.style)
    }

    /// Returns true if a line has the size and the weight of the running text.
    ///
    /// A line of 9 points is body text as well: notes and captions are recognised
    /// elsewhere. A bold line of the same size, "Warning", is not, unless the whole
    /// document is bold.
    pub(crate) fn is_body(&self, line: &Line) -> bool {
        self.is_body_size(line.size) && !self.is_bolder(line.style)
    }

    /// Returns the largest distance of the baselines of two lines of one paragraph.
    ///
    /// The distance depends on the size: footnotes of 8 points are set 9.5 points apart,
    /// in a document whose text is set 14 points apart. With one distance for both, the
    /// space between two notes would be that of one paragraph. Formulas stretch the usual
    /// distance a little. A size that only has bullets with blank lines between them has
    /// a default distance, because the measured one would join two bullets.
    pub(crate) fn max_leading(&self, size: f32) -> f32 {
        let usual = self.leading.get(&half_points(size)).copied();
        // A larger distance was measured between bullets.
        let usual = usual.filter(|usual| *usual < MAX_USUAL_LEADING.at(size));
        usual
            .map_or(DEFAULT_LEADING.at(size), |usual| {
                usual * LEADING_STRETCH + LEADING_SLACK
            })
            .max(MIN_LEADING.at(size))
    }
}

/// Returns the size of the running text, in half points: that of most characters.
///
/// With a title page and one line of text, the most frequent size would be that of the
/// title. The text of a short document is the smallest size that is not bold and has more
/// than twelve characters: the 6 points of a page number are not those of the text.
fn body_size(uses: &BTreeMap<(i32, u16), TypeUse>) -> i32 {
    let mut sizes: BTreeMap<i32, u32> = BTreeMap::new();
    for ((size, _), same) in uses {
        *sizes.entry(*size).or_default() += same.chars;
    }
    // A title page and one line of text: the most frequent size would be that of the
    // title. The text is the smallest size that is not bold.
    if sizes.values().sum::<u32>() < FEW_CHARS {
        let plain = (uses.iter())
            .filter(|(_, same)| !same.style.bold && same.chars > MIN_TEXT_CHARS)
            .map(|((size, _), _)| *size);
        if let Some(smallest) = plain.min() {
            return smallest;
        }
    }
    most_frequent(sizes.into_iter()).unwrap_or(DEFAULT_SIZE)
}

/// Returns the most frequent value; the smaller one of equals; `None` without values.
///
/// Of two sizes with equally many characters the larger one is that of the headings. As
/// the size of the text it would leave no headings.
fn most_frequent(counts: impl Iterator<Item = (i32, u32)>) -> Option<i32> {
    let mut best: Option<(i32, u32)> = None;
    for (value, count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((value, count));
        }
    }
    best.map(|(value, _)| value)
}

/// Rounds a size to half points: 9.963 and 10 points are one size of a document.
#[allow(clippy::cast_possible_truncation)] // `as` saturates
fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// Converts half points to points.
#[allow(clippy::cast_precision_loss)] // sizes are small numbers
fn points(half_points: i32) -> f32 {
    half_points as f32 / 2.0
}

/// Returns the usual distance of the lines of each size, in points.
///
/// Only pairs within a paragraph count: the upper line is filled to the margin, so that
/// nothing but the margin ended it. Pairs of list items and of headings, which are short,
/// are farther apart. Lines on two pages or in two columns show nothing.
fn leading<'l>(lines: impl Iterator<Item = &'l [Line]>) -> BTreeMap<i32, f32> {
    let mut distances: BTreeMap<i32, BTreeMap<i32, u32>> = BTreeMap::new();
    for pair in lines.flat_map(|lines| lines.windows(2)) {
        let (above, below) = (&pair[0], &pair[1]);
        // Lines on two pages or in two columns have no distance.
        if above.page == below.page
            && above.margins == below.margins
            && (above.size - below.size).abs() < SAME_SIZE
            && above.chars > MIN_LINE_CHARS
            // A line that ends early is an item or a heading.
            && !above.ends_early(below)
            && below.y > above.y
        {
            #[allow(clippy::cast_possible_truncation)] // `as` saturates
            let distance = ((below.y - above.y) * STEPS_PER_POINT).round() as i32;
            *(distances.entry(half_points(below.size)).or_default())
                .entry(distance)
                .or_default() += 1;
        }
    }
    let usual = |(size, counts): (i32, BTreeMap<i32, u32>)| {
        let most = most_frequent(counts.into_iter())?;
        #[allow(clippy::cast_precision_loss)] // distances are small numbers
        Some((size, most as f32 / STEPS_PER_POINT))
    };
    distances.into_iter().filter_map(usual).collect()
}

//! The type of a line: the size and style of most of its characters.

use super::word::Word;
use crate::reader::pdf::layout::place::Percent;
use crate::reader::pdf::page::FontDescriptor;

/// Sizes that differ by less are one, in points.
const SAME_SIZE: f32 = 0.2;
/// More sizes and fonts of one line are not compared: a line of generated noise may have
/// one for each of its words.
const MAX_FONTS: usize = 8;
/// A line with more bold characters than this is bold: its number may not be.
const BOLD: Percent = Percent(80);
/// A line with more bold and monospace characters than this may be bold with a name in
/// it.
const BOLD_OR_MONOSPACE: Percent = Percent(90);
/// A line with more italic characters than this is italic.
const ITALIC: Percent = Percent(80);
/// A line with more monospace characters than this is code; prose names functions.
const MONOSPACE: Percent = Percent(90);
/// A line with more small capitals than this is in small capitals: numbers have another
/// font.
const SMALL_CAPS: Percent = Percent(70);

/// The type in which most of a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(crate) struct FontStyle {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) monospace: bool,
    pub(crate) small_caps: bool,
    /// An index of the file's fonts.
    pub(crate) font: u16,
}

/// The type in which a line is set.
pub(super) struct Typeface {
    pub(super) size: f32,
    pub(super) style: FontStyle,
    pub(super) chars: u32,
}

/// The characters of a line in one font and size.
struct FontUse {
    size: f32,
    font: u16,
    chars: u32,
}

/// Returns the size and font of most characters of a line, its style, and how many it
/// has.
///
/// A line has a style if nearly all of its letters have it: the number of a bold heading
/// may be plain. Symbols count for no style, because their fonts have no bold: with them,
/// "x ∈ A" in a bold heading would not be bold. A name in the plain font of code leaves a
/// heading bold: "The `brew` function".
pub(crate) fn typeface(words: &[Word], fonts: &[FontDescriptor]) -> Typeface {
    let mut uses: Vec<FontUse> = Vec::new();
    let (mut bold, mut italic, mut monospace, mut small_caps) = (0_u64, 0_u64, 0_u64, 0_u64);
    let (mut letters, mut total) = (0_u64, 0_u32);
    for word in words {
        let chars = u64::from(word.chars);
        total += u32::from(word.chars);
        let font = fonts.get(usize::from(word.font));
        // Symbols have no bold: counted, they would make a bold line plain.
        if font.is_none_or(|font| !font.symbolic) {
            letters += chars;
            let is_bold = word.is_emboldened || font.is_some_and(|font| font.bold);
            bold += u64::from(is_bold) * chars;
            italic += font.map_or(0, |font| u64::from(font.italic) * chars);
            monospace += font.map_or(0, |font| u64::from(font.monospace) * chars);
            small_caps += font.map_or(0, |font| u64::from(font.small_caps) * chars);
        }
        let is_same = |other: &&mut FontUse| {
            (other.size - word.size).abs() < SAME_SIZE && other.font == word.font
        };
        if let Some(same) = uses.iter_mut().find(is_same) {
            same.chars += u32::from(word.chars);
        } else if uses.len() < MAX_FONTS {
            uses.push(FontUse {
                size: word.size,
                font: word.font,
                chars: u32::from(word.chars),
            });
        }
    }
    // Of equal counts the larger size is used, in whatever order the words are.
    let main = (uses.iter()).max_by(|a, b| a.chars.cmp(&b.chars).then(a.size.total_cmp(&b.size)));
    // The heading "The `brew` function" is bold, though the name in it has the plain font
    // of code.
    let is_bold_with_code =
        bold > 0 && bold >= monospace && BOLD_OR_MONOSPACE.is_exceeded(bold + monospace, letters);
    Typeface {
        size: main.map_or(0.0, |main| main.size),
        style: FontStyle {
            bold: BOLD.is_exceeded(bold, letters) || is_bold_with_code,
            italic: ITALIC.is_exceeded(italic, letters),
            monospace: MONOSPACE.is_exceeded(monospace, letters),
            small_caps: SMALL_CAPS.is_exceeded(small_caps, letters),
            font: main.map_or(0, |main| main.font),
        },
        chars: total,
    }
}

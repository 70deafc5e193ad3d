//! Decides by size and base line which text is raised or lowered beside other text.

use crate::reader::pdf::layout::place::Em;
use crate::reader::script::Shift;

/// Exponents and indices are smaller than this many sizes of their base; browsers set
/// them at 0.83, TeX at 0.7.
const MAX_SIZE: Em = Em(0.85);
/// They are larger than this many sizes of their base. The text beside an initial of two
/// lines is smaller.
const MIN_SIZE: Em = Em(0.5);
/// Exponents are raised by more than this, in sizes of their base.
const MIN_RAISE: Em = Em(0.1);
/// Indices are lowered by more than this: TeX lowers them by 0.15, browsers by 0.2.
const MIN_FALL: Em = Em(0.06);
/// Neither is farther from the base line than this.
const MAX_SHIFT: Em = Em(0.6);

/// The type of a glyph or a word: its size and its base line.
#[derive(Debug, Clone, Copy)]
pub(in crate::reader::pdf::layout::lines) struct Placed {
    pub(in crate::reader::pdf::layout::lines) size: f32,
    pub(in crate::reader::pdf::layout::lines) y: f32,
}

impl Placed {
    /// Returns the shift of this text beside its base, if it is an exponent or an index.
    ///
    /// A large initial is not a base: the small text beside it is below half of its size.
    /// A small capital is on the baseline, and the text two lines below is too far away.
    /// Without these rules the "ea" beside a high "T" would be an exponent of it.
    pub(in crate::reader::pdf::layout::lines) fn shift_from(self, base: Self) -> Option<Shift> {
        // The text beside a high initial is too small for an exponent.
        let is_small = self.size < MAX_SIZE.at(base.size) && self.size > MIN_SIZE.at(base.size);
        let raise = base.y - self.y;
        // The text two lines below is too far away.
        if !is_small || raise.abs() > MAX_SHIFT.at(base.size) {
            None
        } else if raise > MIN_RAISE.at(base.size) {
            Some(Shift::Raised)
        } else if -raise > MIN_FALL.at(base.size) {
            Some(Shift::Lowered)
        } else {
            // A small capital is on the baseline.
            None
        }
    }
}

/// Returns true if shifted text is the numerator of a fraction: the "1" of "3 1/2".
///
/// The text is a number between a digit and a slash. As an exponent it would be written
/// "3^1/2". The raised "2" of "x²/3" is an exponent, because a letter precedes it.
pub(in crate::reader::pdf::layout::lines) fn is_numerator(
    shift: Shift,
    base: &str,
    text: &str,
    next: &str,
) -> bool {
    shift == Shift::Raised
        && base.ends_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && next.starts_with(['/', '\u{2044}', '\u{2215}'])
}

//! Features of charts that look like tables.

use crate::reader::pdf::layout::lines::{Line, WordArena};

/// Steps along an axis differ by less than this share: the labels are rounded decimals.
const SAME_STEP: f64 = 1e-6;

/// Returns true if the lines are the labels along an axis, or along two.
///
/// Each line begins with a number, and the numbers decrease by equal steps: "40", "30",
/// "20" beside a curve would be a table. A table has a header above its numbers, or steps
/// that differ. Two numbers always have equal steps, so three are needed, and numbers
/// that increase downwards are the first column of a table: 1, 2, 3.
pub(super) fn is_axis(lines: &[Line], words: &WordArena) -> bool {
    let number = |line: &Line| -> Option<f64> {
        let text = words.text_of(line.words.first()?);
        let digits: String = text.chars().filter(|c| *c != ',').collect();
        digits.trim_matches(['$', '€', '£', '%']).parse().ok()
    };
    let numbers: Option<Vec<f64>> = lines.iter().map(number).collect();
    // Any two numbers have equal steps.
    let Some(numbers) = numbers.filter(|numbers| numbers.len() > 2) else {
        return false;
    };
    let step = numbers[1] - numbers[0];
    let is_step = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < SAME_STEP * step.abs();
    // Numbers that increase downwards are the first column of a table: 1, 2, 3.
    step < 0.0 && numbers.windows(2).all(is_step)
}

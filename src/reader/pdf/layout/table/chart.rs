//! What charts have that looks like a table.

use super::super::line::Line;
use super::super::word::Words;

/// Whether the lines begin with numbers that go down at equal steps, without a header: they stand along an axis, or two.
pub(super) fn is_axis(lines: &[Line], words: &Words) -> bool {
    let number = |line: &Line| -> Option<f64> {
        let text = words.text_of(line.words.first()?);
        let digits: String = text.chars().filter(|c| *c != ',').collect();
        digits.trim_matches(['$', '€', '£', '%']).parse().ok()
    };
    let numbers: Option<Vec<f64>> = lines.iter().map(number).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() > 2) else {
        return false;
    };
    let step = numbers[1] - numbers[0];
    let is_step = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < 1e-6 * step.abs();
    step < 0.0 && numbers.windows(2).all(is_step)
}

//! Features of charts that look like tables.

use super::fragment::Fragment;
use crate::reader::pdf::layout::lines::{Line, WordArena};
use crate::reader::pdf::layout::place::Extent;

/// Steps along an axis differ by less than this share: the labels are rounded decimals.
const SAME_STEP: f64 = 1e-6;
/// Any two numbers have equal steps.
const MIN_NUMBERS_OF_STEPS: usize = 3;
/// An axis beside other columns has at least this many numbers: three years, "2023",
/// "2022", "2021", are the labels of rows.
const MIN_NUMBERS: usize = 5;

/// Returns true if the lines are the labels along an axis, or along two.
///
/// Each line begins with a number, and the numbers decrease by equal steps: "40", "30",
/// "20" beside a curve would be a table. A table has a header above its numbers, or steps
/// that differ. Two numbers always have equal steps, so three are needed, and numbers
/// that increase downwards are the first column of a table: 1, 2, 3.
pub(super) fn is_axis(lines: &[Line], words: &WordArena) -> bool {
    let first = |line: &Line| number(words.text_of(line.words.first()?));
    // One line without a number, such as a header, proves a table.
    let numbers: Option<Vec<f64>> = lines.iter().map(first).collect();
    numbers.is_some_and(|numbers| has_equal_steps(&numbers))
}

/// Returns true if the columns of `rows`, which are the fragments of `lines`, are axes
/// and the legend between them.
///
/// "7,400", "7,300" ... at the left and "0.12", "0.11" ... at the right of a chart are in
/// lines of their own where they are not at the same height, so not every line begins
/// with a number.
pub(super) fn is_chart(
    lines: &[Line],
    rows: &[Vec<Fragment>],
    columns: &[Extent],
    words: &WordArena,
) -> bool {
    let mut axes = 0;
    for at in 0..columns.len() {
        let cells: Vec<Option<f64>> = (lines.iter().zip(rows))
            .flat_map(|(line, row)| row.iter().map(move |cell| (line, cell)))
            .filter(|(_, cell)| cell.column(columns) == at)
            .map(|(line, cell)| cell_number(line, cell, words))
            .collect();
        let numbers: Vec<f64> = cells.iter().flatten().copied().collect();
        let is_axis = numbers.len() >= MIN_NUMBERS && has_equal_steps(&numbers);
        axes += usize::from(is_axis);
        // The legend is beside a few of the numbers. A table has a cell in each row.
        if !is_axis && (!numbers.is_empty() || cells.len() * 2 > lines.len()) {
            return false;
        }
    }
    axes > 0
}

/// Returns the number that is the only word of a cell.
fn cell_number(line: &Line, cell: &Fragment, words: &WordArena) -> Option<f64> {
    let [word] = &line.words[cell.words.clone()] else {
        return None;
    };
    number(words.text_of(word))
}

fn number(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    digits.trim_matches(['$', '€', '£', '%']).parse().ok()
}

/// Returns true if numbers decrease downwards by equal steps.
fn has_equal_steps(numbers: &[f64]) -> bool {
    if numbers.len() < MIN_NUMBERS_OF_STEPS {
        return false;
    }
    let step = numbers[1] - numbers[0];
    // Relative to the step: one axis has millions, another thousandths.
    let is_step = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < SAME_STEP * step.abs();
    // Numbers that increase downwards count the rows of a table: 1, 2, 3.
    step < 0.0 && numbers.windows(2).all(is_step)
}

#[cfg(test)]
mod tests {
    use crate::reader::pdf::test_files::{PLAIN, Sample};

    /// Adds numbers below each other, and the texts beside some of them.
    fn column(mut sample: Sample, x: f32, numbers: &[&str], legend: &[&str]) -> Sample {
        let mut y = 100.0;
        for (nth, number) in numbers.iter().enumerate() {
            sample = sample.line(x, y, 10.0, PLAIN, number);
            if let Some(text) = legend.get(nth) {
                sample = sample.line(x + 60.0, y, 10.0, PLAIN, text);
            }
            y += 15.0;
        }
        sample
    }

    const AXIS: [&str; 6] = ["250", "200", "150", "100", "50", "0"];

    #[test]
    fn the_axes_of_charts_side_by_side_and_their_legends_are_no_table() {
        let legend = ["Price of tea", "Price of milk"];
        let sample = column(Sample::new(), 50.0, &AXIS, &legend);
        let text = column(sample, 320.0, &AXIS, &legend).text();
        assert!(!text.contains('|'), "{text}");
        assert!(text.contains("Price of milk"), "{text}");
    }

    #[test]
    fn years_beside_their_values_are_a_table() {
        let years = ["2024", "2023", "2022", "2021", "2020"];
        let sample = column(Sample::new(), 50.0, &years, &["Assam"; 5]);
        let text = column(sample, 320.0, &["17", "35", "12", "41", "29"], &[]).text();
        assert!(text.contains("| 2023 | Assam | 35 |"), "{text}");
    }
}

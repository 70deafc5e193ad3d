//! Tests of statements: years, signs, heads of several lines, labels of several lines.

use crate::reader::pdf::test_files::{BOLD, PLAIN, Sample};

/// The left ends of two columns of numbers.
const COLUMNS: [f32; 2] = [400.0, 480.0];

/// Adds a row: a label, and texts in the columns. A `$` is 20 points left of its number.
fn row(mut sample: Sample, y: f32, label: &str, values: [&str; 2]) -> Sample {
    sample = sample.line(50.0, y, 10.0, PLAIN, label);
    for (x, value) in COLUMNS.into_iter().zip(values) {
        sample = match value.strip_prefix('$') {
            Some(number) => {
                (sample.line(x - 20.0, y, 10.0, PLAIN, "$")).line(x, y, 10.0, PLAIN, number)
            }
            None => sample.line(x, y, 10.0, PLAIN, value),
        };
    }
    sample
}

/// Adds heads that are smaller than the rows.
fn heads(mut sample: Sample, y: f32, texts: [&str; 2]) -> Sample {
    for (x, text) in COLUMNS.into_iter().zip(texts) {
        sample = sample.line(x, y, 8.0, BOLD, text);
    }
    sample
}

#[test]
fn years_are_the_header_and_signs_are_beside_their_numbers() {
    let mut sample = heads(Sample::new(), 100.0, ["2024", "2023"]);
    sample = row(sample, 120.0, "Teapots", ["$1,204", "$1,150"]);
    sample = row(sample, 135.0, "Cups", ["(35)", "(41)"]);
    sample = row(sample, 150.0, "Share", ["5.2 %", "4.9 %"]);
    let text = sample.text();
    assert!(
        text.contains(
            "| | 2024 | 2023 |\n|---|---|---|\n| Teapots | $1,204 | $1,150 |\n\
             | Cups | (35) | (41) |\n| Share | 5.2% | 4.9% |"
        ),
        "{text}"
    );
}

#[test]
fn shares_below_years_are_a_table_without_a_sign() {
    let mut sample = heads(Sample::new(), 85.0, ["Year ended", "Year ended"]);
    sample = heads(sample, 95.0, ["2024", "2023"]);
    sample = sample.line(50.0, 110.0, 10.0, PLAIN, "Revenues:");
    sample = row(sample, 125.0, "Teapots", ["65.9", "70.1"]);
    sample = row(sample, 140.0, "Cups", ["34.1", "29.9"]);
    let text = sample.text();
    assert!(
        text.contains(
            "| | Year ended 2024 | Year ended 2023 |\n|---|---|---|\n| Revenues: | | |\n\
             | Teapots | 65.9 | 70.1 |\n| Cups | 34.1 | 29.9 |"
        ),
        "{text}"
    );
}

#[test]
fn the_name_of_a_group_is_in_each_of_its_columns() {
    let mut sample = Sample::new()
        .line(415.0, 85.0, 8.0, BOLD, "Year ended May")
        .rule([380.0, 88.0], [525.0, 88.0]);
    sample = heads(sample, 100.0, ["2024", "2023"]);
    sample = row(sample, 120.0, "Teapots", ["$1,204", "$1,150"]);
    sample = row(sample, 135.0, "Cups", ["1,035", "2,041"]);
    let text = sample.text();
    assert!(
        text.contains("| | Year ended May 2024 | Year ended May 2023 |\n|---|"),
        "{text}"
    );
}

#[test]
fn heads_of_two_lines_are_one_for_each_column() {
    let mut sample = heads(Sample::new(), 90.0, ["May 31,", "May 31,"]);
    sample = heads(sample, 99.0, ["2024", "2023"]);
    sample = row(sample, 120.0, "Teapots", ["1,204", "1,150"]);
    sample = row(sample, 135.0, "Cups", ["1,035", "2,041"]);
    let text = sample.text();
    assert!(text.contains("| | May 31, 2024 | May 31, 2023 |"), "{text}");
}

#[test]
fn a_row_of_amounts_is_never_the_header() {
    let sample = row(Sample::new(), 120.0, "Teapots", ["$1,204", "$1,150"]);
    let text = row(sample, 135.0, "Cups", ["$1,035", "$2,041"]).text();
    assert!(
        text.contains("|  |  |  |\n|---|---|---|\n| Teapots | $1,204 | $1,150 |"),
        "{text}"
    );
}

#[test]
fn a_label_of_two_lines_is_one_and_a_group_is_a_row() {
    let mut sample = heads(Sample::new(), 100.0, ["2024", "2023"]);
    sample = sample.line(50.0, 120.0, 10.0, PLAIN, "Sold:");
    sample = row(sample, 132.0, "Teapots", ["1,204", "1,150"]);
    sample = sample.line(50.0, 144.0, 10.0, PLAIN, "Cups, saucers");
    sample = row(sample, 156.0, "and spoons", ["1,035", "2,041"]);
    let text = sample.text();
    assert!(
        text.contains(
            "| Sold: | | |\n| Teapots | 1,204 | 1,150 |\n\
             | Cups, saucers and spoons | 1,035 | 2,041 |"
        ),
        "{text}"
    );
}

#[test]
fn a_unit_between_heads_and_rows_is_above_the_labels() {
    let mut sample = heads(Sample::new(), 100.0, ["2024", "2023"]);
    sample = sample.line(420.0, 110.0, 8.0, PLAIN, "(in millions)");
    sample = row(sample, 125.0, "Teapots", ["1,204", "1,150"]);
    sample = row(sample, 140.0, "Cups", ["1,035", "2,041"]);
    let text = sample.text();
    assert!(text.contains("| (in millions) | 2024 | 2023 |"), "{text}");
}

#[test]
fn the_last_line_of_a_justified_paragraph_is_no_head() {
    let words = [
        "Sales", "of", "teapots", "and", "of", "cups", "in", "the", "two", "years", "were",
    ];
    let mut sample = Sample::new();
    for (at, word) in words.iter().enumerate() {
        let x = 50.0 + 45.0 * f32::from(u8::try_from(at).unwrap());
        sample = sample.line(x, 88.0, 10.0, PLAIN, word);
    }
    sample = heads(sample, 104.0, ["2024", "2023"]);
    sample = row(sample, 120.0, "Teapots", ["1,204", "1,150"]);
    sample = row(sample, 135.0, "Cups", ["1,035", "2,041"]);
    let text = sample.text();
    assert!(text.contains("| | 2024 | 2023 |"), "{text}");
}

#[test]
fn numbers_beside_a_label_of_two_lines_are_in_its_row() {
    let mut sample = heads(Sample::new(), 100.0, ["2024", "2023"]);
    sample = row(sample, 120.0, "Teapots", ["$1,204", "$1,150"]);
    // The second line of a label begins with a small letter, a capital or a bracket.
    for (y, first, second) in [
        (135.0, "Cups of the northern", "and the southern kilns"),
        (158.0, "Saucers sold to", "Trading houses"),
        (181.0, "Spoons, of tin and of", "(German) silver"),
    ] {
        sample = sample.line(50.0, y, 10.0, PLAIN, first);
        sample = row(sample, y + 5.0, "", ["1,035", "2,041"]);
        sample = sample.line(50.0, y + 10.0, 10.0, PLAIN, second);
    }
    let text = sample.text();
    assert!(
        text.contains(
            "| Teapots | $1,204 | $1,150 |\n\
             | Cups of the northern and the southern kilns | 1,035 | 2,041 |\n\
             | Saucers sold to Trading houses | 1,035 | 2,041 |\n\
             | Spoons, of tin and of (German) silver | 1,035 | 2,041 |"
        ),
        "{text}"
    );
}

//! Tests of whole pages, from glyphs to Markdown.

use crate::document::{BlockKind, Origin};
use crate::reader::pdf::page::AlternativeText;
use crate::reader::pdf::test_files::{BOLD, Fixture, ITALIC, MONOSPACE, PLAIN, Sample};
use crate::{Limits, PdfReader, Reader};
use std::fmt::Write as _;

const LONG: &str = "Tea is made of leaves that were dried and rolled long ago.";

#[test]
fn lines_of_a_paragraph_are_joined_and_broken_words_repaired() {
    let text = Sample::new()
        .lines(
            50.0,
            100.0,
            &[
                "Water that has just boiled is too hot for the small gre-",
                "en leaves.",
            ],
        )
        .lines(50.0, 140.0, &["Let it cool."])
        .text();
    assert_eq!(
        text,
        "Water that has just boiled is too hot for the small green leaves.\n\nLet it cool.\n"
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The left column is read first and",
        "each line of it before those of",
        "the right one, however near the",
        "lines of both are to each other.",
    ];
    let right = [
        "In the right column the text goes",
        "on until its last line, and then",
        "comes the next page, where there",
        "may be one column or many more.",
    ];
    let text = Sample::new()
        .lines(50.0, 100.0, &left)
        .lines(320.0, 100.0, &right)
        .text();
    let expected = format!("{}\n\n{}\n", left.join(" "), right.join(" "));
    assert_eq!(text, expected);
}

#[test]
fn a_larger_line_is_a_heading_and_its_rank_its_size() {
    let body = [LONG, LONG, LONG];
    let text = Sample::new()
        .line(50.0, 60.0, 20.0, BOLD, "Tea")
        .lines(50.0, 100.0, &body)
        .line(50.0, 170.0, 14.0, BOLD, "Green")
        .lines(50.0, 195.0, &body)
        .line(50.0, 265.0, 10.0, ITALIC, "In Japan")
        .lines(50.0, 285.0, &body)
        .text();
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Tea", "## Green", "### In Japan"]);
}

/// In a manual page, options are as near to the heading above them as its second line
/// would be.
#[test]
fn the_first_option_below_a_heading_is_a_line_of_its_own() {
    let text = |below: &str| {
        Sample::new()
            .lines(50.0, 100.0, &[LONG, LONG, LONG])
            .line(50.0, 160.0, 10.0, BOLD, "Kinds and leaves")
            .line(59.0, 172.0, 10.0, BOLD, below)
            .lines(70.0, 190.0, &[LONG, LONG])
            .text()
    };
    assert!(text("-l, --leaf").contains("Kinds and leaves\n"));
    assert!(text("of all lands").contains("Kinds and leaves of all lands\n"));
}

#[test]
fn bold_words_that_begin_a_paragraph_are_not_a_heading() {
    let text = Sample::new()
        .line(50.0, 100.0, 10.0, BOLD, "Note.")
        .line(80.0, 100.0, 10.0, PLAIN, &LONG[..45])
        .lines(50.0, 112.0, &[LONG, LONG])
        .text();
    assert!(text.starts_with("Note. Tea is made"), "{text}");
}

#[test]
fn code_keeps_its_indentation_and_its_blank_lines() {
    let text = Sample::new()
        .lines(50.0, 100.0, &[LONG, LONG, LONG])
        .line(60.0, 150.0, 9.0, MONOSPACE, "fn main() {")
        .line(60.0 + 4.0 * 5.4, 161.0, 9.0, MONOSPACE, "brew();")
        .line(60.0, 183.0, 9.0, MONOSPACE, "}")
        .text();
    assert!(
        text.ends_with("```\nfn main() {\n    brew();\n\n}\n```\n"),
        "{text}"
    );
}

#[test]
fn bullets_are_items_and_deeper_ones_are_nested() {
    let text = Sample::new()
        .lines(
            50.0,
            100.0,
            &[
                "• Leaves",
                "• Water that is hot and goes on and on to the end of this",
                "  line",
                "• Milk",
            ],
        )
        .lines(70.0, 148.0, &["◦ cold", "◦ warm"])
        .lines(50.0, 172.0, &["• Sugar"])
        .text();
    assert_eq!(
        text,
        "- Leaves\n- Water that is hot and goes on and on to the end of this line\n- Milk\n  - cold\n  - warm\n- Sugar\n"
    );
}

#[test]
fn running_heads_are_not_content_and_split_no_paragraph() {
    let bodies = [
        [
            "The kettle is filled with fresh water every single time and",
            "the water is brought to the boil, then left to stand until",
        ],
        [
            "it has cooled to eighty degrees, which takes five minutes or",
            "a little less in winter, as all who drink green tea know and",
        ],
        [
            "those who do not will find that theirs is bitter and harsh.",
            "Nothing can be done for them.",
        ],
    ];
    let mut sample = Sample::new();
    for (nth, body) in bodies.iter().enumerate() {
        if nth > 0 {
            sample = sample.page();
        }
        sample = sample
            .line(250.0, 40.0, 9.0, PLAIN, "On Tea")
            .lines(50.0, 100.0, body)
            .line(300.0, 760.0, 9.0, PLAIN, &(nth + 1).to_string());
    }
    let document = super::super::document(sample.file).unwrap();
    let (content, boilerplate): (Vec<_>, Vec<_>) = document
        .blocks()
        .partition(|block| block.kind().is_content());
    let expected = bodies.concat().join(" ");
    assert_eq!(
        content.iter().map(|block| block.text()).collect::<Vec<_>>(),
        [expected]
    );
    assert_eq!(boilerplate.len(), 6);
}

#[test]
fn a_ruled_table_gets_its_rows_and_cells() {
    let mut sample = Sample::new();
    for row in 0_u8..3 {
        let y = 100.0 + 20.0 * f32::from(row);
        sample = sample
            .line(
                55.0,
                y,
                10.0,
                PLAIN,
                ["Tea", "Assam", "Sencha"][usize::from(row)],
            )
            .line(
                155.0,
                y,
                10.0,
                PLAIN,
                ["Degrees", "95", "75"][usize::from(row)],
            );
    }
    for edge in 0_u8..4 {
        let y = 87.0 + 20.0 * f32::from(edge);
        sample = sample.rule([50.0, y], [250.0, y]);
    }
    for x in [50.0, 150.0, 250.0] {
        sample = sample.rule([x, 87.0], [x, 147.0]);
    }
    assert_eq!(
        sample.text(),
        "| Tea | Degrees |\n|---|---|\n| Assam | 95 |\n| Sencha | 75 |\n"
    );
}

#[test]
fn a_table_that_continues_on_the_next_page_has_its_header_once() {
    let mut sample = Sample::new();
    for page in 0..2 {
        if page > 0 {
            sample = sample.page();
        }
        for (row, (tea, degrees)) in [("Tea", "Degrees"), ("Assam", "95"), ("Sencha", "75")]
            .into_iter()
            .enumerate()
        {
            let y = 100.0 + 14.0 * f32::from(u8::try_from(row).unwrap());
            sample = sample
                .line(55.0, y, 10.0, PLAIN, tea)
                .line(155.0, y, 10.0, PLAIN, degrees);
        }
    }
    assert_eq!(
        sample.text(),
        "| Tea | Degrees |\n|---|---|\n| Assam | 95 |\n| Sencha | 75 |\n| Assam | 95 |\n| Sencha | 75 |\n"
    );
}

#[test]
fn a_line_read_from_right_to_left_is_in_reading_order() {
    // As it is drawn on the page, from left to right: the Hebrew words "shalom olam" and
    // a number.
    let text = Sample::new()
        .line(50.0, 100.0, 10.0, PLAIN, "25 םלוע םולש")
        .text();
    assert_eq!(text, "שלום עולם 25\n");
}

#[test]
fn figures_below_each_other_in_one_ruled_row_are_rows() {
    let mut sample = Sample::new();
    for x in [50.0, 250.0, 400.0, 550.0] {
        sample = sample.rule([x, 100.0], [x, 150.0]);
    }
    for y in [100.0, 118.0, 150.0] {
        sample = sample.rule([50.0, y], [550.0, y]);
    }
    let rows = [
        (113.0, ["Stock", "2024", "2025"]),
        (130.0, ["Hemp", "12.0", "-14.5"]),
        (143.0, ["Tar", "3.5", "4.0"]),
    ];
    for (y, cells) in rows {
        for (x, cell) in [60.0, 260.0, 410.0].into_iter().zip(cells) {
            sample = sample.line(x, y, 10.0, PLAIN, cell);
        }
    }
    let text = sample.text();
    assert!(
        text.contains("| Hemp | 12.0 | -14.5 |\n| Tar | 3.5 | 4.0 |"),
        "{text}"
    );
}

#[test]
fn the_number_of_a_footnote_is_a_word_of_its_own() {
    for raised_by in [1.5, 3.0] {
        let text = Sample::new()
            .lines(50.0, 100.0, &[LONG, LONG, LONG])
            .line(50.0, 700.0, 5.0, PLAIN, "1")
            .line(52.5, 700.0 + raised_by, 8.0, PLAIN, "Preliminary figures.")
            .text();
        assert!(text.contains("1 Preliminary figures"), "{text}");
    }
}

#[test]
fn narrow_gaps_separate_words_but_not_code() {
    let drawn = |font, gap: f32| {
        let letter = if font == MONOSPACE { 6.0 } else { 5.0 };
        Sample::new()
            .line(50.0, 100.0, 10.0, font, "salt")
            .line(50.0 + 4.0 * letter + gap, 100.0, 10.0, font, "tea")
            .text()
    };
    assert!(drawn(PLAIN, 1.5).contains("salt tea"));
    assert!(drawn(PLAIN, 0.9).contains("salttea"));
    assert!(drawn(MONOSPACE, 2.0).contains("salttea"));
    assert!(drawn(MONOSPACE, 4.0).contains("salt tea"));
}

#[test]
fn a_description_is_read_where_its_figure_is_without_tags() {
    let mut sample = Sample::new()
        .line(50.0, 60.0, 20.0, BOLD, "Tea")
        .lines(50.0, 100.0, &[LONG, LONG])
        .line(50.0, 200.0, 14.0, BOLD, "Green")
        .lines(50.0, 230.0, &[LONG, LONG])
        .line(50.0, 500.0, 14.0, BOLD, "Black")
        .lines(50.0, 530.0, &[LONG, LONG]);
    sample.file.alternatives.push(AlternativeText {
        element: 0,
        text: "A field of tea".to_owned(),
        page: 0,
        area: [50.0, 280.0, 250.0, 450.0],
    });
    let document = crate::reader::pdf::document(sample.file).unwrap();
    let figure = (document.blocks())
        .find(|block| block.kind() == BlockKind::Figure)
        .unwrap();
    assert_eq!(
        (figure.text(), figure.section().heading()),
        ("A field of tea", "Green")
    );
    let Some(Origin::Pages { pages }) = figure.origin() else {
        panic!("a figure has a place");
    };
    assert!((pages[0].bbox[1] - 280.0).abs() < 0.1, "{pages:?}");
}

#[test]
fn a_sideways_page_has_the_tables_of_an_upright_one() {
    // The lower table is wider, so that it ends farther up the sheet than the upper one
    // begins: it must not be taken for its rest in the next column.
    let mut content = String::new();
    for (top, right) in [(500, 250), (300, 400)] {
        for (row, cells) in [["Tea", "Degrees"], ["Assam", "95"], ["Sencha", "75"]]
            .iter()
            .enumerate()
        {
            let y = top - 20 * row;
            for (x, cell) in [55, 155].iter().zip(cells) {
                let _ = writeln!(content, "BT /F 10 Tf {x} {y} Td ({cell}) Tj ET");
            }
        }
        for edge in 0..4 {
            let y = top + 13 - 20 * edge;
            let _ = writeln!(content, "50 {y} m {right} {y} l S");
        }
        for x in [50, 150, right] {
            let _ = writeln!(content, "{x} {} m {x} {} l S", top + 13, top - 47);
        }
    }
    let text = |matrix: &str| {
        let page = Fixture::new(&format!("{matrix} cm {content}")).page("/MediaBox [0 0 600 600]");
        let document = PdfReader::default().read(&page.bytes(), &Limits::default());
        document.unwrap().text().to_owned()
    };
    let table = "| Tea | Degrees |\n|---|---|\n| Assam | 95 |\n| Sencha | 75 |\n";
    let upright = text("1 0 0 1 0 0");
    assert_eq!(upright, format!("{table}\n{table}"));
    assert_eq!(text("0 1 -1 0 600 0"), upright);
}

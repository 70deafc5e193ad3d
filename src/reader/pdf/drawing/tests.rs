//! The ways to hide text, each with a sibling that is visible.

use crate::reader::pdf::page::DrawnPage;
use crate::reader::pdf::test_files::{FIRST, Fixture};

const HELVETICA: &str = "/Font <</F <</Subtype /Type1 /BaseFont /Helvetica>>>>";

/// Returns what is visible and what is hidden on a page.
fn seen(page: &DrawnPage) -> (String, String) {
    let hidden = page.withheld.iter().map(|withheld| withheld.text.as_str());
    (page.shown(), hidden.collect::<Vec<_>>().join("|"))
}

/// Asserts that `word` is hidden by each content, and the word before it is not.
fn assert_hidden(contents: &[&str]) {
    for content in contents {
        let page = Fixture::new(&with_words(content)).load_page();
        assert_eq!(
            seen(&page),
            ("seen".to_owned(), "word".to_owned()),
            "{content}"
        );
    }
}

fn assert_visible(contents: &[&str]) {
    for content in contents {
        let page = Fixture::new(&with_words(content)).load_page();
        assert_eq!(
            seen(&page),
            ("seenword".to_owned(), String::new()),
            "{content}"
        );
    }
}

/// Returns the content after a visible word, with the drawing of `word` in place of `$`.
fn with_words(content: &str) -> String {
    let word = "BT /F 10 Tf 20 50 Td (word) Tj ET";
    format!(
        "BT /F 10 Tf 20 80 Td (seen) Tj ET {}",
        content.replace('$', word)
    )
}

#[test]
fn text_in_the_colour_of_what_is_below_it_is_hidden() {
    assert_hidden(&[
        "1 g $",
        ".97 g $",
        "1 1 1 rg $",
        "0 0 0 0 k $",
        "/DeviceRGB cs 1 1 1 sc $",
        "1 0 0 rg 10 40 100 30 re f $",
        "0 g 10 40 100 30 re f 1 g 12 42 90 26 re f $",
    ]);
    assert_visible(&[
        ".8 g $",
        "0 0 1 rg 10 40 100 30 re f 1 g $",
        // A part of the first letter is on paper.
        "1 0 0 rg 10 40 12 30 re f $",
        // A drawing, a shading and a wide line have colours that are not known.
        "0 g 10 40 m 60 90 110 40 110 70 c f 1 g $",
        "/S sh 1 g $",
        "30 w 10 55 m 110 55 l S 1 g $",
        "/Pattern cs /P scn 10 40 100 30 re f 1 g $",
        // The space of a tint is not known.
        "/Ink cs 1 scn $",
    ]);
}

#[test]
fn text_under_a_filled_box_is_hidden() {
    assert_hidden(&["$ 1 g 10 40 100 30 re f", "$ 0 g 10 40 100 30 re B"]);
    assert_visible(&[
        "$ 1 g 40 40 100 30 re f",
        "$ 10 40 100 30 re S",
        "10 40 100 30 re W n 1 g $ 0 g $",
        // Only the frame between two boxes is filled.
        "$ 0 g 5 35 150 40 re 10 40 100 30 re f*",
        // The clip leaves a part of the box.
        "$ q 100 40 10 30 re W n 1 g 10 40 100 30 re f Q",
    ]);
}

#[test]
fn text_outside_of_the_clip_or_the_page_is_hidden() {
    assert_hidden(&[
        "q 150 0 10 10 re W n $ Q",
        "q 1 0 0 1 500 0 cm $ Q",
        "q 1 0 0 1 0 -500 cm $ Q",
    ]);
    assert_visible(&[
        "q 10 40 100 30 re W n $ Q",
        "q 10 40 5 30 re W n Q $",
        "W n $",
    ]);
}

#[test]
fn text_too_small_or_flat_to_read_is_hidden() {
    assert_hidden(&[
        "BT /F .5 Tf 20 50 Td (word) Tj ET",
        "q .05 0 0 .05 0 0 cm BT /F 10 Tf 400 400 Td (word) Tj ET Q",
        "BT 0 Tz /F 10 Tf 20 50 Td (word) Tj ET",
    ]);
    assert_visible(&["BT /F 2 Tf 20 50 Td (word) Tj ET"]);
}

#[test]
fn invisible_ink_is_hidden_unless_a_picture_shows_the_text() {
    assert_hidden(&[
        "3 Tr $",
        "7 Tr $",
        "q 9 0 0 9 150 0 cm BI /W 1 ID x EI Q 3 Tr $",
    ]);
    let scan = "q 190 0 0 95 0 0 cm BI /W 1 ID x EI Q 3 Tr $";
    let scan_after = "3 Tr $ 0 Tr q 190 0 0 95 0 0 cm BI /W 1 ID x EI Q";
    let picture_of_it = "q 60 0 0 12 19 48 cm BI /W 1 ID x EI Q 3 Tr $";
    // Letters that are drawn as curves, with their text in invisible ink.
    let curves = "20 50 m 22 60 44 60 46 50 c f 3 Tr $";
    // Colour that is seen through the letters.
    let clip = "q 7 Tr $ 0 0 1 rg 10 40 100 30 re f Q";
    assert_visible(&[scan, scan_after, picture_of_it, curves, clip]);
}

#[test]
fn transparent_text_is_hidden_and_blended_areas_hide_nothing() {
    let resources =
        format!("{HELVETICA} /ExtGState <</N <</ca 0>> /H <</ca .5>> /M <</BM /Multiply>>>>");
    let page = |content: &str| {
        let fixture = Fixture::new(&with_words(content)).resources(&resources);
        seen(&fixture.load_page())
    };
    assert_eq!(page("/N gs $"), ("seen".to_owned(), "word".to_owned()));
    for content in [
        "/H gs $",
        // The picture shows the text.
        "q 60 0 0 12 19 48 cm BI /W 1 ID x EI Q /N gs $",
        "$ /H gs 10 40 100 30 re f",
        "$ /M gs 1 1 0 rg 10 40 100 30 re f",
    ] {
        assert_eq!(
            page(content),
            ("seenword".to_owned(), String::new()),
            "{content}"
        );
    }
}

#[test]
fn a_hidden_layer_and_the_box_of_a_form_hide_text() {
    let page = |content: &str, bounds: &str| {
        let fixture = Fixture::new(&with_words(content))
            .catalog("/OCProperties <</OCGs [5 0 R] /D <</OFF [5 0 R]>>>>")
            .resources(&format!(
                "{HELVETICA} /Properties <</L {FIRST} 0 R>> /XObject <</X 6 0 R /Y 7 0 R>>"
            ))
            .object("<</Type /OCG /Name (Layer)>>")
            .stream(
                &format!("/Subtype /Form /BBox [{bounds}]"),
                with_words("$").split_once("ET").unwrap().1,
            )
            .stream(
                "/Subtype /Form /BBox [0 0 200 100] /OC 5 0 R",
                with_words("$").split_once("ET").unwrap().1,
            );
        seen(&fixture.load_page())
    };
    let hidden = ("seen".to_owned(), "word".to_owned());
    assert_eq!(page("/OC /L BDC $ EMC", "0 0 1 1"), hidden);
    assert_eq!(page("/OC /L BDC /X Do EMC", "0 0 200 100"), hidden);
    assert_eq!(page("/Y Do", "0 0 1 1"), hidden);
    assert_eq!(page("/X Do", "0 0 1 1"), hidden);
    assert_eq!(
        page("/X Do", "200 100 0 0"),
        ("seenword".to_owned(), String::new())
    );
}

#[test]
fn a_halo_is_a_copy_and_white_text_on_a_glyph_is_visible() {
    let page = Fixture::new(&with_words("1 g $ 0 g BT /F 10 Tf 21 50 Td (word) Tj ET")).load_page();
    assert_eq!(seen(&page), ("seenword".to_owned(), String::new()));
    // A white digit on a black glyph.
    let disc = Fixture::new("BT /F 40 Tf 20 40 Td (M) Tj ET 1 g BT /F 8 Tf 32 48 Td (1) Tj ET")
        .load_page();
    assert_eq!(seen(&disc), ("M1".to_owned(), String::new()));
}

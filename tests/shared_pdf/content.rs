//! Objects that the content of pages and its fonts share.

use super::file::{File, many, stream};
use super::{LARGE, has_warning, large_string, read};

#[test]
fn texts_of_marked_content() {
    let resources = "/Resources <</Font <</F 5 0 R>> /Properties <</M <</ActualText 6 0 R>>>>>>";
    for text in [large_string(), format!("({})", "tea ".repeat(4000))] {
        let show = "/Span /M BDC BT /F 12 Tf 50 700 Td (x) Tj ET EMC ".repeat(2000);
        let file = File::new("", resources).object(text).set(4, stream(&show));
        let page = file.objects[2].replacen("/Resources <</Font <</F 5 0 R>>>>", "", 1);
        assert!(has_warning(
            &read(&file.set(3, page)),
            "page 1 has codes or marks"
        ));
    }
}

#[test]
fn texts_of_codes() {
    let long = "0061".repeat(LARGE);
    let font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R>>";
    let composite = "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R \
        /DescendantFonts [<</Subtype /CIDFontType2>>]>>";
    for (font, range, code) in [
        (font, "<00> <ff>", "<41>"),
        (composite, "<0000> <ffff>", "<0041>"),
    ] {
        for text in [format!("<{long}>"), format!("<{}>", "0061".repeat(250))] {
            let map = format!(
                "1 begincodespacerange {range} endcodespacerange 1 beginbfchar {code} {text} endbfchar"
            );
            let line = |y| format!("1 0 0 1 50 {y} Tm {code} Tj");
            let lines = many(1, 700, line).join(" ").repeat(5);
            let show = format!("BT /F 12 Tf {lines} ET");
            let file = File::new("", "")
                .object(stream(&map))
                .set(4, stream(&show))
                .set(5, font);
            assert!(has_warning(&read(&file), "page 1 has "));
        }
    }
}

#[test]
fn names_of_fonts_and_glyphs() {
    let mut file = File::new("", "").object(format!("/uni{}", "0061".repeat(LARGE / 4)));
    let font = |_| {
        let differences = "6 0 R ".repeat(256);
        format!(
            "<</Type /Font /Subtype /Type1 /BaseFont 6 0 R /Encoding <</Differences [0 {differences}]>>>>"
        )
    };
    file.objects.extend(many(7, 300, font));
    let fonts = many(7, 300, |number| format!("/F{number} {number} 0 R")).join(" ");
    let show = many(7, 300, |number| {
        format!("BT /F{number} 12 Tf 50 700 Td (a) Tj ET")
    })
    .join(" ");
    let page = file.objects[2].replacen("/F 5 0 R", &fonts, 1);
    read(&file.set(3, page).set(4, stream(&show)));
}

#[test]
fn widths_of_fonts() {
    let mut file = File::new("", "").object(format!("[0 [{}]]", "500 ".repeat(65_000)));
    let font = |_| {
        "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
         /DescendantFonts [<</Subtype /CIDFontType2 /W 6 0 R>>]>>"
            .to_owned()
    };
    file.objects.extend(many(7, 2000, font));
    let fonts = many(7, 2000, |number| format!("/F{number} {number} 0 R")).join(" ");
    let show = many(7, 2000, |number| {
        format!("BT /F{number} 12 Tf <0041> Tj ET")
    })
    .join(" ");
    let page = file.objects[2].replacen("/F 5 0 R", &fonts, 1);
    read(&file.set(3, page).set(4, stream(&show)));
}

#[test]
fn character_maps_of_a_program() {
    // The records of a character map share one that has all glyphs in a few bytes.
    let font = "<</Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R>>";
    let file = File::new("", "")
        .object("<</FontFile2 7 0 R>>")
        .object(hexadecimal(&program(4000)))
        .set(5, font);
    assert_eq!(read(&file).text().trim(), "tea");
}

#[test]
fn programs_of_fonts() {
    let program = hexadecimal(&program(1));
    let mut file = (File::new("", "").object("<</FontFile2 7 0 R>>")).object(program);
    let simple = "<</Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R>>";
    let composite = "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
        /DescendantFonts [<</Subtype /CIDFontType2 /FontDescriptor 6 0 R>>]>>";
    let font = |number: usize| [simple, composite][number % 2].to_owned();
    file.objects.extend(many(8, 4000, font));
    let fonts = many(8, 4000, |number| format!("/F{number} {number} 0 R")).join(" ");
    let show = many(8, 4000, |number| {
        format!("BT /F{number} 12 Tf <0074> Tj ET")
    })
    .join(" ");
    let page = file.objects[2].replacen("/F 5 0 R", &fonts, 1);
    read(&file.set(3, page).set(4, stream(&show)));
}

/// Returns a TrueType program with this number of records for Unicode, all for the same map
/// of each character to the glyph of its number.
fn program(records: u16) -> Vec<u8> {
    let mut map: Vec<u16> = vec![0, records];
    let start = 4 + 8 * u32::from(records);
    for _ in 0..records {
        let [_, high_1, high_2, low] = start.to_be_bytes();
        let high = u16::from_be_bytes([0, high_1]);
        map.extend([3, 1, high, u16::from_be_bytes([high_2, low])]);
    }
    // Format 4, with one segment: its end, a pad, its start, the difference of glyph and code.
    map.extend([4, 24, 0, 2, 0, 0, 0, 0xEFFF, 0, 0, 0, 0]);
    let map: Vec<u8> = map.into_iter().flat_map(u16::to_be_bytes).collect();
    let length = u32::try_from(map.len()).expect("it is small");
    let tables: [&[u8]; 6] = [
        &[0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        b"cmap",
        &[0; 4],
        &28_u32.to_be_bytes(),
        &length.to_be_bytes(),
        &map,
    ];
    tables.concat()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = many(0, bytes.len(), |at| format!("{:02x}", bytes[at])).concat();
    let length = digits.len() + 1;
    format!("<</Filter /ASCIIHexDecode /Length {length}>>\nstream\n{digits}>\nendstream")
}

#[test]
fn content_of_pages() {
    let contents = format!("[{}]", "4 0 R ".repeat(30_000));
    let file = File::new("", "").object(contents);
    let page = file.objects[2].replacen("4 0 R", "6 0 R", 1);
    assert_eq!(read(&file.set(3, page)).text().trim(), "tea");
}

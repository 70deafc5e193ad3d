//! PDF files in which many entries share one large object: time, memory and output stay
//! small.
#![cfg(feature = "pdf")]

use sectile::{Document, Format, Limits, StructuralChunker, Words};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// The maximum time of a file, also on a slow machine and without optimization.
const LONGEST: Duration = Duration::from_secs(30);
/// The maximum memory of a file.
const MOST_MEMORY: u64 = 512 << 20;
/// The maximum bytes of output for each byte of a file, and the output that is always
/// allowed.
const OUTPUT_PER_BYTE: usize = 64;
const OUTPUT: usize = 256 << 10;

/// The size of a large object: a megabyte.
const LARGE: usize = 1_000_000;

/// A file that is being written: its objects by number, from 1.
struct File {
    objects: Vec<String>,
}

impl File {
    /// Creates a file with a page that shows `tea`. The font is object 5, and further
    /// objects are numbered from 6.
    fn new(catalog: &str, page: &str) -> Self {
        let content = "BT /F 12 Tf 50 700 Td (tea) Tj ET";
        Self {
            objects: vec![
                format!("<</Type /Catalog /Pages 2 0 R {catalog}>>"),
                "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
                format!(
                    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
                     /Resources <</Font <</F 5 0 R>>>> {page}>>"
                ),
                stream(content),
                "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>".to_owned(),
            ],
        }
    }

    fn object(mut self, object: impl Into<String>) -> Self {
        self.objects.push(object.into());
        self
    }

    fn set(mut self, number: usize, object: impl Into<String>) -> Self {
        self.objects[number - 1] = object.into();
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = "%PDF-1.7\n".to_owned();
        for (number, object) in (1..).zip(&self.objects) {
            write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes all");
        }
        text.push_str("trailer\n<</Root 1 0 R /Info 6 0 R>>\n");
        text.into_bytes()
    }
}

fn stream(data: &str) -> String {
    format!("<</Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// Returns the objects that `object` makes of `count` numbers from `first` on.
fn many(first: usize, count: usize, object: impl Fn(usize) -> String) -> Vec<String> {
    (first..first + count).map(object).collect()
}

fn references(first: usize, count: usize) -> String {
    many(first, count, |number| format!("{number} 0 R")).join(" ")
}

/// Reads the file, and asserts that it takes little time and memory and gives little
/// output.
fn read(file: &File) -> Document {
    let bytes = file.bytes();
    let start = Instant::now();
    let mut read = None;
    let memory = allocation_counter::measure(|| {
        read = Some(Format::Pdf.read(&bytes, &Limits::default()));
    });
    let document = read.expect("it was read").expect("it is a document");
    let chunker = StructuralChunker::builder()
        .tokenizer(Words)
        .max_tokens(200);
    let mut output = 0;
    for chunk in chunker.build().expect("valid options").chunk(&document) {
        output += serde_json::to_string(&chunk)
            .expect("a chunk is JSON")
            .len();
    }
    assert!(start.elapsed() < LONGEST, "it took {:?}", start.elapsed());
    assert!(
        memory.bytes_max < MOST_MEMORY,
        "it took {} bytes",
        memory.bytes_max
    );
    let most = OUTPUT.max(OUTPUT_PER_BYTE * bytes.len());
    assert!(output <= most, "{output} bytes are made of {}", bytes.len());
    document
}

fn has_warning(document: &Document, part: &str) -> bool {
    let mut warnings = document.warnings().iter();
    warnings.any(|warning| warning.message.contains(part))
}

fn large_string() -> String {
    format!("({})", "tea ".repeat(LARGE / 4))
}

#[test]
fn titles_of_the_outline() {
    let last = 7 + 20_000;
    let mut file = File::new("/Outlines <</First 7 0 R>>", "").object(large_string());
    let item = |number: usize| format!("<</Title 6 0 R /Next {} 0 R>>", number + 1);
    file.objects.extend(many(7, last - 7, item));
    let document = read(&file);
    assert!(has_warning(&document, "20000 titles are longer"));
}

#[test]
fn the_title_of_the_file() {
    let info = format!("<</Title {}>>", large_string());
    let document = read(&File::new("", "").object(info));
    assert!(has_warning(&document, "1 title is longer"));
    assert!(document.title().is_some_and(|title| title.len() <= 4096));
}

#[test]
fn prefixes_of_page_labels() {
    let mut file =
        File::new("/PageLabels <</Nums [0 <</S /D /P 6 0 R>>]>>", "").object(large_string());
    let page = |_| {
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>".to_owned()
    };
    file.objects.extend(many(7, 1000, page));
    let file = file.set(
        2,
        format!(
            "<</Type /Pages /Kids [{}] /Count 1000>>",
            references(7, 1000)
        ),
    );
    assert!(has_warning(&read(&file), "1000 page labels are longer"));
}

#[test]
fn addresses_and_names_of_links() {
    for target in [
        "/A <</S /URI /URI 6 0 R>>",
        "/Dest 6 0 R",
        "/A <</S /GoTo /D 6 0 R>>",
    ] {
        let mut file = File::new("", "/Annots 7 0 R").object(large_string());
        let link = format!("<</Subtype /Link /Rect [50 690 80 720] {target}>> ");
        file.objects.push(format!("[{}]", link.repeat(9000)));
        let document = read(&file);
        let is_uri = target.contains("URI");
        assert_eq!(
            has_warning(&document, "page 1 has longer or more links"),
            is_uri
        );
    }
}

#[test]
fn a_link_over_every_other_word() {
    let mut file = File::new("", "/Annots 6 0 R");
    let mut links = String::new();
    let mut words = String::from("BT /F 4 Tf ");
    for number in 0..500 {
        let (x, y) = (50 + 10 * (number % 50), 700 - 10 * (number / 50));
        write!(words, "1 0 0 1 {x} {y} Tm (ab) Tj ").expect("a string takes all");
        if number % 2 == 0 {
            let (right, top) = (x + 6, y + 4);
            write!(
                links,
                "<</Subtype /Link /Rect [{x} {y} {right} {top}] /A <</S /URI /URI (b)>>>>"
            )
            .expect("a string takes all");
        }
    }
    let address = "a".repeat(16_000);
    write!(
        links,
        "<</Subtype /Link /Rect [0 0 600 800] /A <</S /URI /URI ({address})>>>>"
    )
    .expect("a string takes all");
    file.objects.push(format!("[{links}]"));
    let document = read(&file.set(4, stream(&(words + "ET"))));
    assert!(has_warning(
        &document,
        "addresses of links are longer together"
    ));
}

#[test]
fn names_of_destinations() {
    let pairs = "6 0 R [3 0 R /Fit] ".repeat(50_000);
    let names = format!("/Names <</Dests <</Names [{pairs}]>>>>");
    read(&File::new(&names, "").object(large_string()));
}

#[test]
fn annotations_of_many_pages() {
    let mut file =
        File::new("", "").object("<</Subtype /Link /Rect [0 0 9 9] /Dest [3 0 R /Fit]>>");
    file.objects.push(format!("[{}]", "6 0 R ".repeat(10_000)));
    let page = |_| "<</Type /Page /Parent 2 0 R /Annots 7 0 R>>".to_owned();
    file.objects.extend(many(8, 5000, page));
    read(&file.set(
        2,
        format!(
            "<</Type /Pages /Kids [{}] /Count 5000>>",
            references(8, 5000)
        ),
    ));
}

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
fn texts_of_elements() {
    let tree = "/StructTreeRoot <</K [7 0 R] /RoleMap <</R 9 0 R>>>> /MarkInfo <</Marked true>>";
    let element = "<</S /R /Alt 6 0 R /ActualText 6 0 R>> ".repeat(5000);
    let role = format!("/{}", "R".repeat(LARGE));
    let file = File::new(tree, "").object(large_string());
    read(
        &file
            .object("<</S /Document /K 8 0 R>>")
            .object(format!("[{element}]"))
            .object(role),
    );
}

#[test]
fn kids_of_elements() {
    let mut file = File::new("/StructTreeRoot <</K 6 0 R>>", "");
    file.objects.push(format!("[{}]", references(8, 3000)));
    file.objects.push(format!("[{}]", "1 ".repeat(300_000)));
    file.objects
        .extend(many(8, 3000, |_| "<</S /P /Pg 3 0 R /K 7 0 R>>".to_owned()));
    read(&file);
}

#[test]
fn kids_of_page_trees_and_name_trees() {
    let catalog = "/PageLabels 6 0 R /Names <</Dests 6 0 R>> /Outlines <</First 6 0 R>>";
    let count = 3000;
    let mut file = File::new(catalog, "").object("<</Kids 7 0 R /Names 7 0 R /Nums 7 0 R>>");
    file.objects
        .push(format!("[3 0 R {}]", references(8, count)));
    let node = |_| "<</Type /Pages /Kids 7 0 R /Names 7 0 R /Nums 7 0 R>>".to_owned();
    file.objects.extend(many(8, count, node));
    let document = read(&file.set(2, "<</Type /Pages /Kids 7 0 R>>"));
    assert!(document.text().contains("tea"));
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
fn content_of_pages() {
    let contents = format!("[{}]", "4 0 R ".repeat(30_000));
    let file = File::new("", "").object(contents);
    let page = file.objects[2].replacen("4 0 R", "6 0 R", 1);
    assert_eq!(read(&file.set(3, page)).text().trim(), "tea");
}

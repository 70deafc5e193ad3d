//! PDF files that are broken or hostile: no panic, no overflow of a small stack, no hang.
#![cfg(feature = "pdf")]

use sectile::{Document, ErrorKind, Format, Limits, Result};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The stack of a thread in a busy server, in bytes.
const SMALL_STACK: usize = 256 * 1024;

/// The maximum time of a file, also on a slow machine and without optimization.
const LONGEST: Duration = Duration::from_secs(30);

/// Reads on a small stack, and returns the result and the time.
fn read(bytes: Vec<u8>) -> (Result<Document>, Duration) {
    let run = move || {
        let start = Instant::now();
        (
            Format::Pdf.read(&bytes, &Limits::default()),
            start.elapsed(),
        )
    };
    let thread = thread::Builder::new().stack_size(SMALL_STACK).spawn(run);
    thread
        .expect("a thread can be started")
        .join()
        .expect("the thread ends well")
}

/// Pseudo-random numbers, equal on every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

/// Breaks a file in one of five ways.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    let place = numbers.below(bytes.len());
    match numbers.below(5) {
        0 => {
            for _ in 0..=numbers.below(50) {
                let place = numbers.below(bytes.len());
                bytes[place] = u8::try_from(numbers.below(256)).expect("a byte");
            }
        }
        1 => bytes.truncate(place),
        2 => {
            let from = numbers.below(other.len());
            let to = (from + numbers.below(5000)).min(other.len());
            bytes.splice(place..place, other[from..to].iter().copied());
        }
        3 => {
            let to = (place + numbers.below(3000)).min(bytes.len());
            bytes.drain(place..to);
        }
        _ => {
            for _ in 0..=numbers.below(30) {
                let from = numbers.below(bytes.len());
                let is_syntax = |byte: &u8| byte.is_ascii_digit() || b"[]<>()/".contains(byte);
                if let Some(place) = bytes[from..].iter().position(is_syntax) {
                    bytes[from + place] = b"0123456789[]<>()/ -.R"[numbers.below(21)];
                }
            }
        }
    }
}

/// Returns the files of a folder that are small enough to be read often.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();
    let read = |path: PathBuf| (std::fs::read(&path).expect("the file can be read"), path);
    let sized = paths
        .into_iter()
        .map(read)
        .filter(|(bytes, _)| (1..300_000).contains(&bytes.len()));
    sized.map(|(bytes, path)| (path, bytes)).collect()
}

/// `SECTILE_PDF_FOLDER` is a folder of other files, `SECTILE_PDF_MUTATIONS` the number of
/// broken copies.
#[test]
fn broken_copies_of_files_end_well() {
    let folder =
        std::env::var_os("SECTILE_PDF_FOLDER").map_or("testdata/pdf".into(), PathBuf::from);
    let count = std::env::var("SECTILE_PDF_MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok());
    let files = files(&folder);
    for seed in 0..count.unwrap_or(100) {
        let mut numbers = Numbers::new(seed);
        let (path, bytes) = &files[numbers.below(files.len())];
        let (_, other) = &files[numbers.below(files.len())];
        let mut bytes = bytes.clone();
        mutate(&mut bytes, other, &mut numbers);
        let (_, time) = read(bytes);
        assert!(
            time < LONGEST,
            "{} with seed {seed} took {time:?}",
            path.display()
        );
    }
}

/// Returns a file of numbered objects. The first is the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes all");
    }
    text.push_str("trailer\n<</Root 1 0 R>>\n");
    text.into_bytes()
}

/// Returns a file of one page with this content and these entries of its font.
fn page(content: &str, font: &str, others: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        "<</Type /Pages /Kids [3 0 R] /Count 1>>".to_owned(),
        format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
             /Resources <</Font <</F <<{font}>>>> /XObject <</X 5 0 R>>>>>>"
        ),
        stream("", content),
    ];
    objects.extend_from_slice(others);
    file(&objects)
}

fn stream(entries: &str, data: &str) -> String {
    format!(
        "<</Length {} {entries}>>\nstream\n{data}\nendstream",
        data.len()
    )
}

#[test]
fn deep_nesting_fits_on_a_small_stack() {
    let helvetica = "/Subtype /Type1 /BaseFont /Helvetica";
    for bracket in ["[", "<<", "(", "<</a ", "[<</a [", "BT ", "q ", "/A BMC "] {
        let deep = bracket.repeat(100_000);
        let content = format!("{deep} BT /F 10 Tf (tea) Tj ET");
        for bytes in [
            page(&content, helvetica, &[]),
            page("", helvetica, std::slice::from_ref(&deep)),
        ] {
            let (document, time) = read(bytes);
            assert!(document.is_ok() && time < LONGEST, "{bracket}");
        }
    }
}

#[test]
fn loops_end() {
    let trees = [
        "<</Type /Pages /Kids [2 0 R 3 0 R]>>",
        "<</Type /Pages /Kids [2 0 R]>>",
        "2 0 R",
    ];
    for tree in trees {
        let catalog = "<</Type /Catalog /Pages 2 0 R /Outlines 4 0 R /StructTreeRoot 4 0 R /Names <</Dests 4 0 R>> /PageLabels 4 0 R>>";
        let all =
            "<</Title (x) /S /P /First 4 0 R /Next 4 0 R /Kids [4 0 R 4 0 R] /K [4 0 R 4 0 R]>>";
        let page = "<</Type /Page /Parent 3 0 R /Contents [3 0 R 4 0 R]>>";
        let objects = [catalog, tree, page, all].map(str::to_owned);
        let (document, time) = read(file(&objects));
        assert!(
            document.is_ok() && time < LONGEST,
            "a page is found without the tree"
        );
    }
}

#[test]
fn forms_that_multiply_end() {
    let form = |number: usize| {
        let entries = format!(
            "/Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X {} 0 R>>>>",
            number + 1
        );
        stream(&entries, &"/X Do ".repeat(100))
    };
    let forms: Vec<String> = (5..25).map(form).collect();
    let (document, time) = read(page("/X Do", "", &forms));
    assert!(document.is_ok() && time < LONGEST);
}

#[test]
fn ranges_are_not_expanded() {
    let widths = "0 4294967295 500 ".repeat(10_000);
    let font = format!(
        "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R \
         /DescendantFonts [<</Subtype /CIDFontType2 /W [{widths}] /W2 [0 4294967295 1 1 1]>>]"
    );
    let map = "1 begincodespacerange <0000> <ffffffff> endcodespacerange 1 beginbfrange <0000> <ffffffff> <0041> endbfrange \
        1 begincidrange <0000> <ffffffff> 0 endcidrange";
    let (document, time) = read(page(
        "BT /F 10 Tf 9 9 Td <00010002> Tj ET",
        &font,
        &[stream("", map)],
    ));
    assert!(document.is_ok() && time < LONGEST);
}

#[test]
fn files_that_are_not_pdf_are_malformed() {
    for bytes in [
        &b""[..],
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0JFIF",
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj",
    ] {
        let (document, _) = read(bytes.to_vec());
        assert_eq!(
            document.expect_err("no document").kind(),
            ErrorKind::Malformed
        );
    }
}

#[test]
fn a_file_of_many_small_objects_opens() {
    let helvetica = "/Subtype /Type1 /BaseFont /Helvetica";
    let small: Vec<String> = (0..600_000).map(|number| format!("[{number}]")).collect();
    let small = page("BT /F 10 Tf 9 9 Td (tea) Tj ET", helvetica, &small);
    let document = Format::Pdf.read(&small, &Limits::default());
    assert_eq!(document.expect("it opens").text().trim(), "tea");

    let dense = page("", helvetica, &[format!("[{}]", "0 ".repeat(700_000))]);
    let mut limits = Limits::default();
    assert!(Format::Pdf.read(&dense, &limits).is_ok());
    limits.object_values = 1000;
    assert!(
        Format::Pdf.read(&small, &limits).is_ok(),
        "few values a byte are never too many"
    );
    let error = Format::Pdf.read(&dense, &limits).expect_err("too many");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

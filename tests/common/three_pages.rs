//! A PDF file of three pages, written object by object, and checks that its pages were
//! read.

use std::fmt::Write;

use sectile::{Document, Format, Limits, Origin, PageBox, Span};

/// The places of an odd value: a value of `/Odd`, or an entry of an array.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Catalog,
    Pages,
    FirstInPage,
    InPage,
    LastInPage,
    InArray,
    Resources,
    Font,
    Content,
    Trailer,
}

impl Place {
    pub(crate) const ALL: [Self; 10] = [
        Self::Catalog,
        Self::Pages,
        Self::FirstInPage,
        Self::InPage,
        Self::LastInPage,
        Self::InArray,
        Self::Resources,
        Self::Font,
        Self::Content,
        Self::Trailer,
    ];
}

use Place::{
    Catalog, Content, FirstInPage, Font, InArray, InPage, LastInPage, Pages, Resources, Trailer,
};

/// Returns the objects of a file with three pages, and the entries of its trailer.
pub(crate) fn objects(place: Place, token: &str) -> (Vec<String>, String) {
    let odd = |here: Place| {
        if here == place {
            format!("/Odd {token} ")
        } else {
            String::new()
        }
    };
    let mut objects = vec![
        format!("<</Type /Catalog {}/Pages 2 0 R>>", odd(Catalog)),
        format!(
            "<</Type /Pages {}/Count 3 /Kids [6 0 R 7 0 R 8 0 R]>>",
            odd(Pages)
        ),
        format!("<</Font <</F 4 0 R>> {}/ProcSet [/PDF]>>", odd(Resources)),
        format!(
            "<</Type /Font {}/Subtype /Type1 /BaseFont /Helvetica>>",
            odd(Font)
        ),
        "<</Producer (none)>>".to_owned(),
    ];
    for number in 1..=3 {
        let here = |at: Place| if number == 2 { odd(at) } else { String::new() };
        let array = if number == 2 && place == InArray {
            token
        } else {
            ""
        };
        objects.push(format!(
            "<<{}/Type /Page /Parent 2 0 R {}/MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources 3 0 R /Array [1 2 {array}] /Tabs /S {}>>",
            here(FirstInPage),
            here(InPage),
            number + 8,
            here(LastInPage),
        ));
    }
    for (number, text) in (1..).zip(["one", "two", "three"]) {
        let content = format!(
            "BT /F 12 Tf 50 {} Td (This is {text}) Tj ET",
            900 - 200 * number
        );
        let here = if number == 2 {
            odd(Content)
        } else {
            String::new()
        };
        let length = content.len();
        objects.push(format!(
            "<<{here}/Length {length}>>\nstream\n{content}\nendstream"
        ));
    }
    (objects, format!("{}/Root 1 0 R /Info 5 0 R", odd(Trailer)))
}

/// Writes a file of objects, numbered from 1, with a cross-reference table.
pub(crate) fn written(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).expect("a string takes all");
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let (size, start) = (objects.len() + 1, bytes.len());
    bytes.extend(
        format!(
            "xref\n0 {size}\n{table}trailer\n<<{trailer} /Size {size}>>\nstartxref\n{start}\n%%EOF\n"
        )
        .into_bytes(),
    );
    bytes
}

pub(crate) fn read(bytes: &[u8]) -> Document {
    Format::Pdf
        .read(bytes, &Limits::default())
        .expect("a document")
}

/// Returns the page that contains a piece of the text.
pub(crate) fn page(document: &Document, piece: &str) -> Option<PageBox> {
    let at = document.text().find(piece)?;
    let span = Span::new(
        u32::try_from(at).ok()?,
        u32::try_from(at + piece.len()).ok()?,
    );
    match document.origin(span)? {
        Origin::Pages { pages } => pages.into_iter().next(),
        _ => None,
    }
}

pub(crate) fn number(document: &Document, piece: &str) -> Option<u32> {
    page(document, piece).map(|page| page.number)
}

pub(crate) fn has_warning(document: &Document, part: &str) -> bool {
    let mut warnings = document.warnings().iter();
    warnings.any(|warning| warning.message.contains(part))
}

/// Asserts that the document has three pages with correct numbers.
pub(crate) fn assert_all_pages(document: &Document, what: &str) {
    for (number_of, text) in (1..).zip(["is one", "is two", "is three"]) {
        let shown = document.text();
        assert_eq!(number(document, text), Some(number_of), "{what}: {shown}");
    }
}

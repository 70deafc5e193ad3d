//! Builds small PDF files for tests, object by object.

use crate::limits::Limits;
use crate::reader::pdf::clock::Clock;
use crate::reader::pdf::file;
use crate::reader::pdf::page::{DrawnPage, File};

/// A file that is being built. Object 1 is the catalog, 2 the page tree, 3 the first page
/// and 4 its content.
pub(crate) struct Fixture {
    catalog: String,
    page: String,
    content: String,
    resources: String,
    others: Vec<Vec<u8>>,
}

/// The number of the first object that [`Fixture::object`] adds.
pub(crate) const FIRST: usize = 5;

impl Fixture {
    /// A file with one page, 200 by 100 points, on which Helvetica is `/F`.
    pub(crate) fn new(content: &str) -> Self {
        Self {
            catalog: String::new(),
            page: "/MediaBox [0 0 200 100]".to_owned(),
            content: content.to_owned(),
            resources: "/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"
                .to_owned(),
            others: Vec::new(),
        }
    }

    /// Adds entries to the catalog.
    pub(crate) fn catalog(mut self, entries: &str) -> Self {
        self.catalog = entries.to_owned();
        self
    }

    /// Replaces the page's entries, including its box.
    pub(crate) fn page(mut self, entries: &str) -> Self {
        self.page = entries.to_owned();
        self
    }

    /// Replaces the page's resources, which are Helvetica.
    pub(crate) fn resources(mut self, entries: &str) -> Self {
        self.resources = entries.to_owned();
        self
    }

    /// Adds an object.
    pub(crate) fn object(mut self, object: impl AsRef<[u8]>) -> Self {
        self.others.push(object.as_ref().to_vec());
        self
    }

    /// Adds a stream, with entries of its dictionary.
    pub(crate) fn stream(self, entries: &str, data: impl AsRef<[u8]>) -> Self {
        self.object(stream(entries, data.as_ref()))
    }

    /// Returns the bytes of the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let (catalog, page, resources) = (&self.catalog, &self.page, &self.resources);
        let fixed = [
            format!("<</Type /Catalog /Pages 2 0 R {catalog}>>").into_bytes(),
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
            format!(
                "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <<{resources}>> {page}>>"
            )
            .into_bytes(),
            stream("", self.content.as_bytes()),
        ];
        written(fixed.iter().chain(&self.others).map(Vec::as_slice))
    }

    /// Reads the file.
    pub(crate) fn load(&self) -> File {
        let limits = Limits::default();
        file::load(&self.bytes(), None, &Clock::new(&limits)).expect("the fixture is a PDF file")
    }

    /// Reads the first page.
    pub(crate) fn load_page(&self) -> DrawnPage {
        self.load().pages.remove(0)
    }
}

impl DrawnPage {
    /// Returns the texts of glyphs and their starts, for comparison.
    pub(crate) fn placed(&self) -> Vec<(&str, [f32; 2])> {
        let text = |start: u32, end: u32| &self.text[start as usize..end as usize];
        (self.glyphs.iter())
            .map(|glyph| (text(glyph.start, glyph.end), glyph.from))
            .collect()
    }

    /// Returns the texts of glyphs.
    pub(crate) fn shown(&self) -> String {
        self.placed().into_iter().map(|(text, _)| text).collect()
    }
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {} {entries}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Writes objects, numbered from 1, with their cross-reference table.
fn written<'o>(objects: impl Iterator<Item = &'o [u8]>) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = vec!["0000000000 65535 f \n".to_owned()];
    let mut count = 1;
    for object in objects {
        table.push(format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(
            format!("{count} 0 obj\n")
                .bytes()
                .chain(object.iter().copied()),
        );
        bytes.extend(b"\nendobj\n");
        count += 1;
    }
    let (start, table) = (bytes.len(), table.concat());
    let end = format!(
        "xref\n0 {count}\n{table}trailer\n<</Root 1 0 R /Size {count}>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    bytes
}

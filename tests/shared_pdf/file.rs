//! Writes PDF files by their objects.

use std::fmt::Write;

/// A file that is being written: its objects by number, from 1.
pub(crate) struct File {
    pub(crate) objects: Vec<String>,
}

impl File {
    /// Creates a file with a page that shows `tea`. The font is object 5, and further
    /// objects are numbered from 6.
    pub(crate) fn new(catalog: &str, page: &str) -> Self {
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

    pub(crate) fn object(mut self, object: impl Into<String>) -> Self {
        self.objects.push(object.into());
        self
    }

    pub(crate) fn set(mut self, number: usize, object: impl Into<String>) -> Self {
        self.objects[number - 1] = object.into();
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut text = "%PDF-1.7\n".to_owned();
        for (number, object) in (1..).zip(&self.objects) {
            write!(text, "{number} 0 obj\n{object}\nendobj\n").expect("a string takes all");
        }
        text.push_str("trailer\n<</Root 1 0 R /Info 6 0 R>>\n");
        text.into_bytes()
    }
}

pub(crate) fn stream(data: &str) -> String {
    format!("<</Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// Returns the objects that `object` makes of `count` numbers from `first` on.
pub(crate) fn many(first: usize, count: usize, object: impl Fn(usize) -> String) -> Vec<String> {
    (first..first + count).map(object).collect()
}

pub(crate) fn references(first: usize, count: usize) -> String {
    many(first, count, |number| format!("{number} 0 R")).join(" ")
}

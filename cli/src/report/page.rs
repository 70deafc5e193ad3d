//! Renders the pages of reports around their documents.

use super::coverage::Gap;
use super::sizes::Sizes;
use askama::Template;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The line at the start of each report by which a later run recognizes it.
const GENERATOR: &str = "<meta name=\"generator\" content=\"sectile\">";

/// The bytes at the start of a file that are searched for it.
const MAX_START_BYTES: u64 = 256;

/// A document in the table.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) name: String,
    /// The number of the document, if it is shown.
    pub(super) place: Option<usize>,
    pub(super) sections: String,
    pub(super) chunks: String,
    pub(super) tokens: String,
    pub(super) warnings: usize,
}

/// The report of `ingest`.
#[derive(Debug, Template)]
#[template(path = "report/ingest.html")]
pub(super) struct IngestPage<'r> {
    pub(super) title: &'r str,
    pub(super) made_by: &'r str,
    pub(super) coverage: String,
    pub(super) documents_read: String,
    pub(super) unread: usize,
    pub(super) sections: String,
    pub(super) chunks: String,
    pub(super) tokens: String,
    pub(super) warnings: usize,
    pub(super) gaps: Vec<Gap>,
    pub(super) failures: &'r [(String, String)],
    pub(super) sizes: Option<Sizes>,
    /// HTML that a template has escaped.
    pub(super) documents: Vec<String>,
    pub(super) lines: Vec<Line>,
    pub(super) more_lines: usize,
    pub(super) shows_text: bool,
}

/// Renders the report of `ingest`.
pub(super) fn ingest(page: &IngestPage<'_>) -> Result<String, askama::Error> {
    page.render()
}

/// Returns true if a file is a report of this program.
pub(crate) fn is_report(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_START_BYTES).read_to_end(&mut start));
    read.is_ok() && String::from_utf8_lossy(&start).contains(GENERATOR)
}

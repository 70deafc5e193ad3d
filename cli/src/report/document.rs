//! Renders one document: its section tree, its pages, and its chunks beside windows.

mod pages;
mod text;
mod tree;
mod windows;
mod words;

use super::number::{counted, grouped};
use super::options::Text;
use askama::Template;
use pages::Page;
use sectile::{Chunk, Document};
use text::Row;
use tree::Entry;

/// A document in HTML.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// HTML that a template has escaped.
    pub(crate) html: String,
    /// The bytes of text that it shows.
    pub(crate) text_bytes: usize,
}

/// A document with what a report shows of it.
#[derive(Debug)]
pub(crate) struct Parts<'d> {
    /// The number of the document in the report; its links begin with it.
    pub(crate) number: usize,
    pub(crate) document: &'d Document,
    /// All its chunks.
    pub(crate) chunks: &'d [Chunk],
    /// The same text in windows; empty if no windows are shown beside.
    pub(crate) windows: &'d [Chunk],
    pub(crate) remarks: &'d [String],
    /// The section number paths of failed questions' evidence, with their ids.
    pub(crate) failed: &'d [(String, String)],
    pub(crate) is_open: bool,
}

#[derive(Template)]
#[template(path = "report/document.html")]
struct View<'d> {
    number: usize,
    name: &'d str,
    summary: String,
    is_open: bool,
    remarks: &'d [String],
    entries: Vec<Entry<'d>>,
    more_sections: usize,
    pages: Vec<Page>,
    more_pages: usize,
    rows: Vec<Row<'d>>,
    has_windows: bool,
    /// A sentence about the text that is not shown.
    rest: Option<String>,
    shows_text: bool,
}

/// Renders a document.
pub(crate) fn render(parts: &Parts<'_>, text: Text) -> Result<Rendered, askama::Error> {
    let leaves = leaves(parts.chunks);
    let shown = text::Shown::of(parts.document, parts.chunks, &leaves, parts.windows);
    let rows_shown = if text.is_shown() { shown.rows.len() } else { 0 };
    let (entries, more_sections) = tree::entries(parts, &leaves, rows_shown);
    let (pages, more_pages) = pages::of(&leaves);
    let text_bytes = if text.is_shown() { shown.text_bytes } else { 0 };
    let view = View {
        number: parts.number,
        name: parts.document.name(),
        summary: summary(parts, &leaves),
        is_open: parts.is_open,
        remarks: if text.is_shown() { parts.remarks } else { &[] },
        entries,
        more_sections,
        pages,
        more_pages,
        rest: rest(&shown, leaves.len()),
        rows: if text.is_shown() {
            shown.rows
        } else {
            Vec::new()
        },
        has_windows: !parts.windows.is_empty(),
        shows_text: text.is_shown(),
    };
    let html = view.render()?;
    Ok(Rendered { html, text_bytes })
}

/// The chunks of the last level, which are the ones to index.
fn leaves(chunks: &[Chunk]) -> Vec<&Chunk> {
    let last = chunks.iter().map(|chunk| chunk.level).max();
    chunks
        .iter()
        .filter(|chunk| Some(chunk.level) == last)
        .collect()
}

fn summary(parts: &Parts<'_>, leaves: &[&Chunk]) -> String {
    let tokens: u64 = leaves.iter().map(|chunk| u64::from(chunk.tokens)).sum();
    format!(
        "{}, {}, {} tokens",
        counted(parts.document.sections().len(), "section"),
        counted(leaves.len(), "chunk"),
        grouped(tokens),
    )
}

fn rest(shown: &text::Shown<'_>, chunks: usize) -> Option<String> {
    (shown.is_cut || shown.rows.len() < chunks).then(|| {
        format!(
            "Shown are the first {} of {}.",
            grouped(shown.rows.len() as u64),
            counted(chunks, "chunk")
        )
    })
}

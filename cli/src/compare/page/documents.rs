//! Renders the documents of a comparison: those with failed questions, and some others.

use super::failures::Placed;
use super::ranking::failing;
use crate::compare::Options;
use crate::compare::chunking::DEFAULT;
use crate::compare::comparison::Comparison;
use crate::report::{Parts, Room, others, render};
use sectile::{Chunk, Document, FixedSizeChunker, StructuralChunker};
use std::error::Error;

/// Returns the HTML of the documents that are shown, and the name of the chunking that
/// they are shown in.
pub(super) fn render_all<'c>(
    comparison: &'c Comparison<'_>,
    options: &Options,
    failures: &[Placed],
    room: &mut Room,
) -> Result<(Vec<String>, &'c str), Box<dyn Error>> {
    let documents = comparison.input().documents();
    let text = options.handover.report.text();
    let first = failing(failures, documents.len());
    let has_warnings = |at: usize| !documents[at].warnings().is_empty();
    let others = others(documents.len(), &first, has_warnings);
    let chunks = Cut::of(comparison, &options.judge);
    let windows = FixedSizeChunker::builder().build()?;
    let mut shown = Vec::new();
    for at in first.into_iter().chain(others) {
        let document = &documents[at];
        let windows = if text.is_shown() {
            windows.chunk(document)
        } else {
            Vec::new()
        };
        let remarks: Vec<String> = document
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect();
        let rendered = render(
            &Parts {
                number: at + 1,
                document,
                chunks: &chunks.of_document(at, document),
                windows: &windows,
                remarks: &remarks,
                failed: &failed(failures, at),
                is_open: shown.is_empty(),
            },
            text,
        )?;
        if room.take(rendered.html.len(), rendered.text_bytes) {
            shown.push(rendered.html);
        }
    }
    Ok((shown, chunks.name))
}

/// The failed questions with evidence in a document: number path and id.
fn failed(failures: &[Placed], document: usize) -> Vec<(String, String)> {
    let mut failed = Vec::new();
    for failure in failures {
        let here = failure.sections.iter().filter(|(at, _)| *at == document);
        failed.extend(here.map(|(_, path)| (path.clone(), failure.id.clone())));
    }
    failed
}

/// The chunks that documents are shown in.
struct Cut<'c> {
    name: &'c str,
    /// `None` for the default, which is cut anew with both of its levels.
    chunks: Option<&'c [Vec<Chunk>]>,
    default: StructuralChunker,
}

impl<'c> Cut<'c> {
    /// The chunks of the judged chunking; of the default where it returns chunks that
    /// depend on the question.
    fn of(comparison: &'c Comparison<'_>, judged: &str) -> Self {
        let mut chunkings = comparison.run.chunkings.iter();
        let chunks = comparison
            .chunks(judged)
            .filter(|chunks| !chunks.is_empty());
        let name = chunkings.find(|chunking| chunking.name == judged);
        let name = name.map(|chunking| chunking.name.as_str());
        let (name, chunks) = match (name, chunks) {
            (Some(name), Some(chunks)) if name != DEFAULT => (name, Some(chunks)),
            _ => (DEFAULT, None),
        };
        Self {
            name,
            chunks,
            default: StructuralChunker::default(),
        }
    }

    fn of_document(&self, at: usize, document: &Document) -> Vec<Chunk> {
        match self.chunks {
            Some(chunks) => chunks[at].clone(),
            None => self.default.chunk(document),
        }
    }
}

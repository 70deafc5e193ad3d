//! One line about the documents and the retriever.

use crate::compare::print::count;
use crate::compare::run::Run;

#[allow(clippy::cast_precision_loss)] // rounded for display
pub(super) fn line(run: &Run) -> String {
    let coverage = &run.coverage;
    let left_out = match coverage.left_out.len() {
        0 => String::new(),
        files => format!(" ({} left out)", count(files, "file")),
    };
    let retriever = (run.answers.as_ref()).map_or_else(String::new, |answers| {
        format!(", retrieved by {}", answers.retriever)
    });
    format!(
        "{}{left_out}, {:.2} MB{retriever}\n",
        count(coverage.documents.len(), "document"),
        coverage.bytes as f64 / 1e6
    )
}

//! The Python module `sectile._sectile`, which the package `sectile` presents.

// The documentation is that of Python: its examples have lists of texts, its names no ticks.
#![allow(clippy::doc_link_with_quotes, clippy::doc_markdown)]
// Arguments that come from Python are values.
#![allow(clippy::needless_pass_by_value)]

mod arrow;
mod chunk;
mod chunker;
mod document;
mod error;
mod folder;
mod frameworks;
mod passages;
mod place;
mod reader;
mod tokenizer;

use pyo3::prelude::*;

/// The compiled part of `sectile`.
#[pymodule(name = "_sectile")]
mod module {
    #[pymodule_export]
    use super::arrow::{FolderLinks, anchors_batch, anchors_schema, batch_schema, chunk_batch};
    #[pymodule_export]
    use super::chunk::{Chunk, Reference};
    #[pymodule_export]
    use super::chunker::{FixedSizeChunker, StructuralChunker, chunk};
    #[pymodule_export]
    use super::document::{Document, Section, Warning};
    #[pymodule_export]
    use super::error::SectileError;
    #[pymodule_export]
    use super::folder::{FolderChunks, chunk_folder};
    #[pymodule_export]
    use super::frameworks::lines;
    #[pymodule_export]
    use super::passages::{Citation, Passage, Passages};
    #[pymodule_export]
    use super::place::{Heading, PageBox};
    #[pymodule_export]
    use super::reader::{Reader, read};
    #[pymodule_export]
    use super::run;
}

/// Runs the command `sectile` with these arguments and returns its exit status.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| sectile_cli::command::run(arguments).code())
}

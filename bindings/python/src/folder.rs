//! Files and folders, with the names and links that `ingest` gives their documents.

use crate::chunk::{Chunk, Made};
use crate::chunker::{AnyChunker, chunker};
use crate::document::Warning;
use crate::error::{exception, with_kind};
use crate::reader::Reader;
use pyo3::prelude::*;
use sectile_cli::folder::FolderOptions;
use std::path::PathBuf;
use std::sync::Arc;

/// The chunks of a folder, and the documents that gave none.
///
/// `chunks` are in the order of the documents' names; `errors` are exceptions with a
/// `kind`, and `warnings` pairs of a document's name and a warning.
///
/// >>> import pathlib, sectile, tempfile
/// >>> folder = pathlib.Path(tempfile.mkdtemp())
/// >>> _ = (folder / "tea.md").write_text("See [milk](milk.md).")
/// >>> _ = (folder / "milk.md").write_text("# Milk")
/// >>> found = sectile.chunk_folder(folder, root=folder)
/// >>> [chunk.document for chunk in found.chunks if chunk.level == 0], found.errors
/// (['milk.md', 'tea.md'], [])
/// >>> found.chunks[-1].references[0].target
/// 'milk.md#0'
#[pyclass(module = "sectile", frozen, get_all)]
pub(crate) struct FolderChunks {
    chunks: Vec<Py<Chunk>>,
    errors: Vec<Py<PyAny>>,
    warnings: Vec<(String, Py<Warning>)>,
}

#[pymethods]
impl FolderChunks {
    fn __len__(&self) -> usize {
        self.chunks.len()
    }

    fn __repr__(&self) -> String {
        let (chunks, errors) = (self.chunks.len(), self.errors.len());
        format!("FolderChunks(chunks={chunks}, errors={errors})")
    }
}

/// Cut the documents of a file or a folder, as the command `sectile ingest` does: names are
/// relative to `root` (default: the nearest folder with a `.git`, else the folder), hidden
/// and ignored files are left out, and links between the documents are resolved.
///
/// metadata: the keys of metadata that chunks have (`all` is all). url_base: the address
/// under which the documents are. threads: 0 is one for each processor.
///
/// >>> import sectile, tempfile
/// >>> len(sectile.chunk_folder(tempfile.mkdtemp()))
/// 0
#[pyfunction]
#[pyo3(signature = (path, *, chunker=None, reader=None, root=None, metadata=None, url_base=None, threads=0))]
#[expect(clippy::too_many_arguments, reason = "they are keywords of Python")]
pub(crate) fn chunk_folder(
    py: Python<'_>,
    path: PathBuf,
    chunker: Option<AnyChunker<'_>>,
    reader: Option<PyRef<'_, Reader>>,
    root: Option<PathBuf>,
    metadata: Option<Vec<String>>,
    url_base: Option<String>,
    threads: usize,
) -> PyResult<FolderChunks> {
    let options = FolderOptions {
        paths: vec![path],
        root,
        reader: reader
            .as_ref()
            .map(|reader| reader.documents.clone())
            .unwrap_or_default(),
        max_bytes: reader.as_ref().and_then(|reader| reader.max_bytes),
        timeout: reader.as_ref().and_then(|reader| reader.timeout),
        metadata: metadata.unwrap_or_default(),
        url_base,
        threads,
    };
    let chunker = self::chunker(chunker);
    let files = py.detach(|| sectile_cli::folder::chunk_folder(&options, &*chunker));
    let files = files.map_err(|message| with_kind(py, sectile::ErrorKind::Io.as_str(), message))?;
    let mut found = FolderChunks {
        chunks: Vec::new(),
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    for file in files {
        match file.result {
            Ok((document, chunks)) => {
                for warning in document.warnings() {
                    let warning = Py::new(py, Warning::of(warning))?;
                    found.warnings.push((file.name.clone(), warning));
                }
                for chunk in Made::chunks(Some(Arc::new(document)), chunks) {
                    found.chunks.push(Py::new(py, chunk)?);
                }
            }
            Err(error) => {
                let error = exception(py, &error);
                found.errors.push(error.into_value(py).into_any());
            }
        }
    }
    Ok(found)
}

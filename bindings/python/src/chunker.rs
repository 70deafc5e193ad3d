//! The chunkers.

use crate::chunk::{Chunk, Made};
use crate::document::Document;
use crate::error::exception;
use crate::reader::{Reader, Source, load};
use crate::tokenizer::tokenizer;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sectile::{Chunker, Limits};
use std::sync::Arc;

/// Cuts along the structure: sections, then blocks, rows, items, sentences and words.
///
/// levels: the largest chunks of each level in tokens, the largest level first (default:
/// 1024 and 256). Index the chunks of the last level, and return their parents.
/// max_tokens: one level instead. tokenizer: `words`, the name of an encoding or of an
/// OpenAI model, or a callable that returns the number of tokens of a text.
///
/// >>> import sectile
/// >>> chunker = sectile.StructuralChunker(max_tokens=64, tokenizer=lambda text: len(text))
/// >>> document = sectile.read(b"# Tea\n\nBoil water.\n\n# Milk\n\nWarm it.\n", name="tea.md")
/// >>> [chunk.text for chunk in chunker.chunk(document)]
/// ['# Tea\n\nBoil water.\n\n# Milk\n\nWarm it.']
#[pyclass(module = "sectile", frozen)]
pub(crate) struct StructuralChunker {
    chunker: Arc<sectile::StructuralChunker>,
    levels: Option<Vec<u32>>,
    tokenizer: Py<PyAny>,
}

#[pymethods]
impl StructuralChunker {
    #[new]
    #[pyo3(signature = (*, levels=None, max_tokens=None, tokenizer=None))]
    fn new(
        py: Python<'_>,
        levels: Option<Vec<u32>>,
        max_tokens: Option<u32>,
        tokenizer: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let levels = match (levels, max_tokens) {
            (Some(_), Some(_)) => {
                return Err(crate::error::config(
                    py,
                    "levels and max_tokens exclude each other",
                ));
            }
            (levels, max_tokens) => levels.or_else(|| max_tokens.map(|tokens| vec![tokens])),
        };
        let given = tokenizer.unwrap_or_else(|| py.None());
        let mut builder =
            sectile::StructuralChunker::builder().tokenizer(self::tokenizer(given.bind(py))?);
        if let Some(levels) = &levels {
            builder = builder.levels(levels.iter().copied());
        }
        let chunker = builder.build().map_err(|error| exception(py, &error))?;
        Ok(Self {
            chunker: Arc::new(chunker),
            levels,
            tokenizer: given,
        })
    }

    /// Cut a document, or what `sectile.read` reads.
    fn chunk(&self, py: Python<'_>, document: &Document) -> PyResult<Vec<Chunk>> {
        cut(py, document, &*self.chunker, &Limits::default())
    }

    /// The largest chunks of each level, in tokens.
    #[getter]
    fn levels(&self) -> Vec<u32> {
        self.chunker.levels().to_vec()
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("levels", self.levels.clone())?;
        options.set_item("tokenizer", self.tokenizer.clone_ref(py))?;
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        format!("StructuralChunker(levels={:?})", self.chunker.levels())
    }
}

/// Cuts into windows of a fixed number of tokens: the baseline.
///
/// >>> import sectile
/// >>> chunker = sectile.FixedSizeChunker(max_tokens=3, overlap=1, tokenizer="words")
/// >>> document = sectile.read(b"one two three four five", name="x.txt")
/// >>> [chunk.text.strip() for chunk in chunker.chunk(document)]
/// ['one two three', 'three four five']
#[pyclass(module = "sectile", frozen)]
pub(crate) struct FixedSizeChunker {
    chunker: Arc<sectile::FixedSizeChunker>,
    max_tokens: u32,
    overlap: u32,
    tokenizer: Py<PyAny>,
}

#[pymethods]
impl FixedSizeChunker {
    #[new]
    #[pyo3(signature = (*, max_tokens=512, overlap=50, tokenizer=None))]
    fn new(
        py: Python<'_>,
        max_tokens: u32,
        overlap: u32,
        tokenizer: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let given = tokenizer.unwrap_or_else(|| py.None());
        let builder =
            sectile::FixedSizeChunker::builder().tokenizer(self::tokenizer(given.bind(py))?);
        let builder = builder.max_tokens(max_tokens).overlap(overlap);
        let chunker = builder.build().map_err(|error| exception(py, &error))?;
        Ok(Self {
            chunker: Arc::new(chunker),
            max_tokens,
            overlap,
            tokenizer: given,
        })
    }

    /// Cut a document.
    fn chunk(&self, py: Python<'_>, document: &Document) -> PyResult<Vec<Chunk>> {
        cut(py, document, &*self.chunker, &Limits::default())
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("max_tokens", self.max_tokens)?;
        options.set_item("overlap", self.overlap)?;
        options.set_item("tokenizer", self.tokenizer.clone_ref(py))?;
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        format!(
            "FixedSizeChunker(max_tokens={}, overlap={})",
            self.max_tokens, self.overlap
        )
    }
}

/// A chunker of either class.
#[derive(FromPyObject)]
pub(crate) enum AnyChunker<'py> {
    Structural(PyRef<'py, StructuralChunker>),
    FixedSize(PyRef<'py, FixedSizeChunker>),
}

/// Returns the chunker, or the default one.
pub(crate) fn chunker(given: Option<AnyChunker<'_>>) -> Arc<dyn Chunker> {
    match given {
        None => Arc::new(sectile::StructuralChunker::default()),
        Some(AnyChunker::Structural(chunker)) => chunker.chunker.clone(),
        Some(AnyChunker::FixedSize(chunker)) => chunker.chunker.clone(),
    }
}

/// Read a document from a path or from bytes, and cut it.
///
/// >>> import sectile
/// >>> chunks = sectile.chunk(b"# Tea\n\nBoil water.\n", name="tea.md")
/// >>> [(chunk.level, chunk.text) for chunk in chunks]
/// [(0, '# Tea\n\nBoil water.'), (1, '# Tea\n\nBoil water.')]
#[pyfunction]
#[pyo3(signature = (source, *, name=None, chunker=None, reader=None))]
pub(crate) fn chunk(
    py: Python<'_>,
    source: Source<'_>,
    name: Option<&str>,
    chunker: Option<AnyChunker<'_>>,
    reader: Option<PyRef<'_, Reader>>,
) -> PyResult<Vec<Chunk>> {
    let (document, limits) = load(py, &source, name, reader.as_deref())?;
    cut(py, &document, &*self::chunker(chunker), &limits)
}

fn cut(
    py: Python<'_>,
    document: &Document,
    chunker: &dyn Chunker,
    limits: &Limits,
) -> PyResult<Vec<Chunk>> {
    let source = document.document();
    let chunks = py.detach(|| {
        let chunks = chunker.chunks_within(source, limits);
        chunks.collect::<sectile::Result<Vec<_>>>()
    });
    let chunks = chunks.map_err(|error| exception(py, &error))?;
    Ok(Made::chunks(Some(document.shared()), chunks))
}

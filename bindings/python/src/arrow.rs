//! The batch functions on Arrow data of any library.

use crate::chunker::{AnyChunker, chunker};
use crate::error::config;
use crate::reader::Reader;
use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyRecordBatch, PySchema, PyTable};
use sectile_arrow::BatchOptions;
use std::sync::Arc;

/// The anchors of all documents of a folder, for the links between them.
///
/// >>> import pyarrow, sectile.arrow
/// >>> batch = pyarrow.record_batch({
/// ...     "name": ["tea.md", "milk.md"],
/// ...     "content": ["See [milk](milk.md#warm).", "# Milk\n\n## Warm\n"],
/// ... })
/// >>> links = sectile.arrow.FolderLinks(sectile.arrow.anchors_batch(batch))
/// >>> rows = sectile.arrow.chunk_batch(batch, links=links)
/// >>> rows["references"][0][0]["target"].as_py()
/// 'milk.md#1.1'
#[pyclass(module = "sectile.arrow", frozen)]
pub(crate) struct FolderLinks(Arc<sectile_arrow::FolderLinks>);

#[pymethods]
impl FolderLinks {
    /// Take the rows of `anchors_batch` of all documents: a batch, a table or a stream.
    #[new]
    fn new(py: Python<'_>, anchors: AnyRecordBatch) -> PyResult<Self> {
        let batches = batches(py, anchors)?;
        let links = py.detach(|| sectile_arrow::FolderLinks::new(&batches));
        let links = links.map_err(|error| unsuitable(py, &error))?;
        Ok(Self(Arc::new(links)))
    }
}

/// See `sectile.arrow.chunk_batch`.
#[pyfunction]
#[pyo3(signature = (batch, *, chunker=None, reader=None, metadata=None, url_base=None, links=None))]
pub(crate) fn chunk_batch(
    py: Python<'_>,
    batch: AnyRecordBatch,
    chunker: Option<AnyChunker<'_>>,
    reader: Option<PyRef<'_, Reader>>,
    metadata: Option<Vec<String>>,
    url_base: Option<String>,
    links: Option<PyRef<'_, FolderLinks>>,
) -> PyResult<Rows> {
    let mut options = reading(reader.as_deref())
        .chunker(self::chunker(chunker))
        .metadata(metadata.unwrap_or_default());
    if let Some(url) = url_base {
        options = options.url_base(url);
    }
    if let Some(links) = links {
        options = options.links(Arc::clone(&links.0));
    }
    run(py, batch, sectile_arrow::batch_schema(), |batch| {
        sectile_arrow::chunk_batch(batch, &options)
    })
}

/// See `sectile.arrow.anchors_batch`.
#[pyfunction]
#[pyo3(signature = (batch, *, reader=None))]
pub(crate) fn anchors_batch(
    py: Python<'_>,
    batch: AnyRecordBatch,
    reader: Option<PyRef<'_, Reader>>,
) -> PyResult<Rows> {
    let options = reading(reader.as_deref());
    run(py, batch, sectile_arrow::anchors_schema(), |batch| {
        sectile_arrow::anchors_batch(batch, &options)
    })
}

/// See `sectile.arrow.batch_schema`.
#[pyfunction]
pub(crate) fn batch_schema() -> PySchema {
    PySchema::new(sectile_arrow::batch_schema())
}

/// See `sectile.arrow.anchors_schema`.
#[pyfunction]
pub(crate) fn anchors_schema() -> PySchema {
    PySchema::new(sectile_arrow::anchors_schema())
}

/// The rows of a batch, or those of a table or a stream.
#[derive(IntoPyObject)]
pub(crate) enum Rows {
    Batch(PyRecordBatch),
    Table(PyTable),
}

/// Runs a batch function on each batch, while other threads of Python run.
fn run(
    py: Python<'_>,
    data: AnyRecordBatch,
    schema: SchemaRef,
    work: impl Fn(&RecordBatch) -> Result<RecordBatch, ArrowError> + Send + Sync,
) -> PyResult<Rows> {
    let rows = |batch: &RecordBatch| {
        let rows = py.detach(|| work(batch));
        rows.map_err(|error| unsuitable(py, &error))
    };
    match data {
        AnyRecordBatch::RecordBatch(batch) => {
            let rows = rows(batch.as_ref())?;
            Ok(Rows::Batch(PyRecordBatch::new(rows)))
        }
        // A stream may run Python, so its batches are taken one by one outside of `detach`.
        AnyRecordBatch::Stream(stream) => {
            let batches = stream.into_reader()?.map(|batch| {
                let batch = batch.map_err(|error| unsuitable(py, &error))?;
                rows(&batch)
            });
            let batches = batches.collect::<PyResult<Vec<_>>>()?;
            Ok(Rows::Table(PyTable::try_new(batches, schema)?))
        }
    }
}

fn reading(reader: Option<&Reader>) -> BatchOptions {
    let mut options = BatchOptions::default();
    if let Some(reader) = reader {
        options = options
            .reader(reader.documents.clone())
            .limits(reader.limits());
        if let Some(timeout) = reader.timeout {
            options = options.timeout(timeout);
        }
    }
    options
}

fn batches(py: Python<'_>, data: AnyRecordBatch) -> PyResult<Vec<RecordBatch>> {
    let batches: Result<Vec<RecordBatch>, ArrowError> = data.into_reader()?.collect();
    batches.map_err(|error| unsuitable(py, &error))
}

/// Returns the exception for a batch without the columns.
fn unsuitable(py: Python<'_>, error: &ArrowError) -> PyErr {
    let message = match error {
        ArrowError::InvalidArgumentError(message) => message.clone(),
        error => error.to_string(),
    };
    config(py, message)
}

//! The first pass for links between documents: it collects the anchors of all documents.

use crate::input::Documents;
use crate::options::BatchOptions;
use crate::rows::MAX_BYTES;
use arrow_array::RecordBatch;
use arrow_array::builder::StringBuilder;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::{Arc, LazyLock};

/// Returns the schema of [`anchors_batch`]: `name`, and `anchors` as JSON, null for a
/// document that cannot be read.
#[must_use]
pub fn anchors_schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let field = |name| Field::new(name, DataType::Utf8, true);
        Arc::new(Schema::new(vec![field("name"), field("anchors")]))
    });
    SCHEMA.clone()
}

/// Collects the anchors of the documents of a batch, for the links of other documents: one
/// row a document. It is the first pass; its rows of all batches make the
/// [`FolderLinks`](crate::FolderLinks) of the second one.
///
/// # Errors
/// If one of the columns `name` and `content` is missing or has another type, or the
/// anchors have more than 2 GiB.
pub fn anchors_batch(
    batch: &RecordBatch,
    options: &BatchOptions,
) -> Result<RecordBatch, ArrowError> {
    let documents = Documents::of(batch)?;
    let (mut names, mut all) = (StringBuilder::new(), StringBuilder::new());
    let mut bytes = 0;
    for row in 0..batch.num_rows() {
        let name = documents.name(row);
        let anchors = anchors(&documents, row, options);
        bytes += name.map_or(0, str::len) + anchors.as_deref().map_or(0, str::len);
        if bytes > MAX_BYTES {
            let message = "the rows of the batch would have more than 2 GiB; use smaller batches";
            return Err(ArrowError::InvalidArgumentError(message.to_owned()));
        }
        names.append_option(name);
        all.append_option(anchors);
    }
    let (names, anchors) = (names.finish(), all.finish());
    RecordBatch::try_new(anchors_schema(), vec![Arc::new(names), Arc::new(anchors)])
}

/// Returns the anchors of a document as JSON. The second pass reports why one cannot be
/// read.
fn anchors(documents: &Documents<'_>, row: usize, options: &BatchOptions) -> Option<String> {
    let (document, _) = options
        .read(documents.name(row)?, documents.content(row)?)
        .ok()?;
    serde_json::to_string(&document.anchors()).ok()
}

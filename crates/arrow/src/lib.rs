//! Chunks as Arrow record batches: documents in, one row a chunk out.
//!
//! [`chunk_batch`] is a pure function for engines (`DataFusion`, Daft, Ray, Spark, Polars):
//! a batch with the columns `name` and `content` in, a batch of [chunks](batch_schema)
//! out. A document that cannot be read is a row with an error, never a failed batch.
//! [`chunks_to_batches`] converts chunks that are made already, and `ParquetWriter`
//! (feature `parquet`) writes them to a file.
//!
//! ```
//! use arrow_array::{RecordBatch, StringArray, cast::AsArray as _};
//! use sectile_arrow::{BatchOptions, chunk_batch};
//! use std::sync::Arc;
//!
//! let batch = RecordBatch::try_from_iter([
//!     ("name", Arc::new(StringArray::from(vec!["tea.md", "tea.pdf"])) as _),
//!     ("content", Arc::new(StringArray::from(vec!["# Tea\n\nBoil water.\n", "no PDF"])) as _),
//! ])?;
//! let rows = chunk_batch(&batch, &BatchOptions::default())?;
//!
//! let texts = rows.column_by_name("text").unwrap().as_string::<i32>();
//! assert_eq!(texts.value(0), "# Tea\n\nBoil water.");
//! let errors = rows.column_by_name("error").unwrap().as_struct();
//! let kinds = errors.column_by_name("kind").unwrap().as_string::<i32>();
//! assert_eq!(kinds.value(rows.num_rows() - 1), "malformed");
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```

mod anchors;
mod batch;
mod input;
mod links;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;
mod schema;

#[cfg(feature = "parquet")]
pub use crate::parquet::ParquetWriter;
pub use anchors::{anchors_batch, anchors_schema};
pub use batch::{chunk_batch, chunks_to_batches};
pub use links::FolderLinks;
pub use options::BatchOptions;
pub use schema::{batch_schema, chunk_schema};

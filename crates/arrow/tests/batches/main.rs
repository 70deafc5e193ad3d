//! Rows are the lines of JSON, in batches and in Parquet files.
#![cfg(all(feature = "html", feature = "markdown", feature = "pdf"))]

mod common;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;

//! Writes batches of chunks to a Parquet file.

use crate::schema::chunk_schema;
use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::fmt;
use std::io::{self, Write};

/// The bytes of a row group in memory after which it is written: the memory of a run does
/// not grow with the file.
const ROW_GROUP_BYTES: usize = 64 << 20;

/// The program that a file names. `ingest` recognizes its own earlier output by it.
const CREATED_BY: &str = concat!("sectile version ", env!("CARGO_PKG_VERSION"));

/// Writes chunks as Parquet, in the columns of [`chunk_schema`]. The same batches give the
/// same bytes.
///
/// ```
/// use sectile_arrow::{ParquetWriter, chunks_to_batches};
///
/// let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?;
/// let mut writer = ParquetWriter::new(Vec::new()).unwrap();
/// for batch in chunks_to_batches(&chunks).unwrap() {
///     writer.write(&batch).unwrap();
/// }
/// let file = writer.finish().unwrap();
/// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
/// # Ok::<(), sectile::Error>(())
/// ```
pub struct ParquetWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Returns the errors of `out`.
    pub fn new(out: W) -> io::Result<Self> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(CREATED_BY.to_owned());
        // A dictionary of texts that all differ is built in vain.
        for column in ["id", "text"] {
            properties = properties.set_column_dictionary_enabled(column.into(), false);
        }
        let writer = ArrowWriter::try_new(out, chunk_schema(), Some(properties.build()));
        Ok(Self {
            writer: writer.map_err(io_error)?,
        })
    }

    /// Adds a batch of [`chunk_schema`].
    ///
    /// # Errors
    /// Returns the errors of the output, or an error if the batch has another schema.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.writer.write(batch).map_err(io_error)?;
        if self.writer.in_progress_size() > ROW_GROUP_BYTES {
            self.writer.flush().map_err(io_error)?;
        }
        Ok(())
    }

    /// Ends the file: without its last bytes it cannot be read.
    ///
    /// # Errors
    /// Returns the errors of the output.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(io_error)
    }
}

impl<W: Write + Send> fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetWriter").finish_non_exhaustive()
    }
}

/// Returns the error of the output itself where the library only wraps it: a full disk
/// is reported as one.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

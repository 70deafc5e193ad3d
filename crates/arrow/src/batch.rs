//! The batch functions: from documents to rows, and from chunks to rows.

use crate::input::Documents;
use crate::options::BatchOptions;
use crate::rows::{MAX_BYTES, Rows, chunk_bytes, warning_bytes};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use sectile::{Chunk, Error, ErrorKind, Warning};

/// The bytes after which [`chunks_to_batches`] begins a new batch: large enough that a
/// batch's own cost is nothing, small enough that a row group has several.
const BATCH_BYTES: usize = 16 << 20;

/// Cuts the documents of a batch into chunks, one row each ([`batch_schema`]), in the
/// order of the documents.
///
/// The columns `name` (text) and `content` (text or bytes) of any Arrow type are read in
/// place; others are ignored. The same rows give the same chunks in any batch, on any
/// thread and in any engine.
///
/// A document that cannot be read has one row with an `error`. So has one without a name
/// or content, and one whose rows would make the batch larger than the 2 GiB of text that
/// Arrow's offsets reach (`too_large`).
///
/// [`batch_schema`]: crate::batch_schema
///
/// # Errors
/// If one of the two columns is missing or has another type. Documents cause none.
pub fn chunk_batch(batch: &RecordBatch, options: &BatchOptions) -> Result<RecordBatch, ArrowError> {
    let documents = Documents::of(batch)?;
    let mut output = Output::new(MAX_BYTES);
    for row in 0..batch.num_rows() {
        let (name, content) = (documents.name(row), documents.content(row));
        let cut = cut(name, content, options);
        output.add(name, cut);
    }
    output.rows.finish()
}

/// A document's chunks and warnings.
type Cut = (Vec<Chunk>, Vec<Warning>);

fn cut(name: Option<&str>, content: Option<&[u8]>, options: &BatchOptions) -> Result<Cut, Error> {
    let missing = |column| Error::new(ErrorKind::Malformed, format!("the {column} is null"));
    let name = name.ok_or_else(|| missing("name"))?;
    let content = content.ok_or_else(|| missing("content"))?;
    let (mut document, limits) = options.read(name, content)?;
    let chunks = options.chunks(&mut document, &limits)?;
    Ok((chunks, document.warnings().to_vec()))
}

/// The rows of a batch, and the space that is left in it.
struct Output {
    rows: Rows,
    left: usize,
}

impl Output {
    fn new(bytes: usize) -> Self {
        Self {
            rows: Rows::default(),
            left: bytes,
        }
    }

    fn add(&mut self, name: Option<&str>, cut: Result<Cut, Error>) {
        let name_bytes = name.map_or(0, str::len);
        // The name of the document alone must fit too: it is dropped if it does not.
        let shown = name.filter(|_| name_bytes <= self.left);
        match cut {
            Ok((chunks, warnings)) if self.take(&chunks, &warnings) => {
                for (at, chunk) in chunks.iter().enumerate() {
                    let warnings = if at == 0 { &warnings[..] } else { &[] };
                    self.rows.push(chunk, warnings);
                }
                if chunks.is_empty() && !warnings.is_empty() {
                    self.rows.push_document(name, None, &warnings);
                }
            }
            Ok(_) => {
                let message =
                    "the rows of the batch would have more than 2 GiB; use smaller batches";
                let error = Some((ErrorKind::TooLarge.as_str(), message));
                self.rows.push_document(shown, error, &[]);
            }
            Err(error) => {
                let message = error.to_string();
                let error = Some((error.kind().as_str(), message.as_str()));
                self.rows.push_document(shown, error, &[]);
                self.left = self.left.saturating_sub(message.len());
            }
        }
        self.left = self.left.saturating_sub(shown.map_or(0, str::len));
    }

    /// Takes the space of chunks and warnings, unless there is less left.
    fn take(&mut self, chunks: &[Chunk], warnings: &[Warning]) -> bool {
        let bytes = chunks.iter().map(chunk_bytes).sum::<usize>() + warning_bytes(warnings);
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

/// Converts chunks to batches of [`chunk_schema`](crate::chunk_schema), row for row in
/// their order. All but very large documents give one batch.
///
/// ```
/// let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?;
/// let batches = sectile_arrow::chunks_to_batches(&chunks).unwrap();
/// assert_eq!(batches[0].num_rows(), chunks.len());
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// If the texts of a single chunk have more than 2 GiB.
pub fn chunks_to_batches<'c>(
    chunks: impl IntoIterator<Item = &'c Chunk>,
) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut batches = Vec::new();
    let mut rows = Rows::default();
    let mut bytes = 0;
    for chunk in chunks {
        let size = chunk_bytes(chunk);
        if size > MAX_BYTES {
            let message = format!("chunk {} has more than 2 GiB of text", chunk.id);
            return Err(ArrowError::InvalidArgumentError(message));
        }
        if bytes > 0 && bytes + size > BATCH_BYTES {
            batches.push(std::mem::take(&mut rows).finish_chunks()?);
            bytes = 0;
        }
        rows.push(chunk, &[]);
        bytes += size;
    }
    if bytes > 0 {
        batches.push(rows.finish_chunks()?);
    }
    Ok(batches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;

    fn chunk(text: &str) -> Chunk {
        Chunk {
            id: "a".to_owned(),
            text: text.to_owned(),
            ..Chunk::default()
        }
    }

    #[test]
    fn rows_beyond_the_range_of_offsets_are_an_error_row() {
        let mut output = Output::new(1000);
        output.add(Some("a.md"), Ok((vec![chunk("tea")], Vec::new())));
        output.add(
            Some("b.md"),
            Ok((vec![chunk(&"tea".repeat(400))], Vec::new())),
        );
        output.add(Some("c.md"), Ok((vec![chunk("tea")], Vec::new())));
        output.add(
            Some(&"d".repeat(2000)),
            Err(Error::new(ErrorKind::Malformed, "no")),
        );
        let batch = output.rows.finish().unwrap();
        let kinds = batch
            .column_by_name("error")
            .unwrap()
            .as_struct()
            .column(0)
            .clone();
        let kinds: Vec<Option<&str>> = kinds.as_string::<i32>().iter().collect();
        assert_eq!(kinds, [None, Some("too_large"), None, Some("malformed")]);
        let names = batch.column_by_name("document").unwrap();
        assert!(names.is_valid(1) && names.is_null(3));
    }

    #[test]
    fn a_large_document_gives_several_batches() {
        let chunks = vec![chunk(&"tea ".repeat(1 << 20)); 9]; // 36 MB
        let batches = chunks_to_batches(&chunks).unwrap();
        let rows: Vec<usize> = batches.iter().map(RecordBatch::num_rows).collect();
        assert_eq!(rows, [3, 3, 3]);
        assert!(chunks_to_batches(&[]).unwrap().is_empty());
    }
}

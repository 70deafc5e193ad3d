//! The chunks of a document in the form of an output: lines of JSON, or rows of Parquet.

#[cfg(feature = "parquet")]
use sectile::Chunk;
use sectile::ChunkFormat;
#[cfg(feature = "parquet")]
use sectile_arrow::chunks_to_batches;

/// The form of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowForm {
    Lines(ChunkFormat),
    #[cfg(feature = "parquet")]
    Parquet,
}

/// The lines of a document grow by their length divided by this: a fourth. Twice the room
/// would be the memory of the document once more.
const GROWTH_PART: usize = 4;

/// The chunks of a document that one output has.
pub(crate) enum Rows {
    Lines(Vec<u8>),
    #[cfg(feature = "parquet")]
    Batches(Vec<arrow_array::RecordBatch>),
}

impl RowForm {
    /// Returns true if the output can be followed by `--update`, which keeps the bytes of
    /// unchanged documents.
    pub(crate) fn has_lines(self) -> bool {
        matches!(self, Self::Lines(_))
    }

    /// Returns the rows of a document without chunks.
    pub(crate) fn none(self) -> Rows {
        match self {
            Self::Lines(_) => Rows::Lines(Vec::new()),
            #[cfg(feature = "parquet")]
            Self::Parquet => Rows::Batches(Vec::new()),
        }
    }
}

impl Rows {
    /// Returns the bytes of lines; rows of Parquet have none of their own.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Lines(lines) => lines.len() as u64,
            #[cfg(feature = "parquet")]
            Self::Batches(_) => 0,
        }
    }

    /// Adds a line.
    pub(crate) fn push_line(&mut self, line: &str) {
        match self {
            Self::Lines(lines) => {
                let room = lines.capacity() - lines.len();
                if room < line.len() + 1 {
                    lines.reserve_exact((lines.len() / GROWTH_PART).max(line.len() + 1));
                }
                lines.extend_from_slice(line.as_bytes());
                lines.push(b'\n');
            }
            #[cfg(feature = "parquet")]
            Self::Batches(_) => {} // their form has no lines
        }
    }
}

/// Returns the rows of Parquet of the chunks of each of `outputs` outputs.
#[cfg(feature = "parquet")]
pub(crate) fn batches(
    chunks: &[Chunk],
    outputs: usize,
    output: impl Fn(&Chunk) -> usize,
) -> Result<Vec<Rows>, String> {
    let rows = (0..outputs).map(|at| {
        let chunks = chunks.iter().filter(|chunk| output(chunk) == at);
        chunks_to_batches(chunks)
            .map(Rows::Batches)
            .map_err(|error| error.to_string())
    });
    rows.collect()
}

//! Writes and reads JSON Lines, one chunk a line.

use super::{Chunk, ChunkFormat};
use std::borrow::Borrow;
use std::io::{self, BufRead, Write};

/// Writes `chunks` as JSON Lines, in the wire format that [`Chunk`] documents field by
/// field. They may be owned, borrowed or shared, so a chunker's iterator can be written
/// as it is.
///
/// ```
/// use sectile::{Chunker, Format, Limits, StructuralChunker};
///
/// let document = Format::Markdown.read(b"# Tea\n\nBoil water.\n", &Limits::default())?;
/// sectile::write_jsonl(std::io::sink(), StructuralChunker::default().chunks(&document))
///     .expect("a sink takes everything");
///
/// let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?;
/// let mut lines = Vec::new();
/// sectile::write_jsonl(&mut lines, &chunks).expect("a vector takes everything");
/// let back = sectile::read_jsonl(lines.as_slice()).collect::<Result<Vec<_>, _>>();
/// let back = back.expect("the lines were just written");
/// assert_eq!(back, chunks);
/// # Ok::<(), sectile::Error>(())
/// ```
///
/// # Errors
/// Returns the errors of `writer`.
pub fn write_jsonl(
    mut writer: impl Write,
    chunks: impl IntoIterator<Item = impl Borrow<Chunk>>,
) -> io::Result<()> {
    chunks
        .into_iter()
        .try_for_each(|chunk| ChunkFormat::Jsonl.write(&mut writer, chunk.borrow()))
}

/// Reads chunks back from JSON Lines, without blank lines. A line that is not a chunk is
/// an error with the number of the line.
pub fn read_jsonl(reader: impl BufRead) -> impl Iterator<Item = io::Result<Chunk>> {
    let lines = reader.lines().enumerate();
    let filled =
        lines.filter(|(_, line)| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    filled.map(|(number, line)| {
        serde_json::from_str(&line?).map_err(|error| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {}: {error}", number + 1),
            )
        })
    })
}

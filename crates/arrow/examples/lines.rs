//! Prints the rows of `chunk_batch` as lines of JSON, made by the library alone: the oracle
//! in the tests of the engines.
//!
//!     lines FOLDER MAX_BYTES LEVEL...
//!
//! Each file of the folder gives one line: `document`, and its `chunks` and `warnings` or
//! its `error`.

use sectile::{Chunk, Chunker as _, Document, DocumentReader, Error, Limits, StructuralChunker};
use serde_json::json;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("FOLDER is missing")?);
    let mut limits = Limits::default();
    limits.input_bytes = arguments.next().ok_or("MAX_BYTES is missing")?.parse()?;
    let levels = arguments.map(|level| level.parse());
    let levels = levels.collect::<Result<Vec<u32>, _>>()?;
    let chunker = StructuralChunker::builder().levels(levels).build()?;

    let mut output = BufWriter::new(io::stdout().lock());
    for path in files(&folder)? {
        let name = path.strip_prefix(&folder)?.to_string_lossy().into_owned();
        write!(output, r#"{{"document":{}"#, json!(name))?;
        match cut(&name, &fs::read(&path)?, &chunker, &limits) {
            // Not by `json!`, which makes 461.6000061035156 of the 461.6 of a page's box.
            Ok((document, chunks)) => {
                let chunks = serde_json::to_string(&chunks)?;
                let warnings = serde_json::to_string(document.warnings())?;
                writeln!(output, r#","chunks":{chunks},"warnings":{warnings}}}"#)?;
            }
            Err(error) => {
                let kind = error.kind().as_str();
                let error = json!({"kind": kind, "message": error.to_string()});
                writeln!(output, r#","error":{error}}}"#)?;
            }
        }
    }
    output.flush()?;
    Ok(())
}

fn cut(
    name: &str,
    bytes: &[u8],
    chunker: &StructuralChunker,
    limits: &Limits,
) -> Result<(Document, Vec<Chunk>), Error> {
    let document = DocumentReader::default().read(name, bytes, limits)?;
    let chunks = chunker.chunks_within(&document, limits);
    let chunks = chunks.collect::<Result<Vec<_>, _>>()?;
    Ok((document, chunks))
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let found = if entry.file_type()?.is_dir() {
                &mut folders
            } else {
                &mut files
            };
            found.push(entry.path());
        }
    }
    Ok(files)
}

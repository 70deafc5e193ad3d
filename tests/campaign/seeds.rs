//! The documents that are mutated: those of testdata, joined until they have 8 KiB.

use sectile::{Format, Limits, StructuralChunker, write_jsonl};
use std::path::{Path, PathBuf};

/// The least size of a joined document in bytes.
const LEAST: usize = 8 << 10;

/// The least number of documents of a campaign.
const DOCUMENTS: usize = 200;

/// PDF files above this size, in bytes, would take most of a campaign's time.
const MAX_PDF: usize = 300_000;

pub(crate) fn markdown() -> Vec<Vec<u8>> {
    joined(&files("md"))
}

pub(crate) fn html() -> Vec<Vec<u8>> {
    joined(&files("html"))
}

/// Returns each file, and a copy with decoded streams, because any mutation of a
/// compressed stream only gives damaged data.
pub(crate) fn pdf() -> Vec<Vec<u8>> {
    let mut files = files("pdf");
    files.retain(|file| file.len() <= MAX_PDF);
    let decoded = files.iter().filter_map(|file| {
        let mut document = lopdf::Document::load_mem(file).ok()?;
        document.decompress();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).ok()?;
        Some(bytes)
    });
    let decoded: Vec<_> = decoded.filter(|file| file.len() <= MAX_PDF).collect();
    files.extend(decoded);
    assert!(files.len() >= DOCUMENTS, "only {} files", files.len());
    files
}

/// Returns lines of chunks of the Markdown documents.
pub(crate) fn jsonl() -> Vec<Vec<u8>> {
    let chunker = StructuralChunker::default();
    let lines = files("md").into_iter().map(|file| {
        let document = Format::Markdown.read(&file, &Limits::default());
        let chunks = chunker.chunk(&document.expect("Markdown is always read"));
        let mut lines = Vec::new();
        write_jsonl(&mut lines, &chunks).expect("lines can be written to memory");
        lines
    });
    joined(&lines.collect::<Vec<_>>())
}

/// Joins small documents with the following ones until they are large enough. Each
/// document is the first of one joined document.
fn joined(files: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let rounds = DOCUMENTS.div_ceil(files.len());
    let mut documents = Vec::new();
    for round in 0..rounds {
        for at in 0..files.len() {
            let mut document = Vec::new();
            // The next round joins other neighbours.
            let neighbours =
                (0..files.len()).map(|step| &files[(at + step * (2 * round + 1)) % files.len()]);
            for file in neighbours {
                document.extend_from_slice(file);
                document.push(b'\n');
                if document.len() >= LEAST {
                    break;
                }
            }
            documents.push(document);
        }
    }
    documents
}

/// Returns the content of all files of testdata with this extension, in the order of
/// their paths.
fn files(extension: &str) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("testdata can be listed") {
            let path: PathBuf = entry.expect("testdata can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: &PathBuf| std::fs::read(path).expect("testdata can be read");
    paths.iter().map(read).collect()
}

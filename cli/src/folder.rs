//! Cuts the documents of files and folders in memory, with the names, links and formats
//! that `ingest` gives them.

use crate::corpus::{Corpus, Read, RootRule, Search};
use crate::parallel;
use sectile::{Chunk, Chunker, Document, DocumentReader, Error, Metadata, Progress};
use std::path::PathBuf;
use std::time::Duration;

/// The documents to cut.
#[derive(Debug, Clone, Default)]
pub struct FolderOptions {
    /// Files and folders, which are searched as `ingest` does.
    pub paths: Vec<PathBuf>,
    /// The folder that the names of documents are relative to; `None` is the nearest one
    /// with a `.git`, else the folder that is given.
    pub root: Option<PathBuf>,
    /// The reader of all formats.
    pub reader: DocumentReader,
    /// The size of the largest document in bytes; `None` is the default of `Limits`.
    pub max_bytes: Option<usize>,
    /// Gives up a document that takes longer to read and cut.
    pub timeout: Option<Duration>,
    /// The keys of metadata that chunks have; `all` is all of them.
    pub metadata: Vec<String>,
    /// The address under which the documents are.
    pub url_base: Option<String>,
    /// The number of threads; 0 is one for each processor.
    pub threads: usize,
}

/// A document and its chunks, or the reason why there are none.
#[derive(Debug)]
pub struct FileChunks {
    /// The name of the document.
    pub name: String,
    /// The document and its chunks.
    pub result: Result<(Document, Vec<Chunk>), Error>,
}

/// Cuts the documents in the order of their names.
///
/// # Errors
/// If a path does not exist.
pub fn chunk_folder(
    options: &FolderOptions,
    chunker: &dyn Chunker,
) -> Result<Vec<FileChunks>, String> {
    let search = Search {
        paths: &options.paths,
        format: None,
        root: match &options.root {
            Some(root) => RootRule::Named(root.clone()),
            None => RootRule::Repository,
        },
        name: None,
    };
    let mut corpus = Corpus::find(&search, options.reader.clone())?;
    corpus.set_timeout(options.timeout);
    corpus.set_max_bytes(options.max_bytes);
    if let Some(missing) = corpus.missing.first() {
        return Err(format!("{}: no such file or folder", missing.display()));
    }
    if let Some(message) = corpus.unreachable.first() {
        return Err(message.clone());
    }
    let cut = |file: &_| -> Result<(Document, Vec<Chunk>), Error> {
        let Read {
            document, limits, ..
        } = corpus.read(file, &Progress::default())?;
        let metadata = options.chunk_metadata(&document);
        let chunks = chunker.chunks_within(&document, &limits).map(|chunk| {
            let mut chunk = chunk?;
            chunk.metadata.clone_from(&metadata);
            chunk.url = options.url_base.as_ref().map(|base| chunk.link(base));
            Ok(chunk)
        });
        let chunks = chunks.collect::<Result<_, Error>>()?;
        Ok((document, chunks))
    };
    Ok(parallel::map(&corpus.files, options.threads, |file| {
        FileChunks {
            name: file.name.clone(),
            result: cut(file).map_err(|error| error.with_path(&file.path)),
        }
    }))
}

impl FolderOptions {
    fn chunk_metadata(&self, document: &Document) -> Metadata {
        if self.metadata.iter().any(|key| key == "all") {
            return document.metadata().clone();
        }
        document.metadata().select(&self.metadata)
    }
}

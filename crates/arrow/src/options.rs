//! The options of a batch function.

use crate::links::FolderLinks;
use sectile::{Chunk, Chunker, Document, DocumentReader, Limits, Metadata, StructuralChunker};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The options of [`chunk_batch`](crate::chunk_batch). The default is the default
/// [`StructuralChunker`], whose levels are in one batch: index the rows of the last
/// `level`.
///
/// ```
/// use sectile::StructuralChunker;
/// use sectile_arrow::BatchOptions;
///
/// let chunker = StructuralChunker::builder().max_tokens(512).build()?;
/// let options = BatchOptions::default().chunker(chunker).url_base("https://example.org");
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Clone)]
pub struct BatchOptions {
    chunker: Arc<dyn Chunker>,
    reader: DocumentReader,
    limits: Limits,
    timeout: Option<Duration>,
    metadata: Vec<String>,
    url_base: Option<String>,
    links: Option<Arc<FolderLinks>>,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self {
            chunker: Arc::new(StructuralChunker::default()),
            reader: DocumentReader::default(),
            limits: Limits::default(),
            timeout: None,
            metadata: Vec::new(),
            url_base: None,
            links: None,
        }
    }
}

impl BatchOptions {
    /// Sets the chunker.
    #[must_use]
    pub fn chunker(mut self, chunker: impl Chunker + 'static) -> Self {
        self.chunker = Arc::new(chunker);
        self
    }

    /// Sets the reader of all formats.
    #[must_use]
    pub fn reader(mut self, reader: DocumentReader) -> Self {
        self.reader = reader;
        self
    }

    /// Sets the limits of each document.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Gives up a document that takes longer than this, from its start to its last chunk.
    /// Its row has an error of the kind `deadline_passed`.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the [metadata](Metadata::select) of the document that its chunks have; `all`
    /// is all of them.
    #[must_use]
    pub fn metadata(mut self, keys: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.metadata = keys.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the address under which the documents are: each chunk has its
    /// [own](Chunk::link).
    #[must_use]
    pub fn url_base(mut self, url: impl Into<String>) -> Self {
        self.url_base = Some(url.into());
        self
    }

    /// Resolves links between documents, whose anchors a first pass has collected
    /// ([`anchors_batch`](crate::anchors_batch)).
    #[must_use]
    pub fn links(mut self, links: Arc<FolderLinks>) -> Self {
        self.links = Some(links);
        self
    }

    /// Reads a document, without the links to others. The deadline of the limits is its
    /// own.
    pub(crate) fn read(&self, name: &str, bytes: &[u8]) -> sectile::Result<(Document, Limits)> {
        let mut limits = self.limits.clone();
        if let Some(timeout) = self.timeout {
            let deadline = Instant::now() + timeout;
            limits.deadline = Some(
                limits
                    .deadline
                    .map_or(deadline, |other| other.min(deadline)),
            );
        }
        let document = self.reader.read(name, bytes, &limits)?;
        Ok((document, limits))
    }

    /// Cuts a document.
    pub(crate) fn chunks(
        &self,
        document: &mut Document,
        limits: &Limits,
    ) -> sectile::Result<Vec<Chunk>> {
        if let Some(links) = &self.links {
            links.resolve(document);
        }
        let metadata = self.chunk_metadata(document);
        let chunks = self.chunker.chunks_within(document, limits);
        let chunks = chunks.map(|chunk| {
            let mut chunk = chunk?;
            chunk.metadata.clone_from(&metadata);
            chunk.url = self.url_base.as_ref().map(|base| chunk.link(base));
            Ok(chunk)
        });
        chunks.collect()
    }

    fn chunk_metadata(&self, document: &Document) -> Metadata {
        if self.metadata.iter().any(|key| key == "all") {
            return document.metadata().clone();
        }
        document.metadata().select(&self.metadata)
    }
}

impl fmt::Debug for BatchOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchOptions")
            .field("reader", &self.reader)
            .field("limits", &self.limits)
            .field("timeout", &self.timeout)
            .field("metadata", &self.metadata)
            .field("url_base", &self.url_base)
            .finish_non_exhaustive()
    }
}

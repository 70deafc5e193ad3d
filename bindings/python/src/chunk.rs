//! Chunks and their parts.

use crate::error::config;
use crate::place::{self, Heading, PageBox};
use pyo3::prelude::*;
use sectile::Document;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All chunks that a document was cut into, with the document.
pub(crate) struct Made {
    /// Chunks from elsewhere have no document.
    pub(crate) document: Option<Arc<Document>>,
    pub(crate) chunks: Vec<sectile::Chunk>,
}

impl Made {
    /// Returns the objects for all chunks.
    pub(crate) fn chunks(
        document: Option<Arc<Document>>,
        chunks: Vec<sectile::Chunk>,
    ) -> Vec<Chunk> {
        let count = chunks.len();
        let made = Arc::new(Self { document, chunks });
        let chunk = |at| Chunk {
            made: Arc::clone(&made),
            at,
        };
        (0..count).map(chunk).collect()
    }
}

/// A piece of a document, ready to be embedded, with its place in the document and in the
/// source. The fields are those of the lines of JSON; `content` is the text to embed.
///
/// >>> import sectile
/// >>> chunk = sectile.chunk(b"# Tea\n\nBoil water.\n", name="tea.md")[-1]
/// >>> chunk.content, chunk.tokens, chunk.breadcrumb, chunk.lines
/// ('# Tea\n\nBoil water.', 7, 'Tea', (1, 3))
/// >>> sectile.Chunk.from_json(chunk.to_json()) == chunk
/// True
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Chunk {
    pub(crate) made: Arc<Made>,
    pub(crate) at: usize,
}

impl Chunk {
    pub(crate) fn chunk(&self) -> &sectile::Chunk {
        &self.made.chunks[self.at]
    }
}

#[pymethods]
impl Chunk {
    /// 32 hexadecimal digits, computed from name, heading path, text and level.
    #[getter]
    fn id(&self) -> &str {
        &self.chunk().id
    }

    /// The document's name.
    #[getter]
    fn document(&self) -> &str {
        &self.chunk().document
    }

    /// The document's title.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.chunk().title.as_deref()
    }

    /// The index among the document's chunks of the same level.
    #[getter]
    fn ordinal(&self) -> u32 {
        self.chunk().ordinal
    }

    /// The headings from the root to the section that holds the chunk.
    #[getter]
    fn headings(&self) -> Vec<Heading> {
        Heading::all(&self.chunk().headings)
    }

    /// The number path of that section, such as `2.1.3`.
    #[getter]
    fn section(&self) -> &str {
        &self.chunk().section
    }

    /// Context before the text: headings, a table's header, an opening fence.
    #[getter]
    fn prefix(&self) -> &str {
        &self.chunk().prefix
    }

    /// The text, exactly as in the document.
    #[getter]
    fn text(&self) -> &str {
        &self.chunk().text
    }

    /// Context after the text: a closing fence.
    #[getter]
    fn suffix(&self) -> &str {
        &self.chunk().suffix
    }

    /// The text to embed: prefix, text and suffix.
    #[getter]
    fn content(&self) -> String {
        self.chunk().content()
    }

    /// The heading path: `Guide > Install`.
    #[getter]
    fn breadcrumb(&self) -> String {
        self.chunk().breadcrumb()
    }

    /// The exact number of tokens of the content.
    #[getter]
    fn tokens(&self) -> u32 {
        self.chunk().tokens
    }

    /// The range of the text in the document's text, in bytes of UTF-8.
    #[getter]
    fn span(&self) -> (u32, u32) {
        let span = self.chunk().span;
        (span.start, span.end)
    }

    /// The parts of the span that are not in the text.
    #[getter]
    fn omitted(&self) -> Vec<(u32, u32)> {
        let omitted = self.chunk().omitted.iter();
        omitted.map(|span| (span.start, span.end)).collect()
    }

    /// The range of bytes in the source file.
    #[getter]
    fn bytes(&self) -> Option<(u32, u32)> {
        place::bytes(self.chunk().origin.as_ref())
    }

    /// The first and the last line in the source file.
    #[getter]
    fn lines(&self) -> Option<(u32, u32)> {
        place::lines(self.chunk().origin.as_ref())
    }

    /// The boxes on pages.
    #[getter]
    fn pages(&self) -> Vec<PageBox> {
        place::pages(self.chunk().origin.as_ref())
    }

    /// The kinds of blocks in the chunk.
    #[getter]
    fn kinds(&self) -> Vec<String> {
        let kinds = self.chunk().kinds.iter();
        kinds.map(name).collect()
    }

    /// The position among the chunks of its section, from 1, and their number.
    #[getter]
    fn part(&self) -> Option<(u32, u32)> {
        self.chunk().part.map(|part| (part.index, part.of))
    }

    /// The level of sizes: 0 for the largest chunks.
    #[getter]
    fn level(&self) -> u32 {
        self.chunk().level
    }

    /// The id of the chunk of the level above that contains this one.
    #[getter]
    fn parent(&self) -> Option<&str> {
        self.chunk().parent.as_deref()
    }

    /// The links in the text, and the words that refer to another place.
    #[getter]
    fn references(&self) -> Vec<Reference> {
        let reference = |reference: &sectile::ChunkReference| Reference {
            text: reference.text.clone(),
            span: (reference.span.start, reference.span.end),
            target: reference.target.clone(),
            href: reference.href.clone(),
            kind: name(&reference.kind),
            target_span: reference.target_span.map(|span| (span.start, span.end)),
        };
        self.chunk().references.iter().map(reference).collect()
    }

    /// Metadata of the document, by choice.
    #[getter]
    fn metadata(&self) -> BTreeMap<String, String> {
        pairs(&self.chunk().metadata)
    }

    /// The chunk's address on a site, by choice.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.chunk().url.as_deref()
    }

    /// Return the address of the chunk on a site on which the documents are under `base`.
    fn link(&self, base: &str) -> String {
        self.chunk().link(base)
    }

    /// Return the line of JSON.
    fn to_json(&self) -> String {
        json(self.chunk())
    }

    /// Return the chunk of a line of JSON.
    #[staticmethod]
    fn from_json(py: Python<'_>, line: &str) -> PyResult<Self> {
        let chunk = serde_json::from_str(line)
            .map_err(|error| config(py, format!("the line is no chunk: {error}")))?;
        Ok(Self {
            made: Arc::new(Made {
                document: None,
                chunks: vec![chunk],
            }),
            at: 0,
        })
    }

    /// A pickle has the line of JSON. It names a function of a module, because a static
    /// method of a compiled class has no name that a pickle can refer to.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let load = py.import("sectile._pickle")?.getattr("load_chunk")?;
        Ok((load, (self.to_json(),)))
    }

    fn __eq__(&self, other: PyRef<'_, Self>) -> bool {
        self.chunk() == other.chunk()
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.chunk().id.hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let chunk = self.chunk();
        format!(
            "Chunk(document={:?}, section={:?}, tokens={}, text={:?})",
            chunk.document, chunk.section, chunk.tokens, chunk.text
        )
    }
}

/// A link in a chunk's text, or words that refer to another place.
///
/// >>> import sectile
/// >>> chunk = sectile.chunk(b"# Tea\n\nSee [tea](#tea).\n", name="tea.md")[0]
/// >>> link = chunk.references[0]
/// >>> link.text, link.href, link.target, link.kind
/// ('tea', '#tea', '1', 'link')
#[pyclass(module = "sectile", frozen, get_all)]
pub(crate) struct Reference {
    text: String,
    span: (u32, u32),
    target: Option<String>,
    href: String,
    kind: String,
    target_span: Option<(u32, u32)>,
}

/// Returns metadata as a dictionary.
pub(crate) fn pairs(metadata: &sectile::Metadata) -> BTreeMap<String, String> {
    let pairs = metadata.iter();
    pairs
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

/// Returns the name that a kind has in JSON. The argument is serialized.
pub(crate) fn name(kind: &impl serde::Serialize) -> String {
    json(kind).trim_matches('"').to_owned()
}

/// Returns JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("the keys are texts")
}

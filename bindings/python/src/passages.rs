//! Passages: what a model reads, within a budget.

use crate::chunk::{Chunk, json};
use crate::error::{config, exception};
use crate::place::{self, Heading, PageBox};
use crate::tokenizer::tokenizer;
use pyo3::prelude::*;
use sectile::{Budget, ChunkIndex, Selection, Span};

/// Turns the hits of a search, in any store, into what a model reads within a budget.
///
/// chunks: those of all levels, of any number of documents with distinct names. Most is
/// found with three levels that are all indexed, `levels=[1024, 256, 128]`; the default
/// levels, of which the smaller is indexed, work too. tokenizer: the counter of the budget,
/// as in `StructuralChunker`. selection: `chunks`, `parents`, `merged`, `enclosing` or
/// `pieces` (default: `pieces` for a budget of tokens, `enclosing` for results).
/// references: whether sections to which a chunk refers are returned with it, as far as
/// they fit.
///
/// >>> import sectile
/// >>> source = b"# Tea\n\n## Green\n\nLet the water cool.\n\n## Black\n\nDo not.\n"
/// >>> chunks = sectile.chunk(source, name="tea.md")
/// >>> passages = sectile.Passages(chunks)
/// >>> found = chunks[-1].id  # by a search, with the score 7.5
/// >>> selected = passages.select([(found, 7.5)], tokens=1000)
/// >>> "Let the water cool." in selected[0].text, selected[0].tokens <= 1000
/// (True, True)
/// >>> passages.select([("milk", 1.0)], results=5)
/// Traceback (most recent call last):
/// sectile.SectileError: there is no chunk with the id "milk"
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Passages {
    passages: sectile::Passages<ChunkIndex>,
}

#[pymethods]
impl Passages {
    #[new]
    #[pyo3(signature = (chunks, *, tokenizer=None, selection=None, references=false))]
    fn new(
        py: Python<'_>,
        chunks: Vec<PyRef<'_, Chunk>>,
        tokenizer: Option<Bound<'_, PyAny>>,
        selection: Option<&str>,
        references: bool,
    ) -> PyResult<Self> {
        let mut builder = sectile::Passages::builder();
        if let Some(tokenizer) = tokenizer {
            builder = builder.tokenizer(self::tokenizer(&tokenizer)?);
        }
        if let Some(name) = selection {
            builder = builder.selection(self::selection(py, name)?);
        }
        if references {
            builder = builder.with_references();
        }
        let chunks: Vec<sectile::Chunk> =
            chunks.iter().map(|chunk| chunk.chunk().clone()).collect();
        let passages = builder.build(chunks);
        Ok(Self {
            passages: passages.map_err(|error| exception(py, &error))?,
        })
    }

    /// Return the passages for hits, the best first.
    ///
    /// hits: pairs of the id of a chunk and its score; a higher one is better. Give either
    /// tokens, the most that all passages have together, or results, the most chunks.
    #[pyo3(signature = (hits, *, tokens=None, results=None))]
    fn select(
        &self,
        py: Python<'_>,
        hits: Vec<(String, f64)>,
        tokens: Option<u32>,
        results: Option<u32>,
    ) -> PyResult<Vec<Passage>> {
        let budget = match (tokens, results) {
            (Some(tokens), None) => Budget::Tokens(tokens),
            (None, Some(results)) => Budget::Results(results),
            _ => return Err(config(py, "give either tokens or results")),
        };
        let selected = py.detach(|| self.passages.select(hits, budget));
        let selected = selected.map_err(|error| exception(py, &error))?;
        Ok(selected.into_iter().map(Passage).collect())
    }

    /// Select like `select`, from JSON to JSON: `{"hits": [{"id": "af83", "score": 7.5}],
    /// "budget": {"tokens": 1000}}` gives `{"passages": [...]}`; the other budget is
    /// `{"results": 5}`.
    fn select_json(&self, py: Python<'_>, request: &str) -> PyResult<String> {
        let selected = py.detach(|| self.passages.select_json(request));
        selected.map_err(|error| exception(py, &error))
    }

    fn __repr__(&self) -> String {
        format!("Passages(chunks={})", self.passages.source().chunks().len())
    }
}

fn selection(py: Python<'_>, name: &str) -> PyResult<Selection> {
    let quoted = serde_json::Value::from(name);
    serde_json::from_value(quoted)
        .map_err(|_| config(py, format!("{name:?} is no selection of passages")))
}

/// A run of whole chunks of one document, for a model to read.
///
/// >>> import sectile
/// >>> chunks = sectile.chunk(b"# Tea\n\nBoil water.\n", name="tea.md")
/// >>> passages = sectile.Passages(chunks).select([(chunks[-1].id, 7.5)], results=5)
/// >>> passages[0].content, passages[0].tokens, passages[0].score
/// ('# Tea\n\nBoil water.', 7, 7.5)
/// >>> passages[0].citations[0].lines, passages[0].hits == [(chunks[-1].id, 7.5)]
/// ((1, 3), True)
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Passage(sectile::Passage);

#[pymethods]
impl Passage {
    /// The name of the document.
    #[getter]
    fn document(&self) -> &str {
        &self.0.document
    }

    /// The title of the document.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The headings from the root to the section that holds the whole passage.
    #[getter]
    fn headings(&self) -> Vec<Heading> {
        Heading::all(&self.0.headings)
    }

    /// The number path of that section, such as `2.1.3`.
    #[getter]
    fn section(&self) -> &str {
        &self.0.section
    }

    /// Context before the text, with the heading path.
    #[getter]
    fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// The joined texts of the chunks.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// Context after the text.
    #[getter]
    fn suffix(&self) -> &str {
        &self.0.suffix
    }

    /// The text for the model: prefix, text and suffix.
    #[getter]
    fn content(&self) -> String {
        self.0.content()
    }

    /// The exact number of tokens of the content.
    #[getter]
    fn tokens(&self) -> u32 {
        self.0.tokens
    }

    /// The range in the document's text, in bytes of UTF-8.
    #[getter]
    fn span(&self) -> (u32, u32) {
        pair(self.0.span)
    }

    /// The range of bytes in the source file.
    #[getter]
    fn bytes(&self) -> Option<(u32, u32)> {
        place::bytes(self.0.origin.as_ref())
    }

    /// The first and the last line in the source file.
    #[getter]
    fn lines(&self) -> Option<(u32, u32)> {
        place::lines(self.0.origin.as_ref())
    }

    /// The boxes on pages.
    #[getter]
    fn pages(&self) -> Vec<PageBox> {
        place::pages(self.0.origin.as_ref())
    }

    /// The chunks of the passage with their places, in the order of the text.
    #[getter]
    fn citations(&self) -> Vec<Citation> {
        self.0.citations.iter().cloned().map(Citation).collect()
    }

    /// The hits of which the passage has a part, as pairs of id and score, best first.
    #[getter]
    fn hits(&self) -> Vec<(String, f64)> {
        let hits = self.0.hits.iter();
        hits.map(|hit| (hit.id.clone(), hit.score)).collect()
    }

    /// The score of the best hit; `None` if it was only referred to.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.0.score()
    }

    /// Return the passage as JSON.
    fn to_json(&self) -> String {
        json(&self.0)
    }

    fn __repr__(&self) -> String {
        format!(
            "Passage(document={:?}, section={:?}, tokens={}, text={:?})",
            self.0.document, self.0.section, self.0.tokens, self.0.text
        )
    }
}

/// A chunk of a passage, to cite it.
///
/// >>> import sectile
/// >>> chunks = sectile.chunk(b"# Tea\n\nBoil water.\n", name="tea.md")
/// >>> passage = sectile.Passages(chunks).select([(chunks[-1].id, 7.5)], tokens=100)[0]
/// >>> citation = passage.citations[0]
/// >>> start, end = citation.text_span
/// >>> passage.text.encode()[start:end].decode(), citation.id == chunks[-1].id
/// ('# Tea\n\nBoil water.', True)
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Citation(sectile::Citation);

#[pymethods]
impl Citation {
    /// The id of the chunk.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The range of the passage's text that is from the chunk, in bytes of UTF-8.
    #[getter]
    fn text_span(&self) -> (u32, u32) {
        pair(self.0.text_span)
    }

    /// The range of the chunk in the document's text, in bytes of UTF-8.
    #[getter]
    fn span(&self) -> (u32, u32) {
        pair(self.0.span)
    }

    /// The range of bytes in the source file.
    #[getter]
    fn bytes(&self) -> Option<(u32, u32)> {
        place::bytes(self.0.origin.as_ref())
    }

    /// The first and the last line in the source file.
    #[getter]
    fn lines(&self) -> Option<(u32, u32)> {
        place::lines(self.0.origin.as_ref())
    }

    /// The boxes on pages.
    #[getter]
    fn pages(&self) -> Vec<PageBox> {
        place::pages(self.0.origin.as_ref())
    }

    /// The address of the chunk, if it has one.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    fn __repr__(&self) -> String {
        format!("Citation(id={:?}, span={:?})", self.0.id, pair(self.0.span))
    }
}

fn pair(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

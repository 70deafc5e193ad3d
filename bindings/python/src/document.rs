//! Documents, their sections and warnings.

use crate::chunk::{Chunk, name, pairs};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sectile::{Origin, SectionId, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document: a tree of sections over one text.
///
/// >>> import sectile
/// >>> document = sectile.read(b"# Tea\n\n## Green\n\nCool it.\n", name="tea.md")
/// >>> [section.title for section in document.sections]
/// ['Tea', 'Green']
/// >>> document.section_at("1.1").text
/// '## Green\n\nCool it.'
/// >>> document.coverage(sectile.StructuralChunker(max_tokens=50).chunk(document))
/// 1.0
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Document(Arc<sectile::Document>);

impl Document {
    pub(crate) fn new(document: sectile::Document) -> Self {
        Self(Arc::new(document))
    }

    pub(crate) fn document(&self) -> &sectile::Document {
        &self.0
    }

    pub(crate) fn shared(&self) -> Arc<sectile::Document> {
        Arc::clone(&self.0)
    }

    fn section(&self, section: sectile::Section<'_>) -> Section {
        Section {
            document: self.shared(),
            id: section.id(),
        }
    }
}

#[pymethods]
impl Document {
    /// The name that chunks have.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    #[getter]
    fn title(&self) -> Option<&str> {
        self.0.title()
    }

    /// The text that spans refer to, in bytes of UTF-8.
    #[getter]
    fn text(&self) -> &str {
        self.0.text()
    }

    /// Front matter, `<meta>` or the PDF information dictionary.
    #[getter]
    fn metadata(&self) -> BTreeMap<String, String> {
        pairs(self.0.metadata())
    }

    /// The section of the document itself.
    #[getter]
    fn root(&self) -> Section {
        self.section(self.0.root())
    }

    /// All sections in reading order; the first one is the document itself.
    #[getter]
    fn sections(&self) -> Vec<Section> {
        self.0
            .sections()
            .map(|section| self.section(section))
            .collect()
    }

    /// Return the section with this number path, such as `2.1`.
    fn section_at(&self, path: &str) -> Option<Section> {
        self.0.section_at(path).map(|section| self.section(section))
    }

    /// The problems that the reader handled.
    #[getter]
    fn warnings(&self) -> Vec<Warning> {
        self.0.warnings().iter().map(Warning::of).collect()
    }

    /// Return the share of the visible text that is in the chunks, from 0 to 1.
    fn coverage(&self, chunks: Vec<PyRef<'_, Chunk>>) -> f64 {
        let mut spans: Vec<Span> = chunks.iter().map(|chunk| chunk.chunk().span).collect();
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        self.0.coverage(spans)
    }

    /// The letters of each page by what became of them; empty for formats without pages.
    #[getter]
    fn ledger<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let page = |page: &sectile::PageLedger| {
            let numbers = PyDict::new(py);
            let entries = [
                ("page", i64::from(page.page)),
                ("drawn", page.drawn.into()),
                ("text", page.text.into()),
                ("boilerplate", page.boilerplate.into()),
                ("duplicates", page.duplicates.into()),
                ("hidden", page.hidden.into()),
                ("unreadable", page.unreadable.into()),
                ("difference", page.difference()),
            ];
            for (key, value) in entries {
                numbers.set_item(key, value)?;
            }
            Ok(numbers)
        };
        self.0.ledger().iter().map(page).collect()
    }

    fn __repr__(&self) -> String {
        let sections = self.0.sections().len();
        format!("Document(name={:?}, sections={sections})", self.0.name())
    }
}

/// A section of a document: a heading and all that follows until the next heading of its
/// level or above.
///
/// >>> import sectile
/// >>> document = sectile.read(b"# Tea\n\nHot.\n\n## Green\n\nCool it.\n", name="tea.md")
/// >>> tea = document.root.children[0]
/// >>> tea.title, tea.level, tea.path, tea.anchor, tea.own_text
/// ('Tea', 1, '1', 'tea', '# Tea\n\nHot.')
/// >>> [child.title for child in tea.children], tea.children[0].parent == tea
/// (['Green'], True)
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Section {
    document: Arc<sectile::Document>,
    id: SectionId,
}

impl Section {
    fn section(&self) -> sectile::Section<'_> {
        let section = self.document.section(self.id);
        section.expect("the id is of this document")
    }

    fn other(&self, section: sectile::Section<'_>) -> Self {
        Self {
            document: Arc::clone(&self.document),
            id: section.id(),
        }
    }
}

#[pymethods]
impl Section {
    /// The text of the heading; empty for the document itself.
    #[getter]
    fn title(&self) -> &str {
        self.section().heading()
    }

    /// The level of the heading in the source; 0 for the document itself.
    #[getter]
    fn level(&self) -> u8 {
        self.section().level()
    }

    /// The number of sections that contain this one.
    #[getter]
    fn depth(&self) -> usize {
        self.section().depth()
    }

    /// The number path in the tree, such as `2.1.3`.
    #[getter]
    fn path(&self) -> String {
        self.section().path()
    }

    /// The name that links refer to.
    #[getter]
    fn anchor(&self) -> &str {
        self.section().anchor()
    }

    /// The printed number of the heading, such as `3.2`.
    #[getter]
    fn number(&self) -> Option<&str> {
        self.section().number()
    }

    /// The text with all sections below.
    #[getter]
    fn text(&self) -> &str {
        self.section().text()
    }

    /// The text up to the first section below.
    #[getter]
    fn own_text(&self) -> &str {
        self.section().own_text()
    }

    /// The range of the text in the document's text, in bytes of UTF-8.
    #[getter]
    fn span(&self) -> (u32, u32) {
        let span = self.section().span();
        (span.start, span.end)
    }

    /// The first page, from 1; `None` for formats without pages.
    #[getter]
    fn page(&self) -> Option<u32> {
        match self.document.origin(self.section().span()) {
            Some(Origin::Pages { pages }) => pages.first().map(|page| page.number),
            _ => None,
        }
    }

    /// The probability that the heading is one, in percent; `None` where it is marked up.
    #[getter]
    fn confidence(&self) -> Option<u8> {
        self.section().evidence().map(|evidence| evidence.percent)
    }

    #[getter]
    fn parent(&self) -> Option<Self> {
        self.section().parent().map(|parent| self.other(parent))
    }

    #[getter]
    fn children(&self) -> Vec<Self> {
        self.section()
            .children()
            .map(|child| self.other(child))
            .collect()
    }

    fn __eq__(&self, other: PyRef<'_, Self>) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && self.id == other.id
    }

    fn __repr__(&self) -> String {
        let section = self.section();
        format!(
            "Section(path={:?}, title={:?})",
            section.path(),
            section.heading()
        )
    }
}

/// A problem in a source that the reader handled without failing.
///
/// >>> import sectile
/// >>> document = sectile.read(b"# Tea \xff\n", name="tea.md")
/// >>> document.warnings[0].kind, document.warnings[0].offset
/// ('detected_encoding', None)
#[pyclass(module = "sectile", frozen, get_all)]
pub(crate) struct Warning {
    kind: String,
    offset: Option<u64>,
    message: String,
}

impl Warning {
    pub(crate) fn of(warning: &sectile::Warning) -> Self {
        Self {
            kind: name(&warning.kind),
            offset: warning.offset,
            message: warning.message.clone(),
        }
    }
}

#[pymethods]
impl Warning {
    fn __repr__(&self) -> String {
        format!("Warning(kind={:?}, message={:?})", self.kind, self.message)
    }
}

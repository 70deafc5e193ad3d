//! The options for reading, and the function that reads.

use crate::document::Document;
use crate::error::{config, exception, with_kind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use sectile::{
    DocumentReader, Format, HtmlContent, HtmlLinks, HtmlReader, Limits, MarkdownDialect,
    MarkdownReader, Omission, PdfReader,
};
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The options for reading documents of all formats. Readers can be pickled.
///
/// format: `md`, `html`, `pdf` or `txt` (default: by the name and the first bytes).
/// dialect: a dialect of Markdown, such as `mdx` (default: by the name and the content).
/// html_content: `main` or `all`. links: `words` or `keep`. hidden, boilerplate,
/// unreadable: `omit` or `keep`. password: for PDF. max_heading_level: for PDF.
/// max_bytes: the largest document. timeout: seconds for each document.
///
/// >>> import sectile
/// >>> reader = sectile.Reader(html_content="all")
/// >>> sectile.read(b"<h1>Tea</h1><nav>Menu</nav>", name="tea.html", reader=reader).text
/// '# Tea\n\nMenu\n'
#[pyclass(module = "sectile", frozen)]
pub(crate) struct Reader {
    pub(crate) documents: DocumentReader,
    pub(crate) max_bytes: Option<usize>,
    pub(crate) timeout: Option<Duration>,
    options: Py<PyDict>,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(py: Python<'_>, options: Option<Bound<'_, PyDict>>) -> PyResult<Self> {
        let options = options.unwrap_or_else(|| PyDict::new(py));
        let mut built = Built::default();
        for (name, value) in options.iter() {
            if !value.is_none() {
                built.set(&name.extract::<String>()?, &value)?;
            }
        }
        let (max_bytes, timeout) = (built.max_bytes, built.timeout);
        Ok(Self {
            documents: built.reader(),
            max_bytes,
            timeout,
            options: options.unbind(),
        })
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyTuple>, Py<PyDict>) {
        (PyTuple::empty(py), self.options.clone_ref(py))
    }
}

impl Reader {
    /// Returns the limits without a deadline.
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Some(max_bytes) = self.max_bytes {
            limits.input_bytes = max_bytes;
        }
        limits
    }
}

/// The values of the options so far.
#[derive(Default)]
struct Built {
    format: Option<Format>,
    dialect: Option<MarkdownDialect>,
    html: HtmlReader,
    pdf: PdfReader,
    hidden: Omission,
    max_bytes: Option<usize>,
    timeout: Option<Duration>,
}

impl Built {
    fn set(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = value.py();
        let wrong = || config(py, format!("{name} is {value}, which is not allowed"));
        let text = || value.extract::<String>();
        let omission = || match text()?.as_str() {
            "omit" => Ok(Omission::Omit),
            "keep" => Ok(Omission::Keep),
            _ => Err(wrong()),
        };
        let pdf = std::mem::take(&mut self.pdf);
        self.pdf = match name {
            "boilerplate" => pdf.boilerplate(omission()?),
            "unreadable" => pdf.unreadable(omission()?),
            "password" => pdf.password(text()?),
            "max_heading_level" => pdf.max_heading_level(value.extract()?),
            _ => pdf,
        };
        match name {
            "boilerplate" | "unreadable" | "password" | "max_heading_level" => {}
            "format" => {
                let format = Format::from_path(format!("x.{}", text()?));
                self.format = Some(format.ok_or_else(wrong)?);
            }
            "dialect" => {
                let dialect = MarkdownDialect::from_name(&text()?);
                self.dialect = Some(dialect.ok_or_else(wrong)?);
            }
            "html_content" => {
                self.html = self.html.content(match text()?.as_str() {
                    "main" => HtmlContent::Main,
                    "all" => HtmlContent::All,
                    _ => return Err(wrong()),
                });
            }
            "links" => {
                self.html = self.html.links(match text()?.as_str() {
                    "words" => HtmlLinks::Words,
                    "keep" => HtmlLinks::Keep,
                    _ => return Err(wrong()),
                });
            }
            "hidden" => self.hidden = omission()?,
            "max_bytes" => self.max_bytes = Some(value.extract()?),
            "timeout" => {
                let timeout = Duration::try_from_secs_f64(value.extract()?);
                self.timeout = Some(timeout.map_err(|_| wrong())?);
            }
            _ => {
                let message = format!("Reader() got an unexpected keyword argument '{name}'");
                return Err(PyTypeError::new_err(message));
            }
        }
        Ok(())
    }

    fn reader(self) -> DocumentReader {
        let mut reader = DocumentReader::default()
            .markdown(MarkdownReader::default().hidden(self.hidden))
            .html(self.html.hidden(self.hidden))
            .pdf(self.pdf.hidden(self.hidden));
        if let Some(format) = self.format {
            reader = reader.format(format);
        }
        match self.dialect {
            Some(dialect) => reader.dialect(dialect),
            None => reader,
        }
    }
}

/// A document to read: a path, or bytes with a name.
#[derive(FromPyObject)]
pub(crate) enum Source<'py> {
    Bytes(Bound<'py, PyBytes>),
    Path(PathBuf),
}

/// Read a document from a path or from bytes.
///
/// Bytes need a `name`, which may be a URL; its extension is a hint to the format. The
/// name of a path is its last part, unless another one is given.
///
/// >>> import sectile
/// >>> document = sectile.read(b"# Tea\n\nBoil water.\n", name="tea.md")
/// >>> document.title
/// 'Tea'
#[pyfunction]
#[pyo3(signature = (source, *, name=None, reader=None))]
pub(crate) fn read(
    py: Python<'_>,
    source: Source<'_>,
    name: Option<&str>,
    reader: Option<PyRef<'_, Reader>>,
) -> PyResult<Document> {
    load(py, &source, name, reader.as_deref()).map(|(document, _)| document)
}

/// Reads a document, and returns it with the limits for its chunker.
pub(crate) fn load(
    py: Python<'_>,
    source: &Source<'_>,
    name: Option<&str>,
    reader: Option<&Reader>,
) -> PyResult<(Document, Limits)> {
    let usual = DocumentReader::default();
    let mut limits = reader.map(Reader::limits).unwrap_or_default();
    let timeout = reader.and_then(|reader| reader.timeout);
    limits.deadline = timeout.map(|timeout| Instant::now() + timeout);
    let reader = reader.map_or(&usual, |reader| &reader.documents);
    let document = match source {
        Source::Bytes(bytes) => {
            let name =
                name.ok_or_else(|| PyTypeError::new_err("bytes need a name: name=\"tea.md\""))?;
            let bytes = bytes.as_bytes();
            py.detach(|| reader.read(name, bytes, &limits))
        }
        Source::Path(path) => {
            let last = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.unwrap_or(&last);
            let most = limits.input_bytes as u64;
            let bytes = py.detach(|| {
                let mut bytes = Vec::new();
                // One byte above the limit is enough for the reader to reject the file.
                let file = File::open(path)?;
                file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
                Ok(bytes)
            });
            let bytes: std::io::Result<Vec<u8>> = bytes;
            let bytes = bytes.map_err(|error| {
                let message = format!("{}: cannot be read: {error}", path.display());
                with_kind(py, sectile::ErrorKind::Io.as_str(), message)
            })?;
            let read = py.detach(|| reader.read(name, &bytes, &limits));
            read.map_err(|error| error.with_path(path))
        }
    };
    let document = document.map_err(|error| exception(py, &error))?;
    Ok((Document::new(document), limits))
}

//! Reads Markdown: `CommonMark` with GitHub's extensions, footnotes, definition lists,
//! maths and front matter.

mod apart;
mod code;
mod dialect;
mod events;
mod found;
mod front_matter;
mod links;
mod nesting;
mod open;
mod plain;
mod raw_html;
mod scopes;
mod sections;
mod spaces;
#[cfg(feature = "evaluate")]
mod unmarked;

pub use dialect::MarkdownDialect;
#[cfg(feature = "evaluate")]
pub(crate) use unmarked::Unmarked;

use super::decode::{self, AfterDeadline, free_source};
use super::{Omission, Reader, check_size};
use crate::document::{Document, Origin, Span, Warning, WarningKind, offset};
use crate::error::Result;
use crate::free::free;
use crate::limits::{Limits, Watch};
use crate::references::with_references;
use std::borrow::Cow;

/// Reads Markdown. The document's text is the source itself, so every span is a place in
/// the file. A file that is not UTF-8 is decoded first (UTF-16, windows-1252, GBK and
/// others, by byte order mark or detection); origins are places in its own bytes.
///
/// A heading is a top-level heading of `CommonMark` 0.31, written with `#` (4.2),
/// underlined (4.3) or as raw HTML (`<h2>`, also over several blocks). Headings in
/// quotes, lists and footnotes are text. YAML (`---`), TOML (`+++`) and JSON front matter
/// and the title block of pandoc become metadata. No content is an error.
///
/// The constructs of [dialects](MarkdownDialect) are detected. Containers (`:::`, `!!!`,
/// tabs, components, `<details>`) are scopes: the headings in one close no section
/// outside, and the text after it belongs to the section around it. Comments, imports and
/// tags are
/// [omitted](Document::omitted) from chunks.
///
/// After the [deadline](Limits::deadline) the rest of the text is one block without
/// headings, with a warning; a [cancelled](Limits::cancel) read is an error. Text that is
/// not valid UTF-8 and was not decoded by the deadline is left out, with a warning. The
/// parser's pass over all blocks cannot be interrupted, so a long text is parsed on a
/// thread of its own if the limits have a deadline or their flag is shared. A read that
/// is stopped leaves that thread, which ends after its pass.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct MarkdownReader {
    dialect: MarkdownDialect,
    hidden: Omission,
}

impl MarkdownReader {
    /// Sets the dialect. By default the reader detects the constructs of each text.
    ///
    /// ```
    /// use sectile::{Limits, MarkdownDialect, MarkdownReader, Reader};
    ///
    /// let text = b"<Tab>\n\n    ## Tea\n\n</Tab>";
    /// let reader = MarkdownReader::default().dialect(MarkdownDialect::Mdx);
    /// let document = reader.read(text, &Limits::default())?;
    /// assert_eq!(document.sections().next().unwrap().heading(), "Tea");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn dialect(mut self, dialect: MarkdownDialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sets whether text that a page of the Markdown does not show is omitted from chunks:
    /// elements of HTML that an attribute or a style hides, characters of no width, and
    /// tag characters. The default is to omit it.
    #[must_use]
    pub fn hidden(mut self, omission: Omission) -> Self {
        self.hidden = omission;
        self
    }
}

impl Reader for MarkdownReader {
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Document> {
        check_size(bytes, limits)?;
        let walking = Watch::for_stage(limits, WALK_PERCENT);
        walking.check_cancelled()?;
        let mut decoded = decode::decode(bytes, |_, _| None, &walking, AfterDeadline::Text);
        if let Err(error) = walking.check_cancelled() {
            free_source(decoded.text, decoded.source);
            return Err(error);
        }
        let mut builder = decoded.builder();
        let body = front_matter::read(&decoded.text, &decoded.source, &mut builder);
        let text = line_feeds(&decoded.text);
        let line_starts = match text {
            Cow::Borrowed(_) => decoded.source.line_starts(),
            Cow::Owned(_) => &[], // it has more lines than the file
        };
        let prepared = dialect::read(&text, body, line_starts, self.dialect, &walking);
        let (mut view, marks) = (prepared.view, prepared.marks);
        // Front matter is not parsed as Markdown, so its lists are not limited.
        let too_deep = if prepared.is_deep {
            nesting::too_deep(&view.text()[body..])
        } else {
            Vec::new()
        };
        if let Some(first) = too_deep.first() {
            let too_deep: Vec<usize> = too_deep.iter().map(|mark| body + mark).collect();
            let place = offset(view.source(&(body + first..body + first)).start);
            let place = decoded.source.origin(Span::new(place, place));
            let message = "quotes and lists nested deeper than 100 are text";
            builder.warning(Warning::new(WarningKind::LimitReached, message).at(start(&place)));
            view = view.map_text(|text| nesting::without(text, &too_deep));
        }
        // The blocks that were found before the deadline get a second watch, so that they
        // can still be built after the first one has expired.
        let found = apart::find(&text, &view, body, limits, &walking);
        walking.check_cancelled()?;
        let watch = Watch::new(limits);
        let reached = sections::build(&text, found, marks, self.hidden, &watch, &mut builder);
        if let Err(error) = watch.check_cancelled() {
            let bytes = builder.text().len();
            free(builder, bytes);
            return Err(error);
        }
        let stopped = [&walking, &watch].into_iter().find_map(|watch| {
            let offset = decoded.source.origin(Span::new(reached, reached));
            watch.warning("is one block without headings", start(&offset))
        });
        if let Some(warning) = stopped {
            builder.warning(warning);
        }
        if decoded.bytes_read < bytes.len()
            && let Some(warning) = walking.warning("was not decoded", decoded.bytes_read as u64)
        {
            builder.warning(warning);
        }
        builder.source(decoded.source);
        let mut document = builder.finish_checked(|| watch.check_cancelled())?;
        links::add(&mut document, self.dialect, &watch);
        with_references(document, limits)
    }
}

/// The share of the time until a deadline, in per cent, in which the text is parsed and
/// its events are read; the rest is for building the sections.
const WALK_PERCENT: u32 = 70;

/// The first byte of an origin in the source.
fn start(origin: &Origin) -> u64 {
    match origin {
        Origin::Bytes { bytes, .. } => bytes.start.into(),
        Origin::Pages { .. } => 0,
    }
}

/// Replaces carriage returns that end a line alone by line feeds, which keeps all
/// offsets.
///
/// They are line endings in `CommonMark` (2.1) but not in pulldown-cmark: `# Tea\rText`
/// would be one heading.
fn line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_lone = |at: &usize| bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(|at| is_lone(&at)) {
        return text.into();
    }
    let mut changed = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        changed.push(if c == '\r' && is_lone(&at) { '\n' } else { c });
    }
    changed.into()
}

//! Reads Markdown: `CommonMark` with GitHub's extensions, footnotes, definition lists, maths and front matter.

mod code;
mod dialect;
mod events;
mod found;
mod front_matter;
mod open;
mod plain;
mod raw_html;
mod sections;

use super::Reader;
use super::decode;
use crate::document::{Document, DocumentBuilder};
use crate::error::Result;
use crate::limits::Limits;
use std::borrow::Cow;

/// Reads Markdown. The document's text is the source itself, so every span is a place in
/// the file. A file that is not UTF-8 is decoded first (UTF-16, windows-1252, GBK and
/// others, by byte order mark or detection); origins are places in its own bytes.
///
/// Headings are what `CommonMark` 0.31 takes for headings at the top level, written with `#` (4.2), underlined (4.3) or as raw
/// HTML (`<h2>`, also over several blocks). Headings in quotes, lists and footnotes are text. YAML (`---`) and TOML (`+++`)
/// front matter becomes metadata. It cannot fail on content.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct MarkdownReader {}

impl Reader for MarkdownReader {
    fn read(&self, bytes: &[u8], _limits: &Limits) -> Result<Document> {
        let decoded = decode::decode(bytes, |_| None);
        let mut builder = DocumentBuilder::over(decoded.text.as_ref());
        builder
            .metadata()
            .add("encoding", decoded.encoding.unwrap_or_default());
        for warning in decoded.warnings {
            builder.warning(warning);
        }
        let body = front_matter::read(&decoded.text, &decoded.source, &mut builder);
        let text = line_feeds(&decoded.text);
        let found = events::find(&text, body);
        sections::build(&text, found, &mut builder);
        builder.source(decoded.source);
        builder.finish()
    }
}

/// `text` with line feeds for the carriage returns that end lines by themselves (`CommonMark` 2.1), which pulldown-cmark
/// does not take for line endings. Offsets stay.
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

//! Detects the kind of content by its first bytes (WHATWG MIME Sniffing Standard, 7.1).

use super::{Format, fragment, plain};
use crate::limits::Watch;
use crate::reader::element_names::begins_fragment;
use crate::reader::utf16;
use std::borrow::Cow;

/// The kind of a document's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    Pdf {
        is_at_start: bool,
    },
    /// A complete page: a document type, `<html>`, `<head>`, `<body>` or `<title>`.
    WebPage,
    /// Elements without a page around them.
    Fragment,
    /// XML that is not XHTML.
    Xml,
    Text,
    /// Text without constructs of Markdown.
    PlainText,
    /// A mail, or a page that a browser saved as one (RFC 2045, 4).
    Mail,
    Binary,
}

impl ContentKind {
    pub(super) fn format(self) -> Option<Format> {
        match self {
            Self::Pdf { .. } => Some(Format::Pdf),
            Self::WebPage | Self::Fragment => Some(Format::Html),
            Self::Text => Some(Format::Markdown),
            Self::PlainText => Some(Format::Text),
            Self::Xml | Self::Mail | Self::Binary => None,
        }
    }
}

/// The bytes that are examined. The standard reads 1,445 (5.2), but pages saved by
/// browser extensions begin with comments of several kilobytes.
const HEAD_BYTES: usize = 64 << 10;

/// The bytes in which PDF readers look for the signature (ISO 32000-1, annex H, note 13).
const PDF_HEAD_BYTES: usize = 1024;

/// The bytes at the end of a file in which PDF readers look for `%%EOF` (as before, note
/// 18).
const PDF_TAIL_BYTES: usize = 1024;

/// The bytes that are searched for control characters; git searches as many for NULs.
const CONTROL_HEAD_BYTES: usize = 8 << 10;

/// A text is binary if one in this many of its bytes is a control character that no text
/// has. A single stray one, such as the end-of-file mark of DOS (0x1A), is a flaw of a
/// text.
const BYTES_PER_CONTROL: usize = 64;

/// Signatures of formats that have few or no control characters at their beginning.
const SIGNATURES: [&[u8]; 13] = [
    b"{\\rtf",            // Rich Text Format
    b"%!PS",              // PostScript
    b"PK\x03\x04",        // ZIP: Word, Excel, EPUB, OpenDocument
    b"\x1f\x8b",          // gzip
    b"BZh",               // bzip2
    b"\xfd7zXZ\0",        // xz
    b"\x28\xb5\x2f\xfd",  // Zstandard
    b"\x89PNG\r\n\x1a\n", // PNG
    b"GIF8",              // GIF
    b"\xff\xd8\xff",      // JPEG
    b"\x7fELF",           // ELF
    b"\xd0\xcf\x11\xe0",  // OLE: Word, Excel and PowerPoint before 2007
    b"SQLite format 3\0", // SQLite
];

/// Returns the kind of content whose format is unknown.
pub(super) fn content(bytes: &[u8]) -> ContentKind {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    match examine(bytes, fragment::is_html) {
        ContentKind::Text if text(head).is_some_and(|text| plain::is_plain(&text)) => {
            ContentKind::PlainText
        }
        kind => kind,
    }
}

/// Returns the kind of content whose name implies a format, as far as it can contradict
/// the name: fragments are text.
pub(super) fn contradiction(bytes: &[u8]) -> ContentKind {
    examine(bytes, |_| false)
}

fn examine(bytes: &[u8], is_fragment: fn(&str) -> bool) -> ContentKind {
    if let Some(is_at_start) = pdf_signature(bytes) {
        return ContentKind::Pdf { is_at_start };
    }
    if SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
    {
        return ContentKind::Binary;
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let Some(text) = text(head) else {
        return ContentKind::Binary;
    };
    if is_mail(&text) {
        return ContentKind::Mail;
    }
    markup(&text, is_fragment)
}

/// Returns true for the header of a mail or of a page saved as `.mhtml`. Its body is in
/// transfer encodings, which would be text with `=20` in it.
fn is_mail(text: &str) -> bool {
    // A folder of mails has a line `From ada@example.org Mon Jan 1` before each of them.
    let text = (text.strip_prefix("From "))
        .and_then(|rest| rest.split_once('\n'))
        .map_or(text, |(_, mail)| mail);
    let mut fields = text.lines().take_while(|line| !line.is_empty());
    let is_field = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        !name.is_empty() && name.len() < line.len() && name.bytes().all(|c| c.is_ascii_graphic())
    };
    text.lines().next().is_some_and(is_field)
        && fields.any(|line| line.to_ascii_lowercase().starts_with("mime-version:"))
}

/// Returns whether a signature of PDF is at the very start, or `None` if there is none.
///
/// A signature further in follows what a mail program or a server put before the file.
/// There it must begin a line, and the file must end as a PDF does: a text about PDF may
/// quote `%PDF-1.7`.
fn pdf_signature(bytes: &[u8]) -> Option<bool> {
    const SIGNATURE: &[u8] = b"%PDF-";
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.trim_ascii_start().starts_with(SIGNATURE) {
        return Some(true);
    }
    let head = &bytes[..bytes.len().min(PDF_HEAD_BYTES)];
    let at = (head.windows(SIGNATURE.len())).position(|window| window == SIGNATURE)?;
    let begins_a_line = at == 0 || !matches!(head[at - 1], b' '..=b'~');
    let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL_BYTES)..];
    let has_end = tail.windows(5).any(|window| window == b"%%EOF");
    (begins_a_line && has_end).then_some(false)
}

/// Returns the head of a text as UTF-8, or `None` if it is binary.
fn text(head: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(order) = utf16::marked(head).or_else(|| utf16::detect(head, &Watch::none())) {
        let text: String = utf16::characters(head, order)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        return is_text(text.as_bytes()).then(|| text.into());
    }
    is_text(head).then(|| match std::str::from_utf8(head) {
        Ok(text) => text.into(),
        // The head ends in the middle of a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()])
                .unwrap_or_default()
                .into()
        }
        Err(_) => String::from_utf8_lossy(head),
    })
}

fn is_text(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(CONTROL_HEAD_BYTES)];
    utf16::controls(bytes) * BYTES_PER_CONTROL <= bytes.len()
}

/// Returns the kind of a text by its first tag.
fn markup(text: &str, is_fragment: fn(&str) -> bool) -> ContentKind {
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut is_xml = false;
    let mut has_front_matter = false;
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<!--") {
            after(rest, "-->")
        } else if rest.starts_with("<?") {
            is_xml |= rest.starts_with("<?xml");
            after(rest, "?>")
        } else if rest.starts_with("<%") {
            after(rest, "%>") // templates of servers
        } else if rest.starts_with("{%") {
            after(rest, "%}")
        } else if rest.starts_with("{#") {
            after(rest, "#}")
        } else if rest.starts_with("{{") {
            after(rest, "}}")
        } else if !has_front_matter && !is_xml && rest.starts_with("---\n") {
            // Site generators have pages that begin with front matter.
            has_front_matter = true;
            after(&rest[3..], "\n---")
        } else {
            None
        };
        match skipped {
            Some(skipped) => rest = skipped,
            None => break,
        }
    }
    if let Some(name) = doctype(rest) {
        // `<!DOCTYPE svg ...>` and DocBook's `<!DOCTYPE book ...>` are not pages.
        let is_page = name == "html" || !is_xml && !rest.contains("<!ENTITY");
        return if is_page {
            ContentKind::WebPage
        } else {
            ContentKind::Xml
        };
    }
    match tag_name(rest).as_deref() {
        Some("html" | "head" | "body" | "title" | "meta" | "frameset") => ContentKind::WebPage,
        Some(name) if is_xml && begins_fragment(name) => ContentKind::Fragment,
        Some(name) if begins_fragment(name) && is_fragment(rest) => ContentKind::Fragment,
        Some(_) if is_xml || has_namespace(rest) => ContentKind::Xml,
        _ => ContentKind::Text,
    }
}

/// Returns the rest of a text after the first `end`.
fn after<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    text.find(end).map(|at| &text[at + end.len()..])
}

/// Returns the root element that a document type declaration names, in lower case.
fn doctype(text: &str) -> Option<String> {
    let declaration = text.get(.."<!doctype".len())?;
    let rest = &text[declaration.len()..];
    if !declaration.eq_ignore_ascii_case("<!doctype") {
        return None;
    }
    let name = rest
        .trim_start()
        .chars()
        .take_while(char::is_ascii_alphanumeric);
    Some(name.collect::<String>().to_ascii_lowercase())
}

/// Returns true if the tag that a text begins with declares a namespace, as `<svg
/// xmlns=...>`.
fn has_namespace(text: &str) -> bool {
    let tag = text.split('>').next().unwrap_or_default();
    tag.contains(" xmlns=") || tag.contains(" xmlns:")
}

/// Returns the name of the tag that a text begins with, in lower case.
fn tag_name(text: &str) -> Option<String> {
    let name = text.strip_prefix('<')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    let ends_as_a_tag =
        name[end..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace());
    (end > 0 && ends_as_a_tag).then(|| name[..end].to_ascii_lowercase())
}

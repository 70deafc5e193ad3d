//! The formats, and their detection by name and content.

mod fragment;
mod plain;
mod sniff;

use serde::{Deserialize, Serialize};
use sniff::ContentKind;
use std::fmt;
use std::path::Path;

/// The formats that documents are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// `.md`, `.markdown`, `.mdown`, `.mkd`, `.mkdn`, `.mdwn`, `.mdtext` and the dialects
    /// `.mdx`, `.mdc`, `.qmd`, `.Rmd` and `.Rmarkdown`; text without a known extension that
    /// has constructs of Markdown.
    Markdown,
    /// `.html`, `.htm`, `.xhtml`.
    Html,
    /// `.pdf`.
    Pdf,
    /// Plain text: `.txt`, `.text`, and text without a known extension that has no
    /// constructs of Markdown.
    Text,
}

impl Format {
    /// Returns the format of a document according to its name and its content, or `None`
    /// if both are unknown.
    ///
    /// The extension decides, except where the content contradicts it for certain: bytes
    /// that begin with the signature of a PDF are PDF, a complete web page named `.md` is
    /// HTML, and binary data is neither Markdown nor HTML. Without a known extension the
    /// content decides, as in [`detect`](Self::detect).
    ///
    /// ```
    /// use sectile::Format;
    ///
    /// assert_eq!(Format::of("tea.md", b"# Tea\n"), Some(Format::Markdown));
    /// assert_eq!(Format::of("tea.md", b"<!doctype html><title>Tea</title>"), Some(Format::Html));
    /// assert_eq!(Format::of("tea.md", b"\x7fELF\x02\x01\x01\0\0\0"), None);
    /// assert_eq!(Format::of("https://example.org/tea?x=1", b"<p>Tea"), Some(Format::Html));
    /// ```
    #[must_use]
    pub fn of(name: impl AsRef<Path>, bytes: &[u8]) -> Option<Self> {
        let Some(named) = Self::from_path(name) else {
            return sniff::content(bytes).format();
        };
        match (named, sniff::contradiction(bytes)) {
            (_, ContentKind::Pdf { is_at_start: true }) | (Self::Pdf, _) => Some(Self::Pdf),
            (_, ContentKind::Binary) | (Self::Html, ContentKind::Mail) => None,
            (Self::Markdown | Self::Text, ContentKind::WebPage) => Some(Self::Html),
            (named, _) => Some(named),
        }
    }

    /// Returns the format that a file name or a URL implies, or `None` if its extension
    /// is not known.
    ///
    /// A URL's query and fragment are not part of its extension.
    ///
    /// ```
    /// use sectile::Format;
    ///
    /// assert_eq!(Format::from_path("notes/README.MD"), Some(Format::Markdown));
    /// assert_eq!(Format::from_path("https://example.org/a.html?v=2#top"), Some(Format::Html));
    /// assert_eq!(Format::from_path("https://example.org/page.php?file=a.md"), None);
    /// assert_eq!(Format::from_path("photo.jpg"), None);
    /// ```
    #[must_use]
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let path = path.as_ref();
        let name = path.to_string_lossy();
        let cut = |name: &str| name.split(['?', '#']).next().unwrap_or_default().to_owned();
        if let Some((_, rest)) = name.split_once("://") {
            let resource = cut(rest);
            return Self::from_extension(Path::new(resource.split_once('/')?.1));
        }
        // Programs that save pages keep the query in the file's name: `page.html?v=2`. A
        // name such as `issue #5.md` has its extension at the end.
        Self::from_extension(path).or_else(|| Self::from_extension(Path::new(&cut(&name))))
    }

    fn from_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" | "mdown" | "mkd" | "mkdn" | "mdwn" | "mdtext" | "mdx" | "mdc"
            | "qmd" | "rmd" | "rmarkdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// Returns the format that the content implies, by the rules of the WHATWG MIME
    /// Sniffing Standard (7.1): PDF by its signature, HTML by its first tag after
    /// comments, processing instructions and white space, else Markdown if it is text with
    /// headings, lists, links or other constructs of Markdown, else plain text. Returns
    /// `None` for binary data and for XML that is not XHTML.
    ///
    /// Many Markdown files begin with a tag too (`<div align="center">`), so a text that
    /// begins with the tag of a fragment is HTML only if its text is inside of elements
    /// and has no Markdown constructs. Text in UTF-16 is detected like text in UTF-8.
    ///
    /// ```
    /// use sectile::Format;
    ///
    /// assert_eq!(Format::detect(b"<!-- saved -->\n<!DOCTYPE html><p>Tea"), Some(Format::Html));
    /// assert_eq!(Format::detect(b"<p align=center>\n\n# Tea\n\n</p>\n\nBoil."), Some(Format::Markdown));
    /// assert_eq!(Format::detect(b"\x89PNG\r\n\x1a\n\0\0"), None);
    /// ```
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        sniff::content(bytes).format()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Text => "plain text",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Format::{self, Html, Markdown, Pdf, Text};

    #[test]
    fn mail_and_saved_pages_are_not_text() {
        for mail in [
            "From: <Saved by Blink>\nMIME-Version: 1.0\n\n<html>",
            "Return-Path: <a@example.org>\r\nmime-version: 1.0\r\n\r\nTea=20",
            "From a@example.org Mon Jan  1 2024\nSubject: Tea\nMIME-Version: 1.0\n\nTea=20",
        ] {
            assert_eq!(Format::detect(mail.as_bytes()), None, "{mail}");
            for name in ["tea.eml", "tea.mhtml", "tea.mht", "tea.mbox", "tea.html"] {
                assert_eq!(Format::of(name, mail.as_bytes()), None, "{name}: {mail}");
            }
        }
        for text in [
            "About MIME\n\nMIME-Version: 1.0 is a field.",
            "Tea: hot\n\nMIME-Version: 1.0",
        ] {
            assert_eq!(Format::detect(text.as_bytes()), Some(Text), "{text}");
        }
    }

    #[test]
    fn web_pages_are_detected_whatever_precedes_their_first_tag() {
        for page in [
            "<!DOCTYPE HTML><p>",
            "\u{feff}\n<!doctype html>",
            "<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE html><html>",
            "<!-- a --><!-- b -->\r\n\x0c <html lang=en>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<?php include 'head.php' ?>\n<body>",
            "<%@ page %>\n<html>",
            "{#- made by hand -#}\n{% extends \"base.html\" %}{{ super() }}\n<title>Tea</title>",
            "---\nlayout: page\n---\n<div class=\"a\"><p>Tea</p></div>",
            "<title>Tea</title><p>Boil.",
            "<meta charset=utf-8>Tea",
            "<head/>",
        ] {
            assert_eq!(Format::detect(page.as_bytes()), Some(Html), "{page}");
        }
        let long = format!("<!-- {} --><html>", "x".repeat(20_000));
        assert_eq!(Format::detect(long.as_bytes()), Some(Html));
        let units = "<html><p>Tea".encode_utf16();
        let utf16: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::detect(&utf16), Some(Html));
    }

    #[test]
    fn fragments_are_html_unless_markdown_surrounds_their_elements() {
        for (text, format) in [
            (
                "<div class=\"post\"><h1>Tea</h1><p>x &amp; y</p></div>",
                Html,
            ),
            ("<p>Tea<p>Water<br>Milk", Html),
            ("<B>Note</B> The kettle is hot.", Html),
            ("<table><tr><td>1</td></tr></table>", Html),
            (
                "<script>let a = [1](2);\n# no\n</script>\n<h2>Tea</h2><p>Boil.",
                Html,
            ),
            ("<pre>\n# make tea\n- boil\n</pre>", Html),
            ("<ul>\n<li>- Tea</li>\n<li>Milk</li>\n</ul>", Html),
            (
                "<h1 align=\"center\">Tea</h1>\n\n- Boil\n- Steep\n",
                Markdown,
            ),
            (
                "<p><img src=\"a.png\"></p>\n\nTea is hot.\n\nMilk is cold.\n",
                Markdown,
            ),
            (
                "<p>Tea<wbr>pot</p>\n\nTea is hot.\n\nMilk is cold.\n",
                Markdown,
            ),
            ("<div>\n\n# Tea\n\n[Milk](milk.md)\n\n</div>\n", Markdown),
            ("<a name=\"tea\"></a>\n# Tea\n\nBoil.\n", Markdown),
            ("<!-- vim: tw=80 -->\n# Tea\n", Markdown),
            ("<!-- only a comment -->", Markdown),
            (
                "<script setup>\nlet a\n</script>\n\n# Tea\n\nBoil the water.\n",
                Markdown,
            ),
            ("<https://example.org> is a link.", Text),
            ("a <div> of text", Text),
            ("Tea", Text),
            ("", Markdown),
        ] {
            assert_eq!(Format::detect(text.as_bytes()), Some(format), "{text}");
        }
    }

    #[test]
    fn neither_binary_data_nor_other_xml_is_text() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0"[..],
            b"PK\x03\x04 and letters only",
            b"{\\rtf1\\ansi Tea}",
            b"%!PS-Adobe-3.0\n",
            b"\x01\x02\x03 x",
            b"<?xml version=\"1.0\"?><rss><title>Tea</title></rss>",
            b"<?xml version=\"1.0\"?><!DOCTYPE book [<!ENTITY a \"b\">]><book/>",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
        ] {
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(Format::detect(bytes), None, "{text}");
        }
        let stray = format!("# Tea\n\n{}\x1a", "Boil water. ".repeat(20));
        assert_eq!(Format::detect(stray.as_bytes()), Some(Markdown));
    }

    #[test]
    fn a_signature_of_pdf_counts_at_the_start_or_where_the_file_ends_as_a_pdf() {
        for (text, format) in [
            ("%PDF-1.7\n", Pdf),
            ("\r\n%PDF-1.7\n", Pdf),
            ("HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n...\n%%EOF\n", Pdf),
            ("# Headers\n\nA file begins with `%PDF-1.7`.\n", Markdown),
            ("# Headers\n\n```\n%PDF-1.7\n```\n", Markdown),
        ] {
            assert_eq!(Format::detect(text.as_bytes()), Some(format), "{text}");
        }
    }

    #[test]
    fn content_overrules_a_name_only_where_it_is_certain() {
        let page = b"<!DOCTYPE html><title>Tea</title>";
        assert_eq!(Format::of("a.md", page), Some(Html));
        assert_eq!(Format::of("a.md", b"<div>Tea</div>"), Some(Markdown));
        assert_eq!(Format::of("a.html", b"# Tea\n"), Some(Html));
        assert_eq!(Format::of("a.html", b"%PDF-1.4\n"), Some(Pdf));
        assert_eq!(Format::of("a.pdf", page), Some(Pdf));
        assert_eq!(Format::of("a.md", b"\x7fELF\x02\x01\x01\0\0\0"), None);
        assert_eq!(Format::of("saved-page", page), Some(Html));
    }

    #[test]
    fn extensions_of_urls_exclude_query_and_fragment() {
        for (name, format) in [
            ("https://example.org/a.pdf?download=1", Some(Pdf)),
            ("https://example.org/a.htm#b.md", Some(Html)),
            ("https://example.org/a?file=b.md", None),
            ("https://example.md", None),
            ("https://example.md/", None),
            ("page.html?v=2", Some(Html)),
            ("issue #5.md", Some(Markdown)),
            ("C#", None),
            ("README", None),
        ] {
            assert_eq!(Format::from_path(name), format, "{name}");
        }
    }
}

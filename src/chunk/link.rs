//! Makes the addresses of chunks on a site.

use super::Chunk;
use std::fmt::Write as _;

impl Chunk {
    /// Returns the address of the chunk on a site on which the documents are under
    /// `base`: its document's name, and a fragment that leads to its section, or to its
    /// page in a PDF file (RFC 8118). `base` may be without `https://`, and may end with a
    /// `/`. The section is the first one of the chunk.
    ///
    /// ```
    /// let chunks = sectile::chunk_bytes("guide/tea.md", b"# Tea\n\nCool it.\n")?;
    /// assert_eq!(chunks[0].link("https://example.org/docs"), "https://example.org/docs/guide/tea.md#tea");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    #[must_use]
    pub fn link(&self, base: &str) -> String {
        let mut link = base.trim_end_matches('/').to_owned();
        if !self.document.starts_with('/') {
            link.push('/');
        }
        escape(&mut link, &self.document);
        let anchor = self.headings.last().map(|heading| heading.anchor.as_str());
        match (self.pages().first(), anchor) {
            (Some(page), _) => {
                let _ = write!(link, "#page={}", page.number); // into a String
            }
            (None, Some(anchor)) if !anchor.is_empty() => {
                link.push('#');
                escape(&mut link, anchor);
            }
            _ => {}
        }
        link
    }
}

/// Adds `text` with the characters escaped that a path and a fragment cannot have (RFC
/// 3986, section 3.3). A `/` remains: it is between folders.
fn escape(link: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
            link.push(byte.into());
        } else {
            let _ = write!(link, "%{byte:02X}"); // into a String
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunk::ChunkHeading;
    use crate::document::{Origin, PageBox};

    fn chunk(document: &str, anchor: &str) -> Chunk {
        Chunk {
            document: document.to_owned(),
            headings: vec![ChunkHeading::new(1, "Tea", anchor)],
            ..Chunk::default()
        }
    }

    #[test]
    fn names_and_anchors_are_escaped() {
        let link = |document, anchor| chunk(document, anchor).link("https://a.org/x/");
        assert_eq!(
            link("a b/ü.md", "thé vert"),
            "https://a.org/x/a%20b/%C3%BC.md#th%C3%A9%20vert"
        );
        assert_eq!(link("50%#1?.md", ""), "https://a.org/x/50%25%231%3F.md");
    }

    #[test]
    fn chunks_of_a_pdf_lead_to_their_page() {
        let mut chunk = chunk("tea.pdf", "tea");
        let page = PageBox {
            number: 7,
            label: None,
            bbox: [0.0; 4],
        };
        chunk.origin = Some(Origin::Pages { pages: vec![page] });
        assert_eq!(chunk.link("https://a.org"), "https://a.org/tea.pdf#page=7");
    }

    #[test]
    fn a_chunk_at_the_top_has_no_fragment() {
        let mut chunk = chunk("tea.md", "");
        chunk.headings.clear();
        assert_eq!(chunk.link(""), "/tea.md");
    }
}

//! Paths of links, relative to the document that has them.

/// The name that `path` has when it is followed from document `from`; `None` for URLs and
/// for paths out of the folder.
pub(super) fn relative(from: &str, path: &str) -> Option<String> {
    let path = path.split('?').next().unwrap_or_default();
    let is_url = path
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'));
    if path.is_empty() || is_url || path.starts_with("//") {
        return None;
    }
    let path = percent_decode(path);
    let mut folders: Vec<&str> = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

/// Decodes `%20` and other escapes (RFC 3986 2.1); an invalid escape stays as it is.
pub(in crate::document) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| (*bytes.get(at)? as char).to_digit(16);
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_from_the_document_that_links() {
        assert_eq!(
            relative("guide/a.md", "b.md").as_deref(),
            Some("guide/b.md")
        );
        assert_eq!(
            relative("guide/a.md", "../api/b%20c.md").as_deref(),
            Some("api/b c.md")
        );
        assert_eq!(relative("a.md", "./x/../b.md").as_deref(), Some("b.md"));
        assert_eq!(relative("a.md", "../outside.md"), None);
        assert_eq!(relative("a.md", "https://example.org/b.md"), None);
        assert_eq!(relative("a.md", "mailto:someone@example.org"), None);
    }

    #[test]
    fn escapes_are_decoded_and_broken_ones_kept() {
        assert_eq!(percent_decode("a%20b%C3%A4"), "a bä");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%zz%FF"), "%zz%FF");
    }
}

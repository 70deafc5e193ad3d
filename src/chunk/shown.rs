//! Limits the texts that chunks repeat: titles, headings, names, words of links.
//!
//! Without a limit, a heading of 100 kB over a text of 100 kB is repeated in each of its
//! chunks: 76 MB of output for 200 kB. The full heading stays on its section.

use std::borrow::Cow;

/// The number of bytes that a chunk shows of a title, a heading, an anchor, and of the
/// words or the destination of a link.
pub(crate) const MAX_SHOWN_BYTES: usize = 1024;

/// The number of bytes of all headings of a chunk with their anchors; headings further
/// out show only an ellipsis. Six levels of 1,024 bytes fit.
pub(crate) const MAX_PATH_BYTES: usize = 8 * 1024;

pub(crate) const ELLIPSIS: &str = "…";

/// Returns `text`, or its start and an ellipsis if it is longer than a chunk shows.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_SHOWN_BYTES {
        return text.into();
    }
    let end = text.floor_char_boundary(MAX_SHOWN_BYTES - ELLIPSIS.len());
    [text[..end].trim_end(), ELLIPSIS].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_texts_are_cut_between_characters() {
        let fits = "é".repeat(MAX_SHOWN_BYTES / 2);
        assert_eq!(shown(&fits), fits);
        let cut = shown(&[&fits, "x"].concat()).into_owned();
        assert!(cut.len() <= MAX_SHOWN_BYTES && cut.ends_with("é…"));
    }
}

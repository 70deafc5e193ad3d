//! Bounds what chunks repeat: titles, headings, names, words of links.
//!
//! A heading of 100 kB over a text of 100 kB was repeated in each of its chunks: 76 MB of output for 200 kB. The whole
//! heading stays on its section.

use std::borrow::Cow;

/// How many bytes of a title, a heading, an anchor or a link's words or destination a chunk shows.
pub(crate) const MAX_SHOWN_BYTES: usize = 1024;

/// How many bytes the headings of a chunk have together, with their anchors; those further out show an ellipsis alone.
/// Six levels of 1,024 bytes fit.
pub(crate) const MAX_PATH_BYTES: usize = 8 * 1024;

pub(crate) const ELLIPSIS: &str = "…";

/// `text`, or its start with an ellipsis where it is longer than a chunk shows.
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
    fn texts_are_cut_between_characters_to_what_is_shown() {
        let fits = "é".repeat(MAX_SHOWN_BYTES / 2);
        assert_eq!(shown(&fits), fits);
        let cut = shown(&[&fits, "x"].concat()).into_owned();
        assert!(cut.len() <= MAX_SHOWN_BYTES && cut.ends_with("é…"));
    }
}

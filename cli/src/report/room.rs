//! Bounds the size of a report: at most 1 MB and three times the text that is shown.

/// The bytes of a report that do not depend on the text that is shown: 1 MB, less what
/// the page around the documents has (styles, figures and a table of documents).
const ROOM: usize = 700_000;

/// The bytes of HTML for each byte of text: the text once in chunks, once in windows, and
/// once more for markup and escapes.
const PER_TEXT_BYTE: usize = 3;

/// The bytes that the shown pieces may still take in addition to three times their text.
#[derive(Debug)]
pub(crate) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(ROOM)
    }
}

impl Room {
    /// Takes the room for a piece of HTML that shows `text` bytes of text. Returns false
    /// if there is not enough; the piece is then left out.
    pub(crate) fn take(&mut self, html: usize, text: usize) -> bool {
        let Some(rest) = self
            .0
            .checked_sub(html.saturating_sub(PER_TEXT_BYTE * text))
        else {
            return false;
        };
        self.0 = rest;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_html_beyond_three_times_its_text_takes_room() {
        let mut room = Room(100);
        assert!(room.take(300, 100));
        assert!(room.take(390, 100));
        assert!(!room.take(311, 100));
        assert!(room.take(310, 100));
    }
}

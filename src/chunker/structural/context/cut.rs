//! Cuts the innermost heading where it alone is larger than a context may be.

use super::{Contexts, ELLIPSIS_TOKENS, SEPARATOR};
use crate::chunk::{ELLIPSIS, MAX_SHOWN_BYTES};
use crate::document::SectionId;

/// The bytes for each token of the first length that is tried. Words have fewer bytes a
/// token, so hardly any text is lost, and a word of a megabyte is not counted whole.
const BYTES_PER_TOKEN: usize = 8;

impl Contexts<'_> {
    /// Returns the context where not even the innermost heading fits into the share: as
    /// many of its words as fit. The first word may take twice the share, and is cut if
    /// it is longer.
    pub(super) fn cut(&self, section: SectionId) -> String {
        let is_elided = self.path(section).nth(1).is_some() || self.shows_title(section);
        let mut text = if is_elided {
            [ELLIPSIS, SEPARATOR].concat()
        } else {
            String::new()
        };
        let room = self.share.saturating_sub(ELLIPSIS_TOKENS + 2).max(1);
        let mut tokens = 0;
        for word in self.innermost_heading(section).split(' ') {
            // A longer word is cut or omitted without being counted.
            let is_short = text.len() + word.len() <= MAX_SHOWN_BYTES;
            let more = if is_short {
                self.counter.count_text(word)
            } else {
                u32::MAX / 2
            };
            let more = more + u32::from(tokens > 0);
            // A name such as `std::collections::HashMap` is useful only whole.
            if tokens == 0 && more > 2 * room {
                text.push_str(self.truncated(word, room));
                break;
            }
            if tokens > 0 && tokens + more > room {
                break;
            }
            text.push_str(if tokens > 0 { " " } else { "" });
            text.push_str(word);
            tokens += more;
        }
        text + ELLIPSIS
    }

    /// Returns a start of `word` with at most `room` tokens, found by halving, but at
    /// least one character.
    fn truncated<'w>(&self, word: &'w str, room: u32) -> &'w str {
        let mut end = word.floor_char_boundary(
            word.len()
                .min(room as usize * BYTES_PER_TOKEN)
                .min(MAX_SHOWN_BYTES),
        );
        while end > 1 && self.counter.count_text(&word[..end]) > room {
            end = word.floor_char_boundary(end / 2);
        }
        &word[..end.max(word.chars().next().map_or(0, char::len_utf8))]
    }
}

//! Converts the tokenizer's bytes to tokens of the tree construction.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};

/// The longest text that is one token, in bytes: its copies into the tree take a few
/// microseconds, one step of a watch.
pub(super) const MAX_TEXT_BYTES: usize = 16 * 1024;

/// Splits `text` between characters into pieces of limited length.
pub(super) fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_inside = |at: &usize| rest.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let most = MAX_TEXT_BYTES.min(rest.len());
        let end = (most.saturating_sub(3)..=most)
            .rev()
            .find(|at| !is_inside(at));
        let (piece, after) = rest.split_at(end.unwrap_or(most));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

pub(super) fn named(kind: TagKind, name: LocalName) -> Tag {
    Tag {
        kind,
        name,
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    }
}

/// Returns bytes of the tokenizer as text. They are valid UTF-8 as its input is, except
/// for a character that a limit of the tokenizer cut in two.
pub(super) fn tendril(bytes: &[u8]) -> StrTendril {
    match std::str::from_utf8(bytes) {
        Ok(text) => StrTendril::from_slice(text),
        Err(_) => StrTendril::from_slice(&String::from_utf8_lossy(bytes)),
    }
}

/// The number of names that are kept; a page has a few dozen.
const RECENT_NAMES: usize = 64;

/// The last names, by their length and letters: to find an interned name anew takes ten
/// times as long as a comparison.
#[derive(Debug, Default)]
pub(super) struct RecentNames {
    names: Vec<LocalName>,
}

impl RecentNames {
    pub(super) fn local_name(&mut self, bytes: &[u8]) -> LocalName {
        if self.names.is_empty() {
            self.names.resize(RECENT_NAMES, LocalName::default());
        }
        let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
        let place = bytes.len() * 7 + letter(bytes.first()) * 3 + letter(bytes.last());
        let kept = &mut self.names[place % RECENT_NAMES];
        if kept.as_bytes() != bytes {
            *kept = local_name(bytes);
        }
        kept.clone()
    }
}

fn local_name(bytes: &[u8]) -> LocalName {
    match std::str::from_utf8(bytes) {
        Ok(name) => LocalName::from(name),
        Err(_) => LocalName::from(&*String::from_utf8_lossy(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_between_characters_and_lose_nothing() {
        for text in [
            "",
            "a",
            &"\u{1f980}".repeat(MAX_TEXT_BYTES),
            &["x", &"é".repeat(MAX_TEXT_BYTES)].concat(),
        ] {
            let all: Vec<&[u8]> = pieces(text.as_bytes()).collect();
            assert_eq!(all.concat(), text.as_bytes());
            assert!(all.iter().all(|piece| piece.len() <= MAX_TEXT_BYTES));
            assert!(all.iter().all(|piece| std::str::from_utf8(piece).is_ok()));
        }
    }
}

//! Converts the tokenizer's bytes to tokens of the tree construction.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};

/// The longest text that is one token, in bytes: its copies into the tree take a few
/// microseconds, one step of a watch.
const MAX_TEXT_BYTES: usize = 16 * 1024;

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

pub(super) fn tag(kind: TagKind, name: &[u8]) -> Tag {
    named(kind, local_name(name))
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

pub(super) fn local_name(bytes: &[u8]) -> LocalName {
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

//! Cuts texts and names kinds of blocks.

use sectile::BlockKind;

/// Returns the start of `text` with at most `bytes` bytes, cut between characters.
pub(super) fn start(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Returns the name of a kind, such as `front matter`.
pub(super) fn kind_name(kind: BlockKind) -> String {
    let name = serde_json::json!(kind);
    name.as_str().unwrap_or_default().replace('_', " ")
}

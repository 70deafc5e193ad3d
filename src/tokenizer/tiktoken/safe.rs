//! Places that no token crosses, whatever the surrounding text.

/// Returns true if no token of `cl100k_base` or `o200k_base` crosses `at`, whatever text
/// is cut off before or after it.
///
/// The cases follow from the patterns:
/// - A space or tab is always the first character of its piece, so one after visible text
///   is a boundary.
/// - Letters and digits never take a following line break into their piece. Punctuation
///   does: `".\n\n"` is one token.
/// - A new piece starts after the last line break of a run, unless `/` follows:
///   `o200k_base` has `".\n/"` as one token.
/// - Letters and digits take no following punctuation except the apostrophe of a
///   contraction.
pub(super) fn is_safe(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    match (bytes[at - 1], bytes[at]) {
        // "\n" before "x", but not before "\n" or "/".
        (b'\n' | b'\r', next) => {
            next != b'/' && (next.is_ascii_graphic() || is_last_line_break(&text[at..]))
        }
        // "a" before " b".
        (before, b' ' | b'\t') => has_visible_before(text, at, before),
        // "a" before "." or "\n".
        (before, next) if before.is_ascii_alphanumeric() => ends_alphanumeric_run(next),
        // "東" before "。" or "\n": the only safe places in text without spaces.
        (before, next) if before >= 0x80 && (next == b'\n' || next >= 0x80) => {
            has_ideograph_before(text, at)
                && (next == b'\n' || starts_with_ideographic_stop(&text[at..]))
        }
        _ => false,
    }
}

/// Returns true if no token of the older encodings (`p50k_base`, `r50k_base`) crosses
/// `at`. Their patterns join line breaks with the white space that follows (`"\n\n"` is
/// one piece), so only the first white space after visible text is safe.
pub(super) fn is_safe_r50k(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    matches!(bytes[at], b' ' | b'\n') && has_visible_before(text, at, bytes[at - 1])
}

/// Returns true if the white space at the start of `rest` has no line break and is
/// followed by text. The first `"\n"` of `"\n  \n x"` is not the last of its run, so no
/// cut is allowed after it.
fn is_last_line_break(rest: &str) -> bool {
    let first = rest
        .chars()
        .find(|c| !c.is_whitespace() || matches!(c, '\n' | '\r'));
    first.is_some_and(|c| !matches!(c, '\n' | '\r'))
}

fn has_visible_before(text: &str, at: usize, before: u8) -> bool {
    match before {
        0..0x80 => !before.is_ascii_whitespace() && before != 0x0b,
        _ => !text[..at].ends_with(char::is_whitespace),
    }
}

/// ASCII line breaks and punctuation that end a run of letters or digits. The apostrophe
/// is left out, because `don't` is one piece of `o200k_base`.
fn ends_alphanumeric_run(next: u8) -> bool {
    matches!(next, b'\n' | b'\r') || (next.is_ascii_punctuation() && next != b'\'')
}

/// Kana, Han and Hangul: these are letters in every version of Unicode, without case or
/// marks, so both patterns treat them alike.
fn has_ideograph_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣'))
}

/// Punctuation that ends clauses in those scripts.
fn starts_with_ideographic_stop(rest: &str) -> bool {
    rest.starts_with([
        '、', '。', '「', '」', '『', '』', '（', '）', '，', '：', '；', '？', '！',
    ])
}

//! Places that no token reaches over, whatever stands around them.

/// Whether no token of `cl100k_base` or `o200k_base` reaches over `at`, whatever is cut off around it.
///
/// Read off their patterns: a space or tab only ever begins a piece, so one behind visible text is a boundary; letters
/// and digits take no line break with them (punctuation does: `".\n\n"` is one token); behind the last line break
/// of a run a new piece begins, unless `/` follows (`o200k_base` takes `".\n/"` as one); and letters and digits take no
/// punctuation with them but for the apostrophe of a contraction.
pub(super) fn is_safe(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    match (bytes[at - 1], bytes[at]) {
        (b'\n' | b'\r', next) => next != b'/' && is_last_line_break(&text[at..]),
        (before, b' ' | b'\t') => is_visible_before(text, at, before),
        (before, next) if before.is_ascii_alphanumeric() => is_plain_break(next),
        (before, next) if before >= 0x80 && (next == b'\n' || next >= 0x80) => {
            is_ideographic_before(text, at) && (next == b'\n' || is_ideographic_stop(&text[at..]))
        }
        _ => false,
    }
}

/// The same for the older encodings, whose patterns join line breaks with the white space behind them.
pub(super) fn is_safe_in_words(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at == bytes.len() {
        return true;
    }
    matches!(bytes[at], b' ' | b'\n') && is_visible_before(text, at, bytes[at - 1])
}

/// Whether the white space that `rest` begins with, if any, has no line break and is followed by text.
/// `"\n"` before `"  \n x"` is not the last of its run.
fn is_last_line_break(rest: &str) -> bool {
    let first = rest
        .chars()
        .find(|c| !c.is_whitespace() || matches!(c, '\n' | '\r'));
    first.is_some_and(|c| !matches!(c, '\n' | '\r'))
}

fn is_visible_before(text: &str, at: usize, before: u8) -> bool {
    match before {
        0..0x80 => !before.is_ascii_whitespace() && before != 0x0b,
        _ => !text[..at].ends_with(char::is_whitespace),
    }
}

/// ASCII that ends a run of letters or digits: white space and punctuation, but for the apostrophe.
fn is_plain_break(next: u8) -> bool {
    matches!(next, b'\n' | b'\r') || (next.is_ascii_punctuation() && next != b'\'')
}

/// Kana, Han and Hangul: letters in every version of Unicode, without case or marks.
fn is_ideographic_before(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣'))
}

/// The punctuation that ends clauses in those scripts.
fn is_ideographic_stop(rest: &str) -> bool {
    rest.starts_with([
        '、', '。', '「', '」', '『', '』', '（', '）', '，', '：', '；', '？', '！',
    ])
}

//! White space between words.

/// Returns `text` with white space [collapsed](collapse), without a copy where nothing
/// changes: most headings and links are such texts.
pub(super) fn collapsed(text: String) -> String {
    if is_collapsed(text.as_bytes()) {
        text
    } else {
        collapse(&text)
    }
}

/// Returns true if nothing collapses. It may return false too often: control characters
/// and the first bytes of all white space that is not ASCII (`U+0085` and `U+00A0`,
/// `U+1680`, `U+2000` and more, `U+3000`) begin other characters too.
fn is_collapsed(text: &[u8]) -> bool {
    let is_space = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let is_doubtful = |byte: &u8| matches!(byte, ..b' ' | 0xc2 | 0xe1..=0xe3);
    let has_ends = !is_space(text.first()) && !is_space(text.last());
    has_ends && !text.iter().any(is_doubtful) && !text.windows(2).any(|pair| pair == b"  ")
}

/// Replaces each run of white space by one space, and removes it at both ends.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_not_copied_are_those_that_do_not_change() {
        let spaces = [
            " ", "\t", "\n", "\r", "\u{b}", "\u{85}", "\u{a0}", "\u{1680}", "\u{2003}", "\u{2028}",
            "\u{202f}", "\u{205f}", "\u{3000}",
        ];
        let mut texts: Vec<String> = ["", "tea", "é茶 🍵", "\u{200b}tea"]
            .map(str::to_owned)
            .into();
        for space in spaces {
            texts.extend([
                format!("green{space}tea"),
                format!("green {space}tea"),
                format!("{space}tea"),
                format!("tea{space}"),
            ]);
        }
        for text in texts {
            assert_eq!(collapsed(text.clone()), collapse(&text), "{text:?}");
        }
        assert!(is_collapsed(b"green tea") && !is_collapsed(b"green  tea"));
    }
}

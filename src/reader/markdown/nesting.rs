//! Bounds how deep quotes, lists and footnotes nest, before the parser sees them.
//!
//! pulldown-cmark looks at all containers that are open at the start of each line, so 60,000 `>` on a line before 60,000
//! lines take minutes. The marks beyond the limit become letters, in the text that is parsed alone: the document's own text and all
//! offsets stay.

/// How deep containers may be nested: a list in lists is rarely deeper than ten.
const MAX_CONTAINERS: usize = 100;

/// A mark behind so many columns of indentation is inside lists as deep as that, or in code.
const MAX_COLUMNS: usize = 4 * MAX_CONTAINERS;

/// What a mark beyond the limit becomes: a letter, so that what follows is text.
const LETTER: u8 = b'x';

/// The offsets of the first bytes of the marks in `text` that are nested too deep.
pub(super) fn too_deep(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        // A hundred marks have a hundred bytes.
        if end - start > MAX_CONTAINERS {
            marks_of(&text.as_bytes()[start..end], start, &mut found);
        }
        start = end + 1;
    }
    found
}

/// `text` with letters at these offsets, which are those of ASCII.
pub(super) fn without(text: String, marks: &[usize]) -> String {
    let mut bytes = text.into_bytes();
    for mark in marks {
        bytes[*mark] = LETTER;
    }
    String::from_utf8(bytes).expect("marks are ASCII")
}

/// Adds the offsets of the marks at the start of `line` that are too deep; the line begins at `start`.
fn marks_of(line: &[u8], start: usize, found: &mut Vec<usize>) {
    let (mut at, mut marks) = (0, 0);
    while at < line.len() {
        if matches!(line[at], b' ' | b'\t') {
            at += 1;
            continue;
        }
        let Some(length) = mark(&line[at..]) else {
            return;
        };
        marks += 1;
        if marks > MAX_CONTAINERS || at > MAX_COLUMNS {
            found.push(start + at);
        }
        at += length;
    }
}

/// The length of the mark that opens a quote, an item, a definition or a footnote at the start of `rest`.
fn mark(rest: &[u8]) -> Option<usize> {
    let ends = |at: usize| matches!(rest.get(at), None | Some(b' ' | b'\t'));
    match rest[0] {
        b'>' => Some(1),
        b'-' | b'+' | b'*' | b':' if ends(1) => Some(1),
        b'0'..=b'9' => {
            let digits = rest
                .iter()
                .take(10)
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let is_mark = matches!(rest.get(digits), Some(b'.' | b')')) && ends(digits + 1);
            is_mark.then_some(digits + 1)
        }
        b'[' if rest.get(1) == Some(&b'^') => {
            let close = memchr::memchr(b']', rest)?;
            (rest.get(close + 1) == Some(&b':')).then_some(close + 2)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_beyond_the_limit_are_found() {
        for mark in ["> ", ">", "- ", "12. ", ": ", "+\t", "- > "] {
            let count = 2 * mark.matches(['>', '-', '.', ':', '+']).count();
            let text = format!("a\n{}b\n> c\n", mark.repeat(300));
            let marks = 300 * count / 2;
            assert_eq!(too_deep(&text).len(), marks - MAX_CONTAINERS, "{mark:?}");
        }
        let notes = too_deep(&"[^a]: ".repeat(300));
        assert!(notes.first().is_some_and(|first| first.is_multiple_of(6)));
        let deep = format!("{}- a", " ".repeat(MAX_COLUMNS + 1));
        assert_eq!(too_deep(&deep), [MAX_COLUMNS + 1]);
        let text = format!("{} word\n{}\n", "- ".repeat(50), "-".repeat(300));
        assert!(too_deep(&text).is_empty());
    }
}

//! Limits how deep quotes, lists and footnotes are nested in the text that is parsed.
//!
//! pulldown-cmark checks all open containers at the start of each line, so 60,000 `>` on
//! a line before 60,000 lines take minutes. Marks beyond the limit become letters, only
//! in the text that is parsed: the document's own text and all offsets stay the same.

/// The number of containers that may be nested. Lists rarely have more than ten levels.
const MAX_CONTAINERS: usize = 100;

/// The number of columns that may precede a mark. Each level of a list is indented by
/// about four, so a mark further right is too deep, or is code.
const MAX_COLUMNS: usize = 4 * MAX_CONTAINERS;

/// Replaces a mark beyond the limit. A letter begins a paragraph, so the rest of the line
/// is text.
const LETTER: u8 = b'x';

/// Returns the offsets of the marks in `text` that are nested too deep.
pub(super) fn too_deep(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        // A shorter line has neither enough marks nor enough columns.
        if end - start > MAX_CONTAINERS {
            marks_of(&text.as_bytes()[start..end], start, &mut found);
        }
        start = end + 1;
    }
    found
}

/// Returns true if a line may have marks that are nested too deep.
#[inline]
pub(super) fn may_be_deep(line: &[u8]) -> bool {
    line.len() > MAX_CONTAINERS && !marks(line).is_empty()
}

fn marks(line: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    marks_of(line, 0, &mut found);
    found
}

/// Replaces the bytes at the offsets `marks`, which are ASCII, by letters.
pub(super) fn without(text: String, marks: &[usize]) -> String {
    let mut bytes = text.into_bytes();
    for mark in marks {
        bytes[*mark] = LETTER;
    }
    String::from_utf8(bytes).expect("marks are ASCII")
}

/// Adds the offsets of the marks at the start of `line` that are nested too deep. The
/// line begins at the offset `start`.
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

/// Returns the length of the mark at the start of `rest` that opens a quote, an item, a
/// definition or a footnote.
fn mark(rest: &[u8]) -> Option<usize> {
    // `-tea` and `1.5` are text: a mark of an item is followed by a space or nothing.
    let ends = |at: usize| matches!(rest.get(at), None | Some(b' ' | b'\t'));
    match rest[0] {
        b'>' => Some(1),
        b'-' | b'+' | b'*' | b':' if ends(1) => Some(1),
        b'0'..=b'9' => {
            // An item has at most nine digits (CommonMark 5.2), so a long number is not
            // read to its end.
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

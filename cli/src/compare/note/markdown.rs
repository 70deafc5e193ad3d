//! Writes a note as Markdown.

use super::Note;
use std::fmt::Write as _;

pub(super) fn write(note: &Note) -> String {
    let mut text = "# Decision note\n".to_owned();
    for part in &note.parts {
        let _ = write!(text, "\n## {}\n", part.title); // into a string: cannot fail
        for paragraph in &part.paragraphs {
            let _ = write!(text, "\n{}\n", escaped(paragraph));
        }
        if !part.items.is_empty() {
            text.push('\n');
        }
        for item in &part.items {
            let _ = writeln!(text, "- {}", escaped(item));
        }
    }
    text
}

/// Names of documents are part of the sentences: `a_b*.md` is no emphasis, `<script>.md`
/// no markup and `[a](b).md` no link. The interval `[0.1, 0.2]: chance` stays as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    // `[a]: b` defines a link only at the start of a block.
    let mut may_define = text.starts_with('[');
    while let Some(c) = rest.next() {
        let is_end = c == ']';
        let is_link = is_end
            && match rest.peek() {
                Some('(' | '[') => true,
                Some(':') => may_define,
                _ => false,
            };
        may_define &= !is_end;
        if is_link || matches!(c, '\\' | '`' | '*' | '_' | '<' | '&') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;

    #[test]
    fn names_do_not_become_markup() {
        let mut part = Part::new("1. Was everything read?");
        part.say("<script>.md was read.");
        part.list("a_b*.md\n# x [y](z) [0.1, 0.2]: chance");
        part.list("[a]: b.md");
        let note = Note { parts: vec![part] };
        assert_eq!(
            write(&note),
            "# Decision note\n\n## 1. Was everything read?\n\n\\<script>.md was read.\n\n- a\\_b\\*.md # x [y\\](z) [0.1, 0.2]: chance\n- [a\\]: b.md\n"
        );
    }
}

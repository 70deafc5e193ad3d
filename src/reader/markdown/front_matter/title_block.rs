//! Reads the title block of pandoc: `% Title`, `% Authors`, `% Date`.

use crate::document::Metadata;

/// The fields of a title block, in their order.
const FIELDS: [&str; 3] = ["title", "author", "date"];

/// Reads the title block at the start of `text` into the metadata and returns the offset
/// after it. A blank line ends it: a comment of LaTeX directly before text is none.
pub(super) fn read(text: &str, metadata: &mut Metadata) -> Option<usize> {
    if !text.starts_with('%') {
        return None;
    }
    let mut fields: Vec<String> = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let field = line.strip_prefix('%');
        match (field, fields.last_mut()) {
            (Some(field), _) => {
                let is_field = field.trim().is_empty() || field.starts_with([' ', '\t']);
                if !is_field || fields.len() == FIELDS.len() {
                    return None;
                }
                fields.push(field.trim().to_owned());
            }
            _ if line.trim().is_empty() => break,
            // A title over several lines, or one author a line.
            (None, Some(last)) if line.starts_with([' ', '\t']) => {
                last.push_str(if last.is_empty() { "" } else { "; " });
                last.push_str(line.trim());
            }
            (None, _) => return None,
        }
        end += line.len();
    }
    if fields.iter().all(String::is_empty) {
        return None;
    }
    for (name, value) in FIELDS.into_iter().zip(&fields) {
        let separator = if name == "author" { ", " } else { " " };
        let parts: Vec<&str> = value.split(';').map(str::trim).collect();
        metadata.add(name, &parts.join(separator));
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_have_several_lines_and_may_be_empty() {
        let mut metadata = Metadata::default();
        let text = "% On\n  Tea\n% Ada; Bo\n  Cy\n%\n\n# x\n";
        assert_eq!(read(text, &mut metadata), text.find("\n# "));
        let pairs: Vec<_> = metadata.iter().collect();
        assert_eq!(pairs, [("author", "Ada, Bo, Cy"), ("title", "On Tea")]);
    }

    #[test]
    fn comments_and_percentages_are_not_a_title_block() {
        for text in [
            "%%\nx\n%%\n",
            "% comment\n\\section{Tea}\n",
            "%d is a format.\n",
            "%\n\nx",
        ] {
            assert_eq!(read(text, &mut Metadata::default()), None, "{text}");
        }
    }
}

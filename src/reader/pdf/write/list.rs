//! Writes lists: one item a line, with nested ones indented.

use super::running::TextWriter;
use crate::document::Written;
use crate::reader::pdf::layout::ListItem;

/// The rank of a cut between the paragraphs of an item.
const PARAGRAPH: u8 = 100;

/// Writes items. Each is a seam, with a worse rank the deeper it is.
pub(super) fn write(items: &[ListItem], writer: &TextWriter<'_>) -> Written {
    let mut written = Written::default();
    // The indentation of the text of each level.
    let mut indents: Vec<usize> = Vec::new();
    for item in items {
        indents.truncate(usize::from(item.depth));
        if !written.text.is_empty() {
            written.text.push('\n');
            let rank = u8::try_from(indents.len() + 1).unwrap_or(u8::MAX);
            written.seams.push((written.text.len(), rank));
        }
        let indent = indents.last().copied().unwrap_or(0);
        let mut start = written.text.len();
        written.text.extend(std::iter::repeat_n(' ', indent));
        let is_number = item.marker.ends_with(['.', ')'])
            && item.marker.starts_with(|c: char| c.is_ascii_digit());
        let marker = if is_number || item.marker == "-" {
            format!("{} ", item.marker)
        } else {
            format!("- {} ", item.marker) // `(a)` is no marker in Markdown
        };
        let width = if is_number { marker.len() } else { 2 };
        indents.resize(usize::from(item.depth), indent);
        indents.push(indent + width);
        written.text.push_str(&marker);
        let mut from = 0;
        for to in item.breaks.iter().copied().chain([item.lines.len()]) {
            if from > 0 {
                written.text.push_str("\n\n");
                // A cut before a paragraph is worse than one before an item of any depth.
                start = written.text.len();
                written.seams.push((start, PARAGRAPH));
                written
                    .text
                    .extend(std::iter::repeat_n(' ', indent + width));
            }
            let first = written.origins.len();
            writer.add(&item.lines[from..to], &mut written);
            written.begin_origin(first, start);
            let length = written.text.trim_end().len();
            written.text.truncate(length);
            from = to;
        }
    }
    written
}

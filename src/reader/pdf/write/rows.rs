//! Writes tables: pipes between cells, a row of dashes below the first row.

use super::running::TextWriter;
use crate::document::{Written, WrittenLead};
use crate::reader::pdf::layout::{Table, TableCell};
use std::fmt::Write as _;

/// Writes rows. Each row after the header is a seam, and the header is repeated where the
/// table is cut.
pub(super) fn write(table: &Table, writer: &TextWriter<'_>) -> Written {
    let mut written = Written::default();
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut body = 0;
    if table.header == 0 {
        // A row of amounts is no header: nothing is repeated, and the row is a seam.
        let _ = write!(
            written.text,
            "|{}\n|{}\n",
            "  |".repeat(width),
            "---|".repeat(width)
        ); // writing to a string cannot fail
    }
    for (nth, row) in table.rows.iter().enumerate() {
        if nth > 0 {
            written.text.push('\n');
        }
        if nth == table.header {
            body = written.text.len();
        } else if nth > table.header {
            written.seams.push((written.text.len(), 1));
        }
        write_row(row, width, writer, &mut written);
        if nth == 0 && table.header > 0 {
            let _ = write!(written.text, "\n|{}", "---|".repeat(width)); // writing to a string cannot fail
        }
    }
    if body > 0 {
        let open = written.text[..body].to_owned();
        let end = written.text.len();
        let lead = WrittenLead::after(&written.text, body, end, open, String::new());
        written.leads.extend(lead);
    }
    written
}

fn write_row(row: &[TableCell], width: usize, writer: &TextWriter<'_>, written: &mut Written) {
    written.text.push('|');
    for at in 0..width {
        written.text.push(' ');
        let mut cell = Written::default();
        writer.add(row.get(at).map_or(&[], Vec::as_slice), &mut cell);
        if cell.text.contains('|') {
            cell.text = cell.text.replace('|', "\\|");
            // Escapes move the offsets of links and lines.
            cell.links.clear();
            cell.origins.iter_mut().for_each(|(at, _)| *at = 0);
        }
        written.push(cell);
        if !written.text.ends_with(' ') {
            written.text.push(' ');
        }
        written.text.push('|');
    }
}

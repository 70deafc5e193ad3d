//! Writes code between fences.

use super::running::TextWriter;
use crate::document::{Written, WrittenLead};
use crate::reader::pdf::layout::{Line, code_text};

/// Writes lines of code. Each line is a seam, and one after a blank line a better one.
pub(super) fn write(lines: &[Line], writer: &TextWriter<'_>) -> Written {
    let (code, numbers) = code_text(lines, writer.words());
    let mut places = lines.iter().zip(numbers).peekable();
    // Longer than any run in the code, which may itself be Markdown with fences.
    let fence = "`".repeat(longest_run(&code).max(2) + 1);
    let mut written = Written {
        text: format!("{fence}\n"),
        ..Written::default()
    };
    let body = written.text.len();
    let mut is_after_blank = false;
    for (nth, line) in code.lines().enumerate() {
        if nth > 0 {
            let rank = if is_after_blank { 1 } else { 2 };
            written.seams.push((written.text.len(), rank));
        }
        while let Some((line, _)) = places.next_if(|(_, number)| *number == nth) {
            let start = written.text.len();
            written.origins.push((start, writer.origin_of(line)));
        }
        is_after_blank = line.trim().is_empty();
        written.text.push_str(line.trim_end());
        written.text.push('\n');
    }
    let end = written.text.len();
    written.text.push_str(&fence);
    let lead = WrittenLead::after(
        &written.text,
        body,
        end,
        format!("{fence}\n"),
        format!("\n{fence}"),
    );
    written.leads.extend(lead);
    written
}

/// Returns the length of the longest run of ticks in `code`.
fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

//! Follows the items of lists, because what is indented in them is not code.

use super::super::line::{SourceLine, TAB_COLUMNS, is_rule};

/// The columns at which the content of the open items begins, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<usize>);

impl Lists {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the column of the content of the item number `at`; 0 if it is not open.
    pub(super) fn content(&self, at: usize) -> usize {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// Returns the column of the content of the innermost item that a line with this
    /// indentation is in; 0 outside of lists.
    pub(super) fn base(&self, columns: usize) -> usize {
        let inside = self.0.partition_point(|content| *content <= columns);
        inside.checked_sub(1).map_or(0, |item| self.0[item])
    }

    /// Leaves the items that a line with this indentation is not in.
    pub(super) fn leave(&mut self, columns: usize) {
        let inside = self.0.partition_point(|content| *content <= columns);
        self.0.truncate(inside);
    }

    /// Enters the items whose marks begin the line, and moves its text after them.
    /// Returns true if there are any.
    pub(super) fn enter(&mut self, source: &str, line: &mut SourceLine) -> bool {
        let mut entered = false;
        while !is_rule(&source[line.text..line.end])
            && let Some(width) = mark(&source[line.text..line.end])
        {
            entered = true;
            let after = line.text + width;
            let spaces = source[after..line.end]
                .bytes()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            // Five spaces after the mark begin indented code, not the text of the item.
            let is_code = spaces > TAB_COLUMNS;
            let is_empty = after + spaces == line.end;
            let gap = if is_code || is_empty { 1 } else { spaces };
            line.columns += width + gap;
            self.0.push(line.columns);
            line.text = (after + spaces).min(line.end);
            if is_code || is_empty {
                break;
            }
        }
        entered
    }
}

/// Returns true if `text` begins with the mark of an item.
pub(super) fn has_mark(text: &str) -> bool {
    mark(text).is_some()
}

/// Returns the width of the mark of an item at the start of `text` (`CommonMark` 5.2).
fn mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(10).count();
    let width = match text.as_bytes().get(digits)? {
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    matches!(text.as_bytes().get(width), None | Some(b' ' | b'\t')).then_some(width)
}

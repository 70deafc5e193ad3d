//! Follows the items of lists, because what is indented in them is not code.

use super::super::line::{MIN_RULE_MARKS, SourceLine, TAB_COLUMNS};
use std::ops::Range;

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
        let rules = rules(&source.as_bytes()[line.text..line.end]);
        let first = line.text;
        while !rules.contains(&(line.text - first))
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

/// Returns the offsets in a line from which on it is a thematic break, at a mark: in
/// `* - - -` the offset 2. A line of 30,000 marks is read once instead of once for each mark.
fn rules(line: &[u8]) -> Range<usize> {
    let mark = match line.last() {
        Some(mark @ (b'-' | b'*' | b'_')) => *mark,
        _ => return 0..0, // a line ends with a visible byte
    };
    let others = |byte: &u8| *byte != mark && !matches!(byte, b' ' | b'\t');
    let start = line.iter().rposition(others).map_or(0, |at| at + 1);
    let marks = line
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, byte)| **byte == mark);
    let third = marks.map(|(at, _)| at).nth(MIN_RULE_MARKS - 1);
    start..third.map_or(start, |third| third + 1)
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

#[cfg(test)]
mod tests {
    use super::super::super::line::is_rule;
    use super::*;

    #[test]
    fn a_line_is_a_rule_from_the_same_places_on_as_each_of_its_ends() {
        let bytes = ["-", "*", "_", " ", "\t", "a", "1. "];
        let mut lines = vec![String::new()];
        for _ in 0..6 {
            lines = (lines.iter())
                .flat_map(|line| bytes.map(|byte| format!("{line}{byte}")))
                .collect();
            for line in lines.iter().filter(|line| *line == line.trim_ascii()) {
                let rules = rules(line.as_bytes());
                for at in (0..line.len()).filter(|at| !line[*at..].starts_with([' ', '\t'])) {
                    assert_eq!(
                        rules.contains(&at),
                        is_rule(&line[at..]),
                        "{at} of {line:?}"
                    );
                }
            }
        }
    }
}

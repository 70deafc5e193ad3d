//! Fences of code, and lines that consist of one mark only.

use super::line::{SourceLine, run};
use std::collections::BTreeMap;

/// Longer runs of marks count as this long, which bounds the kinds of lines.
const MAX_RUN: usize = 255;

/// The columns from which on a line is indented code (`CommonMark` 4.4).
pub(super) const MIN_CODE_COLUMNS: usize = 4;

/// An open fence of code (`CommonMark` 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    pub(super) mark: char,
    pub(super) length: usize,
    /// The number of list items that it is in.
    pub(super) lists: usize,
    pub(super) is_quoted: bool,
    /// The columns that its lines lose in the view.
    pub(super) stripped: usize,
}

impl Fence {
    /// Returns the mark, its length and the text after it, if `text` opens a fence.
    pub(super) fn opening(text: &str) -> Option<(char, usize, &str)> {
        let mark = text
            .chars()
            .next()
            .filter(|mark| matches!(mark, '`' | '~'))?;
        let (length, info) = run(text, mark);
        let is_opening = length >= 3 && (mark == '~' || !info.contains('`'));
        is_opening.then_some((mark, length, info.trim()))
    }

    pub(super) fn is_closed_by(&self, text: &str) -> bool {
        let (length, rest) = run(text, self.mark);
        length >= self.length && rest.trim().is_empty()
    }
}

/// The lines of a text that consist of a run of one mark, by its length.
#[derive(Debug, Default)]
pub(super) struct Runs {
    all: BTreeMap<usize, Vec<usize>>,
    /// Those that are indented by less than four columns.
    outer: BTreeMap<usize, Vec<usize>>,
}

impl Runs {
    /// Finds the lines of at least three `mark`.
    pub(super) fn find(source: &str, body: usize, mark: char) -> Self {
        let mut runs = Self::default();
        let mut at = body;
        while at < source.len() {
            let line = SourceLine::at(source.as_bytes(), at);
            let (length, rest) = run(&source[line.text..line.end], mark);
            if length >= 3 && rest.is_empty() {
                let length = length.min(MAX_RUN);
                runs.all.entry(length).or_default().push(line.start);
                if line.columns < MIN_CODE_COLUMNS {
                    runs.outer.entry(length).or_default().push(line.start);
                }
            }
            at = line.next;
        }
        runs
    }

    /// Returns the start of the first line after `line` with at least `length` marks. One
    /// that is indented as code is not an end.
    pub(super) fn next(&self, line: SourceLine, length: usize) -> Option<usize> {
        let is_outer = line.columns < MIN_CODE_COLUMNS;
        let lines = if is_outer { &self.outer } else { &self.all }.range(length.min(MAX_RUN)..);
        let at = line.next;
        lines
            .filter_map(|(_, starts)| {
                starts
                    .get(starts.partition_point(|start| *start < at))
                    .copied()
            })
            .min()
    }
}

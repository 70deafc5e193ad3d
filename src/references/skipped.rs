//! The parts of a block in which no words refer to anything: code, and lines of a table
//! of contents.

use crate::document::Block;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// The parts of a block that are skipped. They are searched for when a place in the block is
/// asked for: few blocks have one.
#[derive(Debug)]
pub(crate) struct Skipped<'d> {
    block: Block<'d>,
    search: fn(&str) -> Vec<Range<usize>>,
    /// The ranges in the text of the block, ascending by their starts.
    found: OnceCell<Vec<Range<usize>>>,
}

impl<'d> Skipped<'d> {
    pub(super) fn of(block: Block<'d>) -> Self {
        Self::with(block, code_and_leaders)
    }

    /// Returns the code spans alone.
    #[cfg(feature = "markdown")]
    pub(crate) fn code(block: Block<'d>) -> Self {
        Self::with(block, code_spans)
    }

    fn with(block: Block<'d>, search: fn(&str) -> Vec<Range<usize>>) -> Self {
        Self {
            block,
            search,
            found: OnceCell::new(),
        }
    }

    /// Returns true if the offset, which is in the block, is in a skipped part.
    pub(crate) fn has(&self, at: usize) -> bool {
        let found = (self.found).get_or_init(|| (self.search)(self.block.text()));
        let at = at - self.block.span().start as usize;
        let next = found.partition_point(|range| range.start <= at);
        // Ranges of code may be inside of a skipped line, so two are looked at.
        (found[..next].iter().rev().take(2)).any(|range| at < range.end)
    }
}

fn code_and_leaders(text: &str) -> Vec<Range<usize>> {
    let mut all = code_spans(text);
    all.extend(leaders(text));
    all.sort_by_key(|range| range.start);
    all
}

/// Returns the code spans of Markdown (`CommonMark` 6.1), each from a run of ticks to the
/// next run of the same length.
fn code_spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    if memchr::memchr(b'`', bytes).is_none() {
        return spans;
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr_iter(b'`', bytes) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    // The next run of the same length, so that each run is looked at once.
    let mut next = vec![None; runs.len()];
    let mut last: HashMap<usize, usize> = HashMap::new();
    for (at, run) in runs.iter().enumerate().rev() {
        next[at] = last.insert(run.len(), at);
    }
    let mut at = 0;
    while at < runs.len() {
        match next[at] {
            Some(end) => {
                spans.push(runs[at].start..runs[end].end);
                at = end + 1;
            }
            None => at += 1,
        }
    }
    spans
}

/// Returns the lines that lead to a page number with dots: `3.2 Fees ....... 14`.
fn leaders(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    if !text.contains("...") && !text.contains(". . .") {
        return lines;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains("....") || line.contains(". . .") {
            lines.push(start..start + line.len());
        }
        start += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_at_ticks_of_the_same_number() {
        assert_eq!(code_spans("a `b` ``c ` d`` `e"), [2..5, 6..15]);
        assert!(code_spans("no code").is_empty());
    }

    #[test]
    fn lines_of_contents_have_leaders() {
        let found = leaders("Tea\n3.2 Fees .... 14\nMilk...");
        assert_eq!((found.len(), &found[0]), (1, &(4..21)));
    }
}

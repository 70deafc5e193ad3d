//! Finds the ends of code spans, in which nothing is matched.

use super::super::fence::Fence;
use super::super::line::Line;
use std::collections::BTreeMap;

/// The runs of ticks of one paragraph.
#[derive(Debug, Default)]
pub(super) struct CodeSpans {
    /// The paragraph, from the first place that was asked for.
    start: usize,
    end: usize,
    /// The offset of each run, with the offset after the next run of the same length.
    runs: BTreeMap<usize, Option<usize>>,
}

impl CodeSpans {
    /// Returns the offset after the code span that begins at `at`; without an end, after
    /// its ticks (`CommonMark` 6.1).
    pub(super) fn after(&mut self, source: &str, at: usize) -> usize {
        if !(self.start..self.end).contains(&at) {
            *self = Self::of(source, at);
        }
        let ticks = source[at..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        match self.runs.get(&at) {
            Some(Some(end)) => *end,
            _ => at + ticks,
        }
    }

    fn of(source: &str, start: usize) -> Self {
        let end = end_of_paragraph(source, start);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for at in memchr::memchr_iter(b'`', &source.as_bytes()[start..end]) {
            match found.last_mut() {
                Some((run, length)) if *run + *length == start + at => *length += 1,
                _ => found.push((start + at, 1)),
            }
        }
        let mut next: BTreeMap<usize, usize> = BTreeMap::new();
        let runs = found.into_iter().rev().map(|(run, length)| {
            let closing = next.insert(length, run + length);
            (run, closing)
        });
        Self {
            start,
            end,
            runs: runs.collect(),
        }
    }
}

/// Returns the end of the paragraph that has text at `at`.
fn end_of_paragraph(source: &str, at: usize) -> usize {
    let mut end = Line::at(source.as_bytes(), at).next;
    while end < source.len() {
        let line = Line::at(source.as_bytes(), end);
        let text = &source[line.text..line.end];
        let is_other = line.is_blank() || text.starts_with(":::") || text.starts_with("# ");
        if is_other || Fence::opening(text).is_some() {
            break;
        }
        end = line.next;
    }
    end
}

//! Opens and closes the scopes of containers while the sections are built.

use super::found::FoundBlock;
use super::raw_html;
use crate::document::DocumentBuilder;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// The scopes of a text, in reading order.
pub(super) struct Scopes {
    waiting: Peekable<IntoIter<Range<usize>>>,
    /// The ends of the open scopes; an inner one ends no later than those outside.
    open: Vec<usize>,
}

impl Scopes {
    /// Collects the containers of dialects and those of raw HTML in `blocks`.
    pub(super) fn new(source: &str, containers: Vec<Range<usize>>, blocks: &[FoundBlock]) -> Self {
        let html = blocks.iter().filter(|block| block.is_html);
        let mut all = raw_html::scopes(source, html.map(|block| block.range.clone()));
        all.extend(containers);
        all.sort_by_key(|scope| (scope.start, std::cmp::Reverse(scope.end)));
        Self {
            waiting: all.into_iter().peekable(),
            open: Vec::new(),
        }
    }

    /// Opens and closes the scopes up to the offset `at`, which something begins at.
    pub(super) fn advance(&mut self, at: usize, builder: &mut DocumentBuilder) {
        while let Some(boundary) = self.next().filter(|boundary| *boundary <= at) {
            if self.open.last() == Some(&boundary) {
                self.open.pop();
                builder.close_scope();
            } else if let Some(scope) = self.waiting.next() {
                // A container that another one ends: `<details>` in `:::`, without an end
                // of its own in it.
                let outer = self.open.last().copied().unwrap_or(usize::MAX);
                self.open.push(scope.end.min(outer));
                builder.open_scope();
            }
        }
    }

    /// Returns the offset at which the next scope begins or ends.
    pub(super) fn next(&mut self) -> Option<usize> {
        let start = self.waiting.peek().map(|scope| scope.start);
        let end = self.open.last().copied();
        start.into_iter().chain(end).min()
    }
}

//! Raw text of HTML and comments, in which nothing is matched, and the search for ends.

use super::super::line::SourceLine;
use super::Scan;
use memchr::memmem;
use std::collections::BTreeMap;

/// Elements whose content is raw text (`CommonMark` 4.6, start condition 1).
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// The most white space between the parts of an end, such as `*/` and `}`, in bytes.
const MAX_GAP: usize = 64;

/// The results of searches, so that no part of the text is searched twice for the same
/// string: 100,000 `{%` before one `%}` take linear time.
#[derive(Debug, Default)]
pub(super) struct Searches {
    /// For each string, where the last search began and what it found.
    last: BTreeMap<String, (usize, Option<usize>)>,
}

impl Scan<'_> {
    /// Returns the offset after the next `end` from `at` on.
    pub(super) fn after(&mut self, at: usize, end: &str) -> Option<usize> {
        if let Some((from, found)) = self.searches.last.get(end)
            && *from <= at
            && found.is_none_or(|found| at + end.len() <= found)
        {
            return *found;
        }
        let rest = self.bytes().get(at..)?;
        let found = memmem::find(rest, end.as_bytes()).map(|found| at + found + end.len());
        self.searches.last.insert(end.to_owned(), (at, found));
        found
    }

    /// Returns true if an end that may have several forms was searched in vain before.
    pub(super) fn is_missing(&self, end: &str) -> bool {
        (self.searches.last.get(end)).is_some_and(|(_, found)| found.is_none())
    }

    /// Records that the rest of the text has no such end.
    pub(super) fn miss(&mut self, end: &str) {
        self.searches.last.insert(end.to_owned(), (self.at, None));
    }

    /// Returns the offset after the white space at `at`; there is not much of it between
    /// the parts of an end.
    pub(super) fn after_gap(&self, at: usize) -> usize {
        let rest = self.bytes().get(at..).unwrap_or_default();
        let gap = rest.iter().take(MAX_GAP);
        at + gap.take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    /// Skips an element with raw text that begins with a line, and omits it if no page
    /// shows it. Without an end tag it extends to the end of the text.
    pub(super) fn raw_text(&mut self, line: SourceLine) -> bool {
        let text = &self.text(line)[1..];
        let name = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let Some(name) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) else {
            return false;
        };
        if let Some(end) = self.hidden_element(line.text) {
            self.at = end;
            return true;
        }
        let end = self.after(line.text, &format!("</{name}"));
        self.at = end.unwrap_or(self.source.len());
        true
    }

    /// Returns the offset after the comment of HTML that begins at `at`.
    pub(super) fn html_comment(&mut self, at: usize) -> Option<usize> {
        self.after(at + "<!--".len(), "-->")
    }
}

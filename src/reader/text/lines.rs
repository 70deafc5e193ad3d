//! Groups lines: paragraphs, drawings, and the heads and feet of printed pages.

use crate::document::{Span, offset};
use crate::limits::Watch;
use std::collections::HashMap;

/// Lines between blank lines.
#[derive(Debug)]
pub(super) struct LineGroup {
    /// The lines without white space around them, at least one.
    pub(super) lines: Vec<Span>,
    /// The columns before the first line.
    pub(super) indent: usize,
    pub(super) kind: GroupKind,
}

/// The kind of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKind {
    Prose,
    /// Lines whose columns matter: a table, a diagram, code.
    Drawing,
    /// The head or foot of a printed page.
    PageHead,
}

impl LineGroup {
    pub(super) fn span(&self) -> Span {
        self.lines[0].cover(self.lines[self.lines.len() - 1])
    }
}

/// A line that repeats on this many pages, digits aside, is a page head.
const MIN_PAGES: usize = 3;

/// Returns the groups of `text` in order, or those found before the watch stopped.
pub(super) fn groups(text: &str, watch: &Watch) -> Vec<LineGroup> {
    let mut groups: Vec<LineGroup> = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    // A page begins after a form feed, which ends a line as a line break does.
    let mut begins_page = false;
    let mut heads: HashMap<String, usize> = HashMap::new();
    let mut first_on_page = Vec::new();
    for line in text.split_inclusive(['\n', '\x0c', '\r']) {
        if watch.step() {
            break;
        }
        let start = at;
        at += line.len();
        let words = line.trim();
        if words.is_empty() {
            // The line feed of "\r\n" is not a blank line.
            is_open &= !line.contains('\x0c') && line == "\n" && text[..start].ends_with('\r');
            begins_page |= line.contains('\x0c');
            continue;
        }
        let from = start + (line.len() - line.trim_start().len());
        let span = Span::new(offset(from), offset(from + words.len()));
        let is_foot = is_page_number(words);
        if begins_page {
            *heads.entry(masked(words)).or_default() += 1;
            first_on_page.push(groups.len());
        }
        match groups.last_mut() {
            Some(group) if is_open && !is_foot => group.lines.push(span),
            _ => groups.push(LineGroup {
                lines: vec![span],
                indent: columns(&line[..from - start]),
                kind: if is_foot {
                    GroupKind::PageHead
                } else {
                    GroupKind::Prose
                },
            }),
        }
        is_open = !is_foot && !begins_page && !line.ends_with('\x0c');
        begins_page = line.ends_with('\x0c');
    }
    for group in first_on_page {
        let head = masked(&text[groups[group].lines[0].range()]);
        if groups[group].lines.len() == 1
            && heads.get(&head).is_some_and(|pages| *pages >= MIN_PAGES)
        {
            groups[group].kind = GroupKind::PageHead;
        }
    }
    for group in groups.iter_mut().filter(|group| is_drawing(text, group)) {
        group.kind = GroupKind::Drawing;
    }
    groups
}

/// Returns true if a line ends with the number of its page: `Leaf  [Page 3]`.
fn is_page_number(line: &str) -> bool {
    let inner = line
        .strip_suffix(']')
        .and_then(|line| line.rsplit_once("[Page "));
    inner.is_some_and(|(_, number)| {
        number
            .trim()
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Returns a line with equal digits and single spaces, so that the heads of pages are
/// equal.
fn masked(line: &str) -> String {
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(|c: char| c.is_ascii_digit(), "0")
}

/// Returns the columns of white space, of which a tab has up to eight.
fn columns(space: &str) -> usize {
    space.bytes().fold(0, |column, byte| match byte {
        b'\t' => column / 8 * 8 + 8,
        _ => column + 1,
    })
}

/// Returns true if most lines have gaps or rules inside: `| a | b |`, `a      b`.
fn is_drawing(text: &str, group: &LineGroup) -> bool {
    let has_columns = |line: &&Span| {
        let line = &text[line.range()];
        line.contains("   ") || line.contains("+-") || line.starts_with('|')
    };
    let drawn = group.lines.iter().filter(has_columns).count();
    group.kind == GroupKind::Prose && group.lines.len() > 1 && drawn * 2 > group.lines.len()
}

//! The places of a document that words can refer to: numbered sections and paragraphs,
//! captions, footnotes, definitions.

use super::captions::Captions;
use super::definitions::Definitions;
use super::footnotes::Footnotes;
use super::headings::{self, SectionKey};
use super::number;
use crate::document::{Block, BlockKind, Document, Section, SectionId, Span, Target};
use crate::lexicon::names;
use crate::limits::Watch;
use std::collections::{HashMap, HashSet};

/// The most bytes of a line that may be a title.
const MAX_LINE_BYTES: usize = 80;
/// The most digits of its number; four are a year.
const MAX_TITLE_DIGITS: usize = 3;

/// The targets of a document.
#[derive(Debug)]
pub(super) struct Targets<'d> {
    document: &'d Document,
    /// The sections with a number, in reading order.
    sections: HashMap<(SectionKey, String), Vec<SectionId>>,
    /// The blocks that begin with a number and are no headings, such as the clauses of a
    /// contract: `3.2 The tenant pays.`
    clauses: HashMap<String, Vec<Span>>,
    pub(super) captions: Captions,
    pub(super) footnotes: Footnotes,
    pub(super) definitions: Definitions,
    /// Lists of works, tables of contents and comparisons with other documents, whose
    /// numbers are not those of the text, with all sections below them.
    skipped: HashSet<SectionId>,
}

impl<'d> Targets<'d> {
    /// Collects the targets, as many as the watch permits.
    pub(super) fn of(document: &'d Document, watch: &Watch) -> Self {
        let mut targets = Self {
            document,
            sections: HashMap::new(),
            clauses: HashMap::new(),
            captions: Captions::default(),
            footnotes: Footnotes::default(),
            definitions: Definitions::default(),
            skipped: HashSet::new(),
        };
        for section in document.sections().take_while(|_| !watch.step()) {
            targets.add_section(section);
        }
        for (index, block) in document.blocks().enumerate() {
            if watch.step() {
                break;
            }
            if block.kind().is_content() {
                targets.captions.add(document, index, block);
                targets.footnotes.add(index, block);
                targets.add_clauses(block);
            }
        }
        targets
    }

    /// Returns true if no words can refer to anything.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_numbers() && self.definitions.is_empty()
    }

    /// Returns true if a number can refer to something.
    pub(super) fn has_numbers(&self) -> bool {
        !(self.sections.is_empty()
            && self.clauses.is_empty()
            && self.captions.is_empty()
            && self.footnotes.is_empty())
    }

    /// Returns true for a section in which no words refer to the document itself.
    pub(super) fn is_skipped(&self, section: SectionId) -> bool {
        self.skipped.contains(&section)
    }

    fn add_section(&mut self, section: Section<'_>) {
        let (key, title) = match headings::read(section.heading()) {
            Some((key, number, title)) => (Some((key, number)), title),
            None => (None, section.heading()),
        };
        if names::is_bibliography(title) || names::is_contents(title) {
            self.skipped.insert(section.id());
        }
        let is_inside =
            (section.parent()).is_some_and(|parent| self.skipped.contains(&parent.id()));
        if is_inside || names::is_comparison(title) {
            self.skipped.insert(section.id());
        }
        self.definitions.add(section, title);
        let Some((key, number)) = key else { return };
        // "Article 1" is the heading "ARTICLE I".
        let named = key != SectionKey::Plain;
        if let Some(value) = number::roman(&number).filter(|_| named) {
            let value = value.to_string();
            self.sections
                .entry((key, value))
                .or_default()
                .push(section.id());
        }
        self.sections
            .entry((key, number))
            .or_default()
            .push(section.id());
    }

    /// Adds the lines of a block that begin with a number: the first line of a paragraph, or
    /// the lines of a list.
    fn add_clauses(&mut self, block: Block<'_>) {
        let lines = match block.kind() {
            BlockKind::Paragraph | BlockKind::Other => 1,
            BlockKind::List => usize::MAX,
            _ => return,
        };
        let span = block.span();
        let is_line = || lines == 1 && is_line(block.text());
        let mut start = span.start as usize;
        for line in block.text().split_inclusive('\n').take(lines) {
            if let Some(number) = clause(line, is_line) {
                let place = if lines == 1 {
                    span
                } else {
                    line_span(start, line)
                };
                self.clauses.entry(number).or_default().push(place);
            }
            start += line.len();
        }
    }

    /// Returns the section or clause that a mention in `from` refers to.
    pub(super) fn section(
        &self,
        keys: &[SectionKey],
        number: &str,
        from: Section<'_>,
    ) -> Option<Target> {
        for key in keys {
            let roman = number::roman(number).map(|value| value.to_string());
            for number in std::iter::once(number).chain(roman.as_deref()) {
                if let Some(found) = self.sections.get(&(*key, number.to_owned())) {
                    return nearest(found, from).map(|section| Target::section(section.path()));
                }
            }
        }
        if !keys.contains(&SectionKey::Plain) {
            return None;
        }
        match self.clauses.get(number).map(Vec::as_slice) {
            Some([place]) => Some(self.place(*place)),
            _ => None,
        }
    }

    /// Returns the block with an index as a target.
    pub(super) fn block(&self, index: usize) -> Target {
        self.place(self.document.block(index).span())
    }

    /// Returns a place in the text as a target.
    pub(super) fn place(&self, place: Span) -> Target {
        let index = self.document.block_index_at(place.start);
        let section = self.document.block(index).section();
        Target {
            block: Some(place),
            ..Target::section(section.path())
        }
    }
}

/// Returns true for a paragraph that is one short line, such as a title without the look
/// of a heading.
fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.len() <= MAX_LINE_BYTES && !text.contains('\n')
}

/// Returns the number at the start of a clause: `3.2 The tenant pays`, and of a line that
/// may be a title, `15. Warranty.`
fn clause(line: &str, is_line: impl Fn() -> bool) -> Option<String> {
    let text = line.trim_start_matches([' ', '\t', '-', '*', '>', '\\']);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let length = number::length(text);
    let number = &text[..length];
    let rest = text[length..].trim_start_matches(['.', '*', '\\']);
    let title = rest.trim_start();
    let is_capital = title.starts_with(|c: char| c.is_uppercase() || "\"“„‘*_(".contains(c));
    let is_clause = match number::depth(number) {
        1 => is_capital && length <= MAX_TITLE_DIGITS && is_line(),
        _ => is_capital || is_line() && title.starts_with(char::is_alphabetic),
    };
    let is_apart = title.len() < rest.len();
    (length > 0 && is_clause && is_apart).then(|| number::key(number))
}

/// Returns the span of a line without its line break.
fn line_span(start: usize, line: &str) -> Span {
    (start..start + line.trim_end().len()).into()
}

/// Returns the section that a number means where several have it: the only one inside of
/// the smallest section around the mention that has any. "Section 1" in chapter III is
/// that of chapter III.
fn nearest<'d>(found: &[SectionId], from: Section<'d>) -> Option<Section<'d>> {
    let around = std::iter::once(from).chain(from.ancestors());
    for section in around {
        let last = section.id().index() + section.descendants().len();
        let first = found.partition_point(|id| id.index() < section.id().index());
        let end = found.partition_point(|id| id.index() <= last);
        match &found[first..end] {
            [] => {}
            [only] => return from.document().section(*only),
            _ => return None,
        }
    }
    None
}

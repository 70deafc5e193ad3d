//! The places of a document that words can refer to: numbered sections and paragraphs,
//! captions, footnotes, definitions.

use super::captions::Captions;
use super::clauses::Clauses;
use super::definitions::Definitions;
use super::footnotes::Footnotes;
use super::headings::{self, SectionKey};
use super::number;
use crate::document::{Document, Section, SectionId, Span, Target};
use crate::lexicon::names;
use crate::limits::Watch;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The targets of a document.
#[derive(Debug)]
pub(super) struct Targets<'d> {
    document: &'d Document,
    /// The sections with a number, in reading order.
    sections: HashMap<(SectionKey, String), Vec<SectionId>>,
    clauses: Clauses,
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
            clauses: Clauses::default(),
            captions: Captions::default(),
            footnotes: Footnotes::default(),
            definitions: Definitions::default(),
            skipped: HashSet::new(),
        };
        for section in document.sections().take_while(|_| !watch.step()) {
            targets.add_section(section);
        }
        targets.add_roman_numbers();
        for (index, block) in document.blocks().enumerate() {
            if watch.step() {
                break;
            }
            if block.kind().is_content() {
                targets.captions.add(document, index, block);
                targets.footnotes.add(index, block);
                targets.clauses.add(block);
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

    /// Makes sections with Roman numerals targets of the numbers that they mean: "Section 3"
    /// is "III. Method". The numerals must run from I, because the sections A to I have the
    /// letters C, D and I, and no section may have the number itself.
    fn add_roman_numbers(&mut self) {
        let plain = (self.sections.iter()).filter(|((key, _), _)| *key == SectionKey::Plain);
        let values: BTreeMap<u32, Vec<SectionId>> = plain
            .filter_map(|((_, number), ids)| Some((number::roman(number)?, ids.clone())))
            .collect();
        if !values.contains_key(&2) {
            return; // the letter I
        }
        for (expected, (value, ids)) in (1..).zip(values) {
            if value != expected {
                break;
            }
            self.sections
                .entry((SectionKey::Plain, value.to_string()))
                .or_insert(ids);
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
        self.clauses.only(number).map(|place| self.place(place))
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

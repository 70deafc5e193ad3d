//! Measures atoms, so that the tokens of any run of atoms are one subtraction.

use super::context::Contexts;
use super::split::Atom;
use crate::document::Lead;
use crate::tokenizer::{Counter, Edge};

/// The measures of an atom.
#[derive(Debug)]
pub(super) struct Measure {
    start: Edge,
    /// The end of the atom, with the text that closes a chunk after it.
    end: Edge,
    /// The tokens before the text of a chunk that begins with the atom: context and lead.
    prefix: u32,
}

/// Returns the tokens of the text from the atom of `first` to that of `last` and of the text
/// that closes it. Above `enough` the result may be an estimate.
#[inline]
pub(super) fn tokens_between(
    counter: &Counter<'_>,
    first: &Measure,
    last: &Measure,
    enough: u32,
) -> u32 {
    counter.between(&first.start, &last.end, enough)
}

impl Measure {
    /// Measures `atom`. A chunk that ends with it closes `lead`.
    pub(super) fn new(
        counter: &Counter<'_>,
        contexts: &Contexts<'_>,
        atom: &Atom<'_>,
        lead: Option<&Lead>,
    ) -> Self {
        let close = lead.map_or("", |lead| &lead.close);
        Self {
            start: counter.start(atom.span.start),
            end: counter.end_with(atom.span.end, close),
            prefix: contexts.estimate(atom.context)
                + atom.lead.map_or(0, |lead| counter.count_text(&lead.open)),
        }
    }

    /// Returns the safe place at the start of the atom and the tokens before the atom, if they
    /// were counted.
    #[inline]
    pub(super) fn counted_start(&self) -> Option<(u32, u32)> {
        self.start.counted()
    }

    /// Returns the safe place at the end of the atom and the tokens through that end,
    /// including the text that closes a chunk there, if they were counted. If no start
    /// has a later safe place, a chunk's tokens are the difference.
    #[inline]
    pub(super) fn counted_end(&self) -> Option<(u32, u32)> {
        let (safe, tokens) = self.end.counted()?;
        Some((safe, tokens.wrapping_add(self.end.apart())))
    }

    /// Returns about how many tokens of the whole text end before the atom.
    pub(super) fn before(&self) -> u32 {
        self.start.before()
    }

    /// Returns about how many tokens of the whole text end before the end of the atom,
    /// including the text that closes a chunk there.
    pub(super) fn through(&self) -> u32 {
        self.end.before().saturating_add(self.end.apart())
    }

    /// Returns the tokens before the text of a chunk that begins with the atom.
    pub(super) fn prefix(&self) -> u32 {
        self.prefix
    }
}

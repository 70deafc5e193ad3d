//! Measures atoms, so that the tokens of any run of atoms are one subtraction.

use super::context::Contexts;
use super::split::Atoms;
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

/// Returns the measures of all atoms, or of fewer if the run is stopped.
pub(super) fn measure(
    counter: &Counter<'_>,
    contexts: &Contexts<'_>,
    atoms: &Atoms<'_>,
) -> Vec<Measure> {
    let mut measures = Vec::with_capacity(atoms.all.len());
    for (at, atom) in atoms.all.iter().enumerate() {
        if counter.is_stopped() {
            break;
        }
        let close = atoms.lead_at(at + 1).map_or("", |lead| &lead.close);
        measures.push(Measure {
            start: counter.start(atom.span.start),
            end: counter.end_with(atom.span.end, close),
            prefix: contexts.estimate(atom.context)
                + atom.lead.map_or(0, |lead| counter.count_text(&lead.open)),
        });
    }
    measures
}

/// Returns the tokens of the text from atom `first` to atom `last` and of the text that
/// closes it. Above `enough` the result may be an estimate.
pub(super) fn text_tokens(
    counter: &Counter<'_>,
    measures: &[Measure],
    (first, last): (usize, usize),
    enough: u32,
) -> u32 {
    tokens_between(counter, &measures[first], &measures[last], enough)
}

/// Returns the tokens of the text from the atom of `first` to that of `last`, like
/// [`text_tokens`].
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

//! Measures atoms: with their edges, the tokens of any run of them are one subtraction.

use super::context::Contexts;
use super::split::Atoms;
use crate::tokenizer::{Counter, Edge};

/// The measures of an atom.
#[derive(Debug)]
pub(super) struct Measure {
    start: Edge,
    /// With what closes a chunk behind this atom.
    end: Edge,
    /// The tokens before the text of a chunk that begins here: context and lead.
    prefix: u32,
}

/// The measures of all atoms; of fewer if the run is stopped.
pub(super) fn measure(
    counter: &Counter<'_>,
    contexts: &Contexts<'_>,
    atoms: &Atoms<'_>,
) -> Vec<Measure> {
    (atoms.all.iter().enumerate())
        .take_while(|_| !counter.is_stopped())
        .map(|(at, atom)| {
            let close = atoms.lead_at(at + 1).map_or("", |lead| &lead.close);
            Measure {
                start: counter.start(atom.span.start),
                end: counter.end_with(atom.span.end, close),
                prefix: contexts.estimate(atom.context)
                    + atom.lead.map_or(0, |lead| counter.count_text(&lead.open)),
            }
        })
        .collect()
}

/// The tokens of the text from atom `first` to atom `last`, with what closes it; if they are more than `enough`,
/// perhaps only about as many.
pub(super) fn text_tokens(
    counter: &Counter<'_>,
    measures: &[Measure],
    (first, last): (usize, usize),
    enough: u32,
) -> u32 {
    counter.between(&measures[first].start, &measures[last].end, enough)
}

/// About how many tokens of the whole text end before atom `at`.
pub(super) fn tokens_before(counter: &Counter<'_>, measures: &[Measure], at: usize) -> u32 {
    counter.before(measures[at].start.at())
}

/// About how many tokens of the whole text end before the end of atom `at`, with those of what closes a chunk there.
pub(super) fn tokens_behind(counter: &Counter<'_>, measures: &[Measure], at: usize) -> u32 {
    let end = &measures[at].end;
    counter.before(end.at()).saturating_add(end.apart())
}

impl Measure {
    pub(super) fn prefix(&self) -> u32 {
        self.prefix
    }
}

//! Chooses pieces until the budget is full.

use super::budget::Budget;
use super::chosen::{Chosen, ChunkRun};
use super::compose::content;
use super::piece::{ChunkChoice, ChunkRole};
use crate::error::Result;
use crate::tokenizer::Tokenizer;
use std::collections::BTreeMap;

/// The number of times that the budget is filled: first by the tokens of the chunks, then
/// by their ratio to the exact counts, which differs with another tokenizer.
const ROUNDS: usize = 3;

/// Returns the runs of pieces that fit into `budget` with their exact tokens, best first.
/// `pieces` are in the order of their relevance.
pub(super) fn runs(
    pieces: &[ChunkChoice<'_>],
    budget: Budget,
    tokenizer: &dyn Tokenizer,
) -> Result<Vec<(ChunkRun, usize)>> {
    let mut counts = Counts {
        pieces,
        tokenizer,
        counted: BTreeMap::new(),
    };
    let chosen = match budget {
        Budget::Tokens(tokens) => within(pieces, tokens, &mut counts)?,
        Budget::Results(number) => first(pieces, number as usize),
    };
    // A chunk that was chosen may lie inside a larger one that is chosen later: what was
    // next to it is then next to nothing that was found.
    let is_context = |at: &usize| pieces[*at].role == ChunkRole::Context;
    let mut runs = chosen.runs();
    runs.retain(|run| !run.iter().all(is_context));
    let counted = |run: ChunkRun| Ok((run.clone(), counts.of(&run)?));
    runs.into_iter().map(counted).collect()
}

/// Chooses the pieces of the first `number` results that are not inside one another.
pub(super) fn first<'p, 's>(pieces: &'p [ChunkChoice<'s>], number: usize) -> Chosen<'p, 's> {
    let mut chosen = Chosen::new(pieces);
    for at in 0..pieces.len() {
        if !chosen.continues(at) && chosen.results().count() >= number {
            break;
        }
        chosen.add(at, |_| true);
    }
    chosen
}

fn within<'p, 's>(
    pieces: &'p [ChunkChoice<'s>],
    budget: u32,
    counts: &mut Counts<'_, '_>,
) -> Result<Chosen<'p, 's>> {
    // The best piece that fits is taken, then the next best. Pieces of 128 tokens leave
    // little room at the end, so that a knapsack would gain nothing.
    let budget = f64::from(budget);
    let mut chosen = Chosen::new(pieces);
    let mut is_rejected = vec![false; pieces.len()];
    let (mut exact, mut ratio) = (0.0, 1.0);
    for _ in 0..ROUNDS {
        let before = chosen.len();
        let mut expected = exact;
        for at in (0..pieces.len()).filter(|at| !is_rejected[*at]) {
            let added = chosen.add(at, |extra| expected + extra * ratio <= budget);
            expected += added.unwrap_or(0.0) * ratio;
        }
        exact = counts.sum(&chosen)?;
        // Joined texts have at most the tokens of their parts with most tokenizers, but
        // not with all.
        while exact > budget
            && let Some(removed) = chosen.remove_last()
        {
            is_rejected[removed] = true;
            exact = counts.sum(&chosen)?;
        }
        if chosen.len() <= before {
            break;
        }
        ratio = exact / chosen.tokens().max(1.0);
    }
    Ok(chosen)
}

/// The exact tokens of runs, each counted once.
struct Counts<'p, 's> {
    pieces: &'p [ChunkChoice<'s>],
    tokenizer: &'p dyn Tokenizer,
    counted: BTreeMap<ChunkRun, usize>,
}

impl Counts<'_, '_> {
    fn of(&mut self, run: &ChunkRun) -> Result<usize> {
        if let Some(tokens) = self.counted.get(run) {
            return Ok(*tokens);
        }
        let tokens = self.tokenizer.try_count(&content(self.pieces, run))?;
        self.counted.insert(run.clone(), tokens);
        Ok(tokens)
    }

    #[allow(clippy::cast_precision_loss)] // tokens of a few texts
    fn sum(&mut self, chosen: &Chosen<'_, '_>) -> Result<f64> {
        let mut sum = 0;
        for run in chosen.runs() {
            sum += self.of(&run)?;
        }
        Ok(sum as f64)
    }
}

//! Chooses pieces until the budget is full.

use super::budget::Budget;
use super::chosen::{Chosen, Run};
use super::compose::content;
use super::piece::Piece;
use crate::error::Result;
use crate::tokenizer::Tokenizer;
use std::collections::BTreeMap;

/// The number of times that the budget is filled: first by the tokens of the chunks, then
/// by their ratio to the exact counts, which differs with another tokenizer.
const ROUNDS: usize = 3;

/// Returns the runs of pieces that fit into `budget`, best first. `pieces` are in the
/// order of their relevance.
pub(super) fn runs(
    pieces: &[Piece<'_>],
    budget: Budget,
    tokenizer: &dyn Tokenizer,
) -> Result<Vec<Run>> {
    match budget {
        Budget::Tokens(tokens) => within(pieces, tokens, tokenizer),
        Budget::Results(number) => Ok(first(pieces, number as usize)),
    }
}

fn first(pieces: &[Piece<'_>], number: usize) -> Vec<Run> {
    let mut chosen = Chosen::new(pieces);
    for at in 0..pieces.len() {
        if chosen.len() >= number {
            break;
        }
        chosen.add(at, |_| true);
    }
    chosen.runs()
}

fn within(pieces: &[Piece<'_>], budget: u32, tokenizer: &dyn Tokenizer) -> Result<Vec<Run>> {
    // The best piece that fits is taken, then the next best. Pieces of 128 tokens leave
    // little room at the end, so that a knapsack would gain nothing.
    let budget = f64::from(budget);
    let mut chosen = Chosen::new(pieces);
    let mut counts = Counts::default();
    let mut is_rejected = vec![false; pieces.len()];
    let (mut exact, mut ratio) = (0.0, 1.0);
    for _ in 0..ROUNDS {
        let before = chosen.len();
        let mut expected = exact;
        for at in (0..pieces.len()).filter(|at| !is_rejected[*at]) {
            chosen.add(at, |extra| {
                let sum = expected + extra * ratio;
                let fits = sum <= budget;
                if fits {
                    expected = sum;
                }
                fits
            });
        }
        exact = counts.sum(pieces, &chosen.runs(), tokenizer)?;
        // Joined texts have at most the tokens of their parts with most tokenizers, but
        // not with all.
        while exact > budget
            && let Some(removed) = chosen.remove_last()
        {
            is_rejected[removed] = true;
            exact = counts.sum(pieces, &chosen.runs(), tokenizer)?;
        }
        if chosen.len() <= before {
            break;
        }
        ratio = exact / chosen.tokens().max(1.0);
    }
    Ok(chosen.runs())
}

/// The exact tokens of runs, each counted once.
#[derive(Default)]
struct Counts(BTreeMap<Run, usize>);

impl Counts {
    #[allow(clippy::cast_precision_loss)] // tokens of a few texts
    fn sum(
        &mut self,
        pieces: &[Piece<'_>],
        runs: &[Run],
        tokenizer: &dyn Tokenizer,
    ) -> Result<f64> {
        let mut sum = 0;
        for run in runs {
            sum += match self.0.get(run) {
                Some(tokens) => *tokens,
                None => {
                    let tokens = tokenizer.try_count(&content(pieces, run))?;
                    self.0.insert(run.clone(), tokens);
                    tokens
                }
            };
        }
        Ok(sum as f64)
    }
}

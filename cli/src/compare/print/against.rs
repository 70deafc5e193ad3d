//! The difference to an earlier run.

use crate::compare::print::count;
use crate::compare::run::{Against, Flip};
use std::fmt::Write as _;

pub(super) fn text(against: &Against) -> String {
    let difference = against.difference;
    let mut text = format!(
        "\nAgainst {} ({}), {} in both: {} {:.3} -> {:.3},\n{:+.3} [{:+.3}, {:+.3}]: {}\n",
        against.name,
        against.chunking_before,
        count(against.questions, "question"),
        against.metric,
        against.before,
        against.after,
        difference.mean,
        difference.low,
        difference.high,
        judgement(against)
    );
    for flip in &against.flips {
        let _ = writeln!(text, "  {}", described(flip)); // writing to a string cannot fail
    }
    for (number, which) in [
        (against.only_before, "earlier"),
        (against.only_after, "this"),
    ] {
        if number > 0 {
            let _ = writeln!(
                text,
                "  {} only in the {which} run",
                count(number, "question")
            );
        }
    }
    text
}

fn judgement(against: &Against) -> &'static str {
    if against.is_loss {
        "a loss beyond chance."
    } else if against.difference.low > 0.0 {
        "a gain beyond chance."
    } else {
        "no difference beyond chance."
    }
}

fn described(flip: &Flip) -> String {
    let rank = |rank: Option<usize>| rank.map_or("-".to_owned(), |rank| rank.to_string());
    let ranks = format!(
        "rank {} -> {}",
        rank(flip.rank_before),
        rank(flip.rank_after)
    );
    let cause = flip
        .cause
        .map(|cause| cause.to_string())
        .unwrap_or_default();
    let (line, id) = (flip.line, &flip.id);
    if flip.is_found {
        format!("found  line {line}, {id}: {ranks}; it was {cause}")
    } else {
        format!("lost   line {line}, {id}: {ranks}; {cause}")
    }
}

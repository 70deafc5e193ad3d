//! The difference to an earlier run.

use crate::compare::print::{count, named};
use crate::compare::run::{Against, Flip};
use std::fmt::Write as _;

/// The letters of the ids that are listed, so that the line has at most 100 characters.
const MAX_IDS: usize = 80;

pub(super) fn text(against: &Against) -> String {
    let difference = against.difference;
    let mut text = format!(
        "\nAgainst {} ({}), {} in both:\n{} {:.3} -> {:.3}, {:+.3} [{:+.3}, {:+.3}]: {}\n",
        against.name,
        chunkings(against),
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
    text += &alone(&against.only_before, "of the earlier run", "not count now");
    text += &alone(
        &against.only_after,
        "of this run",
        "not count in the earlier one",
    );
    text
}

fn chunkings(against: &Against) -> String {
    let (before, after) = (&against.chunking_before, &against.chunking_after);
    if before == after {
        before.clone()
    } else {
        format!("{before} then, {after} now")
    }
}

/// The questions that do not enter the difference, because one run alone counts them.
fn alone(ids: &[String], run: &str, reason: &str) -> String {
    if ids.is_empty() {
        return String::new();
    }
    let mut shown = String::new();
    let mut rest = ids.iter();
    for id in rest.by_ref() {
        if !shown.is_empty() {
            shown += ", ";
        }
        shown += id;
        if shown.len() > MAX_IDS {
            break;
        }
    }
    let verb = if ids.len() == 1 { "does" } else { "do" };
    let more = match rest.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let questions = count(ids.len(), "question");
    format!("  {questions} {run} {verb} {reason}:\n    {shown}{more}\n")
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
        format!("found  {}: {ranks}; it was {cause}", named(line, id))
    } else {
        format!("lost   {}: {ranks}; {cause}", named(line, id))
    }
}

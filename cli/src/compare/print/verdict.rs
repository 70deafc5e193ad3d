//! The verdict in words, with the metric and the bound that it follows from.

use crate::compare::gate::{FEW_QUESTIONS, MIN_QUESTIONS};
use crate::compare::print::count;
use crate::compare::run::{Gate, Verdict};
use std::fmt::Write as _;

pub(crate) fn text(gate: &Gate) -> String {
    let decision = match gate.verdict {
        Verdict::Ship => "ship.".to_owned(),
        Verdict::Undecided => "undecided.".to_owned(),
        Verdict::DoNotShip => "do not ship yet.".to_owned(),
        Verdict::TooFewQuestions => format!(
            "none. {} of {MIN_QUESTIONS} questions that a verdict needs.",
            gate.questions
        ),
    };
    let mut text = format!("Verdict: {decision}\n");
    if gate.questions > 0 {
        let _ = writeln!(
            text,
            "{} of {}: {} (95 %, {}), {}.",
            gate.metric,
            gate.chunking,
            gate.interval,
            gate.method,
            count(gate.questions, "question")
        ); // writing to a string cannot fail
    }
    if let Some(reason) = reason(gate) {
        let _ = writeln!(text, "{reason}");
    }
    if gate.is_cautious {
        let _ = writeln!(
            text,
            "Caution: up to {FEW_QUESTIONS} questions, a few other answers change the verdict."
        );
    }
    text
}

/// Compares the bounds of the interval with the threshold.
fn reason(gate: &Gate) -> Option<String> {
    let threshold = gate.threshold;
    let (low, high) = (gate.interval.low, gate.interval.high);
    Some(match gate.verdict {
        Verdict::Ship => format!("The gate: the lower bound, {low:.3}, is above {threshold}."),
        Verdict::Undecided => format!(
            "The gate: the lower bound, {low:.3}, is not above {threshold}, but the upper one is: \
             ask more questions."
        ),
        Verdict::DoNotShip => {
            format!("The gate: the upper bound, {high:.3}, is not above {threshold}.")
        }
        Verdict::TooFewQuestions => return None,
    })
}

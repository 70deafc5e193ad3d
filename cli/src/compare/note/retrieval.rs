//! The parts about retrieval: the bar, the comparison, and reranking.

use super::{Facts, Part, questions};
use crate::compare::gate::THRESHOLD;
use crate::compare::print::best;
use crate::compare::run::{Answers, BestChunking, ChunkingResult};
use sectile::evaluate::{Cause, Interval, Metric};

/// The passages that a reranker reads, and those that it keeps.
const RERANKED: usize = 20;

pub(super) fn found(facts: &Facts<'_>, answers: &Answers) -> Part {
    let mut part = Part::new("Is the evidence retrieved?");
    let gate = &answers.gate;
    let judged = judged(facts, answers);
    part.say(format!(
        "The bar is {THRESHOLD} of the findable evidence among the first {} results; the lower \
         end of the interval has to be above it. {} count, retrieved by {}.",
        answers.k,
        questions(gate.questions),
        answers.retriever,
    ));
    let Some(judged) = judged.filter(|_| gate.questions > 0) else {
        return part;
    };
    let k = answers.k;
    for (metric, meaning) in [
        (
            Metric::FoundOfFindable(k),
            "the share of what could be found",
        ),
        (
            Metric::Hit(k),
            "questions with any evidence among the results",
        ),
        (
            Metric::Recall(k),
            "words of the evidence that the results have",
        ),
        (
            Metric::ReciprocalRank,
            "1 if the first result has evidence, 1/2 if the second has",
        ),
        (
            Metric::RecallWithin(1000),
            "words of the evidence in the first 1,000 tokens of the results",
        ),
    ] {
        let metric = metric.to_string();
        if let Some(result) = judged.metric(&metric) {
            let interval = shown(result.interval);
            part.list(format!("{metric}: {interval}, {meaning}"));
        }
    }
    part.list(precision(judged, k));
    part.list(compared(judged, answers));
    if let Some(best) = &answers.best {
        part.list(best_of_all(best));
    }
    part
}

/// Precision is bounded by the number of results that have evidence at all.
fn precision(judged: &ChunkingResult, k: usize) -> String {
    let mean = |metric: Metric| {
        let result = judged.metric(&metric.to_string());
        result.map_or(0.0, |result| result.interval.mean)
    };
    format!(
        "precision@{k}: {:.3}; a perfect ranking would have {:.3}, because most questions have \
         their evidence in one passage",
        mean(Metric::Precision(k)),
        mean(Metric::PrecisionCeiling(k)),
    )
}

fn compared(judged: &ChunkingResult, answers: &Answers) -> String {
    let metric = answers.gate.metric.as_str();
    let (name, baseline) = (&judged.name, &answers.baseline);
    let difference = judged.metric(metric).and_then(|result| result.difference);
    match difference {
        Some(difference) if difference.excludes_zero() => {
            let (side, share) = if difference.mean > 0.0 {
                ("more", difference)
            } else {
                ("less", reversed(difference))
            };
            format!("{name} finds {} {side} than {baseline}", shown(share))
        }
        Some(difference) => format!(
            "{name} and {baseline} differ by {}: that may be chance",
            shown(difference)
        ),
        None => format!("{name} and {baseline} were not asked the same questions"),
    }
}

/// The best chunking, and whether it is certainly better than the next one.
fn best_of_all(best: &BestChunking) -> String {
    let sentences = best::sentences(best);
    let sentences = std::iter::once(best::headline(best)).chain(sentences);
    format!("Best chunking: {}", sentences.collect::<Vec<_>>().join(" "))
}

fn reversed(interval: Interval) -> Interval {
    let mut reversed = interval;
    (reversed.mean, reversed.low, reversed.high) = (-interval.mean, -interval.high, -interval.low);
    reversed
}

fn shown(interval: Interval) -> String {
    interval.to_string()
}

/// Could a reranker help? It reorders what the first stage has found and finds nothing.
pub(super) fn reranking(answers: &Answers) -> Part {
    let mut part = Part::new("Would reranking help?");
    let k = answers.k;
    let count = |wanted: &[Cause]| -> usize {
        let causes = answers.gate.causes.iter();
        let wanted = causes.filter(|count| wanted.contains(&count.cause));
        wanted.map(|count| count.questions).sum()
    };
    let failed = count(&Cause::ALL);
    let (low, lost) = (count(&[Cause::RankedTooLow]), count(&[Cause::NotRetrieved]));
    if failed == 0 {
        part.say("No question failed: there is nothing to recover.");
        return part;
    }
    part.say(format!(
        "Reranking the first {RERANKED} results and keeping {k} can recover at most {low} of {}: \
         their evidence is among the first {RERANKED}, but not among the first {k}.",
        failures(failed)
    ));
    part.say(format!(
        "For {lost} of the {} the first stage has lost the evidence already. No reranker \
         recovers these; a dense or hybrid retriever may.",
        failures(failed)
    ));
    part
}

fn failures(number: usize) -> String {
    format!("{number} failure{}", if number == 1 { "" } else { "s" })
}

/// The chunking that the gate judges.
pub(super) fn judged<'r>(facts: &Facts<'r>, answers: &Answers) -> Option<&'r ChunkingResult> {
    let mut chunkings = facts.run.chunkings.iter();
    chunkings.find(|chunking| chunking.name == answers.gate.chunking)
}

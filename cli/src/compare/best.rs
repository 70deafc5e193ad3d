//! Compares the best chunking with the others, question by question.

use super::gate::MIN_QUESTIONS;
use super::run::{AskedQuestion, BestAgainst, BestChunking, ChunkingResult, Gate};
use sectile::evaluate::Interval;

/// Fewer questions with a difference do not exclude chance, whatever their interval: if
/// each is won by a coin, five are all won or all lost in 6 of 100 trials, six in 3. Of 30
/// questions of which four differ, all in favor of one chunking, the interval of the
/// bootstrap is already above 0.
pub(super) const MIN_DIFFERING: usize = 6;

/// Finds the best chunking by the metric of the verdict; of equal ones the first in the
/// table. `None` if no question counts or there is no other chunking.
///
/// The best is certain if its difference to the next one excludes chance. It is chosen by
/// the same questions, which does not flatter it against the next: of nine equal
/// chunkings the first two are rarely far apart. The first and the last are, so no
/// certainty is stated about the others.
pub(super) fn of(
    chunkings: &[ChunkingResult],
    questions: &[AskedQuestion],
    gate: &Gate,
) -> Option<BestChunking> {
    let values: Vec<Vec<f64>> = (0..chunkings.len())
        .map(|at| {
            let answers = questions.iter().filter_map(|question| question.answer(at));
            answers.map(|answer| answer.found_of_findable).collect()
        })
        .collect();
    let mean = |chunking: &ChunkingResult| {
        let metric = chunking.metric(&gate.metric);
        metric.map_or(0.0, |metric| metric.interval.mean)
    };
    let means: Vec<f64> = chunkings.iter().map(mean).collect();
    let mut order: Vec<usize> = (0..chunkings.len())
        .filter(|at| !values[*at].is_empty())
        .collect();
    order.sort_by(|a, b| means[*b].total_cmp(&means[*a])); // equal ones keep their order
    let (best, others) = order.split_first()?;
    let against = |other: &usize| {
        let pairs = values[*best].iter().zip(&values[*other]);
        let differences: Vec<f64> = pairs.map(|(best, other)| best - other).collect();
        BestAgainst {
            chunking: chunkings[*other].name.clone(),
            mean: means[*other],
            difference: Interval::of_mean(&differences),
            differing: differences.iter().filter(|each| **each != 0.0).count(),
        }
    };
    let others: Vec<BestAgainst> = others.iter().map(against).collect();
    let questions = values[*best].len();
    Some(BestChunking {
        chunking: chunkings[*best].name.clone(),
        metric: gate.metric.clone(),
        mean: means[*best],
        questions,
        is_certain: is_certain(others.first()?, questions),
        others,
    })
}

/// Returns true if a difference excludes chance.
fn is_certain(next: &BestAgainst, questions: usize) -> bool {
    questions >= MIN_QUESTIONS && next.differing >= MIN_DIFFERING && !next.may_be_chance()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next one, where the best is better for `better` of `questions` questions and
    /// worse for `worse`.
    fn next(better: usize, worse: usize, questions: usize) -> BestAgainst {
        let differences: Vec<f64> = (0..questions)
            .map(|at| match at {
                _ if at < better => 1.0,
                _ if at < better + worse => -1.0,
                _ => 0.0,
            })
            .collect();
        BestAgainst {
            chunking: "next".to_owned(),
            mean: 0.0,
            difference: Interval::of_mean(&differences),
            differing: better + worse,
        }
    }

    #[test]
    fn chance_is_excluded_by_many_questions_in_one_direction() {
        assert!(is_certain(&next(6, 0, 30), 30));
        assert!(is_certain(&next(20, 5, 60), 60));
        assert!(!is_certain(&next(8, 5, 60), 60));
    }

    #[test]
    fn a_few_questions_exclude_nothing() {
        let four = next(4, 0, 30);
        assert!(!four.may_be_chance(), "the interval alone would be certain");
        assert!(!is_certain(&four, 30));
        assert!(!is_certain(&next(29, 0, 29), 29));
    }
}

//! Judges a run: the verdict, and the causes of failed questions.

use super::options::Options;
use super::run::{AskedQuestion, CauseCount, ChunkingResult, Gate, Verdict};
use sectile::evaluate::{Cause, Interval, IntervalMethod, Metric};
use std::cmp::Reverse;

/// The share of the findable evidence that must be found to ship: the lower end of its
/// interval has to be above it.
pub(crate) const THRESHOLD: f64 = 0.7;

/// Fewer questions give no verdict: of 29 questions that all succeed, the interval of the
/// share is still .88 to 1, and of 29 of which 24 do, .65 to .92.
pub(crate) const MIN_QUESTIONS: usize = 30;

/// Up to this number, a verdict comes with a caution: five other answers of 50 move the
/// share by .1.
pub(crate) const FEW_QUESTIONS: usize = 50;

/// Judges the chunking that the options name.
///
/// It is named before the run: the best of several chunkings on the same questions would
/// be judged by the questions that chose it.
pub(crate) fn judge(
    chunkings: &[ChunkingResult],
    questions: &[AskedQuestion],
    k: usize,
    options: &Options,
) -> Gate {
    let at = chunkings
        .iter()
        .position(|chunking| chunking.name == options.judge);
    let at = at.unwrap_or(0);
    let metric = Metric::FoundOfFindable(k);
    let answers = || questions.iter().filter_map(|question| question.answer(at));
    let values: Vec<f64> = answers().map(|answer| answer.found_of_findable).collect();
    let interval = Interval::of_share(&values);
    Gate {
        chunking: chunkings[at].name.clone(),
        metric: metric.to_string(),
        interval,
        method: IntervalMethod::Wilson,
        threshold: THRESHOLD,
        questions: values.len(),
        unfindable: questions.len() - values.len(),
        verdict: verdict(interval, values.len()),
        is_cautious: (MIN_QUESTIONS..=FEW_QUESTIONS).contains(&values.len()),
        causes: by_cause(answers().filter_map(|answer| answer.cause)),
    }
}

fn verdict(interval: Interval, questions: usize) -> Verdict {
    if questions < MIN_QUESTIONS {
        Verdict::TooFewQuestions
    } else if interval.low > THRESHOLD {
        Verdict::Ship
    } else if interval.high <= THRESHOLD {
        Verdict::DoNotShip
    } else {
        Verdict::Undecided
    }
}

/// Counts causes, the most frequent first and equally frequent ones in the order in which
/// they are tested. Causes of no failure are left out.
pub(crate) fn by_cause(causes: impl Iterator<Item = Cause>) -> Vec<CauseCount> {
    let causes: Vec<Cause> = causes.collect();
    let count = |cause: Cause| CauseCount {
        cause,
        questions: causes.iter().filter(|other| **other == cause).count(),
    };
    let mut counts: Vec<CauseCount> = Cause::ALL.into_iter().map(count).collect();
    counts.retain(|count| count.questions > 0);
    counts.sort_by_key(|count| Reverse(count.questions));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(successes: usize, questions: usize) -> Verdict {
        let values: Vec<f64> = (0..questions)
            .map(|at| f64::from(u8::from(at < successes)))
            .collect();
        verdict(Interval::of_share(&values), questions)
    }

    #[test]
    fn the_lower_end_of_the_interval_decides() {
        // 25 of 30 is .833 [.664, .927], 27 of 30 is .9 [.744, .965].
        assert_eq!(of(25, 30), Verdict::Undecided);
        assert_eq!(of(27, 30), Verdict::Ship);
        // 14 of 30 is .467 [.302, .639].
        assert_eq!(of(14, 30), Verdict::DoNotShip);
    }

    #[test]
    fn a_few_questions_decide_nothing() {
        assert_eq!(of(29, 29), Verdict::TooFewQuestions);
        assert_eq!(of(0, 0), Verdict::TooFewQuestions);
    }

    #[test]
    fn causes_are_counted_by_frequency() {
        let causes = [Cause::NotRetrieved, Cause::CutApart, Cause::NotRetrieved];
        let counts = by_cause(causes.into_iter());
        let counts: Vec<_> = counts
            .iter()
            .map(|count| (count.cause, count.questions))
            .collect();
        assert_eq!(counts, [(Cause::NotRetrieved, 2), (Cause::CutApart, 1)]);
    }
}

//! The meaning of the numbers, for `--explain`.

use crate::compare::gate::{FEW_QUESTIONS, MIN_QUESTIONS};
use crate::compare::run::Answers;

pub(super) fn text(answers: &Answers) -> String {
    let (k, threshold, baseline) = (answers.k, answers.gate.threshold, &answers.baseline);
    format!(
        "
Metrics
  A chunk holds evidence if it has half of the words of a quote, or 40 of them.
  found/findable@{k}  chunks with evidence among the first {k}, divided by those that could be there
  hit@{k}             1 if any of the first {k} chunks holds evidence
  mrr               1 divided by the rank of the first chunk with evidence
  recall@1000t      words of the evidence within the first 1,000 tokens: fair to all sizes
  Shares of questions have Wilson intervals, so that three successes of three are [0.44, 1.00].
  mrr and recall have bootstrap intervals (2,000 draws, fixed seed), shown from {MIN_QUESTIONS} questions on.

Verdict
  It is about one chunking that is named before the run (--judge), since the best of several
  would be judged by the questions that chose it. Ship: the lower bound is above {threshold}. Do not
  ship yet: the upper bound is not. Undecided: the interval holds {threshold}. Below {MIN_QUESTIONS} questions
  there is no verdict, up to {FEW_QUESTIONS} there is a caution.
  Questions that the documents do not answer are not counted: no chunking can find their
  evidence. --check-questions names what happened to their quotes.

Causes of failure, the first that is true
  lost by the parser  the evidence is in the file, but not in the text that was read from it
  too diffuse         no {k} chunks together hold half of the evidence
  cut apart           no chunk has a quote whole
  ranked too low      it is among the first 20 chunks, but not among the first {k}
  not retrieved       it is not among the first 20

Chunkings
  256 > 1024  chunks of 256 tokens are searched, and those of 1,024 around them returned
  merging     the larger chunk is returned only if several of its smaller ones are found
  passages    runs of chunks are selected for each budget
  fixed       windows of tokens of the text without markup; {baseline} is the baseline
"
    )
}

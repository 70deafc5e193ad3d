//! The causes of failed questions.

use super::evaluation::{Asked, Evaluation};
use super::matching::{Match, Quote};
use super::metric::Metric;
use super::outcome::Coverage;
use super::presence::{ENOUGH, Presence};
use super::question::Question;
use crate::document::Document;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The cause of a failed question: the first of these that is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// The evidence is neither in the text nor in the files of the documents that the
    /// question expects it in.
    NotInCorpus,
    /// It is in a file, but not in the text that was read from the file.
    LostByParser,
    /// It is spread over so many chunks that the best ones, up to the rank that counts,
    /// hold less than half of it.
    TooDiffuse,
    /// Of every alternative, some quote is spread over several chunks, none of which
    /// contains it whole.
    CutApart,
    /// It is among the first 20 passages, but too far down.
    RankedTooLow,
    /// It is not among the first 20 passages.
    NotRetrieved,
}

/// A question that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The cause of the failure.
    pub cause: Cause,
}

/// The number of passages within which evidence counts as ranked too low.
const DEPTH: usize = 20;

impl Cause {
    /// All causes, in the order in which they are tested.
    pub const ALL: [Self; 6] = [
        Self::NotInCorpus,
        Self::LostByParser,
        Self::TooDiffuse,
        Self::CutApart,
        Self::RankedTooLow,
        Self::NotRetrieved,
    ];
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NotInCorpus => "not in the corpus",
            Self::LostByParser => "lost by the parser",
            Self::TooDiffuse => "too diffuse",
            Self::CutApart => "cut apart",
            Self::RankedTooLow => "ranked too low",
            Self::NotRetrieved => "not retrieved",
        })
    }
}

impl Evaluation {
    /// Returns the cause for which the question of this number fails, if it does: less than
    /// half of its evidence (of the best alternative) is in its first `k` passages.
    /// `presence` is the place of its evidence.
    #[must_use]
    pub fn cause(&self, question: usize, presence: Presence, k: usize) -> Option<Cause> {
        let asked = self.asked.get(question)?;
        let metric = Metric::Recall(k);
        if metric.of(asked.outcomes.of(metric)) >= ENOUGH {
            return None;
        }
        Some(match presence {
            Presence::InText => cause(asked, k),
            Presence::OnlyInFile => Cause::LostByParser,
            Presence::Absent => Cause::NotInCorpus,
        })
    }

    /// The questions that fail, each with its cause: those of whose evidence (of the best
    /// alternative) the first `k` passages cover less than half.
    ///
    /// `questions` are those that were asked and `documents` those that were cut; `file`
    /// returns the bytes of the file that a document of that name was read from. Files
    /// with compressed text, such as PDF, are not searched: evidence that was lost from
    /// them counts as not in the corpus.
    pub fn triage(
        &self,
        questions: &[Question],
        documents: &[Document],
        file: impl Fn(&str) -> Option<Vec<u8>>,
        k: usize,
    ) -> Vec<Failure> {
        let recall = self.values(Metric::Recall(k));
        let failed: Vec<usize> = (0..questions.len().min(recall.len()))
            .filter(|at| recall[*at] < ENOUGH)
            .collect();
        let questions: Vec<Question> = failed.iter().map(|at| questions[*at].clone()).collect();
        let presence = Presence::of(&questions, documents, file);
        let failures = questions.into_iter().zip(failed).zip(presence);
        let failure = |((question, asked), presence): ((Question, usize), Presence)| {
            Some(Failure {
                cause: self.cause(asked, presence, k)?,
                id: question.id,
                question: question.text,
            })
        };
        failures.filter_map(failure).collect()
    }
}

/// Returns the cause of a failure if the evidence is in the text.
fn cause(asked: &Asked, k: usize) -> Cause {
    // The order matters: evidence in many chunks is also cut apart and ranked low, and
    // the first cause is the one to repair.
    let items = &asked.outcomes.ranked.items;
    if best_recall(items, &asked.passages, k) < ENOUGH {
        Cause::TooDiffuse
    } else if !any_alternative_is_intact(items, &asked.spread.intact) {
        Cause::CutApart
    } else if Metric::Recall(DEPTH.max(k)).of(&asked.outcomes.ranked) >= ENOUGH {
        Cause::RankedTooLow
    } else {
        Cause::NotRetrieved
    }
}

/// Returns the recall of the best `k` passages. Greedy: the next passage is the one that
/// adds most.
fn best_recall(items: &[Quote], passages: &BTreeMap<usize, Arc<[Match]>>, k: usize) -> f64 {
    // Exact for one passage and an estimate from below for more: the best set would take
    // exponential time.
    let mut coverage = Coverage::none(items);
    for _ in 0..k {
        let with = passages.values().map(|found| {
            let mut with = coverage.clone();
            with.add(found);
            with
        });
        let Some(best) = with.max_by(|a, b| a.recall().total_cmp(&b.recall())) else {
            break;
        };
        coverage = best;
    }
    coverage.recall()
}

fn any_alternative_is_intact(items: &[Quote], intact: &[bool]) -> bool {
    let mut alternatives: BTreeMap<u32, bool> = BTreeMap::new();
    for (item, intact) in items.iter().zip(intact) {
        *alternatives.entry(item.group).or_insert(true) &= intact;
    }
    alternatives.into_values().any(|intact| intact)
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::super::retriever::InOrder;
    use super::super::{Collection, Evaluator, RetrievedText};
    use super::*;
    use crate::{Format, Limits};

    const TEXT: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";

    fn triage(source: &str, chunks: &[&str], k: usize) -> Vec<Cause> {
        let mut document = Format::Html
            .read(source.as_bytes(), &Limits::default())
            .unwrap();
        document.set_name("a.html");
        let questions = [Question::new("q", "?").with_quote(TEXT)];
        let collection = Collection::of(
            chunks
                .iter()
                .map(|text| RetrievedText::new("a.html", *text, 10)),
        );
        let evaluation = Evaluator::new(InOrder)
            .evaluate(&collection, &questions)
            .unwrap();
        let file = |_: &str| Some(source.as_bytes().to_vec());
        let failures = evaluation.triage(&questions, &[document], file, k);
        failures.iter().map(|failure| failure.cause).collect()
    }

    #[test]
    fn each_failure_has_its_cause() {
        let page = format!("<p>{TEXT}</p>");
        assert_eq!(triage(&page, &["x", TEXT], 2), []);
        assert_eq!(triage("<p>x</p>", &["x"], 1), [Cause::NotInCorpus]);
        let hidden = format!(
            "<p>x</p><p hidden>{}</p>",
            TEXT.replace("five", "<b>five</b>")
        );
        assert_eq!(triage(&hidden, &["x"], 1), [Cause::LostByParser]);
        let parts = [&TEXT[..23], &TEXT[24..45], &TEXT[46..]];
        assert_eq!(triage(&page, &parts, 1), [Cause::TooDiffuse]);
        assert_eq!(
            triage(&page, &["x", "x", parts[0], parts[1], parts[2]], 2),
            [Cause::CutApart]
        );
        assert_eq!(triage(&page, &["x", TEXT], 1), [Cause::RankedTooLow]);
        let far = [vec!["x"; 20], vec![TEXT]].concat();
        assert_eq!(triage(&page, &far, 5), [Cause::NotRetrieved]);
    }
}

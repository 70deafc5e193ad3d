//! The report of `compare`: one HTML file for those who decide.

mod documents;
mod failures;
mod losses;
mod plot;
mod ranking;
mod table;

use crate::compare::Options;
use crate::compare::asked::{Asked, Share};
use crate::compare::comparison::Comparison;
use crate::compare::note::{Facts, Note};
use crate::compare::print::verdict;
use crate::compare::print::{best, questions};
use crate::compare::run::{Answers, BestChunking, Verdict};
use crate::report::{Coverage, Gap, Room, Text, coverage_sentence, grouped};
use askama::Template;
use failures::Failures;
use plot::{Axis, Chart, Interval};
use ranking::Ranking;
use std::error::Error;
use table::TableRow;

/// The facts of a report and a note that are not in the comparison itself.
#[derive(Debug)]
pub(crate) struct Handout {
    coverage: Coverage,
    gaps: Vec<Gap>,
    asked: Asked,
}

#[derive(Template)]
#[template(path = "report/compare.html")]
struct Page<'r> {
    title: String,
    made_by: String,
    shows_text: bool,
    coverage: String,
    documents_read: String,
    unread: usize,
    gaps: &'r [Gap],
    result: Option<Outcome>,
    chart: Option<Chart>,
    best: Option<BestInWords>,
    table: Vec<TableRow>,
    metrics: Vec<String>,
    /// The metric of the verdict, and the chunking that the others are compared with.
    compared: Option<(&'r str, &'r str)>,
    failed: Option<Failures>,
    ranking: Ranking,
    share: Option<Share>,
    unasked: Vec<(String, Share)>,
    note: &'r Note,
    /// HTML that a template has escaped.
    documents: Vec<String>,
    shown_chunking: &'r str,
}

/// The verdict as the page shows it.
struct Outcome {
    class: &'static str,
    headline: String,
    sentences: Vec<String>,
    plot: Option<Interval>,
    questions: String,
    failed: usize,
    unfindable: usize,
    unfilled: usize,
    /// The questions that the documents do not answer, with the reason for each.
    unanswered: Vec<(String, String)>,
    more_unanswered: usize,
}

/// The best chunking as the page shows it.
struct BestInWords {
    /// `ship` if it is certainly better than the next one, else `undecided`.
    class: &'static str,
    headline: String,
    sentences: Vec<String>,
}

/// The number of questions that are listed of those that the documents do not answer: two
/// screens.
const MAX_UNANSWERED: usize = 50;

/// The number of documents that are listed of those with sections that no question asks
/// about: as many as in the list of documents that fail.
const MAX_UNASKED: usize = 15;

impl Handout {
    pub(crate) fn of(comparison: &Comparison<'_>) -> Self {
        let coverage = losses::of(comparison);
        Self {
            gaps: coverage.gaps(),
            coverage,
            asked: Asked::of(
                comparison.input().documents(),
                comparison.input().questions().unwrap_or_default(),
            ),
        }
    }

    pub(crate) fn note(&self, comparison: &Comparison<'_>) -> Note {
        Note::of(&Facts {
            run: &comparison.run,
            gaps: &self.gaps,
            coverage: &coverage_sentence(&self.coverage),
            asked: &self.asked,
        })
    }

    /// Returns the report as HTML.
    pub(crate) fn page(
        &self,
        comparison: &Comparison<'_>,
        options: &Options,
    ) -> Result<String, Box<dyn Error>> {
        let (run, text) = (&comparison.run, options.handover.report.text());
        let answers = run.answers.as_ref();
        let mut room = Room::default();
        let failed =
            answers.map(|answers| failures::of(comparison, answers, &self.asked, text, &mut room));
        let failures = failed.as_ref().map_or(&[][..], |failed| &failed.placed);
        let (documents, shown_chunking) =
            documents::render_all(comparison, options, failures, &mut room)?;
        let note = self.note(comparison);
        let page = Page {
            title: title(options),
            made_by: made_by(answers),
            shows_text: text == Text::Shown,
            coverage: coverage_sentence(&self.coverage),
            documents_read: grouped(self.coverage.documents as u64),
            unread: self.coverage.unread(),
            gaps: &self.gaps,
            result: answers.map(|answers| outcome(answers, text)),
            chart: answers.and_then(|answers| plot::chart(run, answers)),
            best: answers.and_then(|answers| answers.best.as_ref().map(in_words)),
            table: table::rows(run),
            metrics: table::metrics(run),
            compared: answers.map(|answers| (&*answers.gate.metric, &*answers.baseline)),
            ranking: answers.map_or_else(Ranking::default, |answers| {
                ranking::of(comparison, answers, &self.asked)
            }),
            share: answers.map(|_| self.asked.share(None)),
            unasked: self.unasked(comparison),
            failed,
            note: &note,
            documents,
            shown_chunking,
        };
        Ok(page.render()?)
    }

    /// The documents with most sections that no question asks about.
    fn unasked(&self, comparison: &Comparison<'_>) -> Vec<(String, Share)> {
        let documents = comparison.input().documents().iter().enumerate();
        let share = |(at, document): (usize, &sectile::Document)| {
            (document.name().to_owned(), self.asked.share(Some(at)))
        };
        let mut shares: Vec<(String, Share)> = documents.map(share).collect();
        shares.retain(|(_, share)| share.unasked > 0);
        shares.sort_by_key(|(_, share)| std::cmp::Reverse(share.unasked));
        shares.truncate(MAX_UNASKED);
        shares
    }
}

fn title(options: &Options) -> String {
    let paths = options.paths.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}

fn made_by(answers: Option<&Answers>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match answers {
        Some(answers) => format!(
            "Retrieval by {}, the first {} results, sectile {version}",
            answers.retriever, answers.k
        ),
        None => format!("Shape of the chunks, sectile {version}"),
    }
}

/// The sentences after the decision, which is the headline.
fn sentences(verdict: &str) -> Vec<String> {
    // "Verdict: none. 3 of 30 questions that a verdict needs." has two sentences.
    let mut lines = verdict.lines();
    let first = lines.next().and_then(|first| first.split_once(". "));
    let second = first.map(|(_, second)| second);
    second.into_iter().chain(lines).map(str::to_owned).collect()
}

fn in_words(best: &BestChunking) -> BestInWords {
    BestInWords {
        class: if best.is_certain { "ship" } else { "undecided" },
        headline: best::headline(best),
        sentences: best::sentences(best),
    }
}

fn outcome(answers: &Answers, text: Text) -> Outcome {
    let gate = &answers.gate;
    let (class, headline) = match gate.verdict {
        Verdict::Ship => ("ship", "Ship"),
        Verdict::Undecided => ("undecided", "Undecided: ask more questions"),
        Verdict::DoNotShip => ("stop", "Do not ship yet"),
        Verdict::TooFewQuestions => ("undecided", "No verdict: too few questions"),
    };
    let mut unanswered: Vec<(String, String)> = (answers.questions.iter())
        .filter(|question| !question.state.counts())
        .map(|question| {
            let reason = match text {
                Text::Shown => questions::reason(question),
                Text::LeftOut => "not answered by the documents".to_owned(),
            };
            (question.id.clone(), reason)
        })
        .collect();
    let more_unanswered = unanswered.len().saturating_sub(MAX_UNANSWERED);
    unanswered.truncate(MAX_UNANSWERED);
    Outcome {
        class,
        headline: headline.to_owned(),
        sentences: sentences(&verdict::text(gate)),
        plot: (gate.questions > 0).then(|| Interval::of(gate.interval)),
        questions: grouped(gate.questions as u64),
        failed: gate.causes.iter().map(|count| count.questions).sum(),
        unfindable: gate.unfindable,
        unfilled: answers.unfilled.len(),
        unanswered,
        more_unanswered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::run::BestAgainst;

    #[test]
    fn a_certain_best_chunking_has_the_color_of_a_verdict() {
        let differences: Vec<f64> = (0..60).map(|at| f64::from(u8::from(at < 12))).collect();
        let next = BestAgainst {
            chunking: "fixed 512/50".to_owned(),
            mean: 0.7,
            difference: sectile::evaluate::Interval::of_mean(&differences),
            differing: 12,
        };
        let mut best = BestChunking {
            chunking: "structural 512".to_owned(),
            metric: "found/findable@5".to_owned(),
            mean: 0.9,
            questions: 60,
            is_certain: true,
            others: vec![next],
        };
        let shown = in_words(&best);
        assert_eq!(shown.class, "ship");
        assert_eq!(
            shown.headline,
            "structural 512, certainly better than the next, fixed 512/50."
        );
        assert!(
            shown.sentences[0].starts_with("found/findable@5, the best minus the next: +0.200 [+")
        );
        best.is_certain = false;
        assert_eq!(in_words(&best).class, "undecided");
    }
}

//! The failed questions: what was asked, what was retrieved, and why it failed.

use crate::compare::asked::Asked;
use crate::compare::comparison::Comparison;
use crate::compare::print::questions::advice;
use crate::compare::run::{Answer, Answers, AskedQuestion, CauseCount, Retrieved};
use crate::report::{Room, Text};
use sectile::Document;
use sectile::evaluate::Cause;
use std::collections::{BTreeMap, BTreeSet};

/// The failed questions that are shown with what they got back; the others are counted.
const MAX_SHOWN: usize = 80;

/// The bytes of a retrieved passage that are shown, some three lines.
const MAX_EXCERPT: usize = 280;

/// The bytes of a quote or a question that are shown.
const MAX_QUOTE: usize = 600;

/// The quotes of a question, and the places of its evidence, that are shown.
const MAX_QUOTES: usize = 6;
const MAX_PLACES: usize = 6;

/// The bytes of markup of a question, and of each of its passages.
const MARKUP: usize = 600;
const PASSAGE_MARKUP: usize = 260;

/// The failed questions of the judged chunking.
pub(super) struct Failures {
    /// The causes, the most frequent first.
    pub(super) groups: Vec<Group>,
    /// The failed questions that are not shown.
    pub(super) more: usize,
    /// All failed questions, by where their evidence is.
    pub(super) placed: Vec<Placed>,
}

/// The questions that failed for one cause.
pub(super) struct Group {
    pub(super) cause: Cause,
    pub(super) questions: usize,
    /// The length of the bar, in percent of the longest.
    pub(super) percent: usize,
    pub(super) advice: &'static str,
    /// True for the group whose first question is open.
    pub(super) is_first: bool,
    pub(super) shown: Vec<Failure>,
}

/// A failed question as it is shown.
pub(super) struct Failure {
    pub(super) id: String,
    pub(super) line: usize,
    /// `None` if texts are left out.
    pub(super) question: Option<String>,
    pub(super) quotes: Vec<String>,
    /// The places of the evidence: document and headings.
    pub(super) places: Vec<(String, String)>,
    pub(super) why: String,
    pub(super) retrieved: Vec<Passage>,
}

/// A passage that a failed question got back.
pub(super) struct Passage {
    pub(super) document: String,
    pub(super) headings: String,
    pub(super) tokens: u32,
    pub(super) holds_evidence: bool,
    pub(super) excerpt: String,
}

/// The place of a failed question's evidence.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) id: String,
    /// The numbers of the documents that it is about.
    pub(super) documents: BTreeSet<usize>,
    /// The number of the document, and the number path of the section.
    pub(super) sections: Vec<(usize, String)>,
}

pub(super) fn of(
    comparison: &Comparison<'_>,
    answers: &Answers,
    asked: &Asked,
    text: Text,
    room: &mut Room,
) -> Failures {
    let documents = comparison.input().documents();
    let judged = (comparison.run.chunkings.iter())
        .position(|chunking| chunking.name == answers.gate.chunking)
        .unwrap_or(0);
    let mut failures = Failures {
        groups: groups(answers),
        more: 0,
        placed: Vec::new(),
    };
    let by_name: BTreeMap<&str, &Document> = (documents.iter())
        .map(|document| (document.name(), document))
        .collect();
    let mut shown = 0;
    for (at, question) in answers.questions.iter().enumerate() {
        let failed = question.answer(judged);
        let failed = failed.and_then(|answer| Some((answer, answer.cause?)));
        let Some((answer, cause)) = failed else {
            continue;
        };
        let sections = asked.sections(at);
        let placed = Placed {
            id: question.id.clone(),
            documents: asked.documents(at, &question.documents, documents),
            sections: sections.map(|(at, path)| (at, path.to_owned())).collect(),
        };
        let failure = Failure {
            places: places(documents, &placed.sections),
            why: why(answer, cause),
            ..Failure::of(question, answer, &by_name, text)
        };
        failures.placed.push(placed);
        let has_room = shown < MAX_SHOWN && room.take(failure.html(), failure.text());
        let mut groups = failures.groups.iter_mut();
        if let Some(group) = groups.find(|group| has_room && group.cause == cause) {
            group.shown.push(failure);
            shown += 1;
        }
    }
    failures.more = failures.placed.len() - shown;
    failures
}

fn groups(answers: &Answers) -> Vec<Group> {
    let causes = &answers.gate.causes;
    let most = causes.first().map_or(1, |most| most.questions.max(1));
    let group = |(at, count): (usize, &CauseCount)| Group {
        is_first: at == 0,
        cause: count.cause,
        questions: count.questions,
        percent: 100 * count.questions / most,
        advice: advice(count.cause),
        shown: Vec::new(),
    };
    causes.iter().enumerate().map(group).collect()
}

/// Explains the cause of a failure with the numbers of the question.
fn why(answer: &Answer, cause: Cause) -> String {
    let found = match answer.recall {
        0.0 => "None of the evidence was found".to_owned(),
        recall => format!("Only {:.0} % of the evidence was found", 100.0 * recall),
    };
    let rank = match answer.rank {
        Some(rank) => format!("the first passage with evidence has rank {rank}"),
        None => "no passage among the first 100 has evidence".to_owned(),
    };
    format!("{found}; {rank}. Cause: {cause}.")
}

/// The documents and headings of sections.
fn places(documents: &[Document], sections: &[(usize, String)]) -> Vec<(String, String)> {
    let place = |(at, path): &(usize, String)| {
        let document = &documents[*at];
        let section = document.section_at(path)?;
        let mut headings: Vec<&str> = (std::iter::once(section).chain(section.ancestors()))
            .map(sectile::Section::heading)
            .filter(|heading| !heading.is_empty())
            .collect();
        headings.reverse();
        Some((document.name().to_owned(), headings.join(" > ")))
    };
    sections.iter().take(MAX_PLACES).filter_map(place).collect()
}

impl Failure {
    fn of(
        question: &AskedQuestion,
        answer: &Answer,
        documents: &BTreeMap<&str, &Document>,
        text: Text,
    ) -> Self {
        let quotes = question.quotes.iter().take(MAX_QUOTES);
        Self {
            id: question.id.clone(),
            line: question.line,
            question: text.is_shown().then(|| cut(&question.question, MAX_QUOTE)),
            quotes: if text.is_shown() {
                quotes.map(|quote| cut(quote, MAX_QUOTE)).collect()
            } else {
                Vec::new()
            },
            places: Vec::new(),
            why: String::new(),
            retrieved: (answer.retrieved.iter())
                .map(|retrieved| Passage::of(retrieved, documents, text))
                .collect(),
        }
    }

    /// The bytes of text of documents and questions.
    fn text(&self) -> usize {
        let quotes: usize = self.quotes.iter().map(String::len).sum();
        let excerpts: usize = self
            .retrieved
            .iter()
            .map(|passage| passage.excerpt.len())
            .sum();
        quotes + excerpts + self.question.as_ref().map_or(0, String::len)
    }

    /// The bytes of HTML, about. A byte of text has up to five in an escape.
    fn html(&self) -> usize {
        const ESCAPE: usize = 5;
        let names = self.retrieved.iter();
        let names: usize = names
            .map(|passage| passage.document.len() + passage.headings.len())
            .sum();
        let places: usize = self
            .places
            .iter()
            .map(|(name, path)| name.len() + path.len())
            .sum();
        MARKUP + PASSAGE_MARKUP * self.retrieved.len() + ESCAPE * (names + places + self.text())
    }
}

impl Passage {
    fn of(retrieved: &Retrieved, documents: &BTreeMap<&str, &Document>, text: Text) -> Self {
        let excerpt = || {
            let (document, span) = (documents.get(&*retrieved.document)?, retrieved.span?);
            let shown = document.shown_text(span);
            let words: Vec<&str> = shown.split_whitespace().collect();
            Some(cut(&words.join(" "), MAX_EXCERPT))
        };
        Self {
            document: retrieved.document.clone(),
            headings: retrieved.headings.join(" > "),
            tokens: retrieved.tokens,
            holds_evidence: retrieved.holds_evidence,
            excerpt: (text.is_shown().then(excerpt).flatten()).unwrap_or_default(),
        }
    }
}

/// Returns the start of a text, with `…` if it is not all of it.
fn cut(text: &str, bytes: usize) -> String {
    let start = &text[..text.floor_char_boundary(bytes)];
    let dots = if start.len() < text.len() { "…" } else { "" };
    [start, dots].concat()
}

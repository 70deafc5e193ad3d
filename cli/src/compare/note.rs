//! The decision note: a consultant's decision tree, filled with what a run measured.

mod evidence;
mod markdown;
mod next;
mod retrieval;

use crate::compare::asked::Asked;
use crate::compare::print::verdict;
use crate::compare::run::Run;
use crate::report::Gap;

/// A note of a few parts.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) parts: Vec<Part>,
}

/// A question of the decision tree with its answer.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) items: Vec<String>,
}

/// The facts that a note is written from.
#[derive(Debug)]
pub(crate) struct Facts<'r> {
    pub(crate) run: &'r Run,
    pub(crate) gaps: &'r [Gap],
    /// The files that were read, and those that were not, in a sentence.
    pub(crate) coverage: &'r str,
    pub(crate) asked: &'r Asked,
}

impl Part {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            paragraphs: Vec::new(),
            items: Vec::new(),
        }
    }

    pub(super) fn say(&mut self, paragraph: impl Into<String>) {
        self.paragraphs.push(paragraph.into());
    }

    pub(super) fn list(&mut self, item: impl Into<String>) {
        self.items.push(item.into());
    }
}

impl Note {
    pub(crate) fn of(facts: &Facts<'_>) -> Self {
        let mut parts = vec![coverage(facts)];
        if let Some(answers) = &facts.run.answers {
            parts.push(retrieval::found(facts, answers));
            parts.push(evidence::diffuse(facts, answers));
            parts.push(retrieval::reranking(answers));
        }
        parts.push(evidence::for_a_person(facts));
        parts.push(evidence::perishes(facts));
        parts.push(next::steps(facts));
        for (number, part) in (1..).zip(&mut parts) {
            part.title = format!("{number}. {}", part.title);
        }
        parts.insert(0, decision(facts));
        Self { parts }
    }

    /// Returns the note as Markdown.
    pub(crate) fn markdown(&self) -> String {
        markdown::write(self)
    }
}

fn decision(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("Decision");
    match &facts.run.answers {
        Some(answers) => {
            for line in verdict::text(&answers.gate).lines() {
                part.say(line);
            }
        }
        None => part.say("None: there are no questions, so retrieval was not measured."),
    }
    part
}

/// Was everything read? Text that was not read cannot be found, however it is cut.
fn coverage(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("Was everything read?");
    part.say(format!("{}.", facts.coverage));
    if facts.gaps.is_empty() {
        part.say("No loss was found: nothing is scanned, encrypted, empty, unreadable or hidden.");
    }
    for gap in facts.gaps {
        let (title, amount, advice) = (gap.title, &gap.amount, gap.advice);
        part.list(format!("{title}: {amount}{}. {advice}", names(gap)));
    }
    part
}

/// Returns ` (a.pdf, b.pdf and 3 more)`, or nothing.
fn names(gap: &Gap) -> String {
    match (gap.names.join(", "), gap.others) {
        (names, _) if names.is_empty() => names,
        (names, 0) => format!(" ({names})"),
        (names, others) => format!(" ({names} and {others} more)"),
    }
}

/// Returns `1 question`, `3 questions`.
pub(super) fn questions(number: usize) -> String {
    format!("{number} question{}", if number == 1 { "" } else { "s" })
}

//! The parts about evidence and questions.

use super::retrieval::judged;
use super::{Facts, Part, questions};
use crate::compare::run::{Answers, QuestionState};
use sectile::evaluate::Cause;

pub(super) fn diffuse(facts: &Facts<'_>, answers: &Answers) -> Part {
    let mut part = Part::new("Is the evidence in one place?");
    let Some(judged) = judged(facts, answers).filter(|_| answers.gate.questions > 0) else {
        part.say("No question counts.");
        return part;
    };
    let count = |cause: Cause| {
        let causes = answers.gate.causes.iter();
        let of = causes.filter(|count| count.cause == cause);
        of.map(|count| count.questions).sum::<usize>()
    };
    part.say(format!(
        "A quote is spread over {:.2} chunks on average, and one chunk has {:.0} % of the quotes \
         whole. {:.1} % of the words of the evidence are in no chunk.",
        judged.spread,
        100.0 * judged.intact,
        100.0 * judged.lost,
    ));
    let diffuse = count(Cause::TooDiffuse);
    part.say(match diffuse {
        0 => format!(
            "No question failed for evidence that is spread over more than {} chunks.",
            answers.k
        ),
        _ => format!(
            "{} failed for evidence that is spread over more than {} chunks. Retrieving chunks \
             does not answer these: summarize sections or documents beforehand, or let a model \
             read whole documents.",
            questions(diffuse),
            answers.k
        ),
    });
    let cut = count(Cause::CutApart);
    if cut > 0 {
        part.say(format!(
            "{} failed because chunks cut their evidence apart: return larger chunks.",
            questions(cut)
        ));
    }
    part
}

/// Lists the questions that no program answers.
pub(super) fn for_a_person(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("What a person must judge");
    if let Some(answers) = &facts.run.answers {
        part.list("Do the questions have the words and the subjects of those who will ask?");
        part.list("Does each quote answer its question, and does no other place answer it too?");
        let unfindable = answers.gate.unfindable;
        if unfindable > 0 {
            part.list(format!(
                "Are {} that the documents do not answer outdated, or is a document missing? \
                 They do not count in the verdict.",
                questions(unfindable)
            ));
        }
    }
    part.list(
        "Does a model answer correctly from the retrieved text, and decline where it has none?",
    );
    part.list("Which wrong answers are expensive? The bar is the same for all questions here.");
    part.list("May everyone who asks see every document that is found?");
    part
}

/// Questions age with the documents that they quote.
pub(super) fn perishes(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("How long do the questions last?");
    part.say(
        "Questions perish: documents are edited, and what was tuned on the questions is judged \
         too well by them. Run this again after each change of the documents, and keep some \
         questions that nobody tunes on.",
    );
    let Some(answers) = &facts.run.answers else {
        return part;
    };
    let states = answers.questions.iter().map(|question| question.state);
    let count = |state: QuestionState| states.clone().filter(|other| *other == state).count();
    let (gone, missing) = (
        count(QuestionState::NotInDocuments),
        count(QuestionState::DocumentMissing),
    );
    if gone + missing > 0 {
        part.list(format!(
            "{} quote text that the documents do not have, and {missing} name a document that \
             does not exist",
            questions(gone)
        ));
    }
    if !answers.unfilled.is_empty() {
        part.list(format!(
            "{} are not written yet",
            questions(answers.unfilled.len())
        ));
    }
    let share = facts.asked.share(None);
    part.list(format!(
        "No question asks about {} of {} sections with text",
        share.unasked, share.sections
    ));
    part
}

//! The part about what to do next.

use super::{Facts, Part};
use crate::compare::gate::{FEW_QUESTIONS, MIN_QUESTIONS};
use crate::compare::print::questions::advice;
use crate::compare::run::{Answers, Verdict};

pub(super) fn steps(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("What to do next");
    let lost = facts.gaps.iter().any(|gap| gap.is_urgent);
    if lost {
        part.list("Repair what was not read, as part 1 says: no retriever finds it.");
    }
    match &facts.run.answers {
        None => part.list(format!(
            "Let compare draft a worksheet (--draft {FEW_QUESTIONS}), write its questions with \
             those who will ask, and measure."
        )),
        Some(answers) => measured(&mut part, answers),
    }
    if let Some(answers) = &facts.run.answers {
        let share = facts.asked.share(None);
        if 2 * share.unasked > share.sections {
            part.list("Draft questions for the sections that no question asks about (--draft).");
        }
        if answers.gate.unfindable > 0 {
            part.list("Correct or remove the questions that the documents do not answer.");
        }
    }
    part
}

fn measured(part: &mut Part, answers: &Answers) {
    let gate = &answers.gate;
    let main = gate.causes.first();
    let repair = main.map(|main| {
        let (cause, number) = (main.cause, main.questions);
        format!("Most failures ({number}) are {cause}: {}.", advice(cause))
    });
    match gate.verdict {
        Verdict::Ship => {
            part.list("Ship, log the questions of users, and measure again with theirs.");
            part.items.extend(repair);
        }
        Verdict::Undecided => {
            part.items.extend(repair);
            part.list("Ask more questions: the interval includes the bar.");
        }
        Verdict::DoNotShip => {
            part.items.extend(repair);
            part.list("Measure again after each repair, one at a time.");
        }
        Verdict::TooFewQuestions => {
            part.list(format!(
                "Write at least {MIN_QUESTIONS} questions, better more than {FEW_QUESTIONS}; \
                 --draft {FEW_QUESTIONS} gives their quotes."
            ));
            part.items.extend(repair);
        }
    }
}

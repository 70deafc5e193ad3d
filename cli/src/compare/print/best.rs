//! The best chunking in words: is it certainly better than the next one?

use crate::compare::best::MIN_DIFFERING;
use crate::compare::gate::MIN_QUESTIONS;
use crate::compare::print::count;
use crate::compare::run::{BestAgainst, BestChunking};
use std::fmt::Write as _;

/// The characters of a line.
const WIDTH: usize = 100;

/// Returns the lines of the report as text, after an empty one.
pub(super) fn text(best: &BestChunking) -> String {
    let mut text = format!("\nBest chunking: {}\n", headline(best));
    for sentence in sentences(best) {
        for line in wrapped(&sentence, WIDTH - 2) {
            let _ = writeln!(text, "  {line}"); // writing to a string cannot fail
        }
    }
    text
}

/// Names the best chunking and says whether it is certain.
pub(crate) fn headline(best: &BestChunking) -> String {
    let name = &best.chunking;
    let Some(next) = best.others.first() else {
        return format!("{name}.");
    };
    if best.questions < MIN_QUESTIONS {
        return format!(
            "{name}, but fewer than {MIN_QUESTIONS} questions do not distinguish it from the others."
        );
    }
    let relation = if best.is_certain {
        "certainly better than"
    } else {
        "not distinguishable from"
    };
    format!("{name}, {relation} the next, {}.", next.chunking)
}

/// The difference that the headline follows from, and the others that are as near.
pub(crate) fn sentences(best: &BestChunking) -> Vec<String> {
    let Some((next, others)) = best.others.split_first() else {
        return Vec::new();
    };
    if best.questions < MIN_QUESTIONS {
        return Vec::new();
    }
    let mut sentences = vec![difference(best, next), reason(best, next).to_owned()];
    let is_equal = |other: &&BestAgainst| other.mean >= best.mean;
    let names = |others: Vec<&BestAgainst>| {
        let names: Vec<&str> = others.iter().map(|other| &*other.chunking).collect();
        names.join(", ")
    };
    let equal: Vec<&BestAgainst> = best.others.iter().filter(is_equal).collect();
    if !equal.is_empty() {
        sentences.push(format!(
            "Equally good, and later in the table: {}.",
            names(equal)
        ));
    }
    let is_near = |other: &&BestAgainst| other.may_be_chance() && !is_equal(other);
    let near: Vec<&BestAgainst> = others.iter().filter(is_near).collect();
    if !near.is_empty() {
        let near = names(near);
        sentences.push(format!("Not distinguishable from the best either: {near}."));
    }
    sentences
}

fn difference(best: &BestChunking, next: &BestAgainst) -> String {
    let interval = next.difference;
    format!(
        "{}, the best minus the next: {:+.3} [{:+.3}, {:+.3}] (95 %, paired, {}).",
        best.metric,
        interval.mean,
        interval.low,
        interval.high,
        count(best.questions, "question")
    )
}

fn reason(best: &BestChunking, next: &BestAgainst) -> &'static str {
    if best.is_certain {
        "The interval excludes 0: with other questions of this kind it would most likely win again."
    } else if next.differing == 0 {
        "No question has another result."
    } else if next.differing < MIN_DIFFERING {
        "So few questions have another result that the difference may be chance."
    } else {
        "The interval includes 0: the difference may be chance."
    }
}

/// Splits a sentence between words into lines of at most `width` characters.
fn wrapped(sentence: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::evaluate::Interval;

    /// A chunking that is better than the next for `better` of 60 questions, and equal to a
    /// third one but for two questions.
    fn best(better: usize) -> BestChunking {
        let against = |chunking: &str, better: usize| {
            let value = |at: usize| f64::from(u8::from(at < better));
            let differences: Vec<f64> = (0..60).map(value).collect();
            BestAgainst {
                chunking: chunking.to_owned(),
                mean: 0.5,
                difference: Interval::of_mean(&differences),
                differing: better,
            }
        };
        BestChunking {
            chunking: "structural 512".to_owned(),
            metric: "found/findable@5".to_owned(),
            mean: 0.9,
            questions: 60,
            is_certain: better >= MIN_DIFFERING,
            others: vec![against("fixed 512/50", better), against("fixed merging", 2)],
        }
    }

    #[test]
    fn a_certain_lead_is_called_certain() {
        let lines = text(&best(12));
        assert!(lines.starts_with(
            "\nBest chunking: structural 512, certainly better than the next, fixed 512/50.\n  \
             found/findable@5, the best minus the next: +0.200 ["
        ));
        assert!(lines.ends_with(
            "  The interval excludes 0: with other questions of this kind it would most likely win \
             again.\n  Not distinguishable from the best either: fixed merging.\n"
        ));
    }

    #[test]
    fn a_lead_that_may_be_chance_is_none() {
        let near = best(5);
        let headline = headline(&near);
        assert!(headline.contains("not distinguishable from the next"));
        assert!(sentences(&near)[1].starts_with("So few questions"));
        assert_eq!(sentences(&best(0))[1], "No question has another result.");
    }

    #[test]
    fn chunkings_that_are_equally_good_are_named_once() {
        let mut tie = best(0);
        tie.others[0].mean = tie.mean;
        let sentences = sentences(&tie);
        assert_eq!(
            sentences[2],
            "Equally good, and later in the table: fixed 512/50."
        );
        assert_eq!(
            sentences[3],
            "Not distinguishable from the best either: fixed merging."
        );
        tie.others[1].mean = tie.mean;
        assert_eq!(super::sentences(&tie).len(), 3);
    }

    #[test]
    fn lines_are_split_between_words() {
        assert_eq!(wrapped("a bc d efghij", 4), ["a bc", "d", "efghij"]);
    }
}

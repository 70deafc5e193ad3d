//! Decides which pieces of a document are headings, and their levels.
//!
//! `facts -> candidates -> evidence -> decision -> levels`: a reader states the facts, and
//! each later stage can be printed. Nothing here knows a format.

mod candidate;
mod contents;
mod decision;
mod facts;
mod label;
mod level;
mod outline;
mod rules;
mod sequence;
mod title;
mod wording;

pub(crate) use facts::{Entry, Face, Facts, Holder, Piece, Tag};

use serde::Serialize;
use std::ops::Range;

/// A heading and its level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heading {
    /// The pieces that form it: a label and its title, or one piece.
    pub(crate) pieces: Range<usize>,
    pub(crate) level: u8,
    /// Its text, which begins with the label printed above it: `Chapter 3 Boxes`.
    pub(crate) text: String,
    pub(crate) source: Source,
    /// The probability that it is a heading.
    pub(crate) confidence: f32,
}

/// The strongest evidence for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Outline,
    Tags,
    Contents,
    Numbering,
    Style,
}

/// The decision with everything that led to it.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) headings: Vec<Heading>,
    pub(crate) candidates: Vec<Explained>,
}

/// A candidate with the rules that hold.
#[derive(Debug, Serialize)]
pub(crate) struct Explained {
    pub(crate) piece: usize,
    pub(crate) page: u32,
    pub(crate) text: String,
    pub(crate) style: String,
    pub(crate) score: f32,
    pub(crate) rules: Vec<(&'static str, f32)>,
}

/// Returns the headings in reading order.
pub(crate) fn decide(facts: Facts) -> Vec<Heading> {
    let (facts, ranges) = label::join(facts);
    let mut document = decision::document(&facts);
    let scores = document.decide();
    level::headings(&document, &scores, &ranges)
}

/// Decides as [`decide`] does, and keeps the rules that decided.
pub(crate) fn report(facts: Facts) -> Report {
    let (facts, ranges) = label::join(facts);
    let mut document = decision::document(&facts);
    let scores = document.decide();
    let candidates = document
        .candidates
        .iter()
        .zip(&scores)
        .map(|(candidate, score)| {
            let all = [rules::OWN, rules::DECLARED, rules::STYLE];
            let holding = all.into_iter().flatten();
            Explained {
                piece: ranges[candidate.at].start,
                page: candidate.piece.page,
                text: candidate.full_text(),
                style: format!("{:?}", document.styles[candidate.style].looks),
                score: *score,
                rules: holding
                    .filter(|rule| (rule.holds)(candidate, &document))
                    .map(|rule| (rule.name, rule.weight))
                    .collect(),
            }
        })
        .collect();
    Report {
        headings: level::headings(&document, &scores, &ranges),
        candidates,
    }
}

impl Report {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.candidates
            .iter()
            .filter(|candidate| candidate.score > -2.5)
            .map(|candidate| {
                let rules: Vec<String> = candidate
                    .rules
                    .iter()
                    .map(|(name, weight)| format!("{name} {weight:+.1}"))
                    .collect();
                format!(
                    "{:+.1} p{} {} | {}",
                    candidate.score,
                    candidate.page,
                    candidate.text.chars().take(70).collect::<String>(),
                    rules.join(", ")
                )
            })
            .collect()
    }
}

/// Letters and digits in lower case: titles differ in spaces and dots.
pub(crate) fn letters(text: &str) -> String {
    (text.chars().filter(|c| c.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect()
}

pub(crate) fn without_number(title: &str) -> &str {
    title.trim_start_matches(|c: char| c.is_ascii_digit())
}

//! Decides which pieces of a document are headings, and their levels.
//!
//! `facts -> candidates -> evidence -> decision -> levels`: a reader states the facts,
//! and each later stage can be printed. Nothing here depends on a format.

mod candidate;
mod contents;
mod decision;
mod facts;
mod features;
mod label;
mod level;
mod measures;
mod outline;
mod rules;
mod sequence;
mod title;
mod wording;

#[cfg(test)]
mod tests;

pub(crate) use facts::{Entry, Face, Facts, Holder, Piece, Tag};

use crate::document::HeadingEvidence;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A heading and its level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DecidedHeading {
    /// The pieces that form it: a label and its title, or one piece.
    pub(crate) pieces: Range<usize>,
    pub(crate) level: u8,
    pub(crate) evidence: HeadingEvidence,
}

/// An entry of an outline that a caller gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutlineEntry {
    /// The title as it is printed, with or without its number.
    pub title: String,
    /// The first level is 1.
    pub level: u8,
    /// The number of its page, the first being 1; `None` if it may be on any.
    #[serde(default)]
    pub page: Option<u32>,
}

impl OutlineEntry {
    /// Creates an entry whose title may be on any page.
    #[must_use]
    pub fn new(level: u8, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            level: level.max(1),
            page: None,
        }
    }

    /// Sets the number of its page, the first being 1.
    #[must_use]
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }
}

/// A text that may be a heading, and the rules that decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HeadingCandidate {
    /// The number of its page, the first being 1.
    pub page: u32,
    /// Its text, which begins with the label printed above it.
    pub text: String,
    /// Its level, if it is a heading.
    pub level: Option<u8>,
    /// The log-odds of being a heading: it is one above 0.
    pub score: f32,
    /// The names of the rules that hold, and their weights.
    pub rules: Vec<(&'static str, f32)>,
}

impl HeadingCandidate {
    /// Candidates below this score are far from being headings.
    const NEAR_MISS: f32 = -2.5;

    /// Returns true if it is a heading, or only a little evidence is missing.
    #[must_use]
    pub fn is_close(&self) -> bool {
        self.level.is_some() || self.score > Self::NEAR_MISS
    }
}

/// One line: level, score, page, text and rules.
impl fmt::Display for HeadingCandidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Some(level) => write!(f, "h{level}")?,
            None => write!(f, "--")?,
        }
        write!(f, " {:+.1} page {} {:?}:", self.score, self.page, self.text)?;
        for (nth, (name, weight)) in self.rules.iter().enumerate() {
            let comma = if nth > 0 { "," } else { "" };
            write!(f, "{comma} {name} {weight:+.1}")?;
        }
        Ok(())
    }
}

/// Returns the headings in reading order.
pub(crate) fn decide(facts: Facts) -> Vec<DecidedHeading> {
    let (facts, ranges) = label::join(facts);
    let mut document = decision::document(&facts);
    let scores = document.decide();
    level::headings(&document, &scores, &ranges)
}

/// Decides as [`decide`] does, and returns all candidates with the rules that decided.
pub(crate) fn explain(facts: Facts) -> Vec<HeadingCandidate> {
    let (facts, ranges) = label::join(facts);
    let mut document = decision::document(&facts);
    let scores = document.decide();
    let headings = level::headings(&document, &scores, &ranges);
    let level = |at: usize| {
        let heading = headings.iter().find(|heading| heading.pieces == ranges[at]);
        heading.map(|heading| heading.level)
    };
    (document.candidates.iter().zip(&scores))
        .map(|(candidate, score)| {
            let rules = [rules::OWN, rules::DECLARED, rules::STYLE];
            let holding = rules.into_iter().flatten();
            HeadingCandidate {
                page: candidate.piece.page + 1,
                text: candidate.full_text(),
                level: level(candidate.at),
                score: *score,
                rules: holding
                    .filter(|rule| (rule.holds)(candidate, &document))
                    .map(|rule| (rule.name, rule.weight))
                    .collect(),
            }
        })
        .collect()
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

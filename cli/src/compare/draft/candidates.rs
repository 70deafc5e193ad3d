//! Finds the places of documents that a question can be about.

use super::quote;
use sectile::evaluate::Question;
use sectile::{Block, BlockKind, Document, Span};
use std::collections::HashMap;

/// A quote, with the properties over which a worksheet is spread.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The number of its document.
    pub(super) document: usize,
    /// The number path of its section.
    pub(super) section: String,
    pub(super) headings: String,
    pub(super) block: Span,
    pub(super) quote: String,
    pub(super) kind: Kind,
    pub(super) length: Length,
    /// The headings of the sections that its block refers to.
    pub(super) refers_to: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    List,
    Table,
    Code,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Length {
    Short,
    Medium,
    Long,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Text, Self::List, Self::Table, Self::Code];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::List => "list",
            Self::Table => "table",
            Self::Code => "code",
        }
    }
}

impl Length {
    /// The words from which a quote is of medium length, and long: about the shortest
    /// and the longest fifth of the sentences of manuals.
    const MEDIUM: usize = 12;
    const LONG: usize = 30;

    fn of(quote: &str) -> Self {
        match quote::words(quote).count() {
            words if words < Self::MEDIUM => Self::Short,
            words if words < Self::LONG => Self::Medium,
            _ => Self::Long,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Medium => "medium",
            Self::Long => "long",
        }
    }
}

/// Returns the quotes of all documents that occur once. A sentence that several
/// documents repeat cannot be the evidence for one of them.
pub(super) fn all(documents: &[Document]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        for block in document.blocks() {
            add(&mut candidates, at, document, block);
        }
    }
    let keys: Vec<String> = (candidates.iter())
        .map(|candidate| key(&candidate.quote))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new(); // looked up only
    for key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    let once: Vec<bool> = keys.iter().map(|key| counts[key.as_str()] == 1).collect();
    let mut once = once.into_iter();
    candidates.retain(|_| once.next() == Some(true));
    candidates
}

/// Removes the quotes that a question has already, whole or in part.
pub(super) fn leave_out_asked(candidates: &mut Vec<Candidate>, questions: &[Question]) {
    let quotes = questions.iter().flat_map(|question| &question.evidence);
    let asked: Vec<String> = quotes.map(|evidence| key(&evidence.quote)).collect();
    candidates.retain(|candidate| {
        let key = key(&candidate.quote);
        let is_asked = |asked: &String| asked.contains(&key) || key.contains(asked.as_str());
        !asked.iter().any(is_asked)
    });
}

/// The words of a quote, by which two quotes are the same, each between spaces: "tea" is no
/// part of "steam".
fn key(quote: &str) -> String {
    let words: Vec<&str> = quote::words(quote).collect();
    format!(" {} ", words.join(" ").to_lowercase())
}

fn add(candidates: &mut Vec<Candidate>, at: usize, document: &Document, block: Block<'_>) {
    let text = document.shown_text(block.span());
    let (kind, quotes) = match block.kind() {
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Footnote | BlockKind::Definition => {
            (Kind::Text, quote::of_text(&text))
        }
        BlockKind::List => (Kind::List, quote::of_list(&text)),
        BlockKind::Table => (Kind::Table, quote::of_table(&text)),
        BlockKind::Code => (Kind::Code, quote::of_code(&text)),
        _ => return,
    };
    if quotes.is_empty() {
        return;
    }
    let section = block.section();
    let mut headings: Vec<&str> = (std::iter::once(section).chain(section.ancestors()))
        .map(sectile::Section::heading)
        .filter(|heading| !heading.is_empty())
        .collect();
    headings.reverse();
    let (headings, refers_to) = (headings.join(" > "), refers_to(document, block));
    candidates.extend(quotes.into_iter().map(|quote| Candidate {
        document: at,
        section: section.path(),
        headings: headings.clone(),
        block: block.span(),
        length: Length::of(&quote),
        quote,
        kind,
        refers_to: refers_to.clone(),
    }));
}

/// The headings of the other sections that a block refers to.
fn refers_to(document: &Document, block: Block<'_>) -> Vec<String> {
    let inside = document.references().iter();
    let inside = inside.filter(|reference| block.span().contains(reference.span));
    let own = block.section().path();
    let heading = |reference: &sectile::Reference| {
        let target = reference.target.as_ref()?;
        match target.document {
            None if target.section == own => None,
            None => Some(document.section_at(&target.section)?.heading().to_owned()),
            Some(_) => Some(target.to_string()),
        }
    };
    let mut headings: Vec<String> = inside.filter_map(heading).collect();
    headings.retain(|heading| !heading.is_empty());
    headings.dedup();
    headings
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Limits};

    #[test]
    fn a_quote_is_not_drafted_twice() {
        let source = "# Pots\n\nBoil fresh water in the blue pot.\n\n\
                      Let the steam rise from the lid slowly.\n\n\
                      Read {{#include tea.md}} and the other pages first.\n";
        let document = Format::Markdown.read(source.as_bytes(), &Limits::default());
        let mut candidates = all(&[document.expect("it is read")]);
        assert_eq!(candidates.len(), 2, "a template inserts other text");
        let asked = Question::new("1", "Which pot?").with_quote("fresh water in the BLUE pot");
        let other = Question::new("2", "Which drink?").with_quote("tea");
        leave_out_asked(&mut candidates, &[asked, other]);
        let quotes: Vec<&str> = candidates.iter().map(|found| &*found.quote).collect();
        assert_eq!(quotes, ["Let the steam rise from the lid slowly."]);
    }
}

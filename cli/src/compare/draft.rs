//! Writes a worksheet: quotes of the documents for which a person writes questions.
//!
//! No quote is chosen for being easy to find. A quote that a program chooses because its
//! words are rare would make questions that every retriever answers.

mod candidates;
mod choose;
mod quote;

use crate::compare::asked::Asked;
use crate::compare::input::Input;
use candidates::Candidate;
use sectile::Span;
use serde::Serialize;

/// The characters of the text around a quote that are shown.
const MAX_AROUND: usize = 600;

/// A line of the worksheet. It is valid input once the question is written: readers of
/// questions ignore the context.
#[derive(Serialize)]
struct Line<'d> {
    id: String,
    /// To be written by a person.
    question: &'static str,
    document: &'d str,
    /// A line whose question is blank is no fault in a worksheet.
    draft: bool,
    evidence: [Quote<'d>; 1],
    context: Context<'d>,
}

#[derive(Serialize)]
struct Quote<'d> {
    quote: &'d str,
}

/// The context that a person needs to write a question about a quote.
#[derive(Serialize)]
struct Context<'d> {
    /// `Guide > Install`.
    headings: &'d str,
    section: &'d str,
    /// `text`, `list`, `table` or `code`.
    kind: &'static str,
    /// `short`, `medium` or `long`.
    length: &'static str,
    /// The sections that the block refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refers_to: Vec<&'d str>,
    /// The block that the quote is from, or its start.
    around: String,
}

/// Returns a worksheet of at most `size` lines, and prints a summary of it to standard
/// error.
pub(super) fn print(input: &Input, size: usize, seed: u64) -> String {
    let (lines, summary) = worksheet(input, size, seed);
    eprintln!("{summary}");
    lines
}

fn worksheet(input: &Input, size: usize, seed: u64) -> (String, String) {
    let questions = input.questions().unwrap_or_default();
    let mut candidates = candidates::all(&input.documents);
    candidates::leave_out_asked(&mut candidates, questions);
    let asked = Asked::of(&input.documents, questions);
    let chosen = choose::spread(&candidates, size, seed, &|document, section| {
        asked.is_asked(document, section)
    });
    let mut lines = String::new();
    let digits = chosen.len().to_string().len();
    for (number, candidate) in (1..).zip(&chosen) {
        let line = line(input, candidate, format!("draft-{number:0digits$}"));
        lines += &serde_json::to_string(&line).unwrap_or_default(); // strings alone
        lines.push('\n');
    }
    let mut summary = summary(&candidates, &chosen);
    if input.questions().is_some() {
        let share = asked.share(None);
        let (unasked, sections) = (share.unasked, share.sections);
        let rest = format!("no question asks about {unasked} of {sections} sections with text");
        summary = [summary, rest].join("\n");
    }
    (lines, summary)
}

fn line<'d>(input: &'d Input, candidate: &'d Candidate, id: String) -> Line<'d> {
    let document = &input.documents[candidate.document];
    Line {
        id,
        question: "",
        document: document.name(),
        draft: true,
        evidence: [Quote {
            quote: &candidate.quote,
        }],
        context: Context {
            headings: &candidate.headings,
            section: &candidate.section,
            kind: candidate.kind.name(),
            length: candidate.length.name(),
            refers_to: candidate.refers_to.iter().map(String::as_str).collect(),
            around: around(&document.shown_text(candidate.block), candidate),
        },
    }
}

/// Returns the block of a quote; of a long one its first line, which is the header of a
/// table, and the part around the quote.
fn around(block: &str, candidate: &Candidate) -> String {
    let at = block.find(&candidate.quote).unwrap_or(0);
    let from = if at + candidate.quote.len() <= MAX_AROUND {
        0
    } else {
        block.floor_char_boundary(at.saturating_sub(MAX_AROUND / 2))
    };
    let to = block.floor_char_boundary((from + MAX_AROUND).max(at + candidate.quote.len()));
    let first = block.lines().next().unwrap_or_default();
    let first = &first[..first.floor_char_boundary(from.min(MAX_AROUND))];
    let start = if from > 0 { "\n…" } else { "" };
    let end = if to < block.len() { "…" } else { "" };
    [first, start, &block[from..to], end].concat()
}

/// Returns `50 quotes of 31 documents: 20 text, 12 lists, ...`.
fn summary(candidates: &[Candidate], chosen: &[&Candidate]) -> String {
    let documents = |candidates: &mut dyn Iterator<Item = &Candidate>| {
        let mut documents: Vec<usize> = candidates.map(|candidate| candidate.document).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len()
    };
    let count = |is: &dyn Fn(&Candidate) -> bool| chosen.iter().filter(|c| is(c)).count();
    let kinds = candidates::Kind::ALL.map(|kind| {
        let number = count(&|candidate| candidate.kind == kind);
        format!("{number} {}", kind.name())
    });
    format!(
        "{} quotes from {} of {} documents with quotes: {}; {} with cross-references",
        chosen.len(),
        documents(&mut chosen.iter().copied()),
        documents(&mut candidates.iter()),
        kinds.join(", "),
        count(&|candidate| !candidate.refers_to.is_empty()),
    )
}

/// The place of a quote: its document and section.
impl Candidate {
    fn place(&self) -> (usize, &str) {
        (self.document, &self.section)
    }

    fn bytes(&self) -> Span {
        self.block
    }
}

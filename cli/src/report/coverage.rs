//! Sums up which part of the input was not read, and why.

use super::number::{counted, grouped};
use sectile::{Document, MarkKind, WarningKind};
use std::collections::BTreeMap;

/// The documents that a gap names.
const MAX_NAMES: usize = 5;

/// A kind of input that is in no chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) title: &'static str,
    /// The amount: `3 pages in 2 documents`.
    pub(crate) amount: String,
    /// The first documents, and how many others there are.
    pub(crate) names: Vec<String>,
    pub(crate) others: usize,
    /// True if documents lack text that they should have.
    pub(crate) is_urgent: bool,
    /// The remedy.
    pub(crate) advice: &'static str,
}

/// The losses of the documents of a run.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    pub(crate) documents: usize,
    /// The files that could not be read, by kind of error: names.
    unread: BTreeMap<String, Vec<String>>,
    /// The documents with each kind of loss, and the amount in each.
    losses: BTreeMap<Loss, Vec<(String, usize)>>,
    /// The files that are no documents, and their kinds in words.
    pub(crate) skipped: (usize, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    Empty,
    Scanned,
    Unreadable,
    Damaged,
    Limited,
    Missing,
    Hidden,
}

impl Coverage {
    /// Adds a document that was read.
    pub(crate) fn add(&mut self, name: &str, losses: Losses) {
        self.documents += 1;
        for (loss, amount) in losses.0 {
            let documents = self.losses.entry(loss).or_default();
            documents.push((name.to_owned(), amount));
        }
    }

    /// Adds a file that could not be read; `kind` is that of its error.
    pub(crate) fn add_unread(&mut self, kind: &str, name: &str) {
        let names = self.unread.entry(kind.to_owned()).or_default();
        names.push(name.to_owned());
    }

    /// Returns the number of files that could not be read.
    pub(crate) fn unread(&self) -> usize {
        self.unread.values().map(Vec::len).sum()
    }

    /// Returns the gaps, files that were not read first.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let unread = self.unread.iter().map(|(kind, names)| {
            let (title, advice) = unread(kind);
            gap(title, counted(names.len(), "file"), names.clone(), advice)
        });
        let losses = self.losses.iter().map(|(loss, documents)| {
            let total: usize = documents.iter().map(|(_, amount)| amount).sum();
            let names: Vec<String> = documents.iter().map(|(name, _)| name.clone()).collect();
            let amount = match loss {
                Loss::Empty => counted(names.len(), "document"),
                _ => format!(
                    "{} in {}",
                    counted(total, loss.unit()),
                    counted(names.len(), "document")
                ),
            };
            Gap {
                is_urgent: *loss != Loss::Hidden,
                ..gap(loss.title(), amount, names, loss.advice())
            }
        });
        let mut gaps: Vec<Gap> = unread.chain(losses).collect();
        if self.skipped.0 > 0 {
            let amount = format!("{}{}", counted(self.skipped.0, "file"), self.skipped.1);
            let advice = "No reader for these. Convert those that matter to a format that is read.";
            gaps.push(Gap {
                is_urgent: false,
                ..gap("Skipped", amount, Vec::new(), advice)
            });
        }
        gaps
    }
}

fn gap(title: &'static str, amount: String, mut names: Vec<String>, advice: &'static str) -> Gap {
    let others = names.len().saturating_sub(MAX_NAMES);
    names.truncate(MAX_NAMES);
    Gap {
        title,
        amount,
        names,
        others,
        is_urgent: true,
        advice,
    }
}

/// The title and the remedy for a kind of error.
fn unread(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "encrypted" => (
            "Encrypted",
            "Ask the owner for the password (--password) or for a copy without one.",
        ),
        "malformed" => ("Damaged", "Ask the owner for an intact copy."),
        "too_large" => (
            "Too large",
            "Split the file, or read it through the library with larger limits.",
        ),
        "timeout" | "deadline_passed" => {
            ("Took too long", "Read it again with a longer --timeout.")
        }
        "unknown_format" => (
            "Unknown format",
            "Name the format with --as, or convert the file.",
        ),
        _ => (
            "Not readable",
            "Check that the file exists and that you may read it.",
        ),
    }
}

impl Loss {
    fn title(self) -> &'static str {
        match self {
            Self::Empty => "Empty",
            Self::Scanned => "Scanned",
            Self::Unreadable => "Unreadable text",
            Self::Damaged => "Damaged parts",
            Self::Limited => "Beyond a limit",
            Self::Missing => "Missing letters",
            Self::Hidden => "Hidden text",
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::Empty => "document",
            Self::Scanned | Self::Unreadable => "page",
            Self::Damaged | Self::Limited | Self::Missing => "warning",
            Self::Hidden => "letter",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Empty => "Check whether the text is in pictures or is loaded by a script.",
            Self::Scanned => "Recognize the text (OCR) first: these pages are pictures.",
            Self::Unreadable => {
                "The fonts do not map to letters. Recognize the text (OCR) or ask for the source."
            }
            Self::Damaged => "Parts of these files could not be read. Ask for intact copies.",
            Self::Limited => "Content beyond a limit was left out or simplified; see the warnings.",
            Self::Missing => "Letters that the pages draw are not in the text. Check the pages.",
            Self::Hidden => {
                "Readers do not see this text, and it is in no chunk. --hidden keep includes it."
            }
        }
    }
}

/// The losses of one document, each with its amount.
#[derive(Debug)]
pub(crate) struct Losses(Vec<(Loss, usize)>);

impl Losses {
    pub(crate) fn of(document: &Document) -> Self {
        Self(losses(document))
    }
}

fn losses(document: &Document) -> Vec<(Loss, usize)> {
    let warned = |kinds: &[WarningKind]| {
        let warnings = document.warnings().iter();
        warnings
            .filter(|warning| kinds.contains(&warning.kind))
            .count()
    };
    let hidden = (document.marks().iter())
        .filter(|mark| mark.kind == MarkKind::Hidden && mark.is_omitted)
        .map(|mark| {
            document.text()[mark.span.range()]
                .chars()
                .filter(|c| c.is_alphanumeric())
        })
        .map(Iterator::count)
        .sum();
    let unread_pages = warned(&[WarningKind::UnreadableText]);
    // A scanned page draws no letters; a page with a broken font does.
    let blank = document
        .ledger()
        .iter()
        .filter(|page| page.drawn == 0)
        .count();
    let scanned = unread_pages.min(blank);
    let all = [
        (Loss::Empty, usize::from(is_empty(document))),
        (Loss::Scanned, scanned),
        (Loss::Unreadable, unread_pages - scanned),
        (
            Loss::Damaged,
            warned(&[WarningKind::DamagedPage, WarningKind::InvalidEncoding]),
        ),
        (Loss::Limited, warned(&[WarningKind::LimitReached])),
        (Loss::Missing, warned(&[WarningKind::MissingText])),
        (Loss::Hidden, hidden),
    ];
    all.into_iter().filter(|(_, amount)| *amount > 0).collect()
}

/// Returns true if a document has no text that a chunk shows.
pub(crate) fn is_empty(document: &Document) -> bool {
    let mut content = document.blocks().filter(|block| block.kind().is_content());
    content.all(|block| document.shown_text(block.span()).trim().is_empty())
}

/// Returns `3 documents read, 1 file not read, 2 skipped`.
pub(crate) fn sentence(coverage: &Coverage) -> String {
    format!(
        "{} read, {} not read, {} skipped",
        counted(coverage.documents, "document"),
        counted(coverage.unread(), "file"),
        grouped(coverage.skipped.0 as u64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Limits};

    #[test]
    fn encrypted_empty_and_hidden_are_named_with_a_remedy() {
        let mut coverage = Coverage::default();
        coverage.add_unread("encrypted", "b.pdf");
        let sources: [(Format, &[u8]); 2] = [
            (Format::Markdown, b"---\ntitle: x\n---\n"),
            (Format::Html, b"<p>Tea</p><p hidden>abc de</p>"),
        ];
        for (format, source) in sources {
            let document = format.read(source, &Limits::default()).expect("it is read");
            coverage.add("a", Losses::of(&document));
        }
        coverage.skipped = (2, " (2 .png)".to_owned());
        let gaps = coverage.gaps();
        let rows: Vec<(&str, &str)> = (gaps.iter())
            .map(|gap| (gap.title, gap.amount.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("Encrypted", "1 file"),
                ("Empty", "1 document"),
                ("Hidden text", "5 letters in 1 document"),
                ("Skipped", "2 files (2 .png)"),
            ]
        );
        assert_eq!(
            sentence(&coverage),
            "2 documents read, 1 file not read, 2 skipped"
        );
    }

    #[test]
    fn many_names_become_a_number() {
        let mut coverage = Coverage::default();
        for name in ["a", "b", "c", "d", "e", "f", "g"] {
            coverage.add_unread("io", name);
        }
        let gaps = coverage.gaps();
        assert_eq!((gaps[0].names.len(), gaps[0].others), (5, 2));
    }
}

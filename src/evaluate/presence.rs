//! Finds the evidence of questions in the documents, whatever the chunks.

use super::collection::RetrievedText;
use super::matching::Matches;
use super::outcome::Coverage;
use super::question::Question;
use crate::document::Document;
use serde::{Deserialize, Serialize};

/// The place of a question's evidence. Only evidence that is somewhere can be found, so
/// the share of it that is found is computed without [absent](Self::Absent) evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Presence {
    /// At least half of it is in the text of the documents that the question expects it
    /// in.
    InText,
    /// It is in their files, but not in the text that was read from them. Files with
    /// compressed text, such as PDF, are not searched.
    OnlyInFile,
    /// It is in neither.
    Absent,
}

/// A question fails if less of its evidence than this is covered.
pub(super) const ENOUGH: f64 = 0.5;

impl Presence {
    /// Finds the evidence of each question. `documents` are those that were cut; `file`
    /// returns the bytes of the file that a document of that name was read from.
    pub fn of(
        questions: &[Question],
        documents: &[Document],
        file: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Vec<Self> {
        let text = |document: &Document| {
            // A quote of omitted text is in no chunk, as if the reader had lost it.
            let text = document.shown_text(document.root().span());
            RetrievedText::new(document.name(), text, 0)
        };
        let texts: Vec<RetrievedText> = documents.iter().map(text).collect();
        let in_text = reachable(questions, &texts);
        let in_file = if in_text.contains(&false) {
            let files = documents
                .iter()
                .filter_map(|document| Some((document.name(), file(document.name())?)));
            reachable(questions, &files.flat_map(readings).collect::<Vec<_>>())
        } else {
            in_text.clone()
        };
        (in_text.into_iter().zip(in_file))
            .map(|places| match places {
                (true, _) => Self::InText,
                (false, true) => Self::OnlyInFile,
                (false, false) => Self::Absent,
            })
            .collect()
    }
}

/// Returns for each question true if `texts` cover enough of its evidence.
fn reachable(questions: &[Question], texts: &[RetrievedText]) -> Vec<bool> {
    let matches = Matches::find(questions, texts.iter());
    let each = matches.items.iter().zip(&matches.passages);
    each.map(|(items, passages)| {
        let mut coverage = Coverage::none(items);
        for found in passages.values() {
            coverage.add(found);
        }
        coverage.recall() >= ENOUGH
    })
    .collect()
}

/// Reads the words of a file roughly: tags in angle brackets are left out, once without a
/// gap in their place and once with one.
fn readings((name, bytes): (&str, Vec<u8>)) -> [RetrievedText; 2] {
    // "<b>T</b>ea" is one word without a gap, and "<td>Tea</td><td>3</td>" are two words
    // with one: the evidence may match either.
    let source = String::from_utf8_lossy(&bytes);
    ["", " "].map(|gap| RetrievedText::new(name, without_tags(&source, gap), 0))
}

fn without_tags(source: &str, gap: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, tag)) = rest.split_once('<') {
        text.extend([before, gap]);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text + rest
}

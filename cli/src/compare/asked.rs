//! Finds which sections questions ask about.

use sectile::Document;
use sectile::evaluate::{Question, RetrievedText, holders};
use std::collections::{BTreeMap, BTreeSet};

/// The words of its own that a section has at least to be asked about: a heading with a
/// line below it answers nothing.
const MIN_WORDS: usize = 12;

/// The sections of all documents, with the questions whose evidence they hold.
#[derive(Debug)]
pub(crate) struct Asked {
    /// By document and number path.
    sections: BTreeMap<(usize, String), Vec<usize>>,
}

/// The sections of a document by what questions ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Share {
    /// The sections with enough text.
    pub(crate) sections: usize,
    /// Those that no question asks about.
    pub(crate) unasked: usize,
}

impl Asked {
    pub(crate) fn of(documents: &[Document], questions: &[Question]) -> Self {
        let mut places = Vec::new();
        let mut passages = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            for section in std::iter::once(document.root()).chain(document.sections()) {
                let text = document.shown_text(section.own_span());
                if text.split_whitespace().nth(MIN_WORDS - 1).is_some() {
                    places.push((at, section.path()));
                    passages.push(RetrievedText::new(document.name(), text, 0));
                }
            }
        }
        let mut sections: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
        for (question, holders) in holders(questions, &passages).into_iter().enumerate() {
            for holder in holders {
                sections[holder].push(question);
            }
        }
        Self {
            sections: places.into_iter().zip(sections).collect(),
        }
    }

    pub(crate) fn is_asked(&self, document: usize, section: &str) -> bool {
        let questions = self.sections.get(&(document, section.to_owned()));
        questions.is_some_and(|questions| !questions.is_empty())
    }

    /// Counts the sections of a document, or of all.
    pub(crate) fn share(&self, document: Option<usize>) -> Share {
        let mut share = Share::default();
        for ((at, _), questions) in &self.sections {
            if document.is_none_or(|document| document == *at) {
                share.sections += 1;
                share.unasked += usize::from(questions.is_empty());
            }
        }
        share
    }

    /// Returns the documents that question number `question` is about: those with its
    /// evidence, or those it names if none has it.
    pub(crate) fn documents(
        &self,
        question: usize,
        named: &[String],
        documents: &[Document],
    ) -> BTreeSet<usize> {
        let about: BTreeSet<usize> = self.sections(question).map(|(at, _)| at).collect();
        if !about.is_empty() {
            return about;
        }
        // "tea.md" names "docs/tea.md" but not "green-tea.md".
        let is_named = |document: &Document| {
            let folders = named
                .iter()
                .filter_map(|end| document.name().strip_suffix(end.as_str()));
            folders
                .into_iter()
                .any(|folder| folder.is_empty() || folder.ends_with('/'))
        };
        let documents = documents.iter().enumerate();
        let named = documents.filter(|(_, document)| is_named(document));
        named.map(|(at, _)| at).collect()
    }

    /// Returns the sections that hold evidence of question number `question`.
    pub(crate) fn sections(&self, question: usize) -> impl Iterator<Item = (usize, &str)> {
        let holds = move |(_, questions): &(_, &Vec<usize>)| questions.contains(&question);
        let sections = self.sections.iter().filter(holds);
        sections.map(|((document, path), _)| (*document, path.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Limits};

    #[test]
    fn sections_without_a_question_are_counted() {
        let source = "# Tea\n\nTea is a drink that is made from leaves and from water, hot or cold.\n\n\
            ## Green\n\nLet the water cool to 75 degrees before you pour it over the leaves.\n\n## Notes\n\nNone.\n";
        let mut document = Format::Markdown
            .read(source.as_bytes(), &Limits::default())
            .expect("it is read");
        document.set_name("tea.md");
        let question =
            Question::new("q", "How hot?").with_quote("cool to 75 degrees before you pour");
        let documents = [document];
        let asked = Asked::of(&documents, &[question]);
        assert_eq!(
            asked.share(None),
            Share {
                sections: 2,
                unasked: 1
            }
        );
        assert!(asked.is_asked(0, "1.1") && !asked.is_asked(0, "1"));
        assert_eq!(asked.sections(0).collect::<Vec<_>>(), [(0, "1.1")]);
    }
}

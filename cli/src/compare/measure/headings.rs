//! Finds the headings that apply to a place in a document.

use sectile::{Document, Section};
use std::collections::BTreeMap;

/// The sections of all documents by name, to look places up.
pub(super) struct Headings<'d> {
    documents: BTreeMap<&'d str, Vec<Section<'d>>>,
}

impl<'d> Headings<'d> {
    pub(super) fn of(documents: &'d [Document]) -> Self {
        let sections = |document: &'d Document| (document.name(), document.sections().collect());
        Self {
            documents: documents.iter().map(sections).collect(),
        }
    }

    /// Returns the headings from the root to the section at byte `at`.
    pub(super) fn at(&self, document: &str, at: u32) -> Vec<String> {
        let Some(sections) = self.documents.get(document) else {
            return Vec::new();
        };
        // Sections are in the order of their starts, so the last one that has started is
        // the deepest at the place.
        let after = sections.partition_point(|section| section.span().start <= at);
        let Some(section) = after.checked_sub(1).map(|last| sections[last]) else {
            return Vec::new();
        };
        let path = std::iter::once(section).chain(section.ancestors());
        let mut headings: Vec<String> = path.map(|section| section.heading().to_owned()).collect();
        headings.retain(|heading| !heading.is_empty());
        headings.reverse();
        headings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectile::{Format, Limits};

    #[test]
    fn a_place_is_in_the_last_section_that_has_started() {
        let source = "Tea.\n\n# Green\n\nHot.\n\n## Times\n\nTwo.\n\n# Black\n\nBoil.\n";
        let mut document = Format::Markdown
            .read(source.as_bytes(), &Limits::default())
            .unwrap();
        document.set_name("tea.md");
        let documents = [document];
        let headings = Headings::of(&documents);
        let at =
            |text: &str| headings.at("tea.md", u32::try_from(source.find(text).unwrap()).unwrap());
        assert!(at("Tea").is_empty());
        assert_eq!(at("Two"), ["Green", "Times"]);
        assert_eq!(at("Boil"), ["Black"]);
        assert!(headings.at("gone.md", 3).is_empty());
    }
}

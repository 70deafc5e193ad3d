//! Tracks the open marked content of a content stream (ISO 32000-2 14.6).

use crate::reader::pdf::page::ContentMark;

/// The number of nested sequences whose properties are kept; deeper ones are only
/// counted.
const DEEPEST: usize = 256;

/// The open sequences, innermost last.
#[derive(Debug, Default)]
pub(super) struct MarkStack {
    open: Vec<OpenSequence>,
    /// Open sequences beyond [`DEEPEST`].
    deeper: usize,
    /// The text that replaces the glyphs of a sequence with `ActualText`.
    replacement: Option<Replacement>,
}

#[derive(Debug, Clone, Copy)]
struct OpenSequence {
    mark: ContentMark,
    hidden: bool,
}

/// The `ActualText` of a sequence, which becomes the text of its first glyph.
#[derive(Debug)]
pub(super) struct Replacement {
    pub(super) text: String,
    /// The glyph that has the text, once there is one.
    pub(super) glyph: Option<usize>,
    /// The number of open sequences, including this one.
    depth: usize,
}

/// The properties of a sequence. A missing one is that of the enclosing sequence.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) mark: Option<ContentMark>,
    pub(super) hidden: bool,
    pub(super) actual_text: Option<String>,
}

impl MarkStack {
    pub(super) fn begin(&mut self, properties: Properties) {
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.open.push(OpenSequence {
            mark: properties.mark.unwrap_or(self.mark()),
            hidden: properties.hidden || self.hidden(),
        });
        // A replacement inside of another one is itself replaced.
        if let (Some(text), None) = (properties.actual_text, &self.replacement) {
            self.replacement = Some(Replacement {
                text,
                glyph: None,
                depth: self.open.len(),
            });
        }
    }

    pub(super) fn end(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.open.pop();
        let ends = |replacement: &Replacement| replacement.depth > self.open.len();
        if self.replacement.as_ref().is_some_and(ends) {
            self.replacement = None;
        }
    }

    /// Ends sequences until `depth` are open, because those of a form end with it.
    pub(super) fn end_until(&mut self, depth: usize) {
        while self.depth() > depth {
            self.end();
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len() + self.deeper
    }

    pub(super) fn mark(&self) -> ContentMark {
        self.open.last().map_or(ContentMark::None, |open| open.mark)
    }

    /// Returns true inside of a hidden layer.
    pub(super) fn hidden(&self) -> bool {
        self.open.last().is_some_and(|open| open.hidden)
    }

    pub(super) fn replacement(&mut self) -> Option<&mut Replacement> {
        self.replacement.as_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_sequences_are_as_the_outer_ones_unless_they_have_their_own() {
        let mut marks = MarkStack::default();
        marks.begin(Properties {
            mark: Some(ContentMark::Artifact),
            ..Properties::default()
        });
        marks.begin(Properties::default());
        assert_eq!(marks.mark(), ContentMark::Artifact);
        marks.end_until(0);
        assert_eq!(marks.mark(), ContentMark::None);
        marks.end();
        assert_eq!(marks.depth(), 0);
    }

    #[test]
    fn the_outermost_replacement_counts() {
        let replaced = |text: &str| Properties {
            actual_text: Some(text.into()),
            ..Properties::default()
        };
        let mut marks = MarkStack::default();
        marks.begin(replaced("all"));
        marks.begin(replaced("part"));
        marks.end();
        assert_eq!(
            marks
                .replacement()
                .map(|found| found.text.clone())
                .as_deref(),
            Some("all")
        );
        marks.end();
        assert!(marks.replacement().is_none());
    }
}

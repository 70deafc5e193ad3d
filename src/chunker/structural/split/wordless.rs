//! Takes headings without words together: `#`, `#`, `#`.
//!
//! There is nothing between them that a chunk could be cut better before, and a file may
//! have one for each two bytes. (2026-11-30: each of 100,000 was an atom of its own, which
//! took half of the time of such a file.)

use super::ladder::BlockPiece;
use super::{Atom, Cut, Splitter, price};
use crate::chunker::structural::unit::Unit;
use crate::document::{Section, SectionId, Span};

/// The budget divided by this is the most bytes of headings that are one atom: they must
/// not be felt in the packing.
const ATOM_PART: u32 = 16;

impl Splitter<'_, '_, '_> {
    /// Returns how many units from the current one on are headings without words, of one
    /// section, that are together one atom. The last one before other text is not among
    /// them, as it may be the title of that text.
    pub(super) fn wordless(&self, units: &[Unit]) -> usize {
        let most = if self.counter.is_exact() {
            self.max_tokens / ATOM_PART // a token has at least a byte
        } else {
            0
        };
        let units = &units[self.unit..];
        let parent = |unit: &Unit| {
            let section = self.document.section(unit.section)?;
            let is_wordless = unit.is_bare
                && unit.headings == 1
                && unit.blocks.len() == 1
                && section.heading().is_empty();
            section.parent().map(Section::id).filter(|_| is_wordless)
        };
        let Some(first) = parent(&units[0]) else {
            return 0;
        };
        let start = self.span(&units[0]).start;
        let is_inside = |unit: &Unit| {
            let end = self.span(unit).end;
            end <= self.range.end && end - start <= most
        };
        let next = units[1..].iter();
        let all = next
            .take_while(|unit| !unit.is_cut_off && parent(unit) == Some(first) && is_inside(unit));
        // One of those counted is left for the text after them.
        if start < self.range.start {
            0
        } else {
            all.count()
        }
    }

    /// Adds the next `count` units as one atom.
    pub(super) fn push_wordless(&mut self, units: &[Unit], count: usize) {
        self.first = None;
        let (unit, last_unit) = (&units[self.unit], self.unit + count - 1);
        let block = self.document.block(unit.blocks.start);
        let before = units[..self.unit].last();
        let cut = Cut::Free(price::between_units(self.document, before, unit));
        let span = block.span().cover(self.span(&units[last_unit]));
        let above = block.section().parent();
        let above = above.map_or(SectionId::ROOT, Section::id);
        let atom = self.atom(BlockPiece { block, span, cut }, above);
        self.give(Atom { last_unit, ..atom });
    }

    fn span(&self, unit: &Unit) -> Span {
        self.document.block(unit.blocks.start).span()
    }
}

#[cfg(all(test, feature = "markdown"))]
mod tests {
    use super::super::super::context::Contexts;
    use super::super::super::unit::units;
    use super::super::split;
    use crate::limits::Watch;
    use crate::tokenizer::Counter;
    use crate::{Format, Limits, Span, Words};

    const BUDGET: u32 = 128;

    /// The texts of the atoms.
    fn atoms(source: &str) -> Vec<String> {
        let document = (Format::Markdown)
            .read(source.as_bytes(), &Limits::default())
            .unwrap();
        let watch = Watch::none();
        let counter = Counter::watched(document.text(), &Words, &watch).unwrap();
        let contexts = Contexts::new(&document, &counter, BUDGET);
        let all: Span = (0..source.len()).into();
        let units = units(&document, &watch);
        let mut texts = Vec::new();
        split(&document, &contexts, &units, all, BUDGET, &mut |atom| {
            texts.push(source[atom.span.range()].to_owned());
        });
        texts
    }

    #[test]
    fn headings_without_words_are_together_but_for_the_last() {
        let source = "Tea.\n\n".to_owned() + &"#\n".repeat(10) + "Milk.\n";
        assert_eq!(
            atoms(&source),
            ["Tea.", "#\n#\n#", "#\n#\n#", "#\n#", "#", "#", "Milk."]
        );
    }

    #[test]
    fn headings_with_words_are_apart() {
        assert_eq!(atoms("# a\n# b\n# c\n"), ["# a", "# b", "# c"]);
        // Each of these begins another section.
        assert_eq!(atoms("#\n##\n#\n##\n").len(), 4);
    }
}

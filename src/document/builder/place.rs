//! Places blocks in the text, and checks that they are disjoint, in order and complete.

use super::{BlockBuilder, DocumentBuilder};
use crate::document::block::BlockData;
use crate::document::{BlockKind, Span, offset, trim};

impl DocumentBuilder {
    /// Writes `text` as a block of its own, a blank line before it.
    pub(super) fn write(&mut self, text: &str) -> Span {
        self.write_pieces(&[text])
    }

    /// Writes a heading with its signs.
    pub(super) fn write_heading(&mut self, level: u8, text: &str) -> Span {
        let signs = "#".repeat(level.min(6).into());
        match text.trim_end() {
            "" => self.write(&signs),
            text => self.write_pieces(&[&signs, " ", text]),
        }
    }

    fn write_pieces(&mut self, pieces: &[&str]) -> Span {
        let all = &mut self.parts.text;
        if !all.is_empty() {
            all.push('\n');
        }
        let start = all.len();
        all.extend(pieces.iter().copied());
        let end = all.len();
        all.push('\n');
        if u32::try_from(all.len()).is_err() {
            self.break_rule("the document's text is above 4 GiB".to_owned());
            return Span::default();
        }
        (start..end).into()
    }

    /// Writes `text` like [`write`](Self::write), without a copy if it is the first block
    /// and longer than what was reserved for the document: copying 64 MB takes 30 ms, in
    /// which a read cannot be stopped.
    #[cfg(any(feature = "html", feature = "pdf"))]
    pub(super) fn write_owned(&mut self, text: String) -> Span {
        let all = &mut self.parts.text;
        match u32::try_from(text.len()) {
            Ok(end) if all.is_empty() && text.len() > all.capacity() => {
                *all = text;
                all.push('\n');
                Span::new(0, end)
            }
            _ => self.write(&text),
        }
    }

    /// Makes a block of the text that no block has taken up to `until`, so that nothing
    /// is lost.
    pub(super) fn fill_gap(&mut self, until: u32) {
        let gap = Span::new(self.done, until);
        let Some(slice) = self.parts.text.get(gap.range()) else {
            return; // `place` reports that the span is not in the text
        };
        if slice.trim().is_empty() {
            return;
        }
        let mut line = gap.start;
        let seams: Vec<u32> = (slice.split_inclusive('\n'))
            .map(|text| {
                line += offset(text.len());
                line
            })
            .collect();
        let block = self.place(BlockKind::Other, gap);
        let mut block = self.builder_of(block);
        for at in seams {
            block = block.seam(at, 1);
        }
    }

    /// Adds the block in `span` to the section that is open, unless it is blank, and
    /// returns its index.
    pub(super) fn place(&mut self, kind: BlockKind, span: Span) -> Option<usize> {
        if span.start < self.done {
            self.break_rule(format!(
                "the block at {span} begins before the last one ended at {}",
                self.done
            ));
            return None;
        }
        if self.parts.text.get(span.range()).is_none() {
            self.break_rule(format!(
                "the block at {span} is outside of the text or cuts a character"
            ));
            return None;
        }
        let trimmed = trim(&self.parts.text, span);
        self.done = span.end;
        if trimmed.is_empty() {
            return None;
        }
        let section = self.current();
        self.parts.blocks.push(BlockData {
            kind,
            span: trimmed,
            section,
            seams: Vec::new(),
            leads: Vec::new(),
            origins: Vec::new(),
        });
        Some(self.parts.blocks.len() - 1)
    }

    pub(super) fn builder_of(&mut self, block: Option<usize>) -> BlockBuilder<'_> {
        BlockBuilder::new(block.map(|at| &mut self.parts.blocks[at]))
    }
}

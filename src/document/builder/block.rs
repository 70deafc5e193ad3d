//! Adds seams, leads and origins to a block that was placed.

use crate::document::block::BlockData;
use crate::document::{Lead, Origin, Seam, Span};

/// Adds details to a block that was added. If the block was blank, calls have no effect.
#[derive(Debug)]
pub struct BlockBuilder<'b> {
    block: Option<&'b mut BlockData>,
}

#[allow(clippy::must_use_candidate, clippy::return_self_not_must_use)] // each call has an effect
impl<'b> BlockBuilder<'b> {
    pub(super) fn new(block: Option<&'b mut BlockData>) -> Self {
        Self { block }
    }

    /// Adds all seams at once, in order, like calls of [`seam`](Self::seam).
    #[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
    pub(crate) fn seams(mut self, mut seams: Vec<Seam>) -> Self {
        if let Some(block) = &mut self.block {
            seams.retain(|seam| block.span.start < seam.at && seam.at < block.span.end);
            seams.dedup_by(|seam, last| {
                if seam.at == last.at {
                    last.rank = last.rank.min(seam.rank);
                }
                seam.at <= last.at
            });
            block.seams = seams;
        }
        self
    }

    /// Adds a seam, a good place to cut the block, at `at`; `rank` is its depth inside
    /// the block (1 is the outermost). Seams come in order; one outside the block, at its
    /// start or out of order is left out.
    pub fn seam(mut self, at: u32, rank: u8) -> Self {
        if let Some(block) = &mut self.block {
            let inside = block.span.start < at && at < block.span.end;
            match block.seams.last_mut() {
                Some(last) if last.at == at => last.rank = last.rank.min(rank),
                Some(last) if last.at > at => {}
                _ if inside => block.seams.push(Seam { at, rank }),
                _ => {}
            }
        }
        self
    }

    /// Adds a lead: a piece that is cut off in `within` begins with `open`, and the piece
    /// before it ends with `close`. The parts of `within` that are outside of the block,
    /// or overlap an earlier lead, are left out.
    pub fn lead(mut self, within: Span, open: &str, close: &str) -> Self {
        if let Some(block) = &mut self.block {
            let free = (block.leads.last()).map_or(block.span.start, |lead| lead.within.end);
            let within = within.intersect(Span::new(free, block.span.end));
            if !within.is_empty() {
                block.leads.push(Lead {
                    within,
                    open: open.into(),
                    close: close.into(),
                });
            }
        }
        self
    }

    /// Sets the place of the block in the source file.
    pub fn origin(mut self, origin: Origin) -> Self {
        if let Some(block) = &mut self.block {
            block.origins = vec![(block.span.start, origin)];
        }
        self
    }

    /// Sets the place, in the source file, of the block's text from `at` on, so that each
    /// piece of a block has a place of its own. Calls come in the order of their offsets;
    /// one that goes back adds to the piece before.
    pub fn origin_from(mut self, at: u32, origin: Origin) -> Self {
        if let Some(block) = &mut self.block {
            match block.origins.last_mut() {
                Some((last, known)) if *last >= at => *known = known.clone().cover(&origin),
                _ => block.origins.push((at.max(block.span.start), origin)),
            }
        }
        self
    }
}

//! Writes the blocks into a document, as Markdown.

mod block;
mod code;
mod heading;
mod letters;
mod list;
mod metadata;
mod rows;
mod running;
mod targets;
#[cfg(test)]
mod tests;
mod withheld;

pub(super) use letters::warnings as letter_warnings;
pub(super) use metadata::write as metadata;
pub(super) use withheld::warning as hidden_text;

use super::Omissions;
use super::clock::{Clock, Stage};
use super::headings::BlockHeading;
use super::layout::Layout;
use super::page::File;
use crate::document::{DocumentBuilder, Warning, WarningKind};
use running::TextWriter;
use targets::DestinationNames;
use withheld::Withheld;

/// Writes all blocks until the time is over. `headings` has an entry for each block.
pub(super) fn blocks(
    layout: &Layout,
    headings: &[Option<BlockHeading>],
    file: &File,
    omissions: Omissions,
    clock: &Clock<'_>,
    builder: &mut DocumentBuilder,
) {
    let targets = DestinationNames::find(layout, headings, file);
    let writer = TextWriter::new(layout, file, &targets);
    let mut withheld = Withheld::new(file, omissions);
    for (at, block) in layout.blocks.iter().enumerate() {
        withheld.write_before(block.page().unwrap_or(0), &writer, builder);
        // The written blocks are kept: a part of a document is better than none.
        if clock.stops(Stage::Writing, block.page().unwrap_or(0)) {
            break;
        }
        if let Some(heading) = &headings[at] {
            heading::write(heading, block, targets.names(at), &writer, builder);
        } else {
            let (kind, written) = block::write(block, &writer);
            withheld.write_block(kind, written, block.page(), builder);
        }
    }
    withheld.write_before(usize::MAX, &writer, builder);
    if writer.has_cut_links() {
        let message =
            "addresses of links are longer together than the limits allow; some links are left out";
        builder.warning(Warning::new(WarningKind::LimitReached, message));
    }
}

//! Writes headings, with the names of the destinations at them.

use super::running::TextWriter;
use crate::document::{DocumentBuilder, Heading};
use crate::reader::pdf::headings::BlockHeading;
use crate::reader::pdf::layout::LayoutBlock;
use crate::reader::script::without_notes;

/// Writes the heading that a block is, and gives its section the names.
pub(super) fn write(
    heading: &BlockHeading,
    block: &LayoutBlock,
    names: &[String],
    writer: &TextWriter<'_>,
    builder: &mut DocumentBuilder,
) {
    let lines = match block {
        LayoutBlock::Paragraph(paragraph) => Some(paragraph.lines.iter()),
        _ => None,
    };
    // A heading may begin on one page and end on the next, so its origin is all its
    // lines.
    let origins = (lines.into_iter().flatten()).map(|line| writer.origin_of(line));
    let origin = origins.reduce(|all, next| all.cover(&next));
    let written = builder.append_marked_heading(
        Heading::new(heading.level, &without_notes(&heading.text)).evidence(heading.evidence),
    );
    if let Some(origin) = origin {
        written.origin(origin);
    }
    for name in names {
        builder.anchor(name);
    }
}

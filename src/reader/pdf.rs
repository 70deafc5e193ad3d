//! Reads PDF.

mod headings;
mod layout;
mod metadata;
mod page;
#[cfg(test)]
mod sample;
mod unreadable;
mod write;

use crate::document::{Document, DocumentBuilder};
use crate::error::Result;
use page::File;

/// The stages behind the glyphs, in order.
fn document(file: File) -> Result<Document> {
    let mut builder = DocumentBuilder::new();
    let layout = layout::lay_out(&file);
    let headings = headings::find(&layout, &file);
    metadata::write(&file, &layout, &headings, &mut builder);
    write::write(&layout, &headings, &file, &mut builder);
    let unreadable = file.pages.iter().filter_map(unreadable::warning);
    for warning in unreadable.chain(file.warnings) {
        builder.warning(warning);
    }
    builder.finish()
}

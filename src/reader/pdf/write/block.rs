//! Writes blocks that are not headings: each kind in its form of Markdown.

use super::running::TextWriter;
use super::{code, list, rows};
use crate::document::{BlockKind, Written};
use crate::reader::pdf::layout::{LayoutBlock, TagRole};

/// Returns the kind of a block and its text.
pub(super) fn write(block: &LayoutBlock, writer: &TextWriter<'_>) -> (BlockKind, Written) {
    match block {
        LayoutBlock::Paragraph(paragraph) if paragraph.role == Some(TagRole::Quote) => {
            (BlockKind::Quote, writer.running(paragraph, "> "))
        }
        LayoutBlock::Paragraph(paragraph) => (BlockKind::Paragraph, writer.running(paragraph, "")),
        LayoutBlock::Caption(paragraph) => (BlockKind::Caption, writer.running(paragraph, "")),
        LayoutBlock::Footnote(paragraph) => (BlockKind::Footnote, writer.running(paragraph, "")),
        LayoutBlock::Figure(paragraph) => (BlockKind::Figure, writer.running(paragraph, "")),
        // Running heads are marked, not dropped, so that options can keep them.
        LayoutBlock::Boilerplate(paragraph) => {
            (BlockKind::Boilerplate, writer.running(paragraph, ""))
        }
        LayoutBlock::Aside(aside) => {
            let written = Written {
                text: aside.text.clone(),
                origins: vec![(0, writer.origin(aside.page, aside.area))],
                ..Written::default()
            };
            let kind = if aside.is_boilerplate {
                BlockKind::Boilerplate
            } else {
                BlockKind::Other
            };
            (kind, written)
        }
        LayoutBlock::List(items) => (BlockKind::List, list::write(items, writer)),
        LayoutBlock::Table(table) => (BlockKind::Table, rows::write(table, writer)),
        LayoutBlock::Code(lines) => (BlockKind::Code, code::write(lines, writer)),
    }
}

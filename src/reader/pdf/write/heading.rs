//! Writes headings, with the names of the destinations at them.

use super::running::TextWriter;
use crate::document::{
    DocumentBuilder, Heading, Mark, MarkKind, Origin, Written, is_letter, letters_in,
};
use crate::reader::pdf::headings::BlockHeading;
use crate::reader::pdf::layout::{LayoutBlock, Line};
use crate::reader::script::{notes, without_notes};

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
    let without = without_notes(&heading.text);
    let bare = Heading::new(heading.level, &without).evidence(heading.evidence);
    let marks = notes(&heading.text).map(|note| Mark::omitted(note.into(), MarkKind::Markup));
    let written = Written {
        text: heading.text.clone(),
        marks: marks.collect(),
        origins: origins(lines.into_iter().flatten(), &heading.text, writer),
        ..Written::default()
    };
    builder.append_written_heading(bare, written);
    for name in names {
        builder.anchor(name);
    }
}

/// Returns the origins of the parts of a heading that are on one page each, and where they
/// begin in its text: a heading may begin on one page and end on the next.
fn origins<'l>(
    lines: impl Iterator<Item = &'l Line>,
    text: &str,
    writer: &TextWriter<'_>,
) -> Vec<(usize, Origin)> {
    let mut origins: Vec<(usize, Origin)> = Vec::new();
    let mut page = None;
    let mut letters = 0;
    for line in lines {
        let origin = writer.origin_of(line);
        match origins.last_mut() {
            Some((_, last)) if page == Some(line.page) => *last = last.clone().cover(&origin),
            _ => origins.push((after_letters(text, letters), origin)),
        }
        page = Some(line.page);
        letters += letters_in(&line.text(writer.words())) as usize;
    }
    origins
}

/// Returns the offset after so many letters of a text.
fn after_letters(text: &str, letters: usize) -> usize {
    let mut places = text.char_indices().filter(|(_, c)| is_letter(*c));
    match letters.checked_sub(1).and_then(|last| places.nth(last)) {
        Some((at, c)) => at + c.len_utf8(),
        None if letters == 0 => 0,
        None => text.len(),
    }
}

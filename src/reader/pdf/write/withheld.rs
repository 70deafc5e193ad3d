//! Writes and marks text that is not content: hidden and unreadable text, and running
//! heads that an option keeps.

use super::running::TextWriter;
use crate::document::{BlockKind, DocumentBuilder, MarkKind, Warning, WarningKind, Written};
use crate::reader::Omission;
use crate::reader::pdf::page::File;
use crate::reader::pdf::{Omissions, drawing};

/// The number of pages that a warning names.
const NAMED_PAGES: usize = 10;

/// The text that is not content, page by page.
pub(super) struct Withheld<'f> {
    file: &'f File,
    omissions: Omissions,
    /// The next page, an index of the file's pages, whose text is written.
    next: usize,
}

impl<'f> Withheld<'f> {
    pub(super) fn new(file: &'f File, omissions: Omissions) -> Self {
        Self {
            file,
            omissions,
            next: 0,
        }
    }

    /// Writes the text of the pages before `page`, an index of the file's pages.
    pub(super) fn write_before(
        &mut self,
        page: usize,
        writer: &TextWriter<'_>,
        builder: &mut DocumentBuilder,
    ) {
        while self.next < page.min(self.file.pages.len()) {
            for withheld in &self.file.pages[self.next].withheld {
                let omission = match withheld.kind {
                    MarkKind::Hidden => self.omissions.hidden,
                    _ => self.omissions.unreadable,
                };
                let written = Written {
                    text: withheld.text.clone(),
                    origins: vec![(0, writer.origin(self.next, withheld.area))],
                    ..Written::default()
                };
                append(
                    builder,
                    BlockKind::Paragraph,
                    written,
                    Some((omission, withheld.kind)),
                );
            }
            self.next += 1;
        }
    }

    /// Writes a block that is laid out, and marks it if it is kept although it is no
    /// content.
    pub(super) fn write_block(
        &self,
        kind: BlockKind,
        written: Written,
        page: Option<usize>,
        builder: &mut DocumentBuilder,
    ) {
        if kind == BlockKind::Boilerplate && self.omissions.boilerplate == Omission::Keep {
            let mark = (Omission::Keep, MarkKind::Boilerplate);
            return append(builder, BlockKind::Paragraph, written, Some(mark));
        }
        let page = page.and_then(|page| self.file.pages.get(page));
        let is_kept = self.omissions.unreadable == Omission::Keep;
        let mark = (is_kept && page.is_some_and(drawing::is_unreadable))
            .then_some((Omission::Keep, MarkKind::Unreadable));
        append(builder, kind, written, mark);
    }
}

fn append(
    builder: &mut DocumentBuilder,
    kind: BlockKind,
    written: Written,
    mark: Option<(Omission, MarkKind)>,
) {
    let length = written.text.len();
    builder.append_written(kind, written);
    if let Some((omission, mark)) = mark {
        // A line break follows the text.
        let end = builder.text().len() - 1;
        let span = (end - length..end).into();
        omission.mark(builder, span, mark);
    }
}

/// Returns the warning about hidden text, with the number of its letters and its pages.
pub(in crate::reader::pdf) fn warning(file: &File, omissions: Omissions) -> Option<Warning> {
    let mut pages = Vec::new();
    let mut letters = 0;
    for page in &file.pages {
        let hidden = (page.withheld.iter()).filter(|withheld| withheld.kind == MarkKind::Hidden);
        let count: usize = hidden
            .map(|withheld| {
                withheld
                    .text
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .count()
            })
            .sum();
        if count > 0 {
            letters += count;
            pages.push(page.number.to_string());
        }
    }
    if pages.is_empty() {
        return None;
    }
    let more = pages.len().saturating_sub(NAMED_PAGES);
    pages.truncate(NAMED_PAGES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let pages = match pages.as_slice() {
        [page] => format!("page {page}"),
        pages => format!("pages {}{more}", pages.join(", ")),
    };
    let (letters, what) = match (letters, omissions.hidden) {
        (1, Omission::Omit) => ("1 letter".to_owned(), "cannot be seen and is left out"),
        (_, Omission::Omit) => (
            format!("{letters} letters"),
            "cannot be seen and are left out",
        ),
        (_, Omission::Keep) => (format!("{letters} letters"), "cannot be seen, but are kept"),
    };
    let message = format!("{letters} on {pages} {what}");
    Some(Warning::new(WarningKind::HiddenText, message))
}

//! A top-level block while it is open: its text as far as it tells what the block is, and what it is at its end.

use super::found::Found;
use super::plain::{MarkedText, PlainText, is_blank};
use crate::document::{BlockKind, Seam, offset};
use pulldown_cmark::Event;
use std::ops::Range;

/// How much of a paragraph is gathered, to tell whether it is a caption: `Table 3: Rates`.
const LABEL_BYTES: usize = 32;

/// What is gathered while a top-level block is open.
pub(super) struct Open<'s> {
    pub(super) found: Found,
    text: PlainText,
    /// For headings only.
    marked: MarkedText,
    /// What a heading has in braces at its end, where it is no attributes.
    pub(super) braces: Option<&'s str>,
    inline: InlineCount,
    /// The fenced or indented code block that is open, at any depth.
    pub(super) code: Option<bool>,
    /// Where the table that is open, at any depth, begins, and its first row.
    pub(super) table: Option<(usize, Option<usize>)>,
}

/// What a paragraph consists of, to tell figures and formulas from text.
#[derive(Default)]
struct InlineCount {
    text: usize,
    images: usize,
    open_images: usize,
    display_maths: usize,
}

impl Open<'_> {
    pub(super) fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            found: Found::new(kind, range),
            text: PlainText::default(),
            marked: MarkedText::default(),
            braces: None,
            inline: InlineCount::default(),
            code: None,
            table: None,
        }
    }

    pub(super) fn start_image(&mut self) {
        self.inline.images += 1;
        self.inline.open_images += 1;
    }

    pub(super) fn end_image(&mut self) {
        self.inline.open_images = self.inline.open_images.saturating_sub(1);
    }

    /// Text, code, a break: all that is neither a start nor an end.
    pub(super) fn leaf(&mut self, event: &Event<'_>) {
        self.inline.count(event);
        if self.found.heading.is_some() {
            self.marked.event(event);
            self.text.event(event);
        } else if self.found.kind == BlockKind::Paragraph && self.may_be_caption(event) {
            self.text.event_within(event, LABEL_BYTES);
        }
    }

    /// Whether the paragraph begins, or began, as captions do. Most do not, and none of their text is copied.
    fn may_be_caption(&self, event: &Event<'_>) -> bool {
        let begins = |text: &str| {
            ["Table", "Fig", "Listing"]
                .iter()
                .any(|label| text.starts_with(label))
        };
        let is_first = self.inline.text <= 1;
        !self.text.is_empty() || (is_first && matches!(event, Event::Text(text) if begins(text)))
    }

    /// What the block turned out to be.
    pub(super) fn close(mut self, source: &str) -> Found {
        let mut found = self.found;
        if let Some(heading) = &mut found.heading {
            heading.text = self.text.finish();
            heading.marked = self.marked.finish();
            let heading = &mut **heading;
            for text in [&mut heading.text, &mut heading.marked] {
                if has_closing_behind_tab(&source[found.range.clone()]) {
                    text.truncate(text.trim_end_matches('#').trim_end().len());
                }
                if let Some(braces) = self.braces {
                    let space = if text.is_empty() { "" } else { " " };
                    text.extend([space, braces]);
                }
            }
        } else if found.kind == BlockKind::Paragraph {
            found.is_bare = self.inline.is_empty();
            found.kind = match self.inline {
                InlineCount {
                    text: 0,
                    images: 0,
                    display_maths: 1..,
                    ..
                } => BlockKind::Math,
                InlineCount {
                    text: 0,
                    images: 1..,
                    display_maths: 0,
                    ..
                } => BlockKind::Figure,
                _ if is_caption(&self.text.finish()) => BlockKind::Caption,
                _ => BlockKind::Paragraph,
            };
        } else if found.kind == BlockKind::Other {
            found.is_html = true;
            let lines = source[found.range.clone()].split_inclusive('\n');
            let mut at = found.range.start;
            found.seams.extend(lines.map(|line| {
                at += line.len();
                Seam::new(offset(at), 1)
            }));
        }
        // A code block's lines are known only at its end, when those of its neighbours' are there already.
        found.seams.sort_by_key(|seam| seam.at);
        found
    }
}

impl InlineCount {
    fn is_empty(&self) -> bool {
        self.text + self.images + self.display_maths == 0
    }

    fn count(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) if self.open_images == 0 && !is_blank(text) => self.text += 1,
            Event::Code(_) | Event::InlineMath(_) | Event::FootnoteReference(_) => self.text += 1,
            Event::DisplayMath(_) => self.display_maths += 1,
            _ => {}
        }
    }
}

/// `Table 3: Rates`, `Figure 2.1. The pump`, `Listing 4 — Setup`.
fn is_caption(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(' ') else {
        return false;
    };
    let is_label = matches!(label, "Table" | "Figure" | "Fig." | "Listing");
    let number = rest.split(' ').next().unwrap_or_default();
    is_label
        && number.starts_with(|c: char| c.is_ascii_digit())
        && (number.ends_with([':', '.']) || rest[number.len()..].starts_with(" —"))
}

/// Whether `heading` ends with a closing sequence that pulldown-cmark keeps as text, for it knows only spaces around it:
/// `## Tea<tab>##` (`CommonMark` 4.2 allows tabs).
fn has_closing_behind_tab(heading: &str) -> bool {
    let line = heading.trim_end_matches(['\r', '\n', ' ']);
    let visible = line.trim_end();
    let before = visible.trim_end_matches('#');
    let is_closing = before.len() < visible.len()
        && before.ends_with([' ', '\t'])
        && heading.trim_start().starts_with('#');
    is_closing && (before.ends_with('\t') || line.len() > visible.len())
}

/// The `{T}` at the end of a heading such as `impl for {T}`, which is no attribute list with a name in it.
pub(super) fn trailing_braces(heading: &str) -> Option<&str> {
    let line = heading.trim_end().trim_end_matches('#').trim_end();
    let open = line.rfind('{')?;
    line.ends_with('}').then(|| &line[open..])
}

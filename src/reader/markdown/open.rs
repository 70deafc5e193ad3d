//! Collects what the kind of a top-level block depends on, and determines it at its end.

use super::found::FoundBlock;
use super::plain::{HeadingText, is_blank};
use crate::document::{BlockKind, Seam, offset};
use crate::lexicon::caption::Beginning;
use pulldown_cmark::Event;
use std::ops::Range;

/// An open top-level block.
pub(super) struct OpenBlock<'s> {
    pub(super) found: FoundBlock,
    /// Collected for headings only.
    text: HeadingText,
    /// Collected for paragraphs only.
    beginning: Beginning,
    /// Braces at the end of a heading that are text, as in `impl for {T}`.
    pub(super) braces: Option<&'s str>,
    inline: InlineCount,
    /// True if the open code block, at any depth, is fenced; false if it is indented.
    pub(super) code: Option<bool>,
    /// The offsets of the open table, at any depth, and of its first row.
    pub(super) table: Option<(usize, Option<usize>)>,
}

/// Counts what a paragraph consists of: one image alone is a figure, one formula alone is
/// maths.
#[derive(Default)]
struct InlineCount {
    /// True for text, code, a formula in a line or the mark of a footnote, outside of
    /// images.
    has_text: bool,
    images: usize,
    open_images: usize,
    display_maths: usize,
}

impl OpenBlock<'_> {
    pub(super) fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            found: FoundBlock::new(kind, range),
            text: HeadingText::default(),
            beginning: Beginning::default(),
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

    /// Adds an event that is neither a start nor an end: text, code, a break.
    #[inline]
    pub(super) fn leaf(&mut self, event: &Event<'_>) {
        if self.found.kind == BlockKind::Paragraph {
            self.paragraph_leaf(event);
        } else if self.found.heading.is_some() {
            self.text.event(event);
        }
    }

    fn paragraph_leaf(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) => {
                let text: &str = text;
                if !self.inline.has_text && self.inline.open_images == 0 {
                    self.inline.has_text = !is_blank(text);
                }
                self.beginning.add(text);
            }
            Event::Code(code) => {
                self.inline.has_text = true;
                self.beginning.add(code);
            }
            Event::SoftBreak | Event::HardBreak => self.beginning.add(" "),
            Event::InlineMath(_) | Event::FootnoteReference(_) => self.inline.has_text = true,
            Event::DisplayMath(_) => self.inline.display_maths += 1,
            _ => {}
        }
    }

    /// Ends the block and determines its kind.
    pub(super) fn close(mut self, source: &str) -> FoundBlock {
        let mut found = self.found;
        if let Some(heading) = &mut found.heading {
            (heading.text, heading.marked) = self.text.finish();
            let heading = &mut **heading;
            for text in std::iter::once(&mut heading.text).chain(&mut heading.marked) {
                if text.ends_with('#') && has_closing_after_tab(&source[found.range.clone()]) {
                    text.truncate(text.trim_end_matches('#').trim_end().len());
                }
                // The parser drops `{T}`, but it may also have left the braces as text.
                if let Some(braces) = self.braces.filter(|braces| !text.ends_with(braces)) {
                    let space = if text.is_empty() { "" } else { " " };
                    text.extend([space, braces]);
                }
            }
        } else if found.kind == BlockKind::Paragraph {
            found.is_bare = self.inline.is_empty();
            found.kind = match self.inline {
                InlineCount {
                    has_text: false,
                    images: 0,
                    display_maths: 1..,
                    ..
                } => BlockKind::Math,
                InlineCount {
                    has_text: false,
                    images: 1..,
                    display_maths: 0,
                    ..
                } => BlockKind::Figure,
                _ if self.beginning.is_caption() => BlockKind::Caption,
                _ => BlockKind::Paragraph,
            };
        } else if found.kind == BlockKind::Other {
            // Raw HTML has no items or rows here, so each of its lines is a seam.
            found.is_html = true;
            let lines = source[found.range.clone()].split_inclusive('\n');
            let mut at = found.range.start;
            found.seams.extend(lines.map(|line| {
                at += line.len();
                Seam::new(offset(at), 1)
            }));
        }
        // The lines of a code block are added at its end, after the items inside of which
        // it is: `- tea`, code, `- milk` would have them out of order.
        found.seams.sort_by_key(|seam| seam.at);
        found
    }
}

impl InlineCount {
    fn is_empty(&self) -> bool {
        !self.has_text && self.images + self.display_maths == 0
    }
}

/// Returns true if `heading` ends with a closing sequence that pulldown-cmark keeps as
/// text because a tab is next to it: `## Tea<tab>##`. `CommonMark` (4.2) allows spaces
/// and tabs.
fn has_closing_after_tab(heading: &str) -> bool {
    let line = heading.trim_end_matches(['\r', '\n', ' ']);
    let visible = line.trim_end();
    let before = visible.trim_end_matches('#');
    let is_closing = before.len() < visible.len()
        && before.ends_with([' ', '\t'])
        && heading.trim_start().starts_with('#');
    is_closing && (before.ends_with('\t') || line.len() > visible.len())
}

/// Returns the braces at the end of a heading, such as the `{T}` of `impl for {T}`. The
/// parser takes them for attributes and drops them. `{-}` is pandoc's mark of a heading
/// without a number, and escaped braces are not attributes.
pub(super) fn trailing_braces(heading: &str) -> Option<&str> {
    memchr::memchr(b'}', heading.as_bytes())?; // no heading of most documents has one
    let line = heading.trim_end().trim_end_matches('#').trim_end();
    let open = line.rfind('{')?;
    let braces = &line[open..];
    let is_escaped = line[..open].ends_with('\\') || braces.contains('\\');
    let is_text = line.ends_with('}') && !is_escaped && braces != "{-}";
    is_text.then_some(braces)
}

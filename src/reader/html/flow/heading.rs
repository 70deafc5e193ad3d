//! Headings: those that open sections, and those that are only text.

use super::super::element::{Role, anchor, role};
use super::super::tree::{Element, NodeId};
use super::super::writer::{InlineMark, Mode, Writer, Written};
use super::{Closing, Flow, OpenHeading};
use crate::document::{Heading, Reference, Span};
use crate::lexicon::roman::Numerals;
use std::borrow::Cow;

/// Numerals of parts and items, in capitals.
const NUMERALS: Numerals = Numerals {
    letters: "IVXLC",
    max_letters: 8,
};

impl Flow<'_, '_> {
    /// Starts a heading, which opens a section where headings do so.
    ///
    /// Elsewhere it is bold text: in an item, and as the second heading of an `<hgroup>`.
    /// That subtitle would otherwise be a section, and the text below it would not be in
    /// the section of the title. Before a section the block ends. The name of the heading
    /// itself is taken out of the waiting names: it would be assigned twice.
    pub(super) fn start_heading(
        &mut self,
        id: NodeId,
        element: Element<'_>,
        level: u8,
        span: Span,
    ) {
        let is_subtitle = self
            .groups
            .last_mut()
            .is_some_and(|is_found| std::mem::replace(is_found, true));
        // As text, a heading in an item or the second one of an `<hgroup>` is bold.
        if !self.makes_sections() || is_subtitle {
            self.closings.push((id, Closing::Block));
            if self.heading.is_none() {
                self.mark(id, InlineMark::Pair("**"));
            }
            return;
        }
        if anchor(element).is_some() {
            self.nearest_name(); // its own name, which `name` has just added
        }
        self.flush(); // the items of a list before this heading
        self.writer.take(); // without text, but with the start of this element
        let mut writer = Writer::new(Mode::Heading);
        writer.begin_element(span.start);
        self.heading = Some(OpenHeading {
            level,
            anchor: anchor(element).map(str::to_owned),
            span,
            writer,
            is_tagged: matches!(role(element), Role::Heading(_)),
        });
        self.closings.push((id, Closing::Heading));
    }

    /// Returns true for text that a page sets apart from the number before it, in a line
    /// that is a heading by its look: `<span>Item 1.</span><span>Business</span>`.
    ///
    /// Without the space the heading would be "Item 1.Business". The text begins with a
    /// capital and follows a number: runs of one word,
    /// `<span>Ite</span><span>m 1</span>`, are left together.
    pub(super) fn begins_words_after_number(&mut self, text: &str) -> bool {
        let is_line = self
            .heading
            .as_ref()
            .is_some_and(|heading| !heading.is_tagged);
        is_line && text.starts_with(char::is_uppercase) && is_number(self.writer().word_before())
    }

    /// Returns the text of a line that is a heading by its look without the no-break
    /// spaces that indent its words.
    ///
    /// `Item 1.&nbsp;Business` is "Item 1. Business". In headings with a heading element,
    /// as in other text, one no-break space between two words stays: `10&nbsp;km`.
    pub(super) fn heading_words<'w>(&self, text: &'w str) -> Cow<'w, str> {
        let is_line = self
            .heading
            .as_ref()
            .is_some_and(|heading| !heading.is_tagged);
        if !is_line || !text.contains('\u{a0}') {
            return text.into();
        }
        text.replace('\u{a0}', " ").into()
    }

    /// Adds the open heading to the document, with its anchor, its links and its origin.
    ///
    /// White space at both ends is no part of it, and no-break spaces are not either: one
    /// often precedes a button. A mark that the heading left open continues: in
    /// `<h2><b>Tea<p>Milk</b>` the paragraph ends the heading, and is bold too. Without
    /// the first rule the name of the section would end with a space, and without the
    /// second the bold text would end with the heading.
    pub(super) fn end_heading(&mut self) {
        let Some(mut heading) = self.heading.take() else {
            return;
        };
        let unclosed = heading.writer.open_marks();
        let plain = heading.writer.take_plain();
        let Written {
            text,
            origin,
            links,
            ..
        } = heading.writer.take();
        // No-break spaces too, as in the builder.
        let (text, plain) = (text.trim_end(), plain.trim());
        let anchor = heading.anchor.or_else(|| self.nearest_name());
        let origin = self
            .page
            .source
            .origin(origin.unwrap_or(heading.span).cover(heading.span));
        let found = Heading::new(heading.level, plain)
            .marked(text)
            .anchor(anchor.as_deref());
        self.builder.append_marked_heading(found).origin(origin);
        // Links count from the start of the heading, references from that of the
        // document.
        let base = self.builder.text().trim_end().len() - text.len();
        for link in links {
            self.page.links.spend(&link.href);
            let span = (link.range.start + base..link.range.end + base).into();
            self.builder
                .reference(Reference::new(span, link.words, link.href));
        }
        self.release_names();
        // The paragraph that ended the heading is in the same bold element.
        for mark in unclosed {
            self.writer.open_mark(mark);
        }
    }
}

/// Returns true for the number of a heading with the sign after it: `1.`, `1A.`, `IV.`,
/// `A)`.
///
/// The module in `class jar.Jar` is none: "class jar. Jar" would be another name.
fn is_number(word: &str) -> bool {
    let Some(number) = word.strip_suffix(['.', ':', ')']) else {
        return false;
    };
    let number = number.trim_start_matches('(');
    let is_capitals = number.bytes().all(|byte| byte.is_ascii_uppercase());
    number.starts_with(|c: char| c.is_ascii_digit())
        || (is_capitals && (number.len() == 1 || NUMERALS.value(number).is_some()))
}

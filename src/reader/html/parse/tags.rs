//! Passes tags to the tree construction, within the limits of a page.

use super::names::{is_formatting, is_kept_deep, nests};
use super::token::named;
use super::{Bridge, FREE_ELEMENTS, Formatting, MAX_ELEMENTS_PER_TAG, rows};
use crate::reader::element_names::is_void;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token};
use html5ever::{Attribute, QualName, ns};

impl Bridge<'_, '_> {
    /// Adds an attribute. Of several with one name only the first counts (HTML
    /// 13.2.5.33), but html5gum reports all of them.
    pub(super) fn attribute(&mut self, name: &[u8], at: usize) {
        self.is_attribute_kept = false;
        let Some((tag, _)) = &mut self.tag else {
            return;
        };
        self.written_attributes += 1;
        if self.written_attributes > self.attributes {
            self.too_many_attributes.get_or_insert(at);
            return;
        }
        let name = self.names.local_name(name);
        let is_repeated = |own: &Attribute| own.name.local == name;
        if tag.attrs.iter().any(is_repeated) {
            tag.had_duplicate_attributes = true;
            return;
        }
        self.is_attribute_kept = true;
        tag.attrs.push(Attribute {
            name: QualName::new(None, ns!(), name),
            value: StrTendril::new(),
        });
    }

    pub(super) fn start_tag(&mut self, tag: Tag, start: usize, end: usize) {
        self.tags += 1;
        if self.formatting == Formatting::Drop && is_formatting(&tag.name) {
            return;
        }
        let part = rows::part(&tag.name);
        if part.is_some_and(|part| self.reads_rows_at(part, start, end)) {
            return;
        }
        if self.builder.sink.last_depth.get() >= self.depth
            && nests(&tag.name)
            && self.current_depth() >= self.deepest(&tag.name)
        {
            self.too_deep.get_or_insert(start);
            let is_inline = is_formatting(&tag.name) || &*tag.name == "span";
            *self.flattened.entry(tag.name).or_default() += 1;
            if !is_inline {
                let space = StrTendril::from_slice("\n");
                self.token(Token::CharacterTokens(space), start, end);
            }
            return;
        }
        let closed =
            (self.is_xml && tag.self_closing && !is_void(&tag.name)).then(|| tag.name.clone());
        self.token(Token::TagToken(tag), start, end);
        if let Some(part) = part {
            self.builder.sink.opened(part);
        }
        if let Some(name) = closed.filter(|_| !self.is_in_foreign_content()) {
            self.next = None;
            self.token(Token::TagToken(named(TagKind::EndTag, name)), end, end);
        }
        let elements = self.builder.sink.elements.get();
        self.is_given_up = self.formatting == Formatting::Keep
            && elements > self.tags * MAX_ELEMENTS_PER_TAG + FREE_ELEMENTS;
    }

    /// Returns the maximum depth of an element of this name. Headings and paragraphs do
    /// not contain each other, so they may be a little deeper than the flattened elements
    /// around them: they keep the structure of the text.
    fn deepest(&self, name: &str) -> u32 {
        if is_kept_deep(name) {
            self.depth.saturating_add(4)
        } else {
            self.depth
        }
    }

    pub(super) fn end_tag(&mut self, tag: Tag, at: html5gum::Span<usize>) {
        if let Some(count) = self
            .flattened
            .get_mut(&tag.name)
            .filter(|count| **count > 0)
        {
            *count -= 1;
            return;
        }
        let part = rows::part(&tag.name).filter(|part| self.builder.sink.is_open(*part));
        self.token(Token::TagToken(tag), at.start, at.end);
        if let Some(part) = part {
            self.read_rows_after(part, at.end);
        }
        if !self.flattened.is_empty() && self.current_depth() + 1 < self.depth {
            self.flattened.clear();
        }
    }
}

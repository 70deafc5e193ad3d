//! Parses a page: html5gum's tokens, which have positions, are fed to html5ever's tree
//! construction.

mod emitter;
mod input;
mod names;
mod rows;
mod tags;
#[cfg(test)]
mod tests;
mod token;
mod warnings;

use super::tree::{NodeId, SpanSink, Tree, span};
use crate::document::{Warning, WarningKind};
use crate::limits::{Limits, Watch};
use emitter::BridgeEmitter;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5gum::emitters::callback::CallbackEvent;
use html5gum::{State, Tokenizer};
use input::Input;
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use token::{MAX_TEXT_BYTES, RecentNames, named, pieces, tendril};

/// The number of elements for each tag above which a page is parsed again without
/// formatting. Formatting that is left open is opened again in each later block, so
/// `<p><b id=1><p><b id=2>...` gives a tree of quadratic size.
const MAX_ELEMENTS_PER_TAG: usize = 4;
const FREE_ELEMENTS: usize = 20_000;

/// The time of parsing, in per cent of that of a read: writing the text takes as long.
const PARSING: Range<u32> = 0..50;

/// An estimate of the bytes of text for each node, used to reserve memory.
const BYTES_PER_NODE: usize = 32;

/// Parses `text`, which has no byte order mark. The tree is the one that scraper gives,
/// unless a limit was reached. If `watch` stops the parse, the tree ends there.
pub(super) fn parse<'s>(
    text: &'s str,
    limits: &Limits,
    watch: &Watch,
    warnings: &mut Vec<Warning>,
) -> Tree<'s> {
    let (tree, found) = run(text, limits, watch, Formatting::Keep).unwrap_or_else(|TooMany| {
        let message =
            "formatting that is never closed would be repeated in every block: it was omitted";
        warnings.push(Warning::new(WarningKind::LimitReached, message));
        run(text, limits, watch, Formatting::Drop).expect("only formatting multiplies elements")
    });
    warnings.extend(found);
    tree
}

#[derive(Debug)]
struct TooMany;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Formatting {
    Keep,
    Drop,
}

fn run<'s>(
    text: &'s str,
    limits: &Limits,
    watch: &Watch,
    formatting: Formatting,
) -> Result<(Tree<'s>, Vec<Warning>), TooMany> {
    let is_storage = memchr::memmem::find(text.as_bytes(), b"<ac:").is_some();
    let mut bridge = Bridge {
        source: text,
        has_nulls: memchr::memchr(0, text.as_bytes()).is_some(),
        names: RecentNames::default(),
        builder: TreeBuilder::new(
            SpanSink::new(text, text.len() / BYTES_PER_NODE),
            TreeBuilderOpts::default(),
        ),
        tag: None,
        written_attributes: 0,
        is_attribute_kept: false,
        next: None,
        is_xml: text.starts_with("<?xml") || is_storage,
        is_storage,
        formatting,
        depth: u32::try_from(limits.depth).unwrap_or(u32::MAX),
        attributes: limits.attributes,
        flattened: HashMap::new(),
        tags: 0,
        too_deep: None,
        too_many_attributes: None,
        is_given_up: false,
        skipped: 0,
        reached: 0,
        length: text.len(),
        watch,
    };
    let skipped = Cell::new(0);
    let emitter = BridgeEmitter::new(&mut bridge, &skipped, text.len());
    let Ok(()) = Tokenizer::new_with_emitter(Input::new(text, &skipped, watch), emitter).finish();
    if bridge.is_given_up {
        drop(bridge.builder.sink.finish()); // a large tree is not freed here
        return Err(TooMany);
    }
    let mut warnings = bridge.warnings();
    warnings.extend(watch.warning("is left out", bridge.reached.into()));
    Ok((bridge.builder.sink.finish(), warnings))
}

/// Converts the tokenizer's events into tokens of the tree construction.
#[allow(clippy::struct_excessive_bools)] // independent facts of a page and its last tag
struct Bridge<'s, 'w> {
    source: &'s str,
    /// True if U+0000 is somewhere in the source.
    has_nulls: bool,
    names: RecentNames,
    builder: TreeBuilder<NodeId, SpanSink<'s>>,
    /// The open start tag and its offset.
    tag: Option<(Tag, usize)>,
    /// The number of attributes written in that tag, repeated names included.
    written_attributes: usize,
    /// True if the next value belongs to the tag's last attribute, false if the name of
    /// that value is a repeated one, which is dropped.
    is_attribute_kept: bool,
    /// The state in which the tree construction requires the tokenizer to continue.
    next: Option<State>,
    /// True for XML, in which `<a id="x"/>` is closed.
    is_xml: bool,
    /// The storage format of Confluence, in which CDATA sections are text.
    is_storage: bool,
    formatting: Formatting,
    depth: u32,
    attributes: usize,
    /// The number of start tags of each name that were dropped because of their depth.
    /// The same number of end tags is dropped.
    flattened: HashMap<LocalName, usize>,
    tags: usize,
    too_deep: Option<usize>,
    too_many_attributes: Option<usize>,
    is_given_up: bool,
    /// The bytes after the current tag that were read as rows.
    skipped: usize,
    /// The end of the last token.
    reached: u32,
    /// The bytes of the page.
    length: usize,
    watch: &'w Watch,
}

impl Bridge<'_, '_> {
    fn event(&mut self, event: &CallbackEvent<'_>, at: html5gum::Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = self.names.local_name(name);
                self.tag = Some((named(TagKind::StartTag, name), at.start));
                self.written_attributes = 0;
            }
            CallbackEvent::AttributeName { name } => self.attribute(name, at.start),
            CallbackEvent::AttributeValue { value } => {
                let tag = self.tag.as_mut().filter(|_| self.is_attribute_kept);
                if let Some(attribute) = tag.and_then(|(tag, _)| tag.attrs.last_mut()) {
                    attribute.value = tendril(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((mut tag, start)) = self.tag.take() {
                    tag.self_closing = *self_closing;
                    self.start_tag(tag, start, at.end);
                }
            }
            CallbackEvent::EndTag { name } => {
                let name = self.names.local_name(name);
                self.end_tag(named(TagKind::EndTag, name), at);
            }
            CallbackEvent::String { value } => self.text(value, at),
            CallbackEvent::Comment { value } => {
                self.token(Token::CommentToken(tendril(value)), at.start, at.end);
            }
            CallbackEvent::Doctype {
                name,
                public_identifier,
                system_identifier,
                force_quirks,
            } => {
                let doctype = Doctype {
                    name: Some(*name).filter(|name| !name.is_empty()).map(tendril),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks: *force_quirks,
                };
                self.token(Token::DoctypeToken(doctype), at.start, at.end);
            }
            CallbackEvent::Error(_) => {}
        }
    }

    fn text(&mut self, text: &[u8], at: html5gum::Span<usize>) {
        // Most texts are slices of the source, which are known to be UTF-8.
        let source = self.source.get(at.start..at.end);
        let is_whole = text.len() <= MAX_TEXT_BYTES && !self.has_nulls;
        if let Some(slice) = source.filter(|slice| is_whole && slice.as_bytes() == text) {
            if !self.is_stopped(at.end) {
                let text = StrTendril::from_slice(slice);
                self.token(Token::CharacterTokens(text), at.start, at.end);
            }
            return;
        }
        for (nth, part) in text.split(|byte| *byte == 0).enumerate() {
            if nth > 0 {
                self.token(Token::NullCharacterToken, at.start, at.end);
            }
            for piece in pieces(part) {
                if self.is_stopped(at.end) {
                    return;
                }
                self.token(Token::CharacterTokens(tendril(piece)), at.start, at.end);
            }
        }
    }

    fn is_stopped(&self, at: usize) -> bool {
        self.watch.step_through(PARSING, || at, self.length)
    }

    fn token(&mut self, token: Token, start: usize, end: usize) {
        self.builder.sink.set_token(span(start, end));
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => {}
            TokenSinkResult::Script(_) => self.next = Some(State::Data),
            TokenSinkResult::Plaintext => self.next = Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => self.next = Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => self.next = Some(State::RawText),
            TokenSinkResult::RawData(_) => self.next = Some(State::ScriptData),
        }
    }

    /// Returns the depth of the element to which the next one is added.
    fn current_depth(&self) -> u32 {
        // The tree construction does not expose its current node. To answer this
        // question, it asks the sink for that node's name.
        self.builder.sink.named.set(None);
        self.is_in_foreign_content();
        self.builder
            .sink
            .named
            .get()
            .map_or(0, |node| self.builder.sink.depth(node))
    }

    /// Returns true where `<![CDATA[` begins text, and is not a comment.
    fn has_character_data(&self) -> bool {
        self.is_storage || self.is_in_foreign_content()
    }

    fn is_in_foreign_content(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn end(&mut self, length: usize) {
        if !self.is_given_up {
            self.reached = self.builder.sink.token().end;
            self.token(Token::EOFToken, length, length);
            self.builder.end();
        }
    }
}

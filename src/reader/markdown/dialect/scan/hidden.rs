//! Elements of raw HTML that hide their text, or whose text no page shows.

use super::super::constructs::Constructs;
use super::super::marks::OmittedKind;
use super::Scan;
use crate::limits::steps;
use crate::reader::css::{self, Condition, Declared};
use crate::reader::markdown::raw_html::{
    HtmlTag, HtmlToken, TagEnds, VERBATIM, end_of_verbatim, tag_at, tokens,
};
use std::collections::BTreeSet;

/// Elements without an end tag.
const VOID: [&str; 8] = ["area", "br", "hr", "img", "input", "link", "meta", "wbr"];
/// Elements whose content no browser shows: code of the page, and text that code may insert.
pub(in crate::reader::markdown::dialect) const UNSEEN: [&str; 3] = ["script", "style", "template"];
/// The bytes of attributes and of searches for end tags that may be read, as a multiple of
/// the text. Usual texts need a part of it; 100,000 elements that are left open would need as
/// many searches, and as many tags without `>` have all later text as attributes.
const MAX_READ: usize = 4;

/// The rules of `<style>` elements, and what searches for ends have read.
#[derive(Debug)]
pub(super) struct HiddenState<'s> {
    /// The classes, names and tags whose elements are hidden: `.x`, `#x`, `x`, `p.x`.
    rules: Option<BTreeSet<String>>,
    read: usize,
    /// The end of the last tag whose attributes hide nothing.
    shown: usize,
    ends: TagEnds<'s>,
}

impl<'s> HiddenState<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            rules: None,
            read: 0,
            shown: 0,
            ends: TagEnds::new(source),
        }
    }
}

impl Scan<'_> {
    /// Omits the element at `at`, which is a `<`, if it hides its text. Returns the offset
    /// after it.
    pub(super) fn hidden_element(&mut self, at: usize) -> Option<usize> {
        if !self.on.has(Constructs::HIDDEN) || self.hidden.read > MAX_READ * self.source.len() {
            return None;
        }
        let tag = tag_at(self.source, at, &mut self.hidden.ends)?;
        let is_void =
            tag.is_end || tag.attributes.ends_with('/') || VOID.iter().any(|name| tag.is(name));
        if is_void {
            return None;
        }
        // `<script setup>import Tea from './Tea.vue'` is no text that somebody hides, so no
        // warning counts it.
        let kind = if UNSEEN.iter().any(|name| tag.is(name)) {
            OmittedKind::Markup
        } else if self.is_hidden(&tag) {
            OmittedKind::Hidden
        } else {
            return None;
        };
        let end = end_of_element(self.source, &tag);
        self.hidden.read += end.unwrap_or(self.source.len()) - at;
        // Without an end tag it is not certain what is hidden.
        self.marks.omit(at..end?, kind);
        end
    }

    fn is_hidden(&mut self, tag: &HtmlTag<'_>) -> bool {
        let source = self.source;
        let rules = (self.hidden.rules).get_or_insert_with(|| hiding_rules(source));
        // Of a thousand `<a` before one `>`, each has the attributes of all that follow.
        if rules.is_empty() && tag.range.end == self.hidden.shown {
            return false;
        }
        self.hidden.read += tag.range.len();
        let mut names = vec![tag.name.to_ascii_lowercase()];
        for (name, value) in tag.attributes() {
            steps::step();
            let name = name.to_ascii_lowercase();
            let is_hidden = match name.as_str() {
                "hidden" => !value.eq_ignore_ascii_case("until-found"),
                "style" => Declared::parse(value).hides_text(),
                _ => false,
            };
            if is_hidden {
                return true;
            }
            match name.as_str() {
                "class" => {
                    for class in value.split_ascii_whitespace() {
                        names.push(format!("{}.{class}", names[0]));
                        names.push(format!(".{class}"));
                    }
                }
                "id" => names.push(format!("#{value}")),
                _ => {}
            }
        }
        let is_hidden = names.iter().any(|name| rules.contains(name));
        if !is_hidden {
            self.hidden.shown = tag.range.end;
        }
        is_hidden
    }
}

/// Returns the offset after the end tag of an element.
fn end_of_element(source: &str, tag: &HtmlTag<'_>) -> Option<usize> {
    let rest = tag.range.end..source.len();
    if VERBATIM.iter().any(|name| tag.is(name)) {
        return end_of_verbatim(source, rest, tag.name);
    }
    let mut open = 1_usize;
    for token in tokens(source, rest) {
        let HtmlToken::Tag(other) = token else {
            continue;
        };
        if !other.is(tag.name) {
            continue;
        }
        open = if other.is_end { open - 1 } else { open + 1 };
        if open == 0 {
            return Some(other.range.end);
        }
    }
    None
}

/// Returns the simple selectors of the rules in `<style>` elements that hide text.
fn hiding_rules(source: &str) -> BTreeSet<String> {
    let mut hiding = BTreeSet::new();
    let mut rest = source;
    while let Some((_, after)) = rest.split_once("<style") {
        let Some((_, sheet)) = after.split_once('>') else {
            break;
        };
        let Some((sheet, after)) = sheet.split_once("</style") else {
            break;
        };
        rest = after;
        for rule in css::rules(sheet, Condition::Always) {
            let hides = Declared::parse(rule.declarations).hides_text();
            for selector in css::split_at_commas(rule.selectors).map(str::trim) {
                // A later rule may show the same elements.
                if hides && rule.condition == Condition::Always {
                    hiding.insert(selector.to_owned());
                } else {
                    hiding.remove(selector);
                }
            }
        }
    }
    hiding
}

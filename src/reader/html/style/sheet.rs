//! The rules of `<style>` elements for single tags and classes.

use super::super::element::attr;
use super::super::tree::{Element, Node, Tree};
use super::Declarations;
use crate::limits::Watch;
use std::collections::HashMap;

/// The most bytes of rules that are read: a site's whole design is in some pages, and
/// exports of documents have a few kilobytes.
const MAX_BYTES: usize = 256 * 1024;

/// Styles by tag and class. A rule with another selector, such as `nav a`, is left out.
#[derive(Debug, Default)]
pub(in crate::reader::html) struct StyleSheet {
    /// `p`, `.title` and `p.title`.
    rules: HashMap<String, Declarations>,
}

impl StyleSheet {
    /// Reads the rules of a page.
    pub(in crate::reader::html) fn read(tree: &Tree, watch: &Watch) -> Self {
        let mut sheet = Self::default();
        let mut room = MAX_BYTES;
        for node in tree.named("style").take_while(|_| !watch.step()) {
            for text in node.children() {
                if let Node::Text(text) = text.value()
                    && text.len() <= room
                {
                    room -= text.len();
                    sheet.parse(text);
                }
            }
        }
        sheet
    }

    fn parse(&mut self, text: &str) {
        let mut rest = text;
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some((declarations, after)) = after.split_once('}') else {
                return;
            };
            rest = after;
            // `@media screen { p { ... } }`: the inner rule is read as one with a
            // selector that no element has.
            let selectors = selectors.rsplit(['}', ';']).next().unwrap_or_default();
            let selectors = selectors.rsplit("*/").next().unwrap_or_default();
            let selectors = selectors.trim().trim_start_matches("<!--");
            if !declarations.contains([':']) || declarations.contains('{') {
                continue;
            }
            let style = Declarations::parse(declarations);
            if style == Declarations::default() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let is_simple = !selector.is_empty()
                    && selector
                        .chars()
                        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
                    && selector.matches('.').count() <= 1;
                if is_simple {
                    let rule = self.rules.entry(selector.to_owned()).or_default();
                    *rule = rule.with(style);
                }
            }
        }
    }

    /// Returns the style of an element: its tag's, its classes', and its own attributes'.
    pub(in crate::reader::html) fn style(&self, element: Element<'_>) -> Declarations {
        let own = Declarations::of_attributes(element);
        if self.rules.is_empty() {
            return own;
        }
        let rule = |selector: &str| self.rules.get(selector).copied().unwrap_or_default();
        let mut style = rule(element.name());
        for class in attr(element, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
        {
            style = style
                .with(rule(&format!(".{class}")))
                .with(rule(&format!("{}.{class}", element.name())));
        }
        style.with(own)
    }

    /// Returns true if no rule was read.
    pub(in crate::reader::html) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

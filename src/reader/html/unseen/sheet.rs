//! The rules of `<style>` elements that may hide text, and the elements that they hold for.

use super::super::element::attr;
use super::super::tree::{Element, HtmlNode, Node, Tree};
use super::selector::Selector;
use crate::limits::Watch;
use crate::reader::css::{self, Condition, Declared};
use std::cell::Cell;
use std::collections::HashMap;

/// The most bytes of rules that are read.
const MAX_BYTES: usize = 256 * 1024;
/// The most rules that are read for one class, name or tag. A rule of a design and two or
/// three exceptions are usual.
const MAX_RULES_PER_KEY: usize = 16;
/// The number of classes of an element whose rules are read.
const MAX_CLASSES: usize = 16;
/// The number of times that selectors with elements around are compared with a page: each
/// may look at all elements around.
const MAX_COMPARISONS: u32 = 200_000;
/// The most parts of a selector: `main .note p b` has four.
const MAX_PARTS: usize = 4;

/// Pseudo-classes of what a reader does. Text that a rule with one of them shows is shown
/// on a click or below the pointer.
const ACTIONS: [&str; 9] = [
    ":hover", ":focus", ":active", ":checked", ":target", ":not(", ":has(", ":is(", ":where(",
];
/// The beginnings of pseudo-elements that are written with one colon too.
const PSEUDO_ELEMENTS: [&str; 4] = [":before", ":after", ":first-line", ":first-letter"];

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct HidingRules {
    rules: Vec<HidingRule>,
    /// The indices of rules by the class, name or tag of the elements that they hold for:
    /// `.note`, `#note`, `p`, `*`.
    by_key: HashMap<String, Vec<usize>>,
    /// By class and name, the properties that show such elements at another time.
    opened: HashMap<String, u32>,
    comparisons: Cell<u32>,
    are_incomplete: bool,
    /// True if some hold for all elements of a tag, `p` or `*`, of which a page has many.
    are_of_tags: bool,
}

#[derive(Debug)]
struct HidingRule {
    selector: Selector,
    /// It depends on the elements around.
    is_compound: bool,
    specificity: u32,
    declared: Declared,
}

impl HidingRules {
    /// Reads the rules of a page.
    pub(super) fn read(tree: &Tree, watch: &Watch) -> Self {
        let mut sheet = Self::default();
        let mut room = MAX_BYTES;
        let links = tree.named("link").filter_map(HtmlNode::as_element);
        sheet.are_incomplete = { links }.any(is_other_file);
        for node in tree.named("style").take_while(|_| !watch.step()) {
            let Some(style) = node.as_element() else {
                continue;
            };
            let medium = attr(style, "media").unwrap_or_default();
            for text in node.children() {
                if let Node::Text(text) = text.value()
                    && text.len() <= room
                {
                    room -= text.len();
                    sheet.are_incomplete |= text.contains("@import");
                    for rule in css::rules(text, css::condition(medium)) {
                        sheet.add(&rule);
                    }
                }
            }
        }
        sheet
    }

    fn add(&mut self, rule: &css::StyleRule<'_>) {
        let declared = Declared::parse(rule.declarations);
        if declared.is_empty() {
            return;
        }
        for selector in css::split_at_commas(rule.selectors) {
            let selector = selector.trim();
            let is_of_part = selector.contains("::")
                || PSEUDO_ELEMENTS
                    .iter()
                    .any(|pseudo| selector.contains(pseudo));
            if selector.is_empty() || is_of_part {
                continue;
            }
            let subject = subject(selector);
            let is_action = ACTIONS.iter().any(|action| selector.contains(action));
            let is_sometimes = is_action || rule.condition == Condition::Sometimes;
            // `.tab.active` and `.open .tab` show what a script opens.
            let is_state = subject.len() < selector.len() || names(subject).count() > 1;
            if is_sometimes || is_state {
                for name in names(subject) {
                    *self.opened.entry(name.to_owned()).or_default() |= declared.shown();
                }
            }
            if !is_sometimes {
                self.add_selector(selector, subject, declared);
            }
        }
    }

    fn add_selector(&mut self, selector: &str, subject: &str, declared: Declared) {
        // `~` looks at all elements before, and a function at all elements inside.
        let parts = selector
            .split([' ', '>', '+'])
            .filter(|part| !part.is_empty());
        if parts.count() > MAX_PARTS || selector.contains(['~', '(']) {
            return;
        }
        let key = names(subject).next().map_or_else(
            || {
                let tag = subject
                    .split(['.', '#', '[', ':'])
                    .next()
                    .unwrap_or_default();
                if tag.is_empty() { "*" } else { tag }.to_ascii_lowercase()
            },
            str::to_owned,
        );
        let is_of_tag = !key.starts_with(['.', '#']) && !matches!(&key[..], "html" | "body");
        let rules = self.by_key.entry(key).or_default();
        if rules.len() >= MAX_RULES_PER_KEY {
            return;
        }
        let Some(parsed) = Selector::parse(selector) else {
            return;
        };
        self.are_of_tags |= is_of_tag;
        rules.push(self.rules.len());
        self.rules.push(HidingRule {
            selector: parsed,
            is_compound: subject.len() < selector.len(),
            specificity: specificity(selector),
            declared,
        });
    }

    /// Returns true if the page has rules in other files, which are not read.
    pub(super) fn are_incomplete(&self) -> bool {
        self.are_incomplete
    }

    /// Returns true if a rule may hold for elements without attributes.
    pub(super) fn may_match_without_attributes(&self) -> bool {
        self.are_of_tags
    }

    /// Returns true if a rule may hold for an element.
    pub(super) fn may_match(&self, element: Element<'_>) -> bool {
        !self.rules.is_empty() && self.candidates(element).next().is_some()
    }

    fn candidates<'s>(&'s self, element: Element<'s>) -> impl Iterator<Item = usize> + 's {
        let by = |key: &str| self.by_key.get(key).map_or(&[][..], Vec::as_slice);
        let own = names_of(element).flat_map(move |name| by(&name));
        (by("*").iter())
            .chain(by(element.name()))
            .chain(own)
            .copied()
    }

    /// Returns what the rules declare for an element.
    pub(super) fn declared(&self, node: HtmlNode<'_>, element: Element<'_>) -> Declared {
        let mut declared = Declared::default();
        if self.rules.is_empty() {
            return declared;
        }
        let mut candidates: Vec<usize> = self.candidates(element).collect();
        candidates.sort_by_key(|at| (self.rules[*at].specificity, *at));
        for rule in candidates.into_iter().map(|at| &self.rules[at]) {
            if rule.is_compound {
                if self.comparisons.get() >= MAX_COMPARISONS {
                    continue;
                }
                self.comparisons.set(self.comparisons.get() + 1);
            }
            if rule.selector.matches(node) {
                declared.add(&rule.declared);
            }
        }
        declared
    }

    /// Returns true if another rule shows, at another time, what `declared` hides.
    pub(super) fn are_opened(&self, element: Element<'_>, declared: &Declared) -> bool {
        let hidden = declared.hidden();
        !self.opened.is_empty()
            && hidden != 0
            && names_of(element).any(|name| {
                self.opened
                    .get(&name)
                    .is_some_and(|shown| shown & hidden != 0)
            })
    }
}

/// Returns true for `<link rel=stylesheet>`.
fn is_other_file(element: Element<'_>) -> bool {
    let is_sheet = |rel: &str| {
        let rel = rel.to_ascii_lowercase();
        rel.contains("stylesheet") && !rel.contains("alternate")
    };
    attr(element, "rel").is_some_and(is_sheet)
}

/// Returns the classes and the name of an element, as a selector has them.
fn names_of(element: Element<'_>) -> impl Iterator<Item = String> {
    let classes = attr(element, "class")
        .unwrap_or_default()
        .split_ascii_whitespace();
    let id = attr(element, "id").map(|id| format!("#{id}"));
    (classes.take(MAX_CLASSES).map(|class| format!(".{class}"))).chain(id)
}

/// Returns the last part of a selector, for whose elements the rule holds.
fn subject(selector: &str) -> &str {
    let start = selector.rfind([' ', '>', '+', '~']).map_or(0, |at| at + 1);
    &selector[start..]
}

/// Returns the classes and names in a part of a selector: `.tab` and `.active` of
/// `p.tab.active:hover`.
fn names(part: &str) -> impl Iterator<Item = &str> {
    let starts = part
        .match_indices(['.', '#', ':', '[', ']', '(', ')'])
        .map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([part.len()]);
    (starts.zip(ends))
        .map(|(start, end)| &part[start..end])
        .filter(|name| name.len() > 1 && name.starts_with(['.', '#']))
}

/// Returns the rank of a selector (Selectors 4, 16).
fn specificity(selector: &str) -> u32 {
    let mut rank = 0;
    let mut before = ' ';
    for c in selector.chars() {
        rank += match c {
            '#' => 10_000,
            '.' | '[' | ':' => 100,
            c if c.is_alphabetic() && matches!(before, ' ' | '>' | '+') => 1,
            _ => 0,
        };
        before = c;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_selectors_are_found() {
        assert_eq!(subject("main > .note p.x"), "p.x");
        assert_eq!(
            names("p.tab.active:hover").collect::<Vec<_>>(),
            [".tab", ".active"]
        );
        assert_eq!(names("#a[b]").collect::<Vec<_>>(), ["#a"]);
        assert!(specificity("#a") > specificity(".a.b p"));
        assert!(specificity(".a p") > specificity(".a"));
    }
}

//! Selectors of style sheets, and the elements that they match (Selectors 4).
//!
//! Those with functions, siblings at a distance and states are not read: no rule with them
//! is used.

mod read;

use super::super::element::attr;
use super::super::tree::{Element, HtmlNode};
use read::SelectorReader;

/// A selector: `main > p.note`.
#[derive(Debug)]
pub(super) struct Selector {
    /// The part of the elements themselves.
    subject: Compound,
    /// The parts of the elements around and before them, from right to left.
    context: Vec<(Combinator, Compound)>,
}

/// The relation of an element to the one in the next part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Inside,
    Child,
    Next,
}

/// The conditions for one element: `p.note[lang]`.
#[derive(Debug, Default)]
struct Compound {
    conditions: Vec<ElementCondition>,
}

#[derive(Debug, PartialEq, Eq)]
enum ElementCondition {
    Tag(String),
    Class(String),
    Id(String),
    Attribute(AttributeCondition),
    Place(SiblingPlace),
}

#[derive(Debug, PartialEq, Eq)]
struct AttributeCondition {
    name: String,
    comparison: Comparison,
    value: String,
    ignores_case: bool,
}

/// A comparison of an attribute with a value: `=`, `~=`, `|=`, `^=`, `$=`, `*=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Exists,
    Equals,
    HasWord,
    HasPrefixOfWord,
    Begins,
    Ends,
    Contains,
}

/// The place of an element among those beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SiblingPlace {
    Root,
    Empty,
    First,
    Last,
    Only,
    FirstOfType,
    LastOfType,
    OnlyOfType,
}

impl Selector {
    /// Reads a selector without commas; `None` if it is not valid or of another kind.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut reader = SelectorReader { rest: text.trim() };
        let mut parts = vec![(Combinator::Inside, reader.compound()?)];
        while !reader.rest.is_empty() {
            let combinator = reader.combinator()?;
            parts.push((combinator, reader.compound()?));
        }
        // `a > b` is kept as b, with a child's relation to a.
        let (mut combinator, subject) = parts.pop()?;
        let mut context = Vec::with_capacity(parts.len());
        while let Some((next, part)) = parts.pop() {
            context.push((std::mem::replace(&mut combinator, next), part));
        }
        Some(Self { subject, context })
    }

    /// Returns true if the selector matches an element.
    pub(super) fn matches(&self, node: HtmlNode<'_>) -> bool {
        // For each part, the elements from which its search may still continue: `a b > c`
        // looks for another b if the first one is in no a.
        let mut open: Vec<(usize, HtmlNode<'_>)> = vec![(0, node)];
        if !self.subject.matches(node) {
            return false;
        }
        while let Some((at, node)) = open.pop() {
            let Some((combinator, part)) = self.context.get(at) else {
                return true;
            };
            let next = match combinator {
                Combinator::Inside | Combinator::Child => node.parent(),
                Combinator::Next => (node.prev_siblings()).find(|node| node.is_element()),
            };
            let Some(next) = next.filter(|node| node.is_element()) else {
                continue;
            };
            if *combinator == Combinator::Inside {
                open.push((at, next));
            }
            if part.matches(next) {
                open.push((at + 1, next));
            }
        }
        false
    }
}

impl Compound {
    fn matches(&self, node: HtmlNode<'_>) -> bool {
        let Some(element) = node.as_element() else {
            return false;
        };
        (self.conditions.iter()).all(|condition| condition.holds(node, element))
    }
}

impl ElementCondition {
    fn holds(&self, node: HtmlNode<'_>, element: Element<'_>) -> bool {
        match self {
            Self::Tag(name) => element.name() == name,
            Self::Class(name) => (attr(element, "class").unwrap_or_default())
                .split_ascii_whitespace()
                .any(|own| own == name),
            Self::Id(name) => attr(element, "id") == Some(name),
            Self::Attribute(condition) => condition.holds(element),
            Self::Place(place) => place.is_of(node, element),
        }
    }
}

impl AttributeCondition {
    fn holds(&self, element: Element<'_>) -> bool {
        let Some(own) = attr(element, &self.name) else {
            return false;
        };
        let lower = |text: &str| {
            if self.ignores_case {
                text.to_ascii_lowercase()
            } else {
                text.to_owned()
            }
        };
        let (own, value) = (lower(own), lower(&self.value));
        let has_value = !value.is_empty();
        match self.comparison {
            Comparison::Exists => true,
            Comparison::Equals => own == value,
            Comparison::HasWord => own.split_ascii_whitespace().any(|word| word == value),
            Comparison::HasPrefixOfWord => (own.strip_prefix(&*value))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            Comparison::Begins => has_value && own.starts_with(&*value),
            Comparison::Ends => has_value && own.ends_with(&*value),
            Comparison::Contains => has_value && own.contains(&*value),
        }
    }
}

impl SiblingPlace {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "root" => Self::Root,
            "empty" => Self::Empty,
            "first-child" => Self::First,
            "last-child" => Self::Last,
            "only-child" => Self::Only,
            "first-of-type" => Self::FirstOfType,
            "last-of-type" => Self::LastOfType,
            "only-of-type" => Self::OnlyOfType,
            _ => return None,
        })
    }

    fn is_of(self, node: HtmlNode<'_>, element: Element<'_>) -> bool {
        let is_element = |node: HtmlNode<'_>| node.is_element();
        let is_same = |node: HtmlNode<'_>| {
            (node.as_element()).is_some_and(|e| e.qualified() == element.qualified())
        };
        match self {
            Self::Root => !node.parent().is_some_and(is_element),
            Self::Empty => {
                let is_content =
                    |node: HtmlNode<'_>| node.is_element() || node.value().as_text().is_some();
                !node.children().any(is_content)
            }
            Self::First => !node.prev_siblings().any(is_element),
            Self::Last => !node.next_siblings().any(is_element),
            Self::Only => Self::First.is_of(node, element) && Self::Last.is_of(node, element),
            Self::FirstOfType => !node.prev_siblings().any(is_same),
            Self::LastOfType => !node.next_siblings().any(is_same),
            Self::OnlyOfType => {
                Self::FirstOfType.is_of(node, element) && Self::LastOfType.is_of(node, element)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;
    use crate::limits::{Limits, Watch};

    const PAGE: &str = "<html><body class=site><main id=m><h2>Tea</h2><p class='note a-b' \
        lang=en-GB>A</p><p class=last data-x=\"1 2\">B</p></main><p>C<b></b></p></body></html>";

    /// Returns the texts of the paragraphs that the selector matches.
    fn matched(selector: &str) -> String {
        let tree = parse(PAGE, &Limits::default(), &Watch::none(), &mut Vec::new());
        let selector = Selector::parse(selector).expect("the selector is valid");
        let paragraphs = tree
            .nodes()
            .filter(|node| (node.as_element()).is_some_and(|element| element.name() == "p"));
        let matched = paragraphs.filter(|node| selector.matches(*node));
        matched
            .filter_map(|node| node.first_child()?.value().as_text())
            .collect()
    }

    #[test]
    fn selectors_match_the_elements_that_they_name() {
        for (selector, expected) in [
            ("p", "ABC"),
            ("*", "ABC"),
            ("P.note", "A"),
            (".note.last", ""),
            (".a-b", "A"),
            ("#m p", "AB"),
            ("body > p", "C"),
            ("body p", "ABC"),
            ("body>main>p", "AB"),
            ("h2 + p", "A"),
            ("h2+/* next */p + p", "B"),
            ("html .site #m p.last", "B"),
            ("main p + p", "B"),
            ("[lang|=en]", "A"),
            ("[lang=en-gb i]", "A"),
            ("[lang = 'en-gb']", ""),
            ("p[data-x~=\"2\"]", "B"),
            ("[class^=no][class$=b]", "A"),
            ("[class*='ast']", "B"),
            ("[class*='']", ""),
            ("p:last-child", "BC"),
            ("p:first-of-type", "AC"),
            ("main :only-of-type", ""),
            (":root p:only-of-type", "C"),
            ("p:empty", ""),
            (".a\\-b", "A"),
            (".\\6eote", "A"),
        ] {
            assert_eq!(matched(selector), expected, "{selector}");
        }
    }

    #[test]
    fn selectors_of_other_kinds_are_not_read() {
        for selector in [
            "",
            ">",
            "p >",
            "p ~ p",
            "p:hover",
            "p::before",
            ".1a",
            "[x",
            "[x=1]",
            "p(",
            "a|b",
            ":is(p)",
            "p..b",
            "#",
            "[a=\"b]",
        ] {
            assert!(Selector::parse(selector).is_none(), "{selector}");
        }
    }
}

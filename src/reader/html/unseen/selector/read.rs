//! Reads selectors.

use super::{AttributeCondition, Combinator, Comparison, Compound, ElementCondition, SiblingPlace};

/// Reads the parts of a selector from left to right.
pub(super) struct SelectorReader<'t> {
    pub(super) rest: &'t str,
}

impl SelectorReader<'_> {
    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips white space and comments; false if there was none.
    fn space(&mut self) -> bool {
        let before = self.rest.len();
        loop {
            self.rest = self.rest.trim_start();
            let Some(comment) = self.rest.strip_prefix("/*") else {
                break;
            };
            self.rest = comment.split_once("*/").map_or("", |(_, after)| after);
        }
        self.rest.len() < before
    }

    pub(super) fn combinator(&mut self) -> Option<Combinator> {
        let is_spaced = self.space();
        let combinator = if self.take('>') {
            Some(Combinator::Child)
        } else if self.take('+') {
            Some(Combinator::Next)
        } else {
            is_spaced.then_some(Combinator::Inside)
        };
        self.space();
        combinator
    }

    pub(super) fn compound(&mut self) -> Option<Compound> {
        self.space();
        let mut conditions = Vec::new();
        let before = self.rest;
        if !self.take('*') {
            let name = self.name();
            conditions.extend(name.map(|name| ElementCondition::Tag(name.to_ascii_lowercase())));
        }
        loop {
            conditions.push(if self.take('.') {
                ElementCondition::Class(self.name()?)
            } else if self.take('#') {
                ElementCondition::Id(self.name()?)
            } else if self.take('[') {
                ElementCondition::Attribute(self.attribute()?)
            } else if self.take(':') {
                let name = self.name()?.to_ascii_lowercase();
                ElementCondition::Place(SiblingPlace::named(&name)?)
            } else {
                break;
            });
        }
        (self.rest.len() < before.len()).then_some(Compound { conditions })
    }

    /// Reads a name, in which a backslash makes a letter of any sign: `md\:hidden`.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let first = self.rest.chars().next();
            if self.take('\\') {
                name.push(self.escaped()?);
            } else if let Some(c) = first.filter(|c| is_letter(*c)) {
                self.take(c);
                name.push(c);
            } else {
                break;
            }
        }
        let is_number = name.starts_with(|c: char| c.is_ascii_digit());
        (!name.is_empty() && !is_number).then_some(name)
    }

    /// Reads what follows a backslash: up to six digits of a character's number and a
    /// space, or the character (CSS Syntax 3, 4.3.7).
    fn escaped(&mut self) -> Option<char> {
        let digits = { self.rest.bytes().take(6) }.take_while(u8::is_ascii_hexdigit);
        let digits = digits.count();
        if digits == 0 {
            let c = self.rest.chars().next()?;
            self.take(c);
            return Some(c);
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
        char::from_u32(u32::from_str_radix(number, 16).ok()?)
    }

    fn attribute(&mut self) -> Option<AttributeCondition> {
        self.space();
        let mut condition = AttributeCondition {
            name: self.name()?.to_ascii_lowercase(),
            comparison: Comparison::Exists,
            value: String::new(),
            ignores_case: false,
        };
        self.space();
        if self.take(']') {
            return Some(condition);
        }
        let signs = [
            ('~', Comparison::HasWord),
            ('|', Comparison::HasPrefixOfWord),
            ('^', Comparison::Begins),
            ('$', Comparison::Ends),
            ('*', Comparison::Contains),
        ];
        let sign = signs.into_iter().find(|(sign, _)| self.take(*sign));
        condition.comparison = sign.map_or(Comparison::Equals, |(_, comparison)| comparison);
        if !self.take('=') {
            return None;
        }
        self.space();
        condition.value = self.value()?;
        self.space();
        condition.ignores_case = self.take('i') || self.take('I');
        let _ = self.take('s');
        self.space();
        self.take(']').then_some(condition)
    }

    /// Reads a value, which is a name or in quotes.
    fn value(&mut self) -> Option<String> {
        let quote = ['"', '\''].into_iter().find(|quote| self.take(*quote));
        let Some(quote) = quote else {
            return self.name();
        };
        let mut value = String::new();
        loop {
            let c = self.rest.chars().next()?;
            self.take(c);
            match c {
                c if c == quote => return Some(value),
                '\\' => value.push(self.escaped()?),
                c => value.push(c),
            }
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

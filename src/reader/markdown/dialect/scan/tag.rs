//! Reads a tag of JSX.

use super::braces::Braces;
use crate::reader::element_names::is_old;
use std::ops::Range;

/// A tag: `<Tab label="Tea">`, `</Tab>`, `<Tab />`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // a tag may be any combination of these
pub(super) struct ComponentTag<'s> {
    /// Empty for a fragment: `<>`.
    pub(super) name: &'s str,
    pub(super) range: Range<usize>,
    pub(super) is_end: bool,
    pub(super) is_alone: bool,
    /// True if an attribute has an expression in braces.
    pub(super) has_braces: bool,
    pub(super) has_attributes: bool,
}

impl<'s> ComponentTag<'s> {
    /// Reads the tag at `at`, which is a `<`; `None` if it is none.
    ///
    /// A tag has no `<` outside of strings and braces, so broken ones are left early.
    pub(super) fn read(source: &'s str, at: usize, braces: &mut Braces) -> Option<Self> {
        let bytes = source.as_bytes();
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(is_end);
        let name = name_at(source, start);
        let mut tag = ComponentTag {
            name,
            range: at..at,
            is_end,
            is_alone: false,
            has_braces: false,
            has_attributes: false,
        };
        let mut at = start + name.len();
        loop {
            let rest = &bytes[at..];
            at += rest
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            match bytes.get(at)? {
                b'>' => {
                    tag.range.end = at + 1;
                    return Some(tag);
                }
                b'/' if bytes.get(at + 1) == Some(&b'>') => {
                    tag.is_alone = true;
                    tag.range.end = at + 2;
                    return Some(tag);
                }
                b'{' if !name.is_empty() => {
                    tag.has_braces = true;
                    at = braces.after(bytes, at)?;
                }
                byte if is_attribute(*byte) && !name.is_empty() && !is_end => {
                    tag.has_attributes = true;
                    at = tag.attribute(bytes, at, braces)?;
                }
                _ => return None,
            }
        }
    }

    /// Returns the offset after the attribute at `at`.
    fn attribute(&mut self, bytes: &[u8], at: usize, braces: &mut Braces) -> Option<usize> {
        let spaces = |at: usize| {
            let rest = &bytes[at.min(bytes.len())..];
            at + rest
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count()
        };
        let name = bytes[at..]
            .iter()
            .take_while(|byte| is_attribute(**byte))
            .count();
        let equals = spaces(at + name);
        if bytes.get(equals) != Some(&b'=') {
            return Some(at + name);
        }
        let value = spaces(equals + 1);
        match bytes.get(value)? {
            quote @ (b'"' | b'\'') => {
                let end = memchr::memchr2(*quote, b'<', &bytes[value + 1..])?;
                // `label="<b>"` is rare; `a="` of broken text is not searched further.
                let end = value + 1 + end;
                let end = if bytes[end] == *quote {
                    end
                } else {
                    end + memchr::memchr2(*quote, b'\n', &bytes[end..])?
                };
                (bytes[end] == *quote).then_some(end + 1)
            }
            b'{' => {
                self.has_braces = true;
                braces.after(bytes, value)
            }
            _ => {
                let length = bytes[value..]
                    .iter()
                    .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'<'))
                    .count();
                (length > 0).then_some(value + length)
            }
        }
    }

    /// Returns true for a component; other names are elements of HTML.
    pub(super) fn is_component(&self) -> bool {
        self.name.is_empty()
            || self.name.contains('.')
            || self.name.starts_with(|c: char| c.is_ascii_uppercase()) && !is_old(self.name)
    }
}

fn name_at(source: &str, at: usize) -> &str {
    let rest = &source[at..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_')))
        .unwrap_or(rest.len());
    // `<https://example.org>` is not a tag: its name ends before a slash and text.
    &rest[..length]
}

fn is_attribute(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'@' | b'.' | b'#' | b'$')
}

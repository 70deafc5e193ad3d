//! Shortcodes of Hugo and Quarto, and comments of Go templates: `{{< tea >}}`.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::Scan;
use super::containers::Kind;

/// Shortcodes whose content is code.
const CODE: [&str; 2] = ["highlight", "code"];

/// Shortcodes that are the address of a page.
const ADDRESSES: [&str; 2] = ["ref", "relref"];

impl<'s> Scan<'s> {
    /// Reads the shortcode or the comment at `at` and returns the offset after it.
    pub(super) fn shortcode(&mut self, at: usize, line: SourceLine) -> Option<usize> {
        if !self.on.has(Constructs::SHORTCODES) {
            return None;
        }
        let source: &'s str = self.source;
        let rest = &source[at + 2..];
        let rest = rest.strip_prefix("- ").unwrap_or(rest);
        if rest.starts_with("/*") {
            let end = self.after(at, "*/")?;
            let close = self.after_gap(end);
            let close = close + usize::from(self.bytes().get(close) == Some(&b'-'));
            self.bytes()[close..].strip_prefix(b"}}")?;
            let end = close + "}}".len();
            self.marks.omit(at..end, OmittedKind::Comment);
            return Some(end);
        }
        let closing = match rest.bytes().next() {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => return None,
        };
        let end = self.after(at, closing)?;
        let body = source[at + 3..end - closing.len()].trim();
        // `{{</* tea */>}}` shows a shortcode.
        if body.starts_with("/*") {
            return Some(end);
        }
        if body.contains("{{") || body.contains("\n\n") {
            return None;
        }
        let name = body.trim_start_matches('/').split_whitespace().next()?;
        if CODE.contains(&name)
            && at == line.text
            && let Some((start, after)) = self.end_shortcode(end, name)
        {
            return Some(self.code_element(at..after, end..start));
        }
        if ADDRESSES.contains(&name)
            && let Some(arguments) = body.strip_prefix(name)
            && self.omit_around_destination(at..end, arguments)
        {
            return Some(end);
        }
        if body.starts_with('/') {
            self.close(Kind::Pair(name), end);
        } else if !body.ends_with('/') {
            self.open(Kind::Pair(name), at);
        }
        let is_block = at == line.text && self.ends_line(end);
        self.omit_tag(at..end, is_block);
        Some(end)
    }

    /// Returns the place of the next `{{< /name >}}`, with any spaces.
    fn end_shortcode(&mut self, mut at: usize, name: &str) -> Option<(usize, usize)> {
        let key = format!("{{{{< /{name} >}}}}");
        if self.is_missing(&key) {
            return None;
        }
        loop {
            let Some(after) = self.after(at, name) else {
                self.miss(&key);
                return None;
            };
            let before = self.source[..after - name.len()].trim_end();
            let rest = self.source[after..].trim_start();
            let is_closed = rest.starts_with(">}}") || rest.starts_with("%}}");
            let before = before.strip_suffix('/').map(str::trim_end);
            if is_closed
                && let Some(before) = before
                && (before.ends_with("{{<") || before.ends_with("{{%"))
            {
                let end = self.source.len() - rest.len() + 3;
                return Some((before.len() - 3, end));
            }
            at = after;
        }
    }
}

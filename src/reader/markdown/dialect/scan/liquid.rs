//! Tags of Liquid, Jinja, Twig and Markdoc: `{% include tea.html %}`.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;

/// Tags whose content is code.
const CODE: [&str; 5] = ["highlight", "code", "codeblock", "prism", "code_block"];

/// Tags that are the address of a page.
const ADDRESSES: [&str; 2] = ["link", "post_url"];

/// Tags that decide about their content, or give it a name, and are not containers on the
/// page: a section that begins in `{% if beta %}` does not end with it.
const CONTROL: [&str; 14] = [
    "if",
    "unless",
    "for",
    "case",
    "capture",
    "tablerow",
    "ifversion",
    "ifchanged",
    "cache",
    "block",
    "with",
    "filter",
    "autoescape",
    "spaceless",
];

impl<'s> Scan<'s> {
    /// Reads the tag at `at` and returns the offset after it.
    pub(super) fn liquid(&mut self, at: usize, line: SourceLine) -> Option<usize> {
        let is_shortcode = self.source[..at].ends_with('{');
        if !self.on.has(Constructs::LIQUID) || is_shortcode || at < self.inline.raw_until {
            return None;
        }
        let end = self.after(at + 2, "%}")?;
        let source: &'s str = self.source;
        let body = source[at + 2..end - 2].trim_matches(['-', '+', '~']).trim();
        // A tag is one line, or its arguments are on lines of their own.
        if body.contains("{%") || body.contains("\n\n") {
            return None;
        }
        let name = body.split(|c: char| c.is_whitespace()).next()?;
        if name.starts_with('$') {
            return Some(end); // a value of Markdoc, which is shown
        }
        if ADDRESSES.contains(&name)
            && let Some(arguments) = body.strip_prefix(name)
            && self.omit_around_destination(at..end, arguments)
        {
            return Some(end);
        }
        if name == "comment" {
            if let Some((_, after)) = self.end_tag(end, "endcomment") {
                self.marks.omit(at..after, OmittedKind::Comment);
                return Some(after);
            }
        } else if matches!(name, "raw" | "verbatim") {
            if let Some((start, _)) = self.end_tag(end, &format!("end{name}")) {
                self.inline.raw_until = start;
            }
        } else if CODE.contains(&name) && at == line.text {
            if let Some((start, after)) = self.end_tag(end, &format!("end{name}")) {
                return Some(self.code_element(at..after, end..start));
            }
        } else if let Some(opener) = name.strip_prefix("end").or_else(|| name.strip_prefix('/')) {
            let opener = if opener.is_empty() {
                body[1..].trim()
            } else {
                opener
            };
            self.close(Kind::Pair(opener), end);
        } else if !CONTROL.contains(&name) && !body.ends_with('/') {
            self.open(Kind::Pair(name), at);
        }
        let is_block = at == line.text && self.ends_line(end);
        self.omit_tag(at..end, is_block);
        Some(end)
    }

    /// Returns the place of the next tag `name`.
    fn end_tag(&mut self, mut at: usize, name: &str) -> Option<(usize, usize)> {
        let key = format!("{{% {name} %}}");
        if self.is_missing(&key) {
            return None;
        }
        loop {
            let Some(after) = self.after(at, name) else {
                self.miss(&key);
                return None;
            };
            let before = self.source[..after - name.len()].trim_end_matches([' ', '-', '~', '+']);
            let rest = self.source[after..].trim_start_matches([' ', '-', '~', '+']);
            if before.ends_with("{%") && rest.starts_with("%}") {
                let end = self.source.len() - rest.len() + 2;
                return Some((before.len() - 2, end));
            }
            at = after;
        }
    }

    /// Makes `range` a block of code with the lines `code` and returns its end.
    pub(super) fn code_element(
        &mut self,
        range: std::ops::Range<usize>,
        code: std::ops::Range<usize>,
    ) -> usize {
        let end = range.end;
        self.marks.code(range, code, BlockKind::Code);
        end
    }

    /// Returns true if only white space follows `at` in its line. A line may have
    /// thousands of constructs, so nothing after the first visible byte is read.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = self.bytes()[at..].iter();
        let mut visible = rest.skip_while(|byte| byte.is_ascii_whitespace() && **byte != b'\n');
        matches!(visible.next(), None | Some(b'\n'))
    }
}

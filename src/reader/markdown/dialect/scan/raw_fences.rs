//! Fences with the text of another format, which no page shows as code.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::super::marks::OmittedKind;
use super::containers::Kind;
use super::{Before, Scan};

/// Formats that a page has without a change, or as Markdown.
const SHOWN: [&str; 6] = ["html", "html4", "html5", "markdown", "commonmark", "mdx"];

/// Returns the format that a fence names: `{=html}` in pandoc (its manual, "Generic raw
/// attribute"), `{raw} html` in `MyST`.
pub(in crate::reader::markdown::dialect) fn raw_format(info: &str) -> Option<&str> {
    let of_pandoc = info
        .strip_prefix("{=")
        .and_then(|rest| rest.strip_suffix('}'));
    let name = of_pandoc.or_else(|| info.strip_prefix("{raw}"))?.trim();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (!name.is_empty() && name.bytes().all(is_name)).then_some(name)
}

impl Scan<'_> {
    /// Reads a fence with the text of another format.
    ///
    /// A page has the HTML of it as if there were no fence: `<h2>` is a heading, and a
    /// script is not shown. It has nothing of LaTeX: `\newpage`.
    pub(super) fn raw_fence(
        &mut self,
        line: SourceLine,
        mark: char,
        length: usize,
        info: &str,
    ) -> bool {
        if mark != '`' || !self.on.has(Constructs::RAW_FENCES) {
            return false;
        }
        let Some(format) = raw_format(info) else {
            return false;
        };
        let Some(end) = self.end_of_ticks(line, length) else {
            return false;
        };
        if SHOWN.iter().any(|shown| shown.eq_ignore_ascii_case(format)) {
            self.marks.omit(line.text..line.end, OmittedKind::Markup);
            self.open(Kind::Raw(end), line.text);
        } else {
            let last = SourceLine::at(self.bytes(), end);
            self.marks.omit(line.text..last.end, OmittedKind::Markup);
            self.at = last.next;
        }
        self.before = Before::Boundary;
        true
    }
}

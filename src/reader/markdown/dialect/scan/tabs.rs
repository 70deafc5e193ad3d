//! Tabs of docfx: a heading that is only a link to `#tab/name`.

use super::super::constructs::Constructs;
use super::super::line::{SourceLine, run};
use super::super::marks::OmittedKind;
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;

/// The deepest level of headings (`CommonMark` 4.2).
const MAX_LEVEL: usize = 6;

impl Scan<'_> {
    /// Reads the label of a tab. It is text, as the label of a tab in HTML is, and its
    /// tab ends at the next label or at a thematic break.
    pub(super) fn docfx_tab(&mut self, line: SourceLine) -> bool {
        if !self.on.has(Constructs::TABS) {
            return false;
        }
        let Some(label) = label(self.text(line)) else {
            return false;
        };
        self.close(Kind::Tab, line.start);
        self.open(Kind::Tab, line.text);
        let label = line.text + label.start..line.text + label.end;
        self.marks.hide(line.text..label.start, OmittedKind::Markup);
        self.marks.hide(label.end..line.end, OmittedKind::Markup);
        self.marks.region(line.text..line.end, BlockKind::Paragraph);
        true
    }

    /// Ends the tabs at a thematic break. `---` below text underlines a heading.
    pub(super) fn end_tab(&mut self, line: SourceLine) -> bool {
        let is_underline = self.before == super::Before::Text && self.text(line).starts_with('-');
        if is_underline || !self.lists.is_empty() || !self.close(Kind::Tab, line.end) {
            return false;
        }
        self.marks.region(line.text..line.end, BlockKind::Other);
        true
    }
}

/// Returns the place of the words in `# [words](#tab/name)`.
fn label(text: &str) -> Option<std::ops::Range<usize>> {
    let (level, rest) = run(text, '#');
    let link = rest.trim_end_matches('#').trim();
    let (words, target) = link.strip_prefix('[')?.split_once("](#tab/")?;
    let name = target.strip_suffix(')')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '+' | '/' | '_' | '.');
    if level > MAX_LEVEL || !rest.starts_with([' ', '\t']) || !name.chars().all(is_name) {
        return None;
    }
    let start = text.find('[')? + 1;
    Some(start..start + words.len())
}

//! Blocks of `PyMdown`: `/// details | Title`.

use super::super::constructs::Constructs;
use super::super::line::{Line, TAB_COLUMNS, run};
use super::super::marks::OmittedKind;
use super::Scan;
use super::containers::Kind;
use crate::document::BlockKind;

impl Scan<'_> {
    /// Reads the first or the last line of a block.
    pub(super) fn slashes(&mut self, line: Line) -> bool {
        let (length, rest) = run(self.text(line), '/');
        if length < 3 || !self.on.has(Constructs::SLASHES) {
            return false;
        }
        if rest.is_empty() {
            if !self.close(Kind::Slashes(length), line.end) {
                return false;
            }
            self.marks.region(line.text..line.end, BlockKind::Other);
            return true;
        }
        let name = rest.split('|').next().unwrap_or_default().trim();
        let is_name = |c: char| c.is_alphanumeric() || c == '-';
        if name.is_empty() || !name.chars().all(is_name) {
            return false;
        }
        self.open(Kind::Slashes(length), line.text);
        let end = self.slash_options(line);
        self.marks.region(line.text..end, BlockKind::Other);
        true
    }

    /// Hides the options of a block, which are indented below its first line:
    /// `    type: warning`. Returns their end.
    fn slash_options(&mut self, line: Line) -> usize {
        let mut end = line.end;
        while self.at < self.source.len() {
            let option = Line::at(self.bytes(), self.at);
            let is_option = option.columns >= line.columns + TAB_COLUMNS
                && self.text(option).split_once(':').is_some_and(|(key, _)| {
                    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
                });
            if !is_option {
                break;
            }
            self.marks
                .hide(option.text..option.end, OmittedKind::Markup);
            end = option.end;
            self.at = option.next;
        }
        end
    }
}

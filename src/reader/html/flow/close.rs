//! Ends elements: each kind closes the blocks that it opened.

use super::super::tree::NodeId;
use super::super::writer::Break;
use super::Flow;
use super::open::{Closing, Next};
use crate::document::Span;

impl Flow<'_, '_> {
    /// Ends what an element has opened, in reverse order.
    ///
    /// In `Tea<span style="font-weight:bold; vertical-align:super">1</span>` the mark of
    /// a note is opened inside of the bold mark: `Tea**[^1]**`. In the order of opening
    /// the end would be `**]`.
    pub(super) fn close(&mut self, id: NodeId) {
        while let Some((_, closing)) = self.closings.pop_if(|(of, _)| *of == id) {
            match closing {
                Closing::Block => self.boundary(Break::Blank),
                Closing::Mark => self.writer().close_mark(),
                Closing::Plain => self.writer().close_plain(),
                Closing::Quotation => {
                    let span = Span::new(self.page.tree.span(id).end, self.page.tree.span(id).end);
                    self.writer().closing_quote(span);
                }
                Closing::Reading => {
                    let end = self.page.tree.span(id).end;
                    self.writer().text(")", Span::new(end, end));
                }
                Closing::Script(script) => {
                    let end = self.page.tree.span(id).end;
                    self.writer().text(script.closing(), Span::new(end, end));
                }
                Closing::Heading => self.end_heading(),
                Closing::Boilerplate => {
                    self.end_region();
                    self.boilerplate -= 1;
                }
                Closing::Outside => {
                    self.end_region();
                    self.is_outside = true;
                }
                Closing::Unsectioned => self.unsectioned -= 1,
                Closing::Caption => {
                    self.boundary(Break::Blank);
                    self.captions -= 1;
                }
                Closing::Notes => {
                    self.end_region();
                    self.notes -= 1;
                }
                Closing::Scope => {
                    self.end_region();
                    self.builder.close_scope();
                }
                Closing::Members => self.end_members(),
                Closing::Named => self.end_named(id),
                Closing::Group => {
                    self.groups.pop();
                }
                Closing::Joined(next) => {
                    self.joined -= 1;
                    self.joins_next = next == Next::SameLine;
                    self.boundary(Break::Blank);
                }
                Closing::Row => self.end_row(),
                Closing::Sections => {
                    self.section_lists.pop();
                }
                Closing::Container { has_prefix } => self.end_container(has_prefix),
            }
        }
    }
}

//! Writes inline markup: directly before the first word inside it and after the last, and
//! anew in each block that it spans.

use super::super::HtmlLinks;
use super::{InlineMark, Mode, OpenMark, Writer, WrittenLink};

impl Writer {
    pub(in crate::reader::html) fn open_mark(&mut self, mark: InlineMark) {
        let is_in_code = self.is_in_code();
        self.links += usize::from(matches!(mark, InlineMark::Link { .. }));
        // Bold inside bold looks the same, and `****` is not markup.
        let is_repeated = (self.marks.iter().filter(|open| !open.is_silent)).any(|open| {
            matches!((&open.mark, &mark), (InlineMark::Pair(open), InlineMark::Pair(mark)) if open == mark)
        });
        let is_plain = self.mode == Mode::Heading && !matches!(mark, InlineMark::Code);
        let is_words = matches!(
            mark,
            InlineMark::Link {
                shows: HtmlLinks::Words,
                ..
            }
        );
        self.marks.push(OpenMark {
            mark,
            is_silent: is_in_code || is_repeated || is_plain || is_words,
            from: None,
            words: String::new(),
        });
    }

    pub(super) fn is_in_code(&self) -> bool {
        let mut open = self.marks.iter();
        open.any(|open| matches!(open.mark, InlineMark::Code))
    }

    pub(in crate::reader::html) fn close_mark(&mut self) {
        self.suspend_mark(self.marks.len().saturating_sub(1));
        if let Some(closed) = self.marks.pop() {
            self.links -= usize::from(matches!(closed.mark, InlineMark::Link { .. }));
        }
    }

    /// Begins text that is not bold, whatever is around it:
    /// `<b>Tea <span style="font-weight:normal">or milk</span></b>`.
    pub(in crate::reader::html) fn open_plain(&mut self) {
        self.suspend_marks();
        self.unbolds += 1;
    }

    /// Returns true if the next text is in bold.
    pub(in crate::reader::html) fn is_bold(&self) -> bool {
        let mut open = self.marks.iter().filter(|open| !open.is_silent);
        self.unbolds == 0 && open.any(|open| matches!(open.mark, InlineMark::Pair("**")))
    }

    pub(in crate::reader::html) fn close_plain(&mut self) {
        self.suspend_marks();
        self.unbolds = self.unbolds.saturating_sub(1);
    }

    /// Makes the open links plain text from the next block on.
    pub(in crate::reader::html) fn drop_links(&mut self) {
        for open in &mut self.marks {
            if matches!(open.mark, InlineMark::Link { .. }) && open.from.is_none() {
                open.mark = InlineMark::Pair("");
                open.is_silent = true;
                self.links -= 1;
            }
        }
    }

    /// Closes the open markup at the end of a block. It is opened again before the next
    /// text.
    pub(super) fn suspend_marks(&mut self) {
        for at in (0..self.marks.len()).rev() {
            self.suspend_mark(at);
        }
    }

    fn suspend_mark(&mut self, at: usize) {
        let Some(open) = self.marks.get_mut(at) else {
            return;
        };
        let Some(from) = open.from.take() else { return };
        let text = &mut self.out.text;
        match &open.mark {
            InlineMark::Pair(mark) if !open.is_silent => text.push_str(mark),
            InlineMark::Code if !open.is_silent => {
                if text[from..].contains('`') {
                    text.insert_str(from, "` ");
                    text.push_str(" `");
                    for link in self
                        .out
                        .links
                        .iter_mut()
                        .rev()
                        .take_while(|link| link.range.start >= from)
                    {
                        link.range = link.range.start + 2..link.range.end + 2;
                    }
                }
                text.push('`');
            }
            InlineMark::Link { href, .. } => {
                let from = if open.is_silent { from } else { from - 1 };
                if !open.is_silent {
                    text.push_str(&destination(href));
                }
                self.out.links.push(WrittenLink {
                    range: from..text.len(),
                    words: std::mem::take(&mut open.words),
                    href: href.clone(),
                });
            }
            _ => {}
        }
    }
}

/// Returns the end of a link, `](tea.html)`. A destination with spaces or brackets is put
/// between angle brackets (`CommonMark` 6.3).
pub(in crate::reader::html) fn destination(href: &str) -> String {
    if href.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>')) {
        let href: String = href
            .chars()
            .filter(|c| !matches!(c, '<' | '>' | '\n' | '\r'))
            .collect();
        format!("](<{href}>)")
    } else {
        format!("]({href})")
    }
}

//! Writes lines that are not reflowed: code between fences, and the rows of tables.

use super::super::pieces::watched;
use super::{Rendered, Writer, WrittenLead, WrittenLink};
use crate::document::Span;
use crate::limits::Watch;

impl Writer {
    /// Writes text that is markup itself, such as a formula or an image, without changes.
    pub(in crate::reader::html) fn verbatim(&mut self, text: &str, span: Span) {
        self.begin(span);
        self.push(text);
    }

    /// Writes code between two fences, with a seam before each line. The code ends where
    /// `watch` stops the read.
    pub(in crate::reader::html) fn code(
        &mut self,
        language: &str,
        code: &str,
        span: Span,
        rank: u8,
        watch: &Watch,
    ) {
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        self.suspend_marks();
        self.begin_block(span);
        let line_start = self.out.text.rfind('\n').map_or(0, |newline| newline + 1);
        // In `- ```rust`, a continued fence has spaces in the place of the bullet.
        let prefix: String = (self.out.text[line_start..].chars())
            .map(|c| if c == '>' { c } else { ' ' })
            .collect();
        self.out.text.push_str(&fence);
        self.out.text.push_str(language);
        self.out.text.push('\n');
        let body = self.out.text.len();
        let mut follows_blank = false;
        let lines = code.lines().take_while(|_| !watch.step());
        for (nth, line) in lines.enumerate() {
            if nth > 0 {
                let rank = if follows_blank {
                    rank
                } else {
                    rank.saturating_add(1)
                };
                self.out.seams.push((self.out.text.len(), rank));
            }
            follows_blank = line.trim().is_empty();
            let start = self.out.text.len();
            self.prefix();
            for piece in watched(line, watch) {
                self.out.text.push_str(piece);
            }
            if follows_blank {
                let end = start + self.out.text[start..].trim_end().len();
                self.out.text.truncate(end);
            }
            self.out.text.push('\n');
        }
        let end = self.out.text.len();
        self.prefix();
        self.out.text.push_str(&fence);
        self.lead(
            body,
            end,
            format!("{prefix}{fence}{language}\n"),
            format!("\n{prefix}{fence}"),
        );
    }

    /// Writes the lines of a table. Its header is repeated where the table is cut. The
    /// lines end where `watch` stops the read.
    pub(in crate::reader::html) fn rows(
        &mut self,
        table: Rendered,
        span: Span,
        rank: u8,
        watch: &Watch,
    ) {
        self.suspend_marks();
        self.begin_block(span);
        let start = self.out.text.rfind('\n').map_or(0, |newline| newline + 1);
        let mut body = 0;
        let ends = table.lines.iter().skip(1).map(|next| *next as usize - 1);
        let ends = ends.chain([table.text.len()]);
        let mut links = table.links.into_iter().peekable();
        let rows = table.lines.iter().zip(ends).enumerate();
        for (nth, (from, end)) in rows.take_while(|_| !watch.step()) {
            if nth > 0 {
                self.out.text.push('\n');
                if nth == table.header {
                    body = self.out.text.len();
                }
                if nth > table.header {
                    self.out.seams.push((self.out.text.len(), rank));
                }
                self.prefix();
            }
            let (base, from) = (self.out.text.len(), *from as usize);
            self.out.text.push_str(&table.text[from..end]);
            while let Some(link) = links.next_if(|link| link.range.start < end) {
                let range = link.range.start - from + base..link.range.end - from + base;
                self.out.links.push(WrittenLink { range, ..link });
            }
        }
        let open: String = self.out.text[start..body.max(start)].to_owned();
        let end = self.out.text.len();
        if body > 0 && !open.is_empty() {
            self.lead(body, end, open, String::new());
        }
    }

    fn lead(&mut self, body: usize, end: usize, open: String, close: String) {
        let lead = WrittenLead::after(&self.out.text, body, end, open, close);
        self.out.leads.extend(lead);
    }
}

/// Returns the length of the longest run of ticks in `code`. The fence must be longer.
fn longest_run(code: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let mut end = 0;
    for at in memchr::memchr_iter(b'`', code.as_bytes()) {
        run = if at == end { run + 1 } else { 1 };
        end = at + 1;
        longest = longest.max(run);
    }
    longest
}

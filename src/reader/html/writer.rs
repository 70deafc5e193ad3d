//! Writes one block as Markdown: white space as a browser shows it, inline markup, and
//! the prefixes of lines in lists and quotes.

mod blocks;
mod invisible;
mod marks;
mod rendered;
mod spaces;
mod state;
#[cfg(test)]
mod tests;

pub(super) use crate::document::{Written, WrittenLead, WrittenLink};
pub(super) use marks::destination;
pub(super) use rendered::Rendered;
pub(super) use state::{Break, InlineMark, Mode};

use crate::document::Span;
use state::{OpenMark, Prefix};

/// The number of nested containers that indent their lines. Prefixes stay short however
/// deeply a page is nested.
const MAX_PREFIXES: usize = 16;

/// The longest prefix of a line, in bytes, which a quote of 16 levels has. Without this
/// limit, `<ol start=1000000000>` nested 16 times would put 192 spaces before each line
/// of a `<br>`.
const MAX_PREFIX_BYTES: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Writer {
    mode: Mode,
    out: Written,
    /// The text of a heading without any markup.
    plain: String,
    prefixes: Vec<Prefix>,
    marks: Vec<OpenMark>,
    /// The number of open elements in which text is not bold although it is in bold.
    unbolds: usize,
    /// The number of open marks that are links.
    links: usize,
    pending: Break,
    /// True if white space was read that is not written yet.
    space: bool,
    /// The rank of the seam before the next line.
    seam: Option<u8>,
    /// True if the next line must not be cut off from the one before it.
    is_held: bool,
    /// The start of the element whose first text comes next.
    hint: Option<u32>,
}

impl Writer {
    pub(super) fn new(mode: Mode) -> Self {
        Self {
            mode,
            ..Self::default()
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.out.text.is_empty()
    }

    /// Takes the block. Marks that are open are closed in it and opened again in the next
    /// one: `<b>Tea<p>Milk</b>` is bold in both.
    pub(super) fn take(&mut self) -> Written {
        self.suspend_marks();
        self.reset();
        std::mem::take(&mut self.out)
    }

    /// Takes the text of a heading without any markup.
    pub(super) fn take_plain(&mut self) -> String {
        std::mem::take(&mut self.plain)
    }

    /// Discards the line break, space and seam that would precede the next text.
    #[inline]
    pub(super) fn reset(&mut self) {
        self.pending = Break::None;
        self.space = false;
        self.seam = None;
        self.is_held = false;
        self.hint = None;
    }

    /// Writes text from `span` of the source, each run of white space as one space.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let text = invisible::strip(text);
        // In code, no-break spaces indent the lines.
        let text = if self.is_in_code() {
            text
        } else {
            spaces::fold(text)
        };
        let bytes = text.as_bytes();
        self.out.text.reserve(text.len() + 8);
        let mut at = 0;
        while at < bytes.len() {
            if is_space(char::from(bytes[at])) {
                self.space = true;
                at += 1;
                continue;
            }
            // A single space between two words is copied with them, so most text is one
            // piece.
            let end = spaces::end_of_words(bytes, at);
            self.words(&text[at..end], span);
            at = end;
        }
    }

    /// Returns the word directly before the next text, or nothing if white space or the
    /// end of a block is between them.
    pub(super) fn word_before(&self) -> &str {
        if self.space || self.pending > Break::None {
            return "";
        }
        let start = self.out.text.rfind(char::is_whitespace).map_or(0, |at| at);
        self.out.text[start..].trim_start()
    }

    /// Writes the mark that ends a quotation, directly after its last word: in `<q>Tea
    /// </q>` the space follows the mark.
    pub(super) fn closing_quote(&mut self, span: Span) {
        let space = std::mem::take(&mut self.space);
        self.words("\"", span);
        self.space = space;
    }

    /// Returns the open marks, outermost first.
    pub(super) fn open_marks(&self) -> Vec<InlineMark> {
        self.marks.iter().map(|open| open.mark.clone()).collect()
    }

    /// Separates the next text by a space: two paragraphs on the one line of a cell.
    #[inline]
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    #[inline]
    fn words(&mut self, words: &str, span: Span) {
        let spaced = self.begin(span);
        let links = if self.links > 0 {
            &mut self.marks[..]
        } else {
            &mut []
        };
        for mark in links
            .iter_mut()
            .filter(|mark| matches!(mark.mark, InlineMark::Link { .. }))
        {
            if spaced && !mark.words.is_empty() {
                mark.words.push(' ');
            }
            mark.words.push_str(words);
        }
        if self.mode == Mode::Heading {
            if spaced && !self.plain.is_empty() {
                self.plain.push(' ');
            }
            self.plain.push_str(words);
        }
        self.push(words);
    }

    #[inline]
    fn push(&mut self, word: &str) {
        if self.mode == Mode::Cell && word.contains('|') {
            self.out.text.push_str(&word.replace('|', "\\|"));
        } else {
            self.out.text.push_str(word);
        }
    }

    /// Writes line breaks and prefixes or a space, then the open markup around the next
    /// text. Returns true if there was space.
    #[inline]
    fn begin(&mut self, span: Span) -> bool {
        let is_spaced = self.begin_block(span);
        // Marks are written from the outside in, so if an inner one is written, all
        // around it are.
        let opened = self
            .marks
            .iter()
            .rposition(|mark| mark.from.is_some())
            .map_or(0, |at| at + 1);
        let is_plain = self.unbolds > 0;
        let is_hidden = |mark: &InlineMark| is_plain && matches!(mark, InlineMark::Pair("**"));
        for mark in self.marks[opened..]
            .iter_mut()
            .filter(|open| !is_hidden(&open.mark))
        {
            if !mark.is_silent {
                self.out.text.push_str(match &mark.mark {
                    InlineMark::Pair(mark) => mark,
                    InlineMark::Code => "`",
                    InlineMark::Link { .. } => "[",
                });
            }
            mark.from = Some(self.out.text.len());
        }
        is_spaced
    }

    /// Writes line breaks and prefixes or a space, but no markup. Fences and rows of
    /// tables begin with it: in `<b><pre>x</pre></b>`, `**` before the fence would make
    /// it text.
    #[inline]
    fn begin_block(&mut self, span: Span) -> bool {
        let span = Span::new(
            self.hint.take().unwrap_or(span.start).min(span.start),
            span.end,
        );
        self.out.origin = Some(self.out.origin.map_or(span, |origin| origin.cover(span)));
        let is_first = self.out.text.is_empty();
        let spaced = self.space || self.pending > Break::None;
        if is_first {
            self.prefix();
        } else if self.mode == Mode::Block && self.pending > Break::None {
            self.line_break();
        } else if spaced {
            self.out.text.push(' ');
        }
        self.space = false;
        self.pending = Break::None;
        self.seam = None;
        self.is_held = false;
        spaced && !is_first
    }

    fn line_break(&mut self) {
        if self.pending > Break::Line {
            self.out.text.push('\n');
            self.blank_prefix();
        }
        self.out.text.push('\n');
        if let Some(rank) = self.seam.filter(|_| !self.is_held) {
            self.out.seams.push((self.out.text.len(), rank));
        }
        self.prefix();
    }

    fn prefix(&mut self) {
        for prefix in &mut self.prefixes {
            let first = prefix.first.take();
            self.out
                .text
                .push_str(first.as_ref().unwrap_or(&prefix.rest));
        }
    }

    /// Writes the prefix of a blank line: the marks of quotes that continue.
    fn blank_prefix(&mut self) {
        let length = self.out.text.len();
        for prefix in self
            .prefixes
            .iter()
            .take_while(|prefix| prefix.first.is_none())
        {
            self.out.text.push_str(&prefix.rest);
        }
        let end = length + self.out.text[length..].trim_end().len();
        self.out.text.truncate(end);
    }

    /// Makes the next text a block of its own. `rank` is the rank of the seam before it.
    #[inline]
    pub(super) fn break_block(&mut self, kind: Break, rank: u8) {
        self.suspend_marks();
        self.pending = if self.is_held {
            Break::Line
        } else {
            self.pending.max(kind)
        };
        self.seam = Some(self.seam.map_or(rank, |seam| seam.min(rank)));
    }

    /// Continues a list without the blank line that the end of a nested list would give.
    pub(super) fn continue_list(&mut self) {
        if self.pending == Break::ListEnd {
            self.pending = Break::Line;
        }
    }

    /// Puts the next text on the next line, without a blank line between.
    pub(super) fn join_lines(&mut self) {
        self.pending = self.pending.min(Break::Line);
    }

    /// Keeps the next line with the one before it: a term with its description.
    pub(super) fn hold(&mut self) {
        self.is_held = true;
    }

    /// Writes a `<br>`: a line break, and a second one makes a blank line.
    pub(super) fn line(&mut self) {
        self.space = false;
        if self.out.text.is_empty() {
            return;
        }
        if self.pending == Break::None {
            self.pending = Break::Line;
        } else {
            self.suspend_marks();
            self.pending = Break::Blank;
        }
    }

    /// Makes the next block begin at `start` in the source, the start of its element.
    pub(super) fn begin_element(&mut self, start: u32) {
        if self.out.text.is_empty() {
            self.hint = Some(start);
        }
    }

    pub(super) fn push_prefix(&mut self, first: Option<&str>, rest: &str) {
        let bytes: usize = self.prefixes.iter().map(|prefix| prefix.rest.len()).sum();
        let is_shown = self.prefixes.len() < MAX_PREFIXES && bytes + rest.len() <= MAX_PREFIX_BYTES;
        self.prefixes.push(Prefix {
            first: first.filter(|_| is_shown).map(str::to_owned),
            rest: if is_shown {
                rest.to_owned()
            } else {
                String::new()
            },
        });
    }

    pub(super) fn pop_prefix(&mut self) {
        self.prefixes.pop();
    }
}

/// Returns true for the white space that HTML collapses. A no-break space is text.
#[inline]
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

//! Matches the constructs inside a line.

use super::super::constructs::Constructs;
use super::super::line::SourceLine;
use super::Scan;
use super::code_spans::CodeSpans;

/// The state that lines of a paragraph share.
#[derive(Debug)]
pub(super) struct InlineState {
    /// The bytes at which a construct may begin.
    triggers: [bool; 256],
    pub(super) spans: CodeSpans,
    /// The offset up to which tags of Liquid are text: the end of `{% raw %}`.
    pub(super) raw_until: usize,
}

impl InlineState {
    pub(super) fn new(on: Constructs) -> Self {
        use Constructs as C;
        let mut triggers = [false; 256];
        let braces = C::LIQUID | C::SHORTCODES | C::KRAMDOWN | C::BRACE_COMMENTS | C::MDX;
        triggers[usize::from(b'`')] = true;
        triggers[usize::from(b'\\')] = true;
        triggers[usize::from(b'<')] = true;
        triggers[usize::from(b'{')] = on.has_any(braces);
        triggers[usize::from(b'%')] = on.has(C::PERCENT);
        triggers[usize::from(b'd')] = on.has(C::DATA);
        Self {
            triggers,
            spans: CodeSpans::default(),
            raw_until: 0,
        }
    }
}

impl Scan<'_> {
    /// Scans the line from the offset `at` on. A construct that ends in a later line
    /// moves the current offset after it.
    pub(super) fn inline(&mut self, mut at: usize, line: SourceLine) {
        let bytes = self.bytes();
        while at < line.end {
            let triggers = &self.inline.triggers;
            let mut rest = bytes[at..line.end].iter();
            let Some(next) = rest.position(|byte| triggers[usize::from(*byte)]) else {
                return;
            };
            at += next;
            at = match bytes[at] {
                b'`' => self.inline.spans.after(self.source, at),
                b'\\' => self.escape(at),
                b'<' => self.angle(at),
                b'{' => self.brace(at, line),
                b'%' => self.percent(at, line),
                _ => self.data_url(at),
            };
        }
        if at > line.end {
            self.at = self.source.ceil_char_boundary(at);
        }
    }

    /// Returns the offset after an escaped character. Liquid and shortcodes know no
    /// escapes.
    fn escape(&self, at: usize) -> usize {
        let rest = &self.source[at + 1..];
        let is_tag = ["{%", "{{"].iter().any(|tag| rest.starts_with(tag));
        if is_tag {
            at + 1
        } else {
            at + 1
                + rest
                    .chars()
                    .next()
                    .filter(char::is_ascii_punctuation)
                    .map_or(0, char::len_utf8)
        }
    }

    fn angle(&mut self, at: usize) -> usize {
        if self.source[at..].starts_with("<!--") {
            return self.html_comment(at).unwrap_or(at + 1);
        }
        (self.hidden_element(at))
            .or_else(|| self.inline_tag(at))
            .unwrap_or(at + 1)
    }

    fn brace(&mut self, at: usize, line: SourceLine) -> usize {
        let found = match self.bytes().get(at + 1) {
            Some(b'%') => self.liquid(at, line),
            Some(b'{') => self.shortcode(at, line),
            Some(b':') => self.kramdown(at),
            Some(b'/') => self.brace_comment(at),
            _ => None,
        };
        found
            .or_else(|| self.inline_expression(at))
            .unwrap_or(at + 1)
    }
}

//! Detects the constructs that a text may have, in one quick pass over its lines.
//!
//! Most texts are plain `CommonMark`: for them this pass is the only cost of dialects, so
//! it looks at the first byte of a line and at bytes that are rare in prose.

mod hiding;

use super::constructs::Constructs;
use super::scan::{is_data_url, is_directive, is_label, is_module, raw_format};
use crate::reader::markdown::nesting;
use memchr::{memchr, memchr_iter, memchr2_iter, memmem};

/// The constructs that a text may have.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) constructs: Constructs,
    /// True if a line may be nested too deep. This pass sees all lines anyway, so that
    /// ordinary texts need no other for that.
    pub(super) is_deep: bool,
}

/// Returns what `source` may have from the offset `body` on. The scanner decides about each
/// place.
///
/// `line_starts` has the offsets of the lines of `source` but the first, in order, as far as
/// they are known: decoding has searched for them, and a second search is half of this pass
/// (2026-11-29).
pub(super) fn detect(source: &str, body: usize, line_starts: &[u32]) -> Detected {
    let text = &source[body..];
    let bytes = text.as_bytes();
    let mut found = Constructs::NONE;
    let mut evidence = DialectFacts::default();
    let mut start = 0;
    let mut add = |end: usize| {
        let line = &bytes[start..end];
        evidence.is_deep |= nesting::may_be_deep(line);
        match first_mark(line) {
            Some(at) => found |= of_line(&line[at..], &mut evidence),
            None => evidence.is_after_text = line.len() > 1,
        }
        start = end + 1;
    };
    let first = line_starts.partition_point(|start| *start as usize <= body);
    // After a stop the text may be shorter than the lines that were found.
    let starts = line_starts[first..]
        .iter()
        .take_while(|start| **start as usize <= source.len());
    let known = starts.map(|start| *start as usize - body);
    let rest = known.clone().last().unwrap_or(0);
    known.for_each(|start| add(start - 1));
    memchr_iter(b'\n', &bytes[rest..]).for_each(|at| add(rest + at));
    add(bytes.len());
    found |= of_rare_bytes(text);
    if memmem::find_iter(bytes, "data:").any(|at| is_data_url(bytes, at)) {
        found |= Constructs::DATA;
    }
    if hiding::may_hide(bytes) {
        found |= Constructs::HIDDEN;
    }
    Detected {
        constructs: evidence.constructs(found),
        is_deep: evidence.is_deep,
    }
}

/// Facts that decide only together.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each fact is independent of the others
struct DialectFacts {
    is_deep: bool,
    /// True if the line before has text.
    is_after_text: bool,
    /// The length of the last line of hyphens after a blank line.
    hyphens: usize,
    opens_slashes: bool,
    closes_slashes: bool,
    has_module: bool,
    is_in_script: bool,
    has_script_module: bool,
    has_component: bool,
    has_known_component: bool,
    is_myst: bool,
}

/// Bytes that begin a line of a dialect, after its indentation.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = b":!?=/%ie<[-`#+(";
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// Returns the offset of the first byte after the indentation and quote marks, if it may
/// begin a line of a dialect.
#[inline]
fn first_mark(line: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        if MARKS[usize::from(*byte)] {
            return Some(at);
        }
        if !matches!(byte, b' ' | b'\t' | b'>') {
            return None;
        }
        at += 1;
    }
    None
}

/// Returns the constructs that a line may have. It begins with one of [`MARKS`].
fn of_line(line: &[u8], evidence: &mut DialectFacts) -> Constructs {
    use Constructs as C;
    let is_after_text = std::mem::replace(&mut evidence.is_after_text, true);
    match line[0] {
        b':' if line.starts_with(b":::") => C::DIVS | C::COLON,
        b':' if !matches!(line.get(1), None | Some(b' ' | b'\t' | b'\r')) => C::COLON,
        b'!' if line.starts_with(b"!!!") => C::INDENTED,
        b'?' if line.starts_with(b"???") => C::INDENTED,
        b'=' if line.starts_with(b"===") => match line.get(3) {
            Some(b' ' | b'!' | b'+') => C::INDENTED,
            Some(b'=') if !is_after_text && is_run(line) => C::ASCIIDOC,
            _ => C::NONE,
        },
        b'/' if line.starts_with(b"///") => {
            evidence.slashes(line);
            C::NONE
        }
        b'%' if line.starts_with(b"%%") => C::PERCENT,
        b'i' | b'e' if line.starts_with(b"import ") || line.starts_with(b"export ") => {
            evidence.module(line);
            C::NONE
        }
        b'<' => {
            evidence.tag(line);
            C::NONE
        }
        b'[' if line.trim_ascii_end().ends_with(b"]") && is_label(line) => C::ASCIIDOC,
        b'-' if line.starts_with(b"----") && is_run(line) => {
            evidence.is_after_text = is_after_text;
            let is_closing = evidence.closes_hyphens(line);
            evidence.is_after_text = false;
            if is_closing { C::ASCIIDOC } else { C::NONE }
        }
        b'`' if line.starts_with(b"```") => {
            let ticks = line.iter().take_while(|byte| **byte == b'`').count();
            let info = str::from_utf8(&line[ticks..]).unwrap_or_default();
            let info = info.trim();
            if !info.starts_with('{') {
                return C::NONE;
            }
            // `{r}` and `{python}` are cells of Quarto.
            evidence.is_myst |= is_directive(info);
            match raw_format(info) {
                Some(_) => C::DIRECTIVES | C::RAW_FENCES,
                None => C::DIRECTIVES,
            }
        }
        b'(' if line.trim_ascii_end().ends_with(b")=") => {
            evidence.is_myst = true;
            C::NONE
        }
        b'#' if memchr(b'(', line).is_some_and(|at| line[at..].starts_with(b"(#tab/")) => C::TABS,
        _ => C::NONE,
    }
}

impl DialectFacts {
    fn constructs(&self, mut found: Constructs) -> Constructs {
        let is_mdx = self.has_module || found.has(Constructs::BRACE_COMMENTS);
        if self.has_component && is_mdx {
            found |= Constructs::MDX;
        }
        let may_import = is_mdx || self.has_script_module;
        if self.has_known_component || self.has_component && may_import {
            found |= Constructs::COMPONENTS;
        }
        if self.is_myst {
            found |= Constructs::MYST_LINES;
        }
        // `/// Returns the sum.` is a comment in code.
        if self.opens_slashes && self.closes_slashes {
            found |= Constructs::SLASHES;
        }
        found
    }

    /// Collects the facts of a line of slashes.
    fn slashes(&mut self, line: &[u8]) {
        let text = line.trim_ascii_start().trim_ascii_end();
        if is_run(text) {
            self.closes_slashes = true;
        } else if let Some(name) = text[3..].trim_ascii().split(|byte| *byte == b'|').next() {
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
            self.opens_slashes |= name.trim_ascii().iter().all(is_name);
        }
    }

    /// Returns true if a line of hyphens is the second of its length, each after text or
    /// a blank line as the two lines around a block of AsciiDoc are.
    fn closes_hyphens(&mut self, line: &[u8]) -> bool {
        let length = line.trim_ascii_end().len();
        if !self.is_after_text {
            self.hyphens = length;
            return false;
        }
        self.hyphens == length
    }

    /// Collects the facts of a line that begins as an import or an export does.
    ///
    /// Pages of `VitePress` import their components in `<script setup>`. They are no MDX:
    /// there indented lines are code, and `{` is text.
    fn module(&mut self, line: &[u8]) {
        let is_module = is_module(line);
        self.has_module |= is_module && !self.is_in_script;
        self.has_script_module |= is_module && self.is_in_script;
    }

    /// Collects the facts of a line that begins with a tag.
    fn tag(&mut self, line: &[u8]) {
        let is_end = line.get(1) == Some(&b'/');
        if line.starts_with(b"<script") || line.starts_with(b"</script") {
            self.is_in_script = !is_end;
        }
        let first = line.get(if is_end { 2 } else { 1 });
        if !first.is_some_and(u8::is_ascii_uppercase) {
            return;
        }
        self.has_component = true;
        let name = line[if is_end { 2 } else { 1 }..]
            .split(|byte| !byte.is_ascii_alphanumeric())
            .next();
        self.has_known_component |=
            name.is_some_and(|name| COMPONENTS.iter().any(|known| known.as_bytes() == name));
    }
}

/// Components of documentation tools that need no import. Other tags alone may be raw
/// HTML: `<Warning>` over `*bar*` in `CommonMark` 4.6, `<Listing>` in the books of
/// mdBook.
const COMPONENTS: [&str; 12] = [
    "Tabs",
    "TabItem",
    "Tab",
    "Steps",
    "Step",
    "Card",
    "CardGrid",
    "CardGroup",
    "Accordion",
    "AccordionGroup",
    "CodeGroup",
    "LinkCard",
];

/// Returns true if a line consists of one byte.
fn is_run(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.iter().all(|byte| *byte == line[0])
}

/// Returns the constructs that begin with a brace or a percent sign, which are rare.
fn of_rare_bytes(text: &str) -> Constructs {
    use Constructs as C;
    let bytes = text.as_bytes();
    let mut found = C::NONE;
    let mut has_percent = false;
    for at in memchr2_iter(b'{', b'%', bytes) {
        let after = &bytes[at + 1..];
        if bytes[at] == b'%' {
            has_percent |= after.first() == Some(&b'%');
            continue;
        }
        found |= match after {
            [b'%', ..] if !bytes[..at].ends_with(b"{") => C::LIQUID,
            [b'{', b'<' | b'%' | b'/', ..] | [b'{', b'-', b' ', b'/', ..] => C::SHORTCODES,
            [b'/', b'*', ..] => C::BRACE_COMMENTS,
            [b':', b':' | b' ' | b'.' | b'#' | b't', ..] => C::KRAMDOWN,
            _ => continue,
        };
    }
    // `%%` also escapes a percent sign in prose, so a comment inside a line counts only
    // in a note: one with links in double brackets.
    if has_percent && has_wikilink(bytes) {
        found |= C::PERCENT;
    }
    found
}

/// Returns true for a link of a note: `[[Tea]]`.
fn has_wikilink(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, "[[").any(|at| {
        let line = &bytes[at..];
        let end = memchr(b'\n', line).unwrap_or(line.len());
        memmem::find(&line[..end], b"]]").is_some()
    })
}

#[cfg(test)]
mod tests;

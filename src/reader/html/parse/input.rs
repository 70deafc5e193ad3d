//! The tokenizer's input, which keeps the tokenizer's calls from nesting and ends when
//! the read is stopped.

// The tokenizer reads byte by byte, through these.
#![allow(clippy::inline_always)]

use crate::limits::Watch;
use html5gum::{Readable, Reader, StringReader};
use std::cell::Cell;
use std::convert::Infallible;

/// Passes the text to the tokenizer, byte for byte except for one substitution, which
/// changes neither tokens nor offsets.
///
/// For speed, some states of html5gum 0.9 call each other. Those of an attribute in
/// double quotes form a cycle: the white space after a value leads to the name of the
/// next attribute without a return, so 3,000 attributes like `<a t="x" t="x" ...>`
/// overflow a stack of 256 KiB. A `/` between attributes is equal to white space (HTML
/// 13.2.5.40: it is dropped unless `>` follows), but html5gum returns to its main loop
/// there. Therefore this white space is passed as `/`, which breaks the cycle.
pub(super) struct Input<'t, 'w> {
    text: &'t [u8],
    /// A short run of the text, from the byte that is read next.
    run: StringReader<'t>,
    /// The number of bytes that were read.
    at: usize,
    /// The bytes before this offset are read without any check. A check of each byte took
    /// 3 % of the time of reading a page (2026-11-29).
    unchecked_to: usize,
    /// The last byte read was the quote that closes an attribute's value.
    closes_value: bool,
    /// The offset at which the watch is asked next.
    next_look: usize,
    /// The bytes after the last tag that were read as rows of a table.
    skipped: &'w Cell<usize>,
    watch: &'w Watch,
}

/// The number of bytes from one look at the watch to the next, which take a fraction of a
/// millisecond.
const LOOK_BYTES: usize = 4096;

/// The number of bytes that are read at once. html5gum copies them, which took 100 ms for
/// a text of 128 MB. Its own reader of files also ends a run of text at the end of its
/// buffer.
const MAX_RUN_BYTES: usize = 64 * 1024;

impl<'t, 'w> Input<'t, 'w> {
    pub(super) fn new(text: &'t str, skipped: &'w Cell<usize>, watch: &'w Watch) -> Self {
        Self {
            text: text.as_bytes(),
            run: "".to_reader(),
            at: 0,
            unchecked_to: 0,
            closes_value: false,
            next_look: 0,
            skipped,
            watch,
        }
    }

    /// Returns true if the read is stopped. For the tokenizer, the text then ends here.
    #[inline]
    fn is_stopped(&mut self) -> bool {
        if self.at < self.next_look {
            return false;
        }
        let is_stopped = self.watch.look().is_some();
        if !is_stopped {
            self.next_look = self.at + LOOK_BYTES;
        }
        is_stopped
    }

    /// Reads a byte at a place that needs a check: the watch is due, the text ends, or
    /// the value of an attribute has ended.
    #[cold]
    fn read_checked(&mut self) -> Option<u8> {
        if self.is_stopped() {
            return None;
        }
        self.unchecked_to = self.next_look.min(self.text.len());
        let byte = *self.text.get(self.at)?;
        self.at += 1;
        if !std::mem::take(&mut self.closes_value) {
            return Some(byte);
        }
        let is_space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let ends_tag = self.text.get(self.at) == Some(&b'>');
        Some(if is_space && !ends_tag { b'/' } else { byte })
    }
}

/// Returns true for the bytes that html5gum searches for in the value of an attribute in
/// double quotes.
fn are_of_quoted_value(needle: &[u8]) -> bool {
    needle.starts_with(b"\"&")
}

impl Reader for Input<'_, '_> {
    type Error = Infallible;

    #[inline(always)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if self.at >= self.unchecked_to {
            return Ok(self.read_checked());
        }
        let byte = self.text.get(self.at).copied();
        self.at += 1;
        Ok(byte)
    }

    #[inline(always)]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        // After a tag, text is read next.
        self.at += self.skipped.take();
        if self.is_stopped() {
            return Ok(None);
        }
        let end = self.text.len().min(self.at + MAX_RUN_BYTES);
        let rest = &self.text[self.at..end];
        // Half of the calls read one byte, which ends a text or a name.
        let read = match rest.first() {
            Some(first) if needle.iter().any(|byte| byte == first) => Some(&rest[..1]),
            _ => {
                self.run = rest.to_reader();
                self.run.read_until(needle, buffer)?
            }
        };
        self.at += read.map_or(0, <[u8]>::len);
        self.closes_value = read == Some(b"\"") && are_of_quoted_value(needle);
        if self.closes_value {
            self.unchecked_to = self.at;
        }
        Ok(read)
    }

    #[inline(always)]
    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let mut rest = self.text[self.at..].to_reader();
        let is_read = rest.try_read_string(text, case_sensitive)?;
        self.at += if is_read { text.len() } else { 0 };
        Ok(is_read)
    }
}

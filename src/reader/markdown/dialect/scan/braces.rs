//! Finds the ends of JavaScript expressions in braces.

use std::collections::BTreeMap;

/// The braces that were matched.
#[derive(Debug, Default)]
pub(super) struct Braces {
    /// The offset of each opening brace, and that after its closing one.
    closed: BTreeMap<usize, usize>,
    /// All braces before this offset were matched, or have no end. A brace is scanned
    /// once only, so 100,000 open ones take linear time.
    scanned: usize,
}

enum Opening {
    Brace(usize),
    Template,
}

impl Braces {
    /// Returns the offset after the brace that closes the one at `at`. Strings, templates
    /// and comments are skipped.
    pub(super) fn after(&mut self, source: &[u8], at: usize) -> Option<usize> {
        if at >= self.scanned {
            self.scanned = self.scan(source, at);
        }
        self.closed.get(&at).copied()
    }

    /// Matches the brace at `start` and all in it, and returns the offset after it.
    fn scan(&mut self, source: &[u8], start: usize) -> usize {
        let mut open = Vec::new();
        let mut at = start;
        while let Some(&byte) = source.get(at) {
            at += 1;
            let is_template = matches!(open.last(), Some(Opening::Template));
            match byte {
                b'\\' => at += 1,
                b'`' if is_template => drop(open.pop()),
                b'`' => open.push(Opening::Template),
                b'$' if is_template && source.get(at) == Some(&b'{') => {
                    open.push(Opening::Brace(at));
                    at += 1;
                }
                _ if is_template => {}
                b'{' => open.push(Opening::Brace(at - 1)),
                b'}' => {
                    if let Some(Opening::Brace(opening)) = open.pop() {
                        self.closed.insert(opening, at);
                    }
                    if open.is_empty() {
                        return at;
                    }
                }
                b'"' | b'\'' => at = after_string(source, at, byte),
                b'/' if source.get(at) == Some(&b'*') => {
                    let end = memchr::memmem::find(&source[at..], b"*/");
                    at = end.map_or(source.len(), |end| at + end + 2);
                }
                _ => {}
            }
        }
        source.len()
    }
}

/// Returns the offset after a string; an apostrophe in text is none, so it ends with the
/// line at the latest.
pub(super) fn after_string(source: &[u8], at: usize, quote: u8) -> usize {
    let rest = &source[at..];
    match memchr::memchr2(quote, b'\n', rest) {
        Some(end) if rest[end] == quote && !rest[..end].ends_with(b"\\") => at + end + 1,
        Some(end) => at + end,
        None => source.len(),
    }
}

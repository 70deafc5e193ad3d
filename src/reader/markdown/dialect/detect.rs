//! Detects the constructs that a text may have, in one quick pass over its lines.
//!
//! Most texts are plain `CommonMark`: for them this pass is the only cost of dialects, so
//! it looks at the first byte of a line and at bytes that are rare in prose.

use super::constructs::Constructs;
use super::scan::{is_data_url, is_directive, is_module};
use memchr::{memchr, memchr_iter, memmem};

/// Returns the constructs that `text` may have. The scanner decides about each place.
pub(super) fn constructs(text: &str) -> Constructs {
    let bytes = text.as_bytes();
    let mut found = Constructs::NONE;
    let mut evidence = Evidence::default();
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        if let Some(at) = first_mark(&bytes[start..end]) {
            found |= of_line(&bytes[start + at..end], &mut evidence);
        }
        start = end + 1;
    }
    found |= of_braces(bytes);
    if memmem::find_iter(bytes, "data:").any(|at| is_data_url(bytes, at)) {
        found |= Constructs::DATA;
    }
    // `%%` also escapes a percent sign in prose, so a comment inside a line counts only in
    // a note: one with links in double brackets.
    if !found.has(Constructs::PERCENT) && has_percent_pair(bytes) && has_wikilink(bytes) {
        found |= Constructs::PERCENT;
    }
    let is_mdx = evidence.has_module || found.has(Constructs::BRACE_COMMENTS);
    if evidence.has_component && is_mdx {
        found |= Constructs::MDX;
    }
    // A tag alone may be raw HTML: `<Warning>` over `*bar*` in `CommonMark` 4.6.
    if evidence.has_component && (evidence.has_attribute || is_mdx) {
        found |= Constructs::COMPONENTS;
    }
    if evidence.is_myst {
        found |= Constructs::MYST_LINES;
    }
    found
}

/// Facts that decide only together.
#[derive(Default)]
struct Evidence {
    has_module: bool,
    has_component: bool,
    has_attribute: bool,
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
fn of_line(line: &[u8], evidence: &mut Evidence) -> Constructs {
    use Constructs as C;
    match line[0] {
        b':' if line.starts_with(b":::") => C::DIVS | C::COLON,
        b':' if !matches!(line.get(1), None | Some(b' ' | b'\t' | b'\r')) => C::COLON,
        b'!' if line.starts_with(b"!!!") => C::INDENTED,
        b'?' if line.starts_with(b"???") => C::INDENTED,
        b'=' if line.starts_with(b"===") => match line.get(3) {
            Some(b' ' | b'!' | b'+') => C::INDENTED,
            Some(b'=') if is_run(line) => C::ASCIIDOC,
            _ => C::NONE,
        },
        b'/' if line.starts_with(b"///") => C::SLASHES,
        b'%' if line.starts_with(b"%%") => C::PERCENT,
        b'i' | b'e' if line.starts_with(b"import ") || line.starts_with(b"export ") => {
            evidence.has_module |= is_module(line);
            C::NONE
        }
        b'<' => {
            evidence.tag(line);
            C::NONE
        }
        b'[' if line.trim_ascii_end().ends_with(b"]") => C::ASCIIDOC,
        b'-' if line.starts_with(b"----") && is_run(line) => C::ASCIIDOC,
        b'`' if line.starts_with(b"```") => {
            let ticks = line.iter().take_while(|byte| **byte == b'`').count();
            let info = str::from_utf8(&line[ticks..]).unwrap_or_default();
            if !info.starts_with('{') {
                return C::NONE;
            }
            // `{r}` and `{python}` are cells of Quarto.
            evidence.is_myst |= is_directive(info);
            C::DIRECTIVES
        }
        b'(' if line.trim_ascii_end().ends_with(b")=") => {
            evidence.is_myst = true;
            C::NONE
        }
        b'#' if memchr(b'(', line).is_some_and(|at| line[at..].starts_with(b"(#tab/")) => C::TABS,
        _ => C::NONE,
    }
}

impl Evidence {
    /// Collects the facts of a line that begins with a tag.
    fn tag(&mut self, line: &[u8]) {
        let is_end = line.get(1) == Some(&b'/');
        let first = line.get(if is_end { 2 } else { 1 });
        if !first.is_some_and(u8::is_ascii_uppercase) {
            return;
        }
        self.has_component = true;
        let rest = line[1..].trim_ascii_end();
        let name = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
        self.has_attribute |= match name {
            None => true, // its attributes are on the next lines
            Some(name) => {
                rest[name..].ends_with(b"/>") || rest[name] == b' ' && memchr(b'=', rest).is_some()
            }
        };
    }
}

/// Returns true if a line consists of one byte.
fn is_run(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.iter().all(|byte| *byte == line[0])
}

/// Returns the constructs that begin with a brace.
fn of_braces(bytes: &[u8]) -> Constructs {
    use Constructs as C;
    let mut found = C::NONE;
    for at in memchr_iter(b'{', bytes) {
        found |= match bytes[at + 1..] {
            [b'%', ..] => C::LIQUID,
            [b'{', b'<' | b'%' | b'/', ..] | [b'{', b'-', b' ', b'/', ..] => C::SHORTCODES,
            [b'/', b'*', ..] => C::BRACE_COMMENTS,
            [b':', b':' | b' ' | b'.' | b'#' | b't', ..] => C::KRAMDOWN,
            _ => continue,
        };
    }
    found
}

/// Returns true if two percent signs occur in a line.
fn has_percent_pair(bytes: &[u8]) -> bool {
    memchr_iter(b'%', bytes).any(|at| bytes.get(at + 1) == Some(&b'%'))
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
mod tests {
    use super::*;

    #[test]
    fn plain_markdown_has_no_constructs() {
        for text in [
            "# Tea\n\n- item\n\n> quote\n\n```sh\nmake\n```\n\nTerm\n: definition\n",
            "<div>\n\n# Tea\n\n</div>\n\nimport the module, 100 %% sure\n",
            "<Warning>\n*bar*\n</Warning>\n",
            "Title\n===\n\n---\n\nmetadata: x, `{:?}`, {:a 1}\n",
        ] {
            assert_eq!(constructs(text), Constructs::NONE, "{text}");
        }
    }

    #[test]
    fn each_construct_is_detected() {
        use Constructs as C;
        for (text, construct) in [
            ("> a\n> ::: note", C::DIVS),
            ("a\n:b", C::COLON),
            ("```{note}\n```", C::DIRECTIVES | C::MYST_LINES),
            ("```{r}\n```", C::DIRECTIVES),
            ("  ??? tip", C::INDENTED),
            ("/// tip", C::SLASHES),
            ("## [Tea](#tab/tea)", C::TABS),
            ("a {% b %}", C::LIQUID),
            ("a {{% b %}}", C::SHORTCODES),
            ("{::comment}", C::KRAMDOWN),
            ("%%\na\n%%", C::PERCENT),
            ("[[a]] %%b%%", C::PERCENT),
            ("a {/* b */}", C::BRACE_COMMENTS),
            ("<Tab label=\"a\">", C::COMPONENTS),
            ("import A from 'a'\n\n<A>", C::COMPONENTS | C::MDX),
            ("[NOTE]\n====", C::ASCIIDOC),
            ("![a](data:image/png;base64,AA)", C::DATA),
        ] {
            assert_eq!(constructs(text), construct, "{text}");
        }
    }
}

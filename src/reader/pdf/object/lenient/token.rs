//! Splits the text of an object into tokens, including odd ones.

use super::super::numeral;
use lopdf::{Object, StringFormat};

/// The number of failed searches for the end of a string. Each may read all of the text,
/// so after these a string ends with its line.
const MAX_SEARCHES: usize = 16;

#[derive(Debug)]
pub(super) enum ObjectToken {
    /// A name, a number, a string, `true`, `false` or `null`.
    Value(Object),
    /// The `R` of a reference.
    Reference,
    OpenArray,
    CloseArray,
    OpenDictionary,
    CloseDictionary,
    /// Any other bytes.
    Odd,
}

/// A place in a text.
pub(super) struct Tokens<'t> {
    text: &'t [u8],
    position: usize,
    searches: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            position: 0,
            searches: 0,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Returns true if a name follows.
    pub(super) fn is_before_name(&mut self) -> bool {
        self.skip_space();
        self.rest().first() == Some(&b'/')
    }

    /// Returns the next token; `None` at the end and before a word that ends an object.
    pub(super) fn next(&mut self) -> Option<ObjectToken> {
        self.skip_space();
        let token = match self.rest() {
            [] => return None,
            [b'<', b'<', ..] => self.take(2, ObjectToken::OpenDictionary),
            [b'>', b'>', ..] => self.take(2, ObjectToken::CloseDictionary),
            [b'[', ..] => self.take(1, ObjectToken::OpenArray),
            [b']', ..] => self.take(1, ObjectToken::CloseArray),
            [b'/', ..] => self.name(),
            [b'(', ..] => self.string(),
            [b'<', ..] => self.hexadecimal(),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number(),
            // A closing mark without an opening one is skipped alone.
            [b')' | b'>' | b'{' | b'}', ..] => self.take(1, ObjectToken::Odd),
            _ => return self.word(),
        };
        Some(token)
    }

    fn rest(&self) -> &'t [u8] {
        &self.text[self.position..]
    }

    fn take(&mut self, length: usize, token: ObjectToken) -> ObjectToken {
        self.position += length;
        token
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.text.get(self.position) {
            if is_space(byte) {
                self.position += 1;
            } else if byte == b'%' {
                self.position += line_length(self.rest());
            } else {
                return;
            }
        }
    }

    /// Returns the number of regular characters from `from`.
    fn run(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        (rest.iter().position(|&byte| !is_regular(byte))).unwrap_or(rest.len())
    }

    fn name(&mut self) -> ObjectToken {
        let start = self.position + 1;
        let written = &self.text[start..start + self.run(start)];
        self.position = start + written.len();
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let Some((&first, after)) = rest.split_first() {
            let escaped = match *after {
                [high, low, ..] if first == b'#' => pair(high, low),
                _ => None,
            };
            name.push(escaped.unwrap_or(first));
            rest = if escaped.is_some() {
                &after[2..]
            } else {
                after
            };
        }
        ObjectToken::Value(Object::Name(name))
    }

    /// Reads a number. Letters directly after it belong to it (`12x` is 12), except the
    /// `R` of a reference.
    fn number(&mut self) -> ObjectToken {
        let rest = self.rest();
        let (value, length) = numeral::read(rest);
        // Object numbers must be integers; a real number is not part of a reference.
        let whole = std::str::from_utf8(&rest[..length])
            .ok()
            .and_then(|digits| digits.parse::<i64>().ok());
        self.position += length;
        if self.rest().first() != Some(&b'R') {
            self.position += self.run(self.position);
        }
        ObjectToken::Value(match whole {
            Some(whole) => Object::Integer(whole),
            None => real(value),
        })
    }

    fn word(&mut self) -> Option<ObjectToken> {
        const ENDS: [&[u8]; 6] = [
            b"endobj",
            b"endstream",
            b"startxref",
            b"stream",
            b"trailer",
            b"xref",
        ];
        let rest = self.rest();
        let word = &rest[..self.run(self.position).max(1)];
        // `endobj12` ends the object too: the next header follows without a space.
        if word == b"obj" || ENDS.iter().any(|end| word.starts_with(end)) {
            return None;
        }
        Some(match word {
            // `4 0 R` and `4 0 R5 0 R`
            [b'R'] | [b'R', b'0'..=b'9', ..] => self.take(1, ObjectToken::Reference),
            b"true" => self.take(4, ObjectToken::Value(Object::Boolean(true))),
            b"false" => self.take(5, ObjectToken::Value(Object::Boolean(false))),
            b"null" => self.take(4, ObjectToken::Value(Object::Null)),
            odd => self.take(odd.len(), ObjectToken::Odd),
        })
    }

    /// Reads a string up to its closing parenthesis. A string that is not closed ends
    /// before the next name or bracket, or with its line: `(open /Contents 4 0 R>>`.
    fn string(&mut self) -> ObjectToken {
        let inner = &self.text[self.position + 1..];
        let closed = (self.searches < MAX_SEARCHES)
            .then(|| closing(inner))
            .flatten();
        let (length, end) = if let Some(length) = closed {
            (length, 1)
        } else {
            self.searches += 1;
            // The entries after the string matter more than its text, which rarely has
            // names or brackets.
            let ends = |byte: &u8| b"/<>[]\r\n".contains(byte);
            (inner.iter().position(ends).unwrap_or(inner.len()), 0)
        };
        self.position += 1 + length + end;
        ObjectToken::Value(Object::string_literal(unescaped(&inner[..length])))
    }

    /// Reads a hexadecimal string. One without an end ends before a byte that no such
    /// string contains.
    fn hexadecimal(&mut self) -> ObjectToken {
        let inner = &self.text[self.position + 1..];
        let ends = |byte: &u8| b">/<[]()".contains(byte);
        let length = inner.iter().position(ends).unwrap_or(inner.len());
        let is_closed = inner.get(length) == Some(&b'>');
        self.position += 1 + length + usize::from(is_closed);
        // Spaces and line endings between digits are allowed (7.3.4.3).
        let digits: Vec<u8> = inner[..length].iter().copied().filter_map(digit).collect();
        let bytes = digits.chunks(2).map(|pair| match *pair {
            [high, low] => high << 4 | low,
            _ => pair[0] << 4,
        });
        ObjectToken::Value(Object::String(bytes.collect(), StringFormat::Hexadecimal))
    }
}

/// Returns the offset of the parenthesis that closes the string.
fn closing(inner: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        match inner.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}

/// Resolves the escapes of a string (ISO 32000-2 table 3).
fn unescaped(written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((&first, mut after)) = rest.split_first() {
        if first != b'\\' {
            bytes.push(first);
        } else if let Some((&escaped, more)) = after.split_first() {
            after = more;
            match escaped {
                b'n' => bytes.push(b'\n'),
                b'r' => bytes.push(b'\r'),
                b't' => bytes.push(b'\t'),
                b'b' => bytes.push(8),
                b'f' => bytes.push(12),
                // A backslash before a line ending continues the line.
                b'\r' => after = after.strip_prefix(b"\n").unwrap_or(after),
                b'\n' => {}
                b'0'..=b'7' => {
                    let mut code = u32::from(escaped - b'0');
                    for _ in 0..2 {
                        let [digit @ b'0'..=b'7', more @ ..] = after else {
                            break;
                        };
                        code = code * 8 + u32::from(digit - b'0');
                        after = more;
                    }
                    bytes.push(code.to_le_bytes()[0]); // overflow is ignored, as specified
                }
                other => bytes.push(other),
            }
        }
        rest = after;
    }
    bytes
}

/// Returns a real number, limited to the range of lopdf's type.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn real(value: f64) -> Object {
    Object::Real(value.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32)
}

fn line_length(text: &[u8]) -> usize {
    let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
    text.iter().position(ends).unwrap_or(text.len())
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn pair(high: u8, low: u8) -> Option<u8> {
    Some(digit(high)? << 4 | digit(low)?)
}

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

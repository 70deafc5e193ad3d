//! Reads the operators of a content stream one at a time (ISO 32000-2 7.8.2), without
//! recursion and without copies of the stream.

mod inline_image;
mod string;

use crate::reader::pdf::object::numeral;
use string::hexadecimal_digit;

/// The number of operands of an operator that are kept. A `TJ` array of a long line has a
/// few hundred.
const MOST_OPERANDS: usize = 1 << 16;

/// A position in a content stream, with the operands of the last operator.
///
/// Arrays and dictionaries are not built: their brackets are operands, so that `[[[[...`
/// costs no more than any other text.
#[derive(Debug, Default)]
pub(super) struct ContentScanner {
    position: usize,
    operands: Vec<Operand>,
    /// The bytes of names and strings, with escapes resolved.
    text: Vec<u8>,
}

/// An operand, or a bracket of a compound one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Text),
    String(Text),
    /// `[` or `<<`.
    Open,
    /// `]` or `>>`.
    Close,
}

/// A range of the scanner's bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Text {
    start: usize,
    end: usize,
}

impl ContentScanner {
    /// Returns the next operator.
    pub(super) fn next_operator<'d>(&mut self, data: &'d [u8]) -> Option<&'d [u8]> {
        // Kept allocated: a page has thousands of operators.
        self.operands.clear();
        self.text.clear();
        loop {
            self.skip_space(data);
            let &byte = data.get(self.position)?;
            match byte {
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(data),
                b'/' => self.name(data),
                b'(' => self.literal_string(data),
                b'<' if data.get(self.position + 1) == Some(&b'<') => {
                    self.bracket(Operand::Open, 2);
                }
                b'<' => self.hexadecimal_string(data),
                b'>' if data.get(self.position + 1) == Some(&b'>') => {
                    self.bracket(Operand::Close, 2);
                }
                b'[' => self.bracket(Operand::Open, 1),
                b']' => self.bracket(Operand::Close, 1),
                // A closing mark without an opening one is skipped, as in viewers.
                b')' | b'>' | b'{' | b'}' => self.position += 1,
                _ => {
                    // These three are operands, of a dictionary.
                    let word = self.word(data);
                    if !matches!(word, b"true" | b"false" | b"null") {
                        return Some(word);
                    }
                }
            }
        }
    }

    pub(super) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// Returns the bytes of a name or a string.
    pub(super) fn text(&self, text: Text) -> &[u8] {
        &self.text[text.start..text.end]
    }

    /// Returns the operand at `index` as a number; 0 if it is none, as in viewers.
    pub(super) fn number_at(&self, index: usize) -> f64 {
        match self.operands.get(index) {
            Some(Operand::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// Returns the first `N` operands as numbers.
    pub(super) fn numbers<const N: usize>(&self) -> [f64; N] {
        std::array::from_fn(|index| self.number_at(index))
    }

    /// Returns the operand at `index` as a name.
    pub(super) fn name_at(&self, index: usize) -> Option<&[u8]> {
        match self.operands.get(index) {
            Some(Operand::Name(name)) => Some(self.text(*name)),
            _ => None,
        }
    }

    /// Returns the number of a key, in a dictionary that is written in the content
    /// itself.
    pub(super) fn number_of(&self, key: &[u8]) -> Option<f64> {
        match self.value_of(key)? {
            Operand::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the string of a key, in such a dictionary.
    pub(super) fn string_of(&self, key: &[u8]) -> Option<&[u8]> {
        match self.value_of(key)? {
            Operand::String(text) => Some(self.text(text)),
            _ => None,
        }
    }

    fn value_of(&self, key: &[u8]) -> Option<Operand> {
        let is_key =
            |operand: &Operand| matches!(operand, Operand::Name(name) if self.text(*name) == key);
        // The brackets of the dictionary are operands, so the value follows its key.
        let place = self.operands.iter().position(is_key)?;
        self.operands.get(place + 1).copied()
    }

    fn push(&mut self, operand: Operand) {
        if self.operands.len() < MOST_OPERANDS {
            self.operands.push(operand);
        }
    }

    fn bracket(&mut self, operand: Operand, length: usize) {
        self.push(operand);
        self.position += length;
    }

    fn skip_space(&mut self, data: &[u8]) {
        while let Some(&byte) = data.get(self.position) {
            if is_space(byte) {
                self.position += 1;
            } else if byte == b'%' {
                let rest = &data[self.position..];
                let line = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r');
                self.position += line.unwrap_or(rest.len());
            } else {
                break;
            }
        }
    }

    /// Reads a run of regular characters.
    fn word<'d>(&mut self, data: &'d [u8]) -> &'d [u8] {
        let start = self.position;
        let length = data[start..].iter().position(|&byte| !is_regular(byte));
        self.position = length.map_or(data.len(), |length| start + length);
        &data[start..self.position]
    }

    /// Reads a number, also an odd one. Letters directly after it are an operator
    /// (`0 0cm`), or else belong to it: `0x10` is 0, because an operator `x10` would drop
    /// the operands.
    fn number(&mut self, data: &[u8]) {
        let (value, length) = numeral::read(&data[self.position..]);
        self.position += length;
        self.push(Operand::Number(value));
        if data
            .get(self.position)
            .is_some_and(|&byte| is_regular(byte))
        {
            let end = self.position;
            if !is_operator(self.word(data)) {
                return;
            }
            self.position = end;
        }
    }

    fn name(&mut self, data: &[u8]) {
        self.position += 1;
        let start = self.text.len();
        while let Some(&byte) = data.get(self.position).filter(|&&byte| is_regular(byte)) {
            // A `#` without two digits is a character of the name, as before PDF 1.2.
            let escaped = (byte == b'#')
                .then(|| hexadecimal_pair(data, self.position + 1))
                .flatten();
            self.position += if escaped.is_some() { 3 } else { 1 };
            self.text.push(escaped.unwrap_or(byte));
        }
        let end = self.text.len();
        self.push(Operand::Name(Text { start, end }));
    }
}

/// Returns true for the operators of content streams (ISO 32000-2 annex A).
fn is_operator(word: &[u8]) -> bool {
    const OPERATORS: &str = " b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F \
        f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf \
        Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" ";
    let mut operators = OPERATORS.split_ascii_whitespace();
    operators.any(|operator| operator.as_bytes() == word)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

/// The bytes that end a word: spaces and delimiters.
static ENDS_WORD: [bool; 256] = {
    let ends = b" \n\r\t\x0c\0()<>[]{}/%";
    let (mut table, mut at) = ([false; 256], 0);
    while at < ends.len() {
        table[ends[at] as usize] = true;
        at += 1;
    }
    table
};

fn is_regular(byte: u8) -> bool {
    !ENDS_WORD[usize::from(byte)]
}

fn hexadecimal_pair(data: &[u8], at: usize) -> Option<u8> {
    let high = hexadecimal_digit(*data.get(at)?)?;
    Some(high << 4 | hexadecimal_digit(*data.get(at + 1)?)?)
}

fn find(data: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = data.get(from..)?;
    (rest.windows(what.len()).position(|window| window == what)).map(|found| from + found)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    fn operators(data: &[u8]) -> Vec<String> {
        let mut scanner = ContentScanner::default();
        let mut found = Vec::new();
        while let Some(operator) = scanner.next_operator(data) {
            if operator == b"ID" {
                scanner.skip_inline_image(data);
            }
            found.push(String::from_utf8_lossy(operator).into_owned());
        }
        found
    }

    fn first(data: &[u8]) -> ContentScanner {
        let mut scanner = ContentScanner::default();
        scanner.next_operator(data);
        scanner
    }

    #[test]
    fn numbers_are_read_as_viewers_do() {
        let scanner = first(b"1 -2.5 .5 --4 5. 1.0-2 - 0.25 x");
        assert_eq!(
            scanner.numbers(),
            [1.0, -2.5, 0.5, -4.0, 5.0, 1.0, 0.0, 0.25]
        );
    }

    #[test]
    fn an_operator_may_follow_a_number_without_a_space_and_an_odd_number_is_none() {
        assert_eq!(operators(b"0x10 1,5 3pt 2 3cm 4Tf"), ["cm", "Tf"]);
        assert_eq!(first(b"1e0 0 0 .5e1 x").numbers(), [1.0, 0.0, 0.0, 5.0]);
    }

    #[test]
    fn strings_lose_their_escapes() {
        let scanner = first(b"(a\\(b\\051(c)\\\r\nd\\n) <48 656C6C 7> (\\1018) x");
        let texts: Vec<_> = (scanner.operands().iter())
            .map(|operand| match operand {
                Operand::String(text) => scanner.text(*text),
                _ => b"",
            })
            .collect();
        assert_eq!(texts, [&b"a(b)(c)d\n"[..], b"Hellp", b"A8"]);
    }

    #[test]
    fn names_lose_their_escapes() {
        assert_eq!(first(b"/A#20B#zz Do").name_at(0), Some(&b"A B#zz"[..]));
    }

    #[test]
    fn inline_images_are_skipped() {
        let content = b"q BI /W 2 /H 2 ID \x00EI\xff EI \xff\xfe EI Q (x) Tj";
        assert_eq!(operators(content), ["q", "BI", "ID", "Q", "Tj"]);
        assert_eq!(operators(b"BI ID \x00\x01"), ["BI", "ID"]);
    }

    #[test]
    fn spaces_and_delimiters_end_a_word() {
        for byte in 0..=u8::MAX {
            let is_delimiter = b"()<>[]{}/%".contains(&byte);
            assert_eq!(is_regular(byte), !is_space(byte) && !is_delimiter, "{byte}");
        }
    }

    #[test]
    fn deep_brackets_are_no_deeper_than_others() {
        let mut content = vec![b'['; 200_000];
        content.extend_from_slice(b" TJ ET");
        assert_eq!(operators(&content), ["TJ", "ET"]);
    }

    #[test]
    fn truncated_content_is_read_to_its_end() {
        assert_eq!(operators(b"BT (abc"), ["BT"]);
        assert_eq!(operators(b"BT <61"), ["BT"]);
        assert_eq!(operators(b"% only a comment"), [""; 0]);
    }
}

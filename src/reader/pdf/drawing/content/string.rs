//! Reads strings, literal and hexadecimal (ISO 32000-2 7.3.4).

use super::{ContentScanner, Operand, Text};

impl ContentScanner {
    pub(super) fn literal_string(&mut self, data: &[u8]) {
        self.position += 1;
        let start = self.text.len();
        let mut depth = 0_usize;
        while let Some(&byte) = data.get(self.position) {
            self.position += 1;
            match byte {
                b'\\' => {
                    self.escape(data);
                    continue;
                }
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.text.push(byte);
        }
        let end = self.text.len();
        self.push(Operand::String(Text { start, end }));
    }

    /// Reads the rest of an escape, after its backslash.
    fn escape(&mut self, data: &[u8]) {
        let Some(&byte) = data.get(self.position) else {
            return;
        };
        self.position += 1;
        match byte {
            b'n' => self.text.push(b'\n'),
            b'r' => self.text.push(b'\r'),
            b't' => self.text.push(b'\t'),
            b'b' => self.text.push(8),
            b'f' => self.text.push(12),
            b'\r' => self.position += usize::from(data.get(self.position) == Some(&b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(&digit @ b'0'..=b'7') = data.get(self.position) else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.position += 1;
                }
                self.text.push(code.to_le_bytes()[0]); // overflow is ignored, as specified
            }
            _ => self.text.push(byte),
        }
    }

    pub(super) fn hexadecimal_string(&mut self, data: &[u8]) {
        self.position += 1;
        let start = self.text.len();
        let mut high = None;
        while let Some(&byte) = data.get(self.position) {
            self.position += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hexadecimal_digit(byte) else {
                continue;
            };
            match high.take() {
                None => high = Some(digit << 4),
                Some(high) => self.text.push(high | digit),
            }
        }
        // A missing last digit is 0.
        self.text.extend(high);
        let end = self.text.len();
        self.push(Operand::String(Text { start, end }));
    }
}

pub(super) fn hexadecimal_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

//! Skips the data of inline images (ISO 32000-2 8.9.7), which may contain any bytes, also
//! `EI` and operators.

use super::{ContentScanner, Operand, find, is_space};

impl ContentScanner {
    /// Skips the data of an inline image, after its `ID`: as many bytes as its dictionary
    /// implies if `EI` follows them, and otherwise up to an `EI` after a space that is
    /// followed by a space and printable characters.
    pub(in crate::reader::pdf) fn skip_inline_image(&mut self, data: &[u8]) {
        // One space separates `ID` from the data.
        let start = self.position
            + usize::from(data.get(self.position).is_some_and(|byte| is_space(*byte)));
        let known = self
            .image_bytes()
            .and_then(|bytes| end_at(data, start.checked_add(bytes)?));
        self.position = known.unwrap_or_else(|| searched_end(data, self.position));
    }

    /// Returns the number of bytes of the image data, where the dictionary determines it:
    /// a length (PDF 2.0), or the size of an image without a filter.
    fn image_bytes(&self) -> Option<usize> {
        let number = |short: &[u8], long: &[u8]| {
            let number = self.number_of(short).or_else(|| self.number_of(long))?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked"
            )]
            (0.0..=1e9).contains(&number).then_some(number as usize)
        };
        if let Some(length) = number(b"L", b"Length") {
            return Some(length);
        }
        if self.has_key(b"F") || self.has_key(b"Filter") {
            return None;
        }
        let is_mask = self.has_key(b"IM") || self.has_key(b"ImageMask");
        let bits = match number(b"BPC", b"BitsPerComponent") {
            None if is_mask => 1,
            bits => bits?,
        };
        let components = match self.name_of(b"CS").or_else(|| self.name_of(b"ColorSpace")) {
            None if is_mask => 1,
            Some(b"G" | b"DeviceGray" | b"I" | b"Indexed") => 1,
            Some(b"RGB" | b"DeviceRGB") => 3,
            Some(b"CMYK" | b"DeviceCMYK") => 4,
            _ => return None,
        };
        let row = number(b"W", b"Width")?.checked_mul(bits * components)?;
        row.div_ceil(8).checked_mul(number(b"H", b"Height")?)
    }

    fn has_key(&self, key: &[u8]) -> bool {
        (self.operands.iter())
            .any(|operand| matches!(operand, Operand::Name(name) if self.text(*name) == key))
    }

    fn name_of(&self, key: &[u8]) -> Option<&[u8]> {
        match self.value_of(key)? {
            Operand::Name(name) => Some(self.text(name)),
            _ => None,
        }
    }
}

/// Returns the end of the `EI` after data that ends at `end`, if it is there.
fn end_at(data: &[u8], end: usize) -> Option<usize> {
    let rest = data.get(end..)?;
    let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
    let after = rest[spaces..].strip_prefix(b"EI")?;
    looks_like_content(after).then_some(end + spaces + 2)
}

fn searched_end(data: &[u8], from: usize) -> usize {
    let ends = std::iter::successors(find(data, from, b"EI"), |&found| {
        find(data, found + 2, b"EI")
    });
    let end = ends
        .filter(|&found| found == 0 || is_space(data[found - 1]))
        .map(|found| found + 2)
        .find(|&end| looks_like_content(&data[end..]));
    end.unwrap_or(data.len())
}

fn looks_like_content(rest: &[u8]) -> bool {
    let head = &rest[..rest.len().min(16)];
    head.first().is_none_or(|&byte| is_space(byte))
        && (head.iter()).all(|&byte| is_space(byte) && byte != 0 || (b' '..0x7F).contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::ContentScanner;

    /// The operators after the first `ID`.
    fn rest(content: &[u8]) -> String {
        let mut scanner = ContentScanner::default();
        while scanner
            .next_operator(content)
            .is_some_and(|operator| operator != b"ID")
        {}
        scanner.skip_inline_image(content);
        let mut rest = Vec::new();
        while let Some(operator) = scanner.next_operator(content) {
            rest.push(String::from_utf8_lossy(operator).into_owned());
        }
        rest.join(" ")
    }

    #[test]
    fn the_dictionary_determines_the_end_of_the_data() {
        for dictionary in [
            "/W 8 /H 1 /CS /G /BPC 8",
            "/Width 4 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
            "/W 32 /H 2 /IM true",
            "/W 2 /H 1 /CS /CMYK /BPC 8",
            "/W 99 /H 9 /CS /G /BPC 8 /F /Fl /L 8",
            "/W 8 /H 1 /BPC 8 /CS [/Indexed /RGB 1 <00>] /L 8",
        ] {
            for end in ["\nEI Q", "EI Q", " EI\nQ"] {
                let content = format!("q BI {dictionary} ID  EI x Tj{end}");
                assert_eq!(rest(content.as_bytes()), "Q", "{content}");
            }
        }
    }

    #[test]
    fn a_dictionary_that_is_wrong_does_not_hide_the_end() {
        for dictionary in [
            "/W 900 /H 1 /CS /G /BPC 8",
            "/W 1 /H 1 /CS /G /BPC 8",
            "/W -1 /H 1e99",
            "",
        ] {
            let content = format!("q BI {dictionary} ID \u{0}\u{1}\u{2} EI Q");
            assert_eq!(rest(content.as_bytes()), "Q", "{content}");
        }
    }
}

//! Roman numerals: one parser, whose strictness each caller names.

/// The letters of numerals with their values.
const LETTERS: [(char, u32); 7] = [
    ('I', 1),
    ('V', 5),
    ('X', 10),
    ('L', 50),
    ('C', 100),
    ('D', 500),
    ('M', 1000),
];

/// The numerals that a caller accepts.
///
/// Letters may have any order. `XIIII` on the pages of an old book is a numeral; so are
/// `CIVIL` and `mix`, unless the caller compares with [`write`], the usual form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numerals {
    /// The letters, each in the case in which it is accepted: `ivxlc`.
    pub(crate) letters: &'static str,
    pub(crate) max_letters: usize,
}

impl Numerals {
    /// Returns the value of a numeral, or `None` for any other text.
    pub(crate) fn value(self, text: &str) -> Option<u32> {
        let (mut total, mut previous) = (0_u32, 0);
        for (at, c) in text.chars().enumerate() {
            if at == self.max_letters || !self.letters.contains(c) {
                return None;
            }
            let value = value(c)?;
            // The I of IV was added before the V was seen: 1 + 5 - 2.
            let excess = if previous < value { 2 * previous } else { 0 };
            total = total.saturating_add(value).saturating_sub(excess);
            previous = value;
        }
        (total > 0).then_some(total)
    }
}

/// Returns the value of one letter in either case.
fn value(c: char) -> Option<u32> {
    let upper = c.to_ascii_uppercase();
    let found = LETTERS.iter().find(|(letter, _)| *letter == upper);
    found.map(|(_, value)| *value)
}

/// Writes a numeral in its usual form and in upper case, with one `M` for each thousand
/// and at most a hundred of them.
#[cfg(feature = "pdf")]
pub(crate) fn write(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut text, mut left) = (String::new(), number.min(100_000));
    for (value, part) in PARTS {
        while left >= value {
            text.push_str(part);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Numerals = Numerals {
        letters: "ivxlc",
        max_letters: 5,
    };

    #[test]
    fn smaller_letters_are_subtracted_from_the_next() {
        assert_eq!(SMALL.value("xiv"), Some(14));
        assert_eq!(SMALL.value("xciv"), Some(94));
        assert_eq!(SMALL.value("viiii"), Some(9));
        assert_eq!(SMALL.value("ivxlc"), Some(34));
    }

    #[test]
    fn other_letters_and_longer_words_are_not_numerals() {
        for text in ["", "XIV", "mix", "xviiii", "five", "x1"] {
            assert_eq!(SMALL.value(text), None, "{text}");
        }
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn written_numerals_are_read_with_their_value() {
        let all = Numerals {
            letters: "IVXLCDM",
            max_letters: usize::MAX,
        };
        for number in 1..4000 {
            assert_eq!(all.value(&write(number)), Some(number));
        }
        assert_eq!(write(1994), "MCMXCIV");
    }
}

//! Units of the numbers of a table: "(in millions)", "in Tsd. €".

/// The longest unit, in characters: "(in millions, except number of shares, which are
/// reflected in thousands, and per share amounts)" has 99.
const MAX_CHARS: usize = 120;

/// Words before a magnitude, one line for each language.
#[rustfmt::skip] // a table
const BEFORE: [&[&str]; 6] = [
    // English
    &["in", "amounts", "dollars", "figures", "shares", "options", "and", "expressed", "stated",
      "u.s", "us", "all"],
    // German
    &["in", "angaben", "alle", "beträge", "werte"],
    // French
    &["en", "montants"],
    // Spanish and Portuguese
    &["en", "em", "cifras", "importes", "valores", "expresado", "expressos"],
    // Italian
    &["in", "importi", "valori", "dati"],
    // Dutch
    &["in", "bedragen"],
];

/// Magnitudes, one line for each language.
#[rustfmt::skip] // a table
const MAGNITUDES: [&[&str]; 6] = [
    // English
    &["millions", "thousands", "billions", "000's", "000’s", "000s"],
    // German
    &["millionen", "tausend", "milliarden", "mio", "mrd", "tsd", "teur"],
    // French
    &["milliers", "milliards"],
    // Spanish and Portuguese
    &["millones", "miles", "milhões", "milhares"],
    // Italian
    &["milioni", "migliaia", "miliardi"],
    // Dutch
    &["miljoenen", "duizenden", "miljarden"],
];

/// Returns true if a text is nothing but the unit of numbers: "(In millions, except per
/// share amounts)", "$ in millions".
pub(crate) fn is_unit(text: &str) -> bool {
    if text.len() > 4 * MAX_CHARS || text.chars().count() > MAX_CHARS {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = (lower.split(|c: char| c.is_whitespace() || "()[],.;$€£¥*".contains(c)))
        .filter(|word| !word.is_empty());
    let has = |table: &[&[&str]], word: &str| table.iter().any(|row| row.contains(&word));
    let mut before = 0;
    loop {
        match words.next() {
            Some(word) if has(&MAGNITUDES, word) => return before > 0,
            Some(word) if has(&BEFORE, word) => before += 1,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_unit;

    #[test]
    fn units_are_known_and_sentences_about_millions_are_not() {
        for text in [
            "(in millions)",
            "(In Millions, Except Per Share Amounts)",
            "$ in millions",
            "(Dollars in millions, except per share data)",
            "(in $000’s)",
            "( Options and Shares in Millions )",
            "in Mio. €",
            "(en milliers)",
        ] {
            assert!(is_unit(text), "{text}");
        }
        for text in [
            "In March millions of birds leave.",
            "Three Months Ended",
            "millions",
            "2024",
            "Amounts due",
            "",
        ] {
            assert!(!is_unit(text), "{text}");
        }
    }
}

//! Renders raised and lowered text, for all readers: exponents, indices, marks of notes.
//!
//! Without a sign "12³ patients" would be "123 patients". An exponent is `12^3`, an index
//! `x_i`, the mark of a note `word[^3]`. Ordinals (`1st`), signs (`™`) and chemical
//! formulas (`H2O`) keep their meaning without a sign.

#[cfg(feature = "pdf")]
use std::borrow::Cow;
#[cfg(feature = "pdf")]
use std::ops::Range;

/// The longest exponent or index, in bytes: `−12`, `max`, `i,j`.
const MAX_BYTES: usize = 9;
/// The number of a note has at most this many digits.
const MAX_NOTE_DIGITS: usize = 3;
/// Units of several letters that have exponents. Other words have notes:
/// `it<sup>2</sup>`.
const UNITS: [&str; 20] = [
    "cm", "mm", "km", "dm", "nm", "pm", "µm", "ft", "yd", "kg", "mg", "ms", "ns", "kW", "mc",
    "sec", "mol", "rad", "inch", "mile",
];
/// Endings of ordinals of one letter: `1<sup>a</sup>`, `2<sup>o</sup>`, `3<sup>e</sup>`.
const ORDINALS: [&str; 5] = ["a", "o", "e", "d", "r"];
/// Ordinals of one letter have at most this many digits. The "a" of a larger number, `870`
/// in a table, is the mark of a note.
const MAX_ORDINAL_DIGITS: usize = 2;
/// The signs of charges and of negative exponents.
const SIGNS: [char; 5] = ['+', '-', '−', '–', '⁻'];

/// The place of small text beside the base line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Raised,
    Lowered,
}

/// The meaning of small text for the word before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// It needs no sign: `1st`, `H2O`.
    Plain,
    Exponent,
    Index,
    Note,
}

impl Script {
    /// Returns the meaning of shifted `text` after `before`, the text up to it.
    pub(super) fn of(shift: Shift, before: &str, text: &str) -> Self {
        if before.is_empty() || before.ends_with(char::is_whitespace) || text.is_empty() {
            return Self::Plain;
        }
        match shift {
            Shift::Raised => raised(before, text),
            Shift::Lowered => lowered(before, text),
        }
    }

    /// Returns the sign before the text.
    pub(super) fn opening(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Exponent => "^",
            Self::Index => "_",
            Self::Note => "[^",
        }
    }

    /// Returns the sign after the text.
    pub(super) fn closing(self) -> &'static str {
        match self {
            Self::Note => "]",
            Self::Plain | Self::Exponent | Self::Index => "",
        }
    }
}

/// Removes the marks of notes from a heading, where they would be in every prefix:
/// `Tea[^1]`.
#[cfg(feature = "pdf")]
pub(super) fn without_notes(heading: &str) -> Cow<'_, str> {
    let mut text = String::new();
    let mut from = 0;
    for note in notes(heading) {
        text.push_str(&heading[from..note.start]);
        from = note.end;
    }
    if from == 0 {
        return heading.into();
    }
    text.push_str(&heading[from..]);
    text.into()
}

/// Returns the places of the marks of notes in a heading.
#[cfg(feature = "pdf")]
pub(super) fn notes(heading: &str) -> impl Iterator<Item = Range<usize>> {
    let (opening, closing) = (Script::Note.opening(), Script::Note.closing());
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + heading[from..].find(opening)?;
        from = start + heading[start..].find(closing)? + closing.len();
        Some(start..from)
    })
}

fn raised(before: &str, text: &str) -> Script {
    let base = base(before);
    let is_after_number = base.ends_with(|c: char| c.is_numeric());
    if is_number(text) {
        return match base.trim_start_matches(|c: char| c.is_ascii_digit()) {
            // "10" and "m", also in "5m"; a lone "I" or "a" is a word more rarely.
            letters if has_exponents(letters) && !base.is_empty() => Script::Exponent,
            // "(a + b)", "[x]", "|x|".
            _ if base.is_empty() && before.ends_with([')', ']', '|', '}', '′']) => {
                Script::Exponent
            }
            _ if text.starts_with(SIGNS) => Script::Exponent,
            _ if text.len() <= MAX_NOTE_DIGITS => Script::Note,
            _ => Script::Plain,
        };
    }
    if is_list_of_numbers(text) {
        return Script::Note;
    }
    if is_charge(text) || (text.len() <= MAX_BYTES && text.starts_with(SIGNS)) {
        return if base.is_empty() {
            Script::Plain
        } else {
            Script::Exponent
        };
    }
    if !is_variable(text) {
        return Script::Plain;
    }
    let is_letter = base.chars().count() == 1;
    // The names of TeX have a small raised "A".
    let is_name = text == "A";
    match () {
        () if is_name || (is_ordinal(before, base) && ORDINALS.contains(&text)) => Script::Plain,
        // "nº" and "Nº".
        () if matches!(base, "n" | "N") && text == "o" => Script::Plain,
        () if is_after_number || is_letter => Script::Exponent,
        // The note "a" of a table: "Total" would become "Totala".
        () if is_note_letter(text) && base.chars().count() > 2 => Script::Note,
        () => Script::Plain,
    }
}

/// Returns true if `base`, the end of `before`, is a number that may be an ordinal.
fn is_ordinal(before: &str, base: &str) -> bool {
    // "1,204" and "12.5" are none.
    let rest = &before[..before.len() - base.len()];
    base.len() <= MAX_ORDINAL_DIGITS
        && base.ends_with(|c: char| c.is_numeric())
        && !rest.ends_with(['.', ','])
}

fn lowered(before: &str, text: &str) -> Script {
    let base = base(before);
    let mut letters = base.chars().rev();
    let (last, second) = (letters.next(), letters.next());
    let Some(last) = last else {
        return Script::Plain;
    };
    if text.len() > MAX_BYTES || !text.starts_with(|c: char| c.is_alphanumeric()) {
        return Script::Plain;
    }
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    // "H2O", "Na2": a capital and at most one small letter is an element, and "B12" is
    // read without a sign too.
    let is_element = last.is_uppercase()
        || (last.is_ascii_lowercase() && second.is_some_and(|c| c.is_ascii_uppercase()));
    if is_digits && is_element {
        return Script::Plain;
    }
    Script::Index
}

/// Returns the letters and digits at the end of a text.
fn base(before: &str) -> &str {
    let start = before.rfind(|c: char| !c.is_alphanumeric());
    start.map_or(before, |at| {
        let next = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + next..]
    })
}

/// Returns true for letters that have exponents rather than notes: none after a number, a
/// variable, a unit.
fn has_exponents(letters: &str) -> bool {
    letters.chars().count() <= 1 && !letters.chars().any(is_unspaced) || UNITS.contains(&letters)
}

/// Returns true for characters that are words by themselves: 日.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}')
}

/// Returns true for a number, with or without a sign: `6`, `−12`.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(SIGNS);
    !digits.is_empty()
        && text.len() <= MAX_BYTES
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true for the marks of several notes: `1,2` and `3–5`.
fn is_list_of_numbers(text: &str) -> bool {
    let numbers = text.split([',', '-', '–', ';']).map(str::trim);
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_digit())
        && numbers.into_iter().all(|number| {
            (1..=MAX_NOTE_DIGITS).contains(&number.len())
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Returns true for the charge of an ion: `2+`, `−`.
fn is_charge(text: &str) -> bool {
    text.strip_suffix(SIGNS)
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns true for a letter with a factor or an index: `n`, `2n`, `T`.
fn is_variable(text: &str) -> bool {
    let mut letters = text
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

fn is_note_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [b'a'..=b'z'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(shift: Shift, before: &str, text: &str) -> String {
        let script = Script::of(shift, before, text);
        format!("{before}{}{text}{}", script.opening(), script.closing())
    }

    fn raised(before: &str, text: &str) -> String {
        written(Shift::Raised, before, text)
    }

    fn lowered(before: &str, text: &str) -> String {
        written(Shift::Lowered, before, text)
    }

    #[test]
    fn numbers_variables_and_units_have_exponents() {
        assert_eq!(raised("12", "3"), "12^3");
        assert_eq!(raised("10", "−6"), "10^−6");
        assert_eq!(raised("m", "2"), "m^2");
        assert_eq!(raised("5km", "2"), "5km^2");
        assert_eq!(raised("2", "n"), "2^n");
        assert_eq!(raised("(a + b)", "2"), "(a + b)^2");
        assert_eq!(raised("Ca", "2+"), "Ca^2+");
    }

    #[test]
    fn words_have_notes() {
        assert_eq!(raised("spring", "3"), "spring[^3]");
        assert_eq!(raised("spring.", "12"), "spring.[^12]");
        assert_eq!(raised("Smith", "1,2"), "Smith[^1,2]");
        assert_eq!(raised("Total", "a"), "Total[^a]");
        assert_eq!(raised("日", "3"), "日[^3]");
    }

    #[test]
    fn ordinals_signs_and_formulas_need_no_sign() {
        assert_eq!(raised("1", "st"), "1st");
        assert_eq!(raised("2", "o"), "2o");
        assert_eq!(raised("25", "e"), "25e");
        assert_eq!(raised("870", "a"), "870^a");
        assert_eq!(raised("12.5", "a"), "12.5^a");
        assert_eq!(raised("Tea", "TM"), "TeaTM");
        assert_eq!(raised("L", "A"), "LA");
        assert_eq!(raised("", "3"), "3");
        assert_eq!(lowered("H", "2"), "H2");
        assert_eq!(lowered("Na", "2"), "Na2");
        assert_eq!(lowered("CO", "2"), "CO2");
    }

    #[test]
    #[cfg(feature = "pdf")]
    fn headings_have_no_marks_of_notes() {
        assert_eq!(without_notes("Tea[^1] and milk[^2]"), "Tea and milk");
        assert_eq!(without_notes("Tea[^1"), "Tea[^1");
    }

    #[test]
    fn variables_have_indices() {
        assert_eq!(lowered("x", "i"), "x_i");
        assert_eq!(lowered("x", "1"), "x_1");
        assert_eq!(lowered("T", "max"), "T_max");
        assert_eq!(lowered("log", "10"), "log_10");
        assert_eq!(lowered("101", "2"), "101_2");
    }
}

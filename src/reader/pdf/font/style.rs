//! The style of a font according to its dictionary, descriptor and name.

use crate::reader::pdf::object::Value;
use crate::reader::pdf::page;

/// Bits of a descriptor's `Flags` (ISO 32000-2 table 121).
const FIXED_PITCH: i64 = 1;
const SYMBOLIC: i64 = 1 << 2;
const ITALIC: i64 = 1 << 6;
const FORCE_BOLD: i64 = 1 << 18;

/// The maximum length of a font name in bytes (ISO 32000-1 annex C). Fonts can share one
/// of a megabyte.
const MAX_NAME_BYTES: usize = 127;

/// `FontWeight` of a regular font, the default of the descriptor.
const REGULAR_WEIGHT: f64 = 400.0;
/// Fonts of this `FontWeight` (semibold) and above are bold.
const BOLD_WEIGHT: f64 = 600.0;
/// Fonts with stems of this width and above are bold, in thousandths of an em. Stems of
/// regular text fonts have 70 to 100.
const BOLD_STEM: f64 = 130.0;
/// Fonts slanted by more than this are italic, in degrees; italics have 8 to 20.
const ITALIC_ANGLE: f64 = 1.0;
/// Ghostscript's stem width as a share of the right edge of the bounding box.
const GUESSED_STEM_SHARE: f64 = 0.15;
/// The rounding of that guess, in thousandths of an em.
const GUESSED_STEM_TOLERANCE: f64 = 1.0;
/// The letters whose width is half of that of other letters, or less, in proportional
/// fonts.
const NARROW_LETTERS: &[u8] = b"ijl";
/// Fonts with fewer letters of one width say nothing: a subset may have "il" only.
const MIN_EQUAL_LETTERS: usize = 5;
/// Widths that differ by less are equal, as a share: files round them.
const EQUAL_WIDTHS: f64 = 0.01;
/// A simple font has 256 codes; more widths are hostile.
const MAX_WIDTHS: usize = 256;

/// Describes a font for the layout. The caller adds the width of the space.
pub(super) fn describe(dictionary: Value<'_>) -> page::FontDescriptor {
    let descriptor = descriptor(dictionary);
    let name = base_name(dictionary);
    let lower = name.to_ascii_lowercase();
    let flags = descriptor.get("Flags").integer().unwrap_or(0);
    let weight = (descriptor.get("FontWeight").number()).unwrap_or(REGULAR_WEIGHT);
    let slant = descriptor.get("ItalicAngle").number().unwrap_or(0.0);
    page::FontDescriptor {
        // Any one sign is enough: most descriptors have only some of these entries.
        bold: flags & FORCE_BOLD != 0
            || weight >= BOLD_WEIGHT
            || stem(descriptor) >= BOLD_STEM
            || is_bold(&name, &lower),
        italic: flags & ITALIC != 0 || slant.abs() > ITALIC_ANGLE || is_italic(&name, &lower),
        monospace: flags & FIXED_PITCH != 0
            || is_monospace(&lower)
            || has_equal_letters(dictionary),
        small_caps: is_small_caps(&name, &lower),
        symbolic: is_symbol_font(&lower),
        space: None,
        vertical: false,
    }
}

/// Returns true if neither the stems nor the weight of the font are stated.
pub(super) fn has_unknown_weight(dictionary: Value<'_>) -> bool {
    let descriptor = descriptor(dictionary);
    let has_weight = descriptor.get("FontWeight").number().is_some();
    !has_weight && stem(descriptor) <= 0.0
}

/// Returns the font's name without the prefix of a subset: `Lato` for `BAAAAA+Lato`.
pub(super) fn base_name(dictionary: Value<'_>) -> String {
    let name = dictionary
        .get("BaseFont")
        .or(dictionary.get("Name"))
        .name()
        .unwrap_or_default();
    // The prefix has six capitals (9.9.2); other names may have a plus sign too.
    let name = match name.split_first_chunk::<6>() {
        Some((prefix, [b'+', rest @ ..])) if prefix.iter().all(u8::is_ascii_uppercase) => rest,
        _ => name,
    };
    String::from_utf8_lossy(&name[..name.len().min(MAX_NAME_BYTES)]).into_owned()
}

/// Returns true if the descriptor marks the characters as not standard Latin.
pub(super) fn is_symbolic(descriptor: Value<'_>) -> bool {
    descriptor.get("Flags").integer().unwrap_or(0) & SYMBOLIC != 0
}

pub(super) fn descriptor(dictionary: Value<'_>) -> Value<'_> {
    // The descriptor of a composite font is an entry of its descendant (9.7.4).
    let own = dictionary.get("FontDescriptor");
    own.or(dictionary
        .get("DescendantFonts")
        .at(0)
        .get("FontDescriptor"))
}

/// Returns the width of the stems in thousandths of an em, or 0 if unknown.
///
/// Ghostscript does not measure stems: it writes 15 % of the bounding box's right edge,
/// for light and bold fonts alike. Without this check whole documents are bold.
fn stem(descriptor: Value<'_>) -> f64 {
    let stem = descriptor.get("StemV").number().unwrap_or(0.0);
    let [_, _, right, _] = (descriptor.get("FontBBox").numbers::<4>()).unwrap_or_default();
    if (GUESSED_STEM_SHARE * right - stem).abs() <= GUESSED_STEM_TOLERANCE {
        0.0
    } else {
        stem
    }
}

/// Returns true if all small letters of a simple font have the same width, narrow ones
/// too: bitmap fonts of LaTeX have neither a name nor flags.
fn has_equal_letters(dictionary: Value<'_>) -> bool {
    let first = dictionary.get("FirstChar").integer().unwrap_or(0);
    let widths = dictionary.get("Widths").items().take(MAX_WIDTHS);
    let (mut letters, mut narrow, mut equal) = (0, 0, None);
    for (code, width) in (first..).zip(widths) {
        let letter = u8::try_from(code).ok().filter(u8::is_ascii_lowercase);
        let width = width.number().filter(|width| *width > 0.0);
        let (Some(letter), Some(width)) = (letter, width) else {
            continue;
        };
        if (width - *equal.get_or_insert(width)).abs() > EQUAL_WIDTHS * width {
            return false;
        }
        letters += 1;
        narrow += usize::from(NARROW_LETTERS.contains(&letter));
    }
    letters >= MIN_EQUAL_LETTERS && narrow > 0
}

fn is_bold(name: &str, lower: &str) -> bool {
    // `cmbx` and `sfbx` are Computer Modern bold extended, `cmb1` its bold (`cmb10`).
    const WORDS: [&str; 6] = ["bold", "black", "heavy", "demi", "cmbx", "sfbx"];
    WORDS.iter().any(|word| lower.contains(word))
        || lower.starts_with("cmb1")
        || is_libertine(name, &["TB", "TBI", "TBO", "TZ", "TZI"])
        // Abbreviations only at the end: "-B" also starts `-Book`.
        || [",B", "-B", "-Bd", "-Medi"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn is_italic(name: &str, lower: &str) -> bool {
    const WORDS: [&str; 7] = [
        "italic", "oblique", "slanted", "cmti", "cmsl", "sfti", "cmmi",
    ];
    WORDS.iter().any(|word| lower.contains(word))
        || is_libertine(name, &["TI", "TBI", "TZI"])
        || [",I", "-I", "-It", "-Ital"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// Returns true if the name is one of these styles of Libertine or Biolinum, as TeX names
/// them (`LinLibertineTB`).
fn is_libertine(name: &str, cuts: &[&str]) -> bool {
    let cut = ["LinLibertine", "LinBiolinum"].map(|family| name.strip_prefix(family));
    cut.into_iter().flatten().any(|cut| cuts.contains(&cut))
}

fn is_monospace(lower: &str) -> bool {
    const WORDS: [&str; 10] = [
        "mono",
        "courier",
        "consol",
        "menlo",
        "typewriter",
        "cmtt",
        "sftt",
        "inconsolata",
        "sourcecode",
        "firacode",
    ];
    WORDS.iter().any(|word| lower.contains(word))
}

fn is_small_caps(name: &str, lower: &str) -> bool {
    const WORDS: [&str; 4] = ["smallcap", "cmcsc", "sfcc", "romancaps"];
    WORDS.iter().any(|word| lower.contains(word)) || name.ends_with("-SC") || name.contains("SC-")
}

fn is_symbol_font(lower: &str) -> bool {
    const WORDS: [&str; 10] = [
        "symbol", "dingbat", "wingding", "webding", "cmsy", "cmmi", "cmex", "msam", "msbm", "math",
    ];
    WORDS.iter().any(|word| lower.contains(word))
}

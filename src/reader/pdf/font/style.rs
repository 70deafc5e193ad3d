//! How a font looks, as its dictionary, descriptor and name tell.

use crate::reader::pdf::object::Value;
use crate::reader::pdf::page;

/// Bits of a descriptor's `Flags` (ISO 32000-2 table 121).
const FIXED_PITCH: i64 = 1;
const SYMBOLIC: i64 = 1 << 2;
const ITALIC: i64 = 1 << 6;
const FORCE_BOLD: i64 = 1 << 18;

/// How much of a font's name is read (ISO 32000-1 annex C). Fonts can share one of a megabyte.
const MAX_NAME_BYTES: usize = 127;

/// Describes a font for the layout; the width of its space is still to come.
pub(super) fn describe(dictionary: Value<'_>) -> page::Font {
    let descriptor = descriptor(dictionary);
    let name = base_name(dictionary);
    let lower = name.to_ascii_lowercase();
    let flags = descriptor.get("Flags").integer().unwrap_or(0);
    let weight = descriptor.get("FontWeight").number().unwrap_or(400.0);
    let slant = descriptor.get("ItalicAngle").number().unwrap_or(0.0);
    let (ascent, descent) = extent(dictionary, descriptor);
    page::Font {
        bold: flags & FORCE_BOLD != 0
            || weight >= 600.0
            || stem(descriptor) >= 130.0
            || is_bold(&name, &lower),
        italic: flags & ITALIC != 0 || slant.abs() > 1.0 || is_italic(&name, &lower),
        monospace: flags & FIXED_PITCH != 0 || is_monospace(&lower),
        small_caps: is_small_caps(&name, &lower),
        symbolic: is_of_symbols(&lower),
        ascent,
        descent,
        name,
        space: None,
        vertical: false,
    }
}

/// The font's name without the prefix of a subset: `Lato` of `BAAAAA+Lato`.
pub(super) fn base_name(dictionary: Value<'_>) -> String {
    let name = dictionary
        .get("BaseFont")
        .or(dictionary.get("Name"))
        .name()
        .unwrap_or_default();
    let name = match name.split_first_chunk::<6>() {
        Some((prefix, [b'+', rest @ ..])) if prefix.iter().all(u8::is_ascii_uppercase) => rest,
        _ => name,
    };
    String::from_utf8_lossy(&name[..name.len().min(MAX_NAME_BYTES)]).into_owned()
}

/// Whether the descriptor says that the font's characters are not the standard Latin ones.
pub(super) fn is_symbolic(descriptor: Value<'_>) -> bool {
    descriptor.get("Flags").integer().unwrap_or(0) & SYMBOLIC != 0
}

/// A Type 3 font's unit in ems, and how high an em is drawn at size 1.
///
/// Its glyph space has no em: its bounding box, if it has one, is taken as one, else twice the mean of its widths; a thousand units where
/// the matrix is that of all other fonts and the box is about so high.
pub(super) fn type3_scale(dictionary: Value<'_>) -> (f64, f64) {
    let matrix = dictionary
        .get("FontMatrix")
        .numbers::<6>()
        .unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let unit = matrix[0].hypot(matrix[1]);
    let [_, bottom, _, top] = dictionary
        .get("FontBBox")
        .numbers::<4>()
        .unwrap_or_default();
    let height = (top - bottom).abs() * matrix[2].hypot(matrix[3]);
    let is_in_thousandths = (unit - 0.001).abs() < 1e-7;
    let is_usual = is_in_thousandths && (0.5..2.0).contains(&height);
    let em = if height > 0.0 && height.is_finite() && !is_usual {
        height
    } else if !is_in_thousandths && let Some(width) = mean_width(dictionary) {
        2.0 * width * unit
    } else {
        unit * 1000.0
    };
    (unit, em)
}

/// The mean of a font's widths, of glyphs that have one.
fn mean_width(dictionary: Value<'_>) -> Option<f64> {
    let widths = dictionary.get("Widths").items().take(256);
    let (count, sum) = widths
        .filter_map(|width| {
            width
                .number()
                .filter(|width| *width > 0.0 && width.is_finite())
        })
        .fold((0.0, 0.0), |(count, sum), width| (count + 1.0, sum + width));
    (count > 0.0).then(|| sum / count)
}

fn descriptor(dictionary: Value<'_>) -> Value<'_> {
    let own = dictionary.get("FontDescriptor");
    own.or(dictionary
        .get("DescendantFonts")
        .at(0)
        .get("FontDescriptor"))
}

/// How wide the font's stems are, in thousandths of an em; 0 if it is not known.
///
/// Ghostscript guesses: it writes 15 % of the bounding box's right edge, for light and bold fonts alike.
fn stem(descriptor: Value<'_>) -> f64 {
    let stem = descriptor.get("StemV").number().unwrap_or(0.0);
    let [_, _, right, _] = (descriptor.get("FontBBox").numbers::<4>()).unwrap_or_default();
    if (0.15 * right - stem).abs() <= 1.0 {
        0.0
    } else {
        stem
    }
}

/// Height above and depth below the baseline in ems: the descriptor's, or usual ones where these are missing or absurd.
#[expect(
    clippy::cast_possible_truncation,
    reason = "values were compared to small bounds"
)]
fn extent(dictionary: Value<'_>, descriptor: Value<'_>) -> (f32, f32) {
    if dictionary.get("Subtype").is("Type3") {
        return (0.75, 0.25);
    }
    let em = |key: &str| descriptor.get(key).number().unwrap_or(0.0) / 1000.0;
    let (ascent, descent) = (em("Ascent"), em("Descent").abs());
    (
        if (0.4..=1.5).contains(&ascent) {
            ascent as f32
        } else {
            0.75
        },
        if (0.05..=0.8).contains(&descent) {
            descent as f32
        } else {
            0.22
        },
    )
}

fn is_bold(name: &str, lower: &str) -> bool {
    const WORDS: [&str; 6] = ["bold", "black", "heavy", "demi", "cmbx", "sfbx"];
    WORDS.iter().any(|word| lower.contains(word))
        || lower.starts_with("cmb1")
        || is_libertine(name, &["TB", "TBI", "TBO", "TZ", "TZI"])
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

/// Whether it is one of these cuts of Libertine or Biolinum, as TeX names them.
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

fn is_of_symbols(lower: &str) -> bool {
    const WORDS: [&str; 10] = [
        "symbol", "dingbat", "wingding", "webding", "cmsy", "cmmi", "cmex", "msam", "msbm", "math",
    ];
    WORDS.iter().any(|word| lower.contains(word))
}

//! Reads lengths, moves and shapes of CSS.

/// Text that is placed so many pixels away is outside of every screen.
const FAR: f32 = 900.0;
/// A box of at most so many pixels shows no letter.
pub(super) const NO_SIZE: f32 = 1.0;
/// Pixels of an em, as a measure of places that are given in ems.
const PIXELS_PER_EM: f32 = 16.0;

pub(super) fn number(value: &str) -> Option<f32> {
    match value.strip_suffix('%') {
        Some(percent) => percent
            .trim()
            .parse::<f32>()
            .ok()
            .map(|number| number / 100.0),
        None => value.trim().parse().ok(),
    }
}

/// Returns a length in pixels; percentages and parts of the window are not known, unless
/// they are nothing.
pub(super) fn length(value: &str) -> Option<f32> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f32 = digits.parse().ok()?;
    match &value[digits.len()..] {
        "" | "px" | "pt" => Some(number),
        "em" | "rem" | "ex" | "ch" => Some(number * PIXELS_PER_EM),
        _ => (number == 0.0).then_some(0.0),
    }
}

pub(super) fn is_far(value: &str) -> bool {
    length(value).is_some_and(|length| length.abs() >= FAR)
        // Ten windows away; one window away is a menu that slides in.
        || window_lengths(value).is_some_and(|windows| windows.abs() >= 5.0)
}

pub(super) fn is_far_back(value: &str) -> bool {
    length(value).is_some_and(|length| length <= -FAR)
}

fn window_lengths(value: &str) -> Option<f32> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f32 = digits.parse().ok()?;
    matches!(&value[digits.len()..], "vw" | "vh" | "%").then_some(number / 100.0)
}

/// Returns the text between the brackets of a function.
pub(super) fn inner(value: &str) -> Option<&str> {
    let (_, inner) = value.split_once('(')?;
    Some(inner.split(')').next().unwrap_or(inner))
}

pub(super) fn is_moved_away(value: &str) -> bool {
    value
        .split_ascii_whitespace()
        .collect::<String>()
        .split(')')
        .any(|function| {
            let Some((name, parts)) = function.split_once('(') else {
                return false;
            };
            match name {
                "translate" | "translatex" | "translatey" | "translate3d" => {
                    parts.split(',').any(is_far)
                }
                "scale" | "scalex" | "scaley" | "scale3d" => {
                    parts.split(',').any(|part| number(part) == Some(0.0))
                }
                _ => false,
            }
        })
}

/// Returns true for `rect(0, 0, 0, 0)` and `rect(1px 1px 1px 1px)`.
pub(super) fn is_empty_rectangle(value: &str) -> bool {
    let Some(inner) = value
        .strip_prefix("rect(")
        .map(|inner| inner.trim_end_matches(')'))
    else {
        return false;
    };
    let sides: Option<Vec<f32>> = inner
        .split([',', ' '])
        .filter(|side| !side.is_empty())
        .map(|side| length(side.trim()))
        .collect();
    let Some([top, right, bottom, left]) = sides.as_deref() else {
        return false;
    };
    bottom - top <= NO_SIZE || right - left <= NO_SIZE
}

/// Returns true for `inset(50%)`, `inset(100%)`, `circle(0)` and `polygon(0 0)`.
pub(super) fn is_empty_shape(value: &str) -> bool {
    let Some(inner) = inner(value) else {
        return false;
    };
    let first = inner
        .split([',', ' '])
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    match value.split('(').next() {
        Some("inset") => window_lengths(first).is_some_and(|share| share >= 0.5),
        Some("circle" | "ellipse") => length(first) == Some(0.0),
        Some("polygon") => {
            let mut numbers = inner.split([',', ' ']).filter(|part| !part.is_empty());
            numbers.all(|part| length(part) == Some(0.0))
        }
        _ => false,
    }
}

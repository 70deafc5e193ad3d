//! Reads how elements look: the styles of attributes and of simple rules.

mod sheet;

pub(super) use sheet::StyleSheet;

use super::element::{Role, attr};
use super::tree::Element;
use crate::reader::script::Shift;

/// The declarations of a style; `None` where it has none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Declarations {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) centred: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) underlined: Option<bool>,
    /// The size of letters.
    pub(super) size: Option<Size>,
    /// Letters beside the base line.
    pub(super) shift: Option<Alignment>,
}

/// The place of letters on their line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Alignment {
    Baseline,
    Shifted(Shift),
}

/// The size of letters in points, or as a factor of the size around.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    Points(f32),
    Factor(f32),
}

/// The weight from which letters are bold (CSS Fonts 4, 2.2: 600 is semi-bold).
const BOLD_WEIGHT: u32 = 600;

/// Letters that are moved by less, in ems, are not raised or lowered.
const MIN_SHIFT: f32 = 0.2;

/// The usual size of text in points, for shifts that are given in pixels.
const USUAL_POINTS: f32 = 12.0;

/// Points of a pixel (CSS Values 4, 6.2).
const POINTS_PER_PIXEL: f32 = 0.75;

/// The sizes of `<font size=1>` to `7` in points (HTML 15.3.4, at 16 pixels).
const FONT_SIZES: [f32; 7] = [7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0];

impl Declarations {
    /// Returns the role of an element with this style: a `<span>` that is raised is a
    /// `<sup>`.
    pub(super) fn role(&self, role: Role) -> Role {
        match (role, self.shift) {
            (Role::Inline, Some(Alignment::Shifted(shift))) => Role::Script(shift),
            _ => role,
        }
    }

    /// Reads declarations: `font-weight: 700; text-align: center`.
    pub(super) fn parse(declarations: &str) -> Self {
        let mut style = Self::default();
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim_end();
            style.declare(&name.trim().to_ascii_lowercase(), value);
        }
        style
    }

    fn declare(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => self.bold = weight(value).or(self.bold),
            "font-style" => self.italic = Some(matches!(value, "italic" | "oblique")),
            "text-align" => self.centred = Some(value == "center"),
            "text-transform" => self.capitals = Some(value == "uppercase"),
            "text-decoration" | "text-decoration-line" => {
                self.struck = Some(value.contains("line-through"));
                self.underlined = Some(value.contains("underline"));
            }
            "vertical-align" => self.shift = alignment(value).or(self.shift),
            "font-size" => self.size = size(value).or(self.size),
            "font" => {
                for part in value.split_ascii_whitespace() {
                    match part {
                        "italic" | "oblique" => self.italic = Some(true),
                        "bold" | "bolder" => self.bold = Some(true),
                        part => {
                            self.size = size(part.split('/').next().unwrap_or(part)).or(self.size);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns this style with the declarations of `other` over it.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            bold: other.bold.or(self.bold),
            italic: other.italic.or(self.italic),
            struck: other.struck.or(self.struck),
            centred: other.centred.or(self.centred),
            capitals: other.capitals.or(self.capitals),
            underlined: other.underlined.or(self.underlined),
            size: other.size.or(self.size),
            shift: other.shift.or(self.shift),
        }
    }

    /// Returns the style of the attributes `style`, `align` and `size`.
    pub(super) fn of_attributes(element: Element<'_>) -> Self {
        let mut style = Self::default();
        if let Some(align) = attr(element, "align") {
            style.centred = Some(align.trim().eq_ignore_ascii_case("center"));
        }
        if let Some(size) = attr(element, "size").filter(|_| element.name() == "font") {
            style.size = font_size(size.trim());
        }
        attr(element, "style").map_or(style, |declared| style.with(Self::parse(declared)))
    }
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        value => value
            .parse::<u32>()
            .ok()
            .map(|weight| weight >= BOLD_WEIGHT),
    }
}

/// Reads `super`, `sub` and lengths; `None` for places in a box: `middle`, `top`.
fn alignment(value: &str) -> Option<Alignment> {
    let shift = match value {
        "super" => return Some(Alignment::Shifted(Shift::Raised)),
        "sub" => return Some(Alignment::Shifted(Shift::Lowered)),
        "baseline" => return Some(Alignment::Baseline),
        value => {
            let (sign, value) = match value.strip_prefix('-') {
                Some(value) => (-1.0, value),
                None => (1.0, value),
            };
            match size(value)? {
                Size::Points(points) => sign * points / USUAL_POINTS,
                Size::Factor(ems) => sign * ems,
            }
        }
    };
    // Icons are moved by a pixel or two.
    Some(match shift {
        shift if shift >= MIN_SHIFT => Alignment::Shifted(Shift::Raised),
        shift if shift <= -MIN_SHIFT => Alignment::Shifted(Shift::Lowered),
        _ => Alignment::Baseline,
    })
}

fn size(value: &str) -> Option<Size> {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = &value[number.len()..];
    let number: f32 = number
        .parse()
        .ok()
        .filter(|size| (0.0..1000.0).contains(size))?;
    Some(match unit {
        "pt" => Size::Points(number),
        "px" => Size::Points(number * POINTS_PER_PIXEL),
        "em" | "rem" => Size::Factor(number),
        "%" => Size::Factor(number / 100.0),
        _ => return None,
    })
}

fn font_size(value: &str) -> Option<Size> {
    let number: i32 = value.trim_start_matches('+').parse().ok()?;
    // Relative sizes count from 3.
    let at = if value.starts_with(['+', '-']) {
        3 + number
    } else {
        number
    };
    let at = usize::try_from(at.clamp(1, 7)).unwrap_or(3);
    Some(Size::Points(FONT_SIZES[at - 1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_and_others_are_ignored() {
        let style =
            Declarations::parse("font-weight:700; Font-Style: italic;color:red;font-size:20px");
        assert_eq!((style.bold, style.italic), (Some(true), Some(true)));
        assert_eq!(style.size, Some(Size::Points(15.0)));
        let style = Declarations::parse("font: italic bold 12pt/1.5 serif; text-align:center");
        assert_eq!((style.bold, style.centred), (Some(true), Some(true)));
        assert_eq!(style.size, Some(Size::Points(12.0)));
        assert_eq!(Declarations::parse("font-weight:500").bold, Some(false));
        assert_eq!(
            Declarations::parse("color:red; font-weight"),
            Declarations::default()
        );
        assert_eq!(
            Declarations::parse("font-size:huge;font-size:1e9px").size,
            None
        );
        let shift = |value: &str| Declarations::parse(&format!("vertical-align:{value}")).shift;
        for raised in ["super", "33%", "0.4em", "5px"] {
            assert_eq!(
                shift(raised),
                Some(Alignment::Shifted(Shift::Raised)),
                "{raised}"
            );
        }
        for lowered in ["sub", "-25%", "-4pt"] {
            assert_eq!(
                shift(lowered),
                Some(Alignment::Shifted(Shift::Lowered)),
                "{lowered}"
            );
        }
        assert_eq!(shift("-1px"), Some(Alignment::Baseline));
        assert_eq!(shift("middle"), None);
        assert_eq!(font_size("+1"), Some(Size::Points(13.5)));
    }
}

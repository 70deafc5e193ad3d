//! Colours of text and of areas, as far as they decide whether text can be seen (ISO
//! 32000-2 8.6).

use super::content::Operand;
use crate::reader::pdf::object::Value;

/// The largest difference of a component between two colours that look the same, of 255.
/// Text of 95 % grey on white paper cannot be read; watermarks are darker.
const SAME_COLOUR: u8 = 12;

/// A colour that is known exactly: red, green and blue, of 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// The space that the components of `sc` are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColourSpace {
    Grey,
    Rgb,
    Cmyk,
    /// Patterns, tints of inks and others whose colours are not computed.
    Other,
}

impl Colour {
    pub(super) const BLACK: Self = Self([0; 3]);
    /// The colour of paper.
    pub(super) const WHITE: Self = Self([u8::MAX; 3]);

    /// Returns true if text in one colour cannot be seen on the other.
    pub(super) fn looks_like(self, other: Self) -> bool {
        (self.0.iter().zip(other.0)).all(|(a, b)| a.abs_diff(b) <= SAME_COLOUR)
    }
}

impl ColourSpace {
    /// Returns the space of a name, or of an array of the resources.
    pub(super) fn read(name: &[u8], resources: Value<'_>) -> Self {
        let device = |name: &[u8]| match name {
            b"DeviceGray" | b"G" | b"CalGray" => Self::Grey,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            _ => Self::Other,
        };
        let space = resources.get("ColorSpace").get(name);
        if space.is_null() {
            return device(name);
        }
        let kind = space.name().or(space.at(0).name()).unwrap_or_default();
        if kind != b"ICCBased" {
            return device(kind);
        }
        match space.at(1).get("N").integer() {
            Some(1) => Self::Grey,
            Some(3) => Self::Rgb,
            Some(4) => Self::Cmyk,
            _ => Self::Other,
        }
    }

    /// Returns the colour with these components, if it is known.
    pub(super) fn colour(self, components: &[Operand]) -> Option<Colour> {
        let number = |at: usize| match components.get(at) {
            Some(Operand::Number(number)) => Some(number.clamp(0.0, 1.0)),
            _ => None,
        };
        let rgb = match (self, components.len()) {
            (Self::Grey, 1) => [number(0)?; 3],
            (Self::Rgb, 3) => [number(0)?, number(1)?, number(2)?],
            (Self::Cmyk, 4) => {
                let light = 1.0 - number(3)?;
                let mixed = |ink: f64| (1.0 - ink) * light;
                [mixed(number(0)?), mixed(number(1)?), mixed(number(2)?)]
            }
            _ => return None,
        };
        Some(Colour(rgb.map(byte)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the share is between 0 and 1"
)]
fn byte(share: f64) -> u8 {
    (share * f64::from(u8::MAX)).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_all_spaces_are_compared() {
        let colour = |space: ColourSpace, components: &[f64]| {
            let operands: Vec<Operand> = components.iter().map(|n| Operand::Number(*n)).collect();
            space.colour(&operands)
        };
        let white = colour(ColourSpace::Cmyk, &[0.0; 4]).unwrap();
        assert_eq!(white, Colour::WHITE);
        assert!(
            colour(ColourSpace::Grey, &[0.97])
                .unwrap()
                .looks_like(white)
        );
        assert!(
            !colour(ColourSpace::Rgb, &[1.0, 1.0, 0.8])
                .unwrap()
                .looks_like(white)
        );
        assert_eq!(colour(ColourSpace::Other, &[1.0]), None);
        assert_eq!(colour(ColourSpace::Rgb, &[1.0]), None);
    }
}

//! Reads colours of CSS, as far as text may vanish in them.

/// Colours whose parts differ by at most so much look the same.
const SAME: u8 = 8;

/// The colour of letters or of what is below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Paint {
    /// Red, green and blue.
    Plain([u8; 3]),
    Transparent,
    /// A picture or a gradient.
    Picture,
    Unknown,
}

impl Paint {
    /// Returns true if letters of this colour cannot be seen on a background. Both must be
    /// known: a style sheet that was not read may have another background.
    pub(in crate::reader) fn vanishes_on(self, background: Self) -> bool {
        match (self, background) {
            (Self::Transparent, Self::Picture) => false, // letters cut out of a picture
            (Self::Transparent, _) => true,
            (Self::Plain(letters), Self::Plain(paper)) => {
                (letters.iter().zip(paper)).all(|(a, b)| a.abs_diff(b) <= SAME)
            }
            _ => false,
        }
    }

    /// Reads the value of `color`, or a part of that of `background`.
    pub(in crate::reader) fn parse(value: &str) -> Self {
        if let Some(digits) = value.strip_prefix('#') {
            return hexadecimal(digits);
        }
        if let Some((name, parts)) = value.split_once('(') {
            let parts = parts.trim_end_matches(')');
            return match name {
                "rgb" | "rgba" => components(parts),
                "hsl" | "hsla" => Self::Unknown,
                "url" | "image-set" | "-webkit-image-set" => Self::Picture,
                name if name.ends_with("gradient") => Self::Picture,
                _ => Self::Unknown,
            };
        }
        match NAMES.iter().find(|(name, _)| *name == value) {
            Some((_, colour)) => Self::Plain(*colour),
            None if value == "transparent" => Self::Transparent,
            None => Self::Unknown,
        }
    }
}

/// Colours with the names of CSS that are used for text and paper.
const NAMES: [(&str, [u8; 3]); 20] = [
    ("white", [255, 255, 255]),
    ("black", [0, 0, 0]),
    ("snow", [255, 250, 250]),
    ("ivory", [255, 255, 240]),
    ("whitesmoke", [245, 245, 245]),
    ("ghostwhite", [248, 248, 255]),
    ("floralwhite", [255, 250, 240]),
    ("red", [255, 0, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("yellow", [255, 255, 0]),
    ("lime", [0, 255, 0]),
    ("aqua", [0, 255, 255]),
    ("cyan", [0, 255, 255]),
    ("magenta", [255, 0, 255]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("silver", [192, 192, 192]),
    ("navy", [0, 0, 128]),
    ("lightgray", [211, 211, 211]),
];

/// Reads `fff`, `ffff`, `ffffff` and `ffffffff`.
fn hexadecimal(digits: &str) -> Paint {
    let values: Option<Vec<u8>> = (digits.chars())
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let parts: Vec<u8> = match values.as_deref() {
        Some(values @ ([_, _, _] | [_, _, _, _])) => values.iter().map(|v| v * 17).collect(),
        Some(values @ ([_, _, _, _, _, _] | [_, _, _, _, _, _, _, _])) => values
            .chunks(2)
            .map(|pair| pair[0] * 16 + pair[1])
            .collect(),
        _ => return Paint::Unknown,
    };
    match parts[..] {
        [_, _, _, 0] => Paint::Transparent,
        [red, green, blue] | [red, green, blue, 255] => Paint::Plain([red, green, blue]),
        _ => Paint::Unknown,
    }
}

/// Reads `255, 255, 255` and `0 0 0 / 0`.
fn components(parts: &str) -> Paint {
    let mut numbers = parts
        .split([',', ' ', '/'])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches('%').parse::<f32>().ok());
    let mut next = || numbers.next().flatten();
    let (Some(red), Some(green), Some(blue)) = (next(), next(), next()) else {
        return Paint::Unknown;
    };
    let alpha = next();
    if alpha == Some(0.0) {
        return Paint::Transparent;
    }
    let part = |value: f32| (0.0..=255.0).contains(&value).then_some(value);
    match (part(red), part(green), part(blue)) {
        (Some(red), Some(green), Some(blue))
            if !parts.contains('%') && alpha.is_none_or(|alpha| alpha >= 1.0) =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the parts are between 0 and 255"
            )]
            Paint::Plain([red as u8, green as u8, blue as u8])
        }
        _ => Paint::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_all_forms() {
        let white = Paint::Plain([255; 3]);
        for value in [
            "#fff",
            "#FFFFFF",
            "#ffff",
            "white",
            "rgb(255,255,255)",
            "rgb(255 255 255 / 1)",
        ] {
            assert_eq!(Paint::parse(&value.to_ascii_lowercase()), white, "{value}");
        }
        for value in ["transparent", "#fff0", "rgba(0, 0, 0, 0)", "rgb(9 9 9 / 0)"] {
            assert_eq!(Paint::parse(value), Paint::Transparent, "{value}");
        }
        for value in [
            "var(--ink)",
            "inherit",
            "#ff",
            "rgba(0,0,0,.5)",
            "rgb(300,0,0)",
            "#é",
        ] {
            assert_eq!(Paint::parse(value), Paint::Unknown, "{value}");
        }
        assert_eq!(Paint::parse("linear-gradient(red"), Paint::Picture);
    }

    #[test]
    fn letters_vanish_only_on_a_known_background() {
        let [white, nearly] = [Paint::parse("#fff"), Paint::parse("#fefefe")];
        assert!(white.vanishes_on(nearly));
        assert!(!white.vanishes_on(Paint::Unknown));
        assert!(!white.vanishes_on(Paint::parse("#ddd")));
        assert!(Paint::Transparent.vanishes_on(Paint::Unknown));
        assert!(!Paint::Transparent.vanishes_on(Paint::Picture));
    }
}

//! Decodes common character references of HTML and XML: `&amp;`, `&#8212;`.

/// The longest name or number of a character reference, in bytes: `#x0010FFFF`.
const MAX_ENTITY_BYTES: usize = 10;

/// Appends `text` with common character references decoded; others stay as written.
pub(crate) fn decode_entities(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        // The search is short, because a thousand `&` without a `;` would each read the
        // rest of the text.
        let near = rest
            .as_bytes()
            .iter()
            .take(MAX_ENTITY_BYTES + 2)
            .position(|byte| *byte == b';');
        let reference = near.map(|end| &rest[1..end]);
        if let Some((name, c)) = reference.and_then(|name| Some((name, entity(name)?))) {
            into.push(c);
            rest = &rest[name.len() + 2..];
        } else {
            into.push('&');
            rest = &rest[1..];
        }
    }
    into.push_str(rest);
}

/// Returns the character of a name that is common in documents, or of a number.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "copy" => Some('©'),
        "reg" => Some('®'),
        "trade" => Some('™'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

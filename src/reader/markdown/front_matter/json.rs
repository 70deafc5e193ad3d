//! Reads front matter in JSON, as Hugo allows it: an object at the top of the file.

use crate::document::Metadata;
use serde_json::{Deserializer, Value};

/// Reads the object at the start of `text` into the metadata and returns the offset of
/// the line after it.
///
/// A file that is nothing else is data, so its object is its content.
pub(super) fn read(text: &str, metadata: &mut Metadata) -> Option<usize> {
    if !text.starts_with('{') {
        return None;
    }
    let mut values = Deserializer::from_str(text).into_iter::<Value>();
    let Some(Ok(Value::Object(object))) = values.next() else {
        return None;
    };
    let end = values.byte_offset();
    let rest = &text[end..];
    let line = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    if object.is_empty() || !rest[..line].trim().is_empty() || rest.trim().is_empty() {
        return None;
    }
    add(Value::Object(object), metadata);
    Some(end + line)
}

/// Adds the values of an object with dotted keys. A stack instead of recursion; lists and
/// objects are pushed in reverse, so that their values are popped in order.
fn add(object: Value, metadata: &mut Metadata) {
    let mut open = vec![(String::new(), object)];
    while let Some((key, value)) = open.pop() {
        match value {
            Value::Object(object) => {
                let below = object
                    .into_iter()
                    .rev()
                    .map(|(name, value)| match key.as_str() {
                        "" => (name, value),
                        key => (format!("{key}.{name}"), value),
                    });
                open.extend(below);
            }
            Value::Array(values) => {
                open.extend(values.into_iter().rev().map(|value| (key.clone(), value)));
            }
            Value::String(value) => metadata.add(key, &value),
            Value::Bool(value) => metadata.add(key, &value.to_string()),
            Value::Number(value) => metadata.add(key, &value.to_string()),
            Value::Null => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_before_text_is_metadata() {
        let mut metadata = Metadata::default();
        let text = "{\n\"title\": \"Tea\", \"a\": {\"b\": [1, true, null, \"c\"]}\n}\n\n# Tea\n";
        assert_eq!(read(text, &mut metadata), text.find("\n# "));
        let pairs: Vec<_> = metadata.iter().collect();
        assert_eq!(pairs, [("a.b", "1, true, c"), ("title", "Tea")]);
    }

    #[test]
    fn other_braces_are_text() {
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        for text in [
            "{",
            "{}\n\nx",
            "{a}\n",
            "{\"a\": 1} is an object.\n",
            "{\"a\": 1}\n",
            &deep,
        ] {
            assert_eq!(read(text, &mut Metadata::default()), None, "{text:.40}");
        }
    }
}

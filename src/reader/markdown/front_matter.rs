//! Front matter: metadata between two fences at the very top of the file.

use crate::document::{
    BlockKind, DocumentBuilder, Metadata, Origin, SourceMap, Span, Warning, WarningKind,
};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// Keys nested deeper than this are left out of the metadata.
const MAX_DEPTH: usize = 16;

/// Reads front matter into the metadata and marks it as such; gives the offset behind it, 0 where there is none.
///
/// What stands between two `---` lines is front matter only if it is a YAML mapping, or at least looks like one: else they
/// are thematic breaks or underlined headings (`CommonMark` 4.1, 4.3), as in a file that begins `---`, blank line.
pub(super) fn read(text: &str, source: &SourceMap, builder: &mut DocumentBuilder) -> usize {
    let Some(found) = find(text) else { return 0 };
    let mut metadata = Metadata::default();
    let read = match found.fence {
        "---" => yaml(found.content, &mut metadata),
        _ => toml(found.content, &mut metadata),
    };
    match read {
        Ok(()) => *builder.metadata() = metadata,
        Err(Trouble::NotMetadata) => return 0,
        Err(Trouble::Malformed(_)) if found.fence == "---" && !looks_like_yaml(found.content) => {
            return 0;
        }
        Err(Trouble::Malformed(message)) => {
            let message = format!("the front matter was left out of the metadata: {message}");
            let mut warning = Warning::new(WarningKind::MalformedMetadata, message);
            if let Origin::Bytes { bytes, .. } = source.origin(Span::default()) {
                warning = warning.at(bytes.start.into());
            }
            builder.warning(warning);
        }
    }
    builder.block(BlockKind::FrontMatter, (0..found.end).into());
    found.end
}

struct FrontMatter<'t> {
    fence: &'t str,
    content: &'t str,
    end: usize,
}

fn find(text: &str) -> Option<FrontMatter<'_>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut end = first.len();
    for line in lines {
        let closes = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if closes {
            let content = &text[first.len()..end];
            return Some(FrontMatter {
                fence,
                content,
                end: end + line.len(),
            });
        }
        end += line.len();
        if end == first.len() + line.len() && line.trim().is_empty() && fence == "---" {
            return None;
        }
    }
    None
}

enum Trouble {
    /// It is something else: a paragraph between two thematic breaks.
    NotMetadata,
    Malformed(String),
}

fn looks_like_yaml(content: &str) -> bool {
    let mut lines = content
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        line.split_once(':').is_some_and(|(key, value)| {
            let is_key = !key.is_empty()
                && key
                    .chars()
                    .all(|c| c.is_alphanumeric() || "_-. \"'".contains(c));
            is_key && (value.is_empty() || value.starts_with([' ', '\t']))
        })
    })
}

/// A collection that is open, with the key that its next value belongs to.
enum Open {
    Mapping(Option<String>),
    Sequence,
}

/// Flattens a YAML mapping. It is read as events and aliases are skipped, so nothing is ever expanded.
fn yaml(content: &str, metadata: &mut Metadata) -> Result<(), Trouble> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(content) {
        let (event, _) = event.map_err(|error| Trouble::Malformed(error.to_string()))?;
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping(None)),
            Event::SequenceStart(..) if open.is_empty() => return Err(Trouble::NotMetadata),
            Event::SequenceStart(..) => open.push(Open::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_done(&mut open);
            }
            Event::Scalar(value, style, ..) => match open.last_mut() {
                None if value.trim().is_empty() || value == "~" => {}
                None => return Err(Trouble::NotMetadata),
                Some(Open::Mapping(key @ None)) => *key = Some(value.into_owned()),
                Some(_) => {
                    let is_null = style == ScalarStyle::Plain && matches!(&*value, "~" | "null");
                    if !is_null && open.len() <= MAX_DEPTH {
                        metadata.add(dotted(&open), &value);
                    }
                    value_done(&mut open);
                }
            },
            Event::Alias(_) => value_done(&mut open),
            _ => {}
        }
    }
    Ok(())
}

fn value_done(open: &mut [Open]) {
    if let Some(Open::Mapping(key)) = open.last_mut() {
        *key = None;
    }
}

fn dotted(open: &[Open]) -> String {
    let keys = open.iter().filter_map(|open| match open {
        Open::Mapping(key) => key.as_deref(),
        Open::Sequence => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

fn toml(content: &str, metadata: &mut Metadata) -> Result<(), Trouble> {
    let table: toml::Table = (content.parse())
        .map_err(|error: toml::de::Error| Trouble::Malformed(error.message().to_owned()))?;
    // An explicit stack instead of recursion; reversed, so that lists keep their order.
    let mut open: Vec<(String, toml::Value)> = vec![(String::new(), toml::Value::Table(table))];
    while let Some((key, value)) = open.pop() {
        match value {
            toml::Value::Table(table) => {
                let below = table.into_iter().map(|(name, value)| match key.as_str() {
                    "" => (name, value),
                    key => (format!("{key}.{name}"), value),
                });
                open.extend(below);
            }
            toml::Value::Array(values) => {
                open.extend(values.into_iter().rev().map(|value| (key.clone(), value)));
            }
            toml::Value::String(value) => metadata.add(key, &value),
            toml::Value::Integer(value) => metadata.add(key, &value.to_string()),
            toml::Value::Float(value) => metadata.add(key, &value.to_string()),
            toml::Value::Boolean(value) => metadata.add(key, &value.to_string()),
            toml::Value::Datetime(value) => metadata.add(key, &value.to_string()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(text: &str) -> (usize, Vec<(String, String)>, usize) {
        let mut builder = DocumentBuilder::over(text);
        let end = read(text, &SourceMap::identity(text.as_bytes()), &mut builder);
        let document = builder.finish().unwrap();
        let pairs = document
            .metadata()
            .iter()
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        (end, pairs, document.warnings().len())
    }

    #[test]
    fn nested_yaml_is_flattened_and_aliases_are_not_expanded() {
        let text = "---\ntitle: Tea\nauthor: {name: Ada, born: 1815}\ntags: &t [green, black]\nmore: *t\nnone: null\n---\nx";
        let (end, pairs, warnings) = metadata(text);
        let expected = [
            ("author.born", "1815"),
            ("author.name", "Ada"),
            ("tags", "green, black"),
            ("title", "Tea"),
        ];
        assert_eq!(pairs, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
        assert_eq!((end, warnings), (text.len() - 1, 0));
    }

    #[test]
    fn toml_is_flattened_in_order() {
        let (_, pairs, _) =
            metadata("+++\ntitle = 'Tea'\ntags = ['b', 'a']\n[author]\nname = 'Ada'\n+++\n");
        let expected = [("author.name", "Ada"), ("tags", "b, a"), ("title", "Tea")];
        assert_eq!(pairs, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }

    #[test]
    fn breaks_and_underlined_headings_at_the_top_are_no_front_matter() {
        for text in [
            "---\n\ntitle: a\n---\n",
            "---\nHello world\n---\n",
            "---\n- a\n- b\n---\n",
            "---\ntitle: a\n",
        ] {
            assert_eq!(metadata(text).0, 0, "{text:?}");
        }
    }

    #[test]
    fn malformed_front_matter_is_a_warning_and_stays_front_matter() {
        let (end, pairs, warnings) = metadata("---\ntitle: [a\nb: c\n---\n# x\n");
        assert_eq!((end, pairs.len(), warnings), (23, 0, 1));
    }
}

//! Reads front matter: metadata at the very top of the file, as YAML or TOML between two
//! fences, as JSON, or as the title block of pandoc.

mod json;
mod title_block;

use crate::document::{
    BlockKind, DocumentBuilder, Metadata, Origin, SourceMap, Span, Warning, WarningKind,
};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The number of levels of keys that the metadata keeps. Front matter rarely has more
/// than three (`author.address.city`), and the key of a value repeats all that enclose
/// it.
const MAX_DEPTH: usize = 16;

/// Reads front matter into the metadata, adds its block, and returns the offset after it;
/// 0 if there is none.
///
/// Text between two `---` lines is front matter only if it is a YAML mapping, or at least
/// looks like one. Otherwise the lines are thematic breaks or underline a heading
/// (`CommonMark` 4.1, 4.3): a letter between two rules at the top of a file is content.
pub(super) fn read(text: &str, source: &SourceMap, builder: &mut DocumentBuilder) -> usize {
    let Some(found) = find(text) else {
        return unfenced(text, builder);
    };
    let mut metadata = Metadata::default();
    let read = match found.fence {
        "---" => yaml(found.content, &mut metadata),
        _ => toml(found.content, &mut metadata),
    };
    match read {
        // The lines between `+++` cannot be Markdown's own syntax, so only `---` has
        // doubts.
        Ok(()) => replace(builder, metadata),
        Err(Rejection::NotMetadata) => return 0,
        Err(Rejection::Malformed(_)) if found.fence == "---" && !looks_like_yaml(found.content) => {
            return 0;
        }
        Err(Rejection::Malformed(message)) => {
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

/// Reads metadata without fences: JSON, or the title block of pandoc.
fn unfenced(text: &str, builder: &mut DocumentBuilder) -> usize {
    let mut metadata = Metadata::default();
    let end = json::read(text, &mut metadata).or_else(|| title_block::read(text, &mut metadata));
    let Some(end) = end else { return 0 };
    replace(builder, metadata);
    builder.block(BlockKind::FrontMatter, (0..end).into());
    end
}

/// Replaces the metadata, but keeps the encoding of the file: one that the author names is
/// that of another text.
fn replace(builder: &mut DocumentBuilder, mut metadata: Metadata) {
    if let Some(encoding) = builder.metadata().get("encoding") {
        metadata.set("encoding", encoding);
    }
    *builder.metadata() = metadata;
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
        // `---` and a blank line are a thematic break before text.
        if end == first.len() + line.len() && line.trim().is_empty() && fence == "---" {
            return None;
        }
    }
    None
}

enum Rejection {
    /// The text is content, such as a paragraph between two thematic breaks.
    NotMetadata,
    Malformed(String),
}

/// Returns true if the first line is a key and a colon.
///
/// Front matter with an error in it (`title: Tea: a guide`) is still no content, while
/// `Tea is a plant.` between two rules is.
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

/// An open collection, with the key of its next value.
enum OpenCollection {
    Mapping(Option<String>),
    Sequence,
}

/// Adds the values of a YAML mapping with dotted keys (`author.name`).
///
/// It reads events and skips aliases: nine levels of lists that each repeat an alias ten
/// times would be a thousand million values.
fn yaml(content: &str, metadata: &mut Metadata) -> Result<(), Rejection> {
    let mut open: Vec<OpenCollection> = Vec::new();
    for event in Parser::new_from_str(content) {
        let (event, _) = event.map_err(|error| Rejection::Malformed(error.to_string()))?;
        match event {
            Event::MappingStart(..) => open.push(OpenCollection::Mapping(None)),
            Event::SequenceStart(..) if open.is_empty() => return Err(Rejection::NotMetadata),
            Event::SequenceStart(..) => open.push(OpenCollection::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_done(&mut open);
            }
            Event::Scalar(value, style, ..) => match open.last_mut() {
                // Empty front matter is one null.
                None if value.trim().is_empty() || value == "~" => {}
                None => return Err(Rejection::NotMetadata),
                Some(OpenCollection::Mapping(key @ None)) => *key = Some(value.into_owned()),
                Some(_) => {
                    // `title:` and `title: ~` have no value, but `title: "null"` has one.
                    let is_null = style == ScalarStyle::Plain && matches!(&*value, "~" | "null");
                    if !is_null && open.len() <= MAX_DEPTH {
                        metadata.add(dotted(&open), &value);
                    }
                    value_done(&mut open);
                }
            },
            // An alias is the value of its key, so the next scalar is a key again.
            Event::Alias(_) => value_done(&mut open),
            _ => {}
        }
    }
    Ok(())
}

fn value_done(open: &mut [OpenCollection]) {
    if let Some(OpenCollection::Mapping(key)) = open.last_mut() {
        *key = None;
    }
}

fn dotted(open: &[OpenCollection]) -> String {
    let keys = open.iter().filter_map(|open| match open {
        OpenCollection::Mapping(key) => key.as_deref(),
        OpenCollection::Sequence => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

fn toml(content: &str, metadata: &mut Metadata) -> Result<(), Rejection> {
    let table: toml::Table = (content.parse())
        .map_err(|error: toml::de::Error| Rejection::Malformed(error.message().to_owned()))?;
    // A stack instead of recursion; arrays are pushed in reverse, so that their values
    // are popped in order.
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
        let end = read(
            text,
            &SourceMap::identity(text.as_bytes(), || false),
            &mut builder,
        );
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
    fn breaks_and_underlined_headings_at_the_top_are_not_front_matter() {
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

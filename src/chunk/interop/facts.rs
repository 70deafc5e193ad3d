//! The flat metadata of a chunk for other frameworks.

use crate::chunk::Chunk;
use crate::document::Origin;
use serde::Serialize;
use std::collections::BTreeMap;

/// A text or a number. Nothing is null: some stores reject that.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Fact {
    Text(String),
    Number(u64),
    /// Written as it was read: 238.479, not 238.47900390625.
    Float(f32),
}

pub(super) type ChunkFacts = BTreeMap<String, Fact>;

/// Returns the facts about a chunk. Its own win over metadata of the document with the
/// same name.
pub(super) fn facts(chunk: &Chunk) -> ChunkFacts {
    let mut facts = ChunkFacts::new();
    let mut text = |key: &str, value: &str| {
        facts.insert(key.to_owned(), Fact::Text(value.to_owned()));
    };
    for (key, value) in chunk.metadata.iter() {
        text(key, value);
    }
    text("source", &chunk.document);
    text("section", &chunk.section);
    text("heading_path", &chunk.breadcrumb());
    let some = [
        ("title", chunk.title.as_deref()),
        ("parent", chunk.parent.as_deref()),
        ("url", chunk.url.as_deref()),
        (
            "anchor",
            chunk.headings.last().map(|heading| &*heading.anchor),
        ),
    ];
    for (key, value) in some {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text(key, value);
        }
    }
    text("kinds", &list(chunk.kinds.iter()));
    if !chunk.references.is_empty() {
        text(
            "links",
            &list(chunk.references.iter().map(|link| &link.href)),
        );
    }
    if let Some(label) = chunk.pages().first().and_then(|page| page.label.as_deref()) {
        text("page_label", label);
    }
    add_numbers(&mut facts, chunk);
    facts
}

fn add_numbers(facts: &mut ChunkFacts, chunk: &Chunk) {
    let mut number = |key: &str, value: u32| {
        facts.insert(key.to_owned(), Fact::Number(value.into()));
    };
    number("ordinal", chunk.ordinal);
    number("level", chunk.level);
    number("tokens", chunk.tokens);
    number("span_start", chunk.span.start);
    number("span_end", chunk.span.end);
    if let Some(part) = chunk.part {
        number("part", part.index);
        number("parts", part.of);
    }
    match &chunk.origin {
        Some(Origin::Bytes { bytes, lines }) => {
            number("byte_start", bytes.start);
            number("byte_end", bytes.end);
            number("line_start", lines.start);
            number("line_end", lines.end);
        }
        Some(Origin::Pages { pages }) => {
            if let (Some(first), Some(last)) = (pages.first(), pages.last()) {
                number("page", first.number);
                number("page_end", last.number);
                for (key, side) in ["x0", "y0", "x1", "y1"].into_iter().zip(first.bbox) {
                    facts.insert(key.to_owned(), Fact::Float(side));
                }
            }
        }
        _ => {}
    }
}

/// Writes values in one text: `paragraph, table`.
fn list<T: Serialize>(values: impl Iterator<Item = T>) -> String {
    let texts: Vec<String> = values
        .filter_map(|value| match serde_json::to_value(value) {
            Ok(serde_json::Value::String(text)) => Some(text),
            _ => None,
        })
        .collect();
    texts.join(", ")
}

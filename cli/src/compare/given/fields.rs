//! The fields of a chunk that another program wrote.

use serde_json::Value;

/// A chunk of another program.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GivenChunk {
    pub(super) text: String,
    /// The name of its document, if it has one.
    pub(super) document: Option<String>,
}

/// The names of the text: of our own chunks, LangChain, Haystack and LlamaIndex, others.
const TEXTS: [&str; 5] = ["text", "page_content", "content", "chunk", "body"];
/// The names of the document, the first that is there.
const DOCUMENTS: [&str; 11] = [
    "document",
    "doc",
    "source",
    "file_path",
    "file_name",
    "filename",
    "path",
    "file",
    "url",
    "document_name",
    "doc_id",
];
/// The objects that the names of documents may be in: metadata, and the parts in which
/// LangChain and LlamaIndex serialize their classes.
const PARTS: [&str; 8] = [
    "metadata",
    "meta",
    "extra_info",
    "kwargs",
    "node",
    "data",
    "__data__",
    "payload",
];
/// LangChain's `kwargs` have `metadata`: parts are in parts, but not deeper.
const DEPTH: usize = 3;

impl GivenChunk {
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
        let Some(mut text) = find(&value, &TEXTS, DEPTH) else {
            return Err(format!("no text under {}", TEXTS.join(", ")));
        };
        // Our own chunks have their heading path apart: it is indexed and read with them.
        let is_apart = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        if value.get("text").is_some() {
            text = [is_apart("prefix"), &text, is_apart("suffix")].concat();
        }
        Ok(Self {
            text,
            document: find(&value, &DOCUMENTS, DEPTH),
        })
    }
}

/// Returns the first field of one of the `names` that is text: those of the object itself
/// before those of its parts.
fn find(value: &Value, names: &[&str], depth: usize) -> Option<String> {
    let own = names.iter().find_map(|name| value.get(name)?.as_str());
    if let Some(own) = own {
        return Some(own.to_owned());
    }
    let depth = depth.checked_sub(1)?;
    PARTS
        .iter()
        .find_map(|part| find(value.get(part)?, names, depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_other_tools_are_read() {
        for line in [
            r#"{"text": "Boil.", "document": "tea.md"}"#,
            r#"{"page_content": "Boil.", "metadata": {"source": "tea.md"}, "type": "Document"}"#,
            r#"{"lc": 1, "type": "constructor", "kwargs": {"page_content": "Boil.", "metadata": {"source": "tea.md"}}}"#,
            r#"{"id_": "1", "metadata": {"file_path": "tea.md"}, "text": "Boil.", "class_name": "TextNode"}"#,
            r#"{"__data__": {"text": "Boil.", "metadata": {"file_name": "tea.md"}}, "__type__": "1"}"#,
            r#"{"id": "1", "content": "Boil.", "meta": {"file_path": "tea.md"}, "score": null}"#,
            r#"{"text": "oil.", "prefix": "B", "suffix": "", "document": "tea.md"}"#,
        ] {
            let expected = GivenChunk {
                text: "Boil.".to_owned(),
                document: Some("tea.md".to_owned()),
            };
            assert_eq!(GivenChunk::parse(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn a_line_without_a_text_is_refused() {
        assert!(GivenChunk::parse("[1]").is_err());
        assert!(GivenChunk::parse(r#"{"text": 3}"#).is_err());
        assert!(GivenChunk::parse("{").unwrap_err().starts_with("not JSON"));
        let nameless = GivenChunk::parse(r#"{"chunk": "Boil."}"#).unwrap();
        assert_eq!(nameless.document, None);
    }
}

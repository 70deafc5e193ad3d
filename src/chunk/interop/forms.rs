//! The lines of the frameworks.

use super::facts::{ChunkFacts, Fact};
use super::{Place, facts};
use crate::chunk::Chunk;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct LangChain<'c> {
    id: &'c str,
    page_content: String,
    metadata: ChunkFacts,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'c> LangChain<'c> {
    pub(super) fn new(chunk: &'c Chunk, place: &Place<'_>) -> Self {
        let mut metadata = facts(chunk);
        if let Some((start, _)) = place.characters {
            metadata.insert("start_index".to_owned(), Fact::Number(start as u64));
        }
        Self {
            id: &chunk.id,
            page_content: chunk.content(),
            metadata,
            kind: "Document",
        }
    }
}

#[derive(Serialize)]
pub(super) struct Haystack<'c> {
    id: &'c str,
    content: String,
    meta: ChunkFacts,
}

impl<'c> Haystack<'c> {
    pub(super) fn new(chunk: &'c Chunk, place: &Place<'_>) -> Self {
        let mut meta = facts(chunk);
        if let Some((start, _)) = place.characters {
            meta.insert("start_index".to_owned(), Fact::Number(start as u64));
        }
        Self {
            id: &chunk.id,
            content: chunk.content(),
            meta,
        }
    }
}

/// The types of nodes in `LlamaIndex`.
const TEXT_NODE: &str = "1";
const DOCUMENT_NODE: &str = "4";

#[derive(Serialize)]
struct RelatedNode<'c> {
    node_id: &'c str,
    node_type: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Related<'c> {
    One(RelatedNode<'c>),
    Many(Vec<RelatedNode<'c>>),
}

#[derive(Serialize)]
pub(super) struct LlamaIndex<'c> {
    id_: &'c str,
    text: String,
    metadata: ChunkFacts,
    /// All keys: the heading path is in the text already, so the framework must not embed
    /// it a second time.
    excluded_embed_metadata_keys: Vec<String>,
    excluded_llm_metadata_keys: Vec<String>,
    relationships: BTreeMap<&'static str, Related<'c>>,
    start_char_idx: Option<usize>,
    end_char_idx: Option<usize>,
    class_name: &'static str,
}

impl<'c> LlamaIndex<'c> {
    pub(super) fn new(chunk: &'c Chunk, place: &Place<'c>) -> Self {
        let metadata = facts(chunk);
        let keys: Vec<String> = metadata.keys().cloned().collect();
        // A model that answers needs the source and the page, to cite them.
        let cited = ["source", "page", "url"];
        let hidden = keys.iter().filter(|key| !cited.contains(&key.as_str()));
        Self {
            id_: &chunk.id,
            text: chunk.content(),
            excluded_llm_metadata_keys: hidden.cloned().collect(),
            excluded_embed_metadata_keys: keys,
            metadata,
            relationships: relationships(chunk, place),
            start_char_idx: place.characters.map(|(start, _)| start),
            end_char_idx: place.characters.map(|(_, end)| end),
            class_name: "TextNode",
        }
    }
}

fn relationships<'c>(chunk: &'c Chunk, place: &Place<'c>) -> BTreeMap<&'static str, Related<'c>> {
    let text = |node_id| RelatedNode {
        node_id,
        node_type: TEXT_NODE,
    };
    let source = RelatedNode {
        node_id: &chunk.document,
        node_type: DOCUMENT_NODE,
    };
    let mut related = BTreeMap::from([("1", Related::One(source))]);
    let one = [
        ("2", place.previous),
        ("3", place.next),
        ("4", chunk.parent.as_deref()),
    ];
    for (key, id) in one {
        if let Some(id) = id {
            related.insert(key, Related::One(text(id)));
        }
    }
    // A leaf has no list of children, not an empty one: that is how leaves are
    // recognized.
    if !place.children.is_empty() {
        let children = place.children.iter().map(|id| text(id)).collect();
        related.insert("5", Related::Many(children));
    }
    related
}

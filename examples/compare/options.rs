//! The command line.

use crate::readers::ReaderOptions;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Compares how well structural chunks and windows of equally many tokens retrieve.
///
/// Prints a table, the verdict, and why questions failed. Without questions it makes none up, and reports what can be said without
/// them: what is cut, and what chunks know of where they stand.
#[derive(Parser)]
#[command(name = "compare")]
pub(crate) struct Options {
    /// Files and folders.
    #[arg(required = true, value_name = "DOCS")]
    pub(crate) paths: Vec<PathBuf>,
    /// Questions with their evidence, one JSON object a line: {"id", "question", "document", "evidence": [{"quote"}]}.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) questions: Option<PathBuf>,
    /// What ranks the chunks.
    #[arg(long, value_enum, default_value = "bm25")]
    pub(crate) retriever: RetrieverName,
    /// The folder of the sentence-transformers model (BERT) for `dense` and `hybrid`; needs the feature `neural`, as the next.
    #[arg(long, value_name = "DIR", required_if_eq_any = [("retriever", "dense"), ("retriever", "hybrid")])]
    pub(crate) model: Option<PathBuf>,
    /// The folder of a cross-encoder (BERT) that puts the first 20 chunks in order.
    #[arg(long, value_name = "DIR")]
    pub(crate) reranker: Option<PathBuf>,
    /// The rank that the verdict is about.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) k: u16,
    /// Prints one JSON object instead of tables.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReaderOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RetrieverName {
    /// Words that text and question share.
    Bm25,
    /// The meaning of sentences, by a model's embeddings.
    Dense,
    /// Both, by reciprocal rank fusion.
    Hybrid,
}

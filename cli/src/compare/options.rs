//! The command line.

use crate::readers::ReaderOptions;
use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Compares how well structural chunks and windows of the same number of tokens retrieve.
///
/// Prints a table, the verdict, and the causes of failed questions. Without questions it
/// reports only the shape of the chunks: the sentences, tables and code they cut, and the
/// context they include.
#[derive(Debug, Parser)]
#[command(name = "compare", version)]
pub struct Options {
    /// Files and folders to read.
    #[arg(required = true, value_name = "DOCS")]
    pub(crate) paths: Vec<PathBuf>,
    /// Questions with their evidence, one JSON object per line: {"id", "question",
    /// "document", "evidence": [{"quote"}]}.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) questions: Option<PathBuf>,
    /// The retriever that ranks the chunks.
    #[arg(long, value_enum, default_value = "bm25")]
    pub(crate) retriever: RetrieverName,
    /// The folder of the sentence-transformers model (BERT) for `dense` and `hybrid`;
    /// needs the feature `neural`.
    #[arg(long, value_name = "DIR", required_if_eq_any = [("retriever", "dense"), ("retriever", "hybrid")])]
    pub(crate) model: Option<PathBuf>,
    /// The folder of a cross-encoder (BERT) that reorders the first 20 chunks; needs the
    /// feature `neural`.
    #[arg(long, value_name = "DIR")]
    pub(crate) reranker: Option<PathBuf>,
    /// The number of results that the verdict counts.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) k: u16,
    /// Writes a worksheet instead of comparing: up to N quotes, spread over documents,
    /// sections, tables, lists, code, lengths and cross-references, one JSON object a line,
    /// for a person to write the questions. With `--questions`, sections that no question
    /// asks about come first. The worksheet is then valid for `--questions`; lines whose
    /// question is still blank are counted and left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) draft: Option<u32>,
    /// Another worksheet of the same documents: the number from which `--draft` chooses
    /// among equally good quotes.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "draft")]
    pub(crate) seed: u64,
    /// Prints one JSON object instead of tables.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReaderOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RetrieverName {
    /// Matches the words of the question.
    Bm25,
    /// Compares the embeddings of a model.
    Dense,
    /// Combines both by reciprocal rank fusion.
    Hybrid,
}

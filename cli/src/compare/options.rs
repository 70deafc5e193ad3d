//! The command line.

use super::chunking;
use crate::readers::ReaderOptions;
use crate::report::ReportOptions;
use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;

/// The exit codes, at the end of `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  measured, whatever the verdict
  1  a check failed: with --strict, the verdict is not to ship; with --against, a loss
     beyond chance; with --check-questions, a quote is not valid
  2  nothing was measured: options, questions or documents are wrong";

/// Compares how well structural chunks and windows of the same number of tokens retrieve.
///
/// Prints the verdict, the causes of failed questions, and a table. Without questions it
/// reports only the shape of the chunks: the sentences and tables they cut, and the headings
/// they include.
#[derive(Debug, Parser)]
#[command(name = "compare", version, after_help = EXIT_CODES)]
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
    #[command(flatten)]
    pub(crate) reranking: RerankingOptions,
    /// The number of results that the verdict counts.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) k: u16,
    /// The chunks of another program, one JSON object per line with a text and the name of
    /// its document (LangChain, LlamaIndex, Haystack and others). They are a row of the table.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) chunks: Option<PathBuf>,
    /// The chunking that the verdict is about, by its name in the table.
    #[arg(long, value_name = "NAME", default_value = chunking::DEFAULT)]
    pub(crate) judge: String,
    #[command(flatten)]
    pub(crate) upkeep: UpkeepOptions,
    #[command(flatten)]
    pub(crate) runs: RunOptions,
    /// Exits with 1 unless the verdict is to ship.
    #[arg(long, requires = "questions")]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) printing: Printing,
    #[command(flatten)]
    pub(crate) drafting: Drafting,
    #[command(flatten)]
    pub(crate) handover: Handover,
    #[command(flatten)]
    pub(crate) reading: ReaderOptions,
}

/// The rerankers that are compared on the chunks of `--judge`: with the order of the
/// retriever, and with the best order that there is. The verdict is about the order of the
/// retriever.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct RerankingOptions {
    /// The folder of a cross-encoder (BERT) to compare, also several times; needs the
    /// feature `neural`. The chunks are those of --judge; the verdict stays that of the
    /// retriever.
    #[arg(long, value_name = "DIR", requires = "questions")]
    pub(crate) reranker: Vec<PathBuf>,
    /// Scores of any reranker to compare, also several times, one JSON object per line:
    /// {"question", "chunk", "score"} with the ids of --write-pairs.
    #[arg(long, value_name = "FILE.jsonl", requires = "questions")]
    pub(crate) scores: Vec<PathBuf>,
    /// Writes what a reranker has to score, one JSON object per line: {"question",
    /// "chunk", "rank", "query", "text"}. With "score" added to each line, it is a file
    /// for --scores.
    #[arg(long, value_name = "FILE.jsonl", requires = "questions")]
    pub(crate) write_pairs: Option<PathBuf>,
    /// How many of the first chunks each reranker reorders; one table row per number.
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "5,20,50", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) depths: Vec<u16>,
}

/// The options about questions whose documents change.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct UpkeepOptions {
    /// Checks the quotes of the questions instead of comparing: each is valid, moved to
    /// another document, edited, gone, or its document is missing.
    #[arg(long, requires = "questions")]
    pub(crate) check_questions: bool,
    /// Writes the questions with the new quotes and documents of those that were edited or
    /// moved; for a person to read.
    #[arg(long, value_name = "FILE.jsonl", requires = "questions")]
    pub(crate) write_questions: Option<PathBuf>,
}

/// The files of runs that are kept and compared.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct RunOptions {
    /// Writes everything that was measured, for `--against` in a later run. The file has
    /// questions, quotes and names of documents, but no text of documents.
    #[arg(long, value_name = "FILE.json", requires = "questions")]
    pub(crate) save: Option<PathBuf>,
    /// Compares with a saved run: which questions are found or lost since then, and why.
    #[arg(long, value_name = "FILE.json", requires = "questions")]
    pub(crate) against: Option<PathBuf>,
}

/// The form of the report.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Printing {
    /// Prints all metrics, the differences to the baseline, the shapes of the chunks and
    /// each failed question.
    #[arg(long, conflicts_with = "json")]
    pub(crate) verbose: bool,
    /// Explains the metrics, the verdict and the causes of failures after the report.
    #[arg(long, conflicts_with = "json")]
    pub(crate) explain: bool,
    /// Prints everything that was measured as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A worksheet of questions.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Drafting {
    /// Writes a worksheet instead of comparing: up to N quotes, spread over documents,
    /// sections, tables, lists, code, lengths and cross-references, one JSON object a line,
    /// for a person to write the questions. With `--questions`, sections that no question
    /// asks about come first. The worksheet is then a file for `--questions`; lines whose
    /// question is still blank are counted and left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) draft: Option<u32>,
    /// Any number: `--draft` chooses by it among equally good quotes, so that each number
    /// gives another worksheet.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "draft")]
    pub(crate) seed: u64,
}

/// The files for people.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Handover {
    /// Writes the decision note as Markdown: what was read, whether to ship, why questions
    /// failed, what a person must judge, and what to do next.
    #[arg(long, value_name = "FILE.md")]
    pub(crate) note: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
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

impl RerankingOptions {
    /// Returns true if no reranker is compared and no pairs are written.
    pub(crate) fn is_empty(&self) -> bool {
        self.reranker.is_empty() && self.scores.is_empty() && self.write_pairs.is_none()
    }
}

impl UpkeepOptions {
    /// Returns true if the questions are checked and nothing is compared.
    pub(crate) fn is_wanted(&self) -> bool {
        self.check_questions || self.write_questions.is_some()
    }
}

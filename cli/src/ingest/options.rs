//! The command line.

mod subject;

use super::made_by::MadeBy;
use super::rows::RowForm;
use crate::corpus::{RootRule, hex};
use crate::readers::ReaderOptions;
use crate::report::ReportOptions;
use clap::{Parser, ValueEnum};
use sectile::{
    Chunk, ChunkFormat, Chunker, Document, FixedSizeChunker, Format, Metadata, StructuralChunker,
    Tiktoken, Tokenizer, Words,
};
use sha2::{Digest as _, Sha256};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Cuts files and folders into chunks and writes them as JSON Lines, one chunk a line.
///
/// Folders are walked without hidden files and without those that .gitignore names; links
/// to folders in them are not followed. A file that cannot be read is reported on
/// standard error and does not end the run.
///
/// An output file is written under a temporary name and replaces the old one when the run
/// has succeeded; a run that fails or is interrupted leaves the old one as it was.
#[derive(Debug, Parser)]
#[command(name = "ingest", version, after_help = EXIT_CODES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub struct Options {
    /// Files and folders; `-` alone reads one document from standard input. Links between
    /// them lead to sections; those to other files keep only their destination.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The file to write (default, and `-`: standard output; a terminal shows a preview
    /// instead, unless `-` is given).
    #[arg(short, long, value_name = "FILE.jsonl")]
    output: Option<PathBuf>,
    /// Follow the run that wrote the output: read only the files that changed since and
    /// those whose links lead to them, and write beside FILE.jsonl a manifest,
    /// FILE.manifest.json, and a change set for stores, FILE.changes.jsonl, with one
    /// {"op", "id"} a line: add, keep, move (from another id), remove. Without a usable
    /// manifest everything is read, and the reason is printed.
    #[arg(long)]
    pub(crate) update: bool,
    /// Write the chunks of all levels but the last to this file, and only the last level,
    /// the one to index, to the output.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) parents: Option<PathBuf>,
    /// The chunker: along the structure, or into windows of a fixed number of tokens (the
    /// baseline).
    #[arg(long, value_enum, default_value = "structural")]
    chunker: ChunkerName,
    /// One level of chunks, and the largest one in tokens, its context included (windows:
    /// 512 by default).
    #[arg(long, value_name = "N", conflicts_with = "levels")]
    max_tokens: Option<u32>,
    /// Several levels, the largest first: each chunk is cut again into smaller ones,
    /// which name it as their parent. Index those of the last level, and return their
    /// parents (default: 1024,256).
    #[arg(long, value_name = "N,N", value_delimiter = ',')]
    levels: Option<Vec<u32>>,
    /// The number of tokens of a window that the next one repeats; for `--chunker fixed`
    /// only (default: 50).
    #[arg(long, value_name = "N")]
    overlap: Option<u32>,
    /// The counter of tokens: `words`, an encoding such as `cl100k_base`, `o200k_base` or
    /// `p50k_base`, the name of an OpenAI model, or with the feature `huggingface` the
    /// path of a `tokenizer.json`.
    #[arg(long, default_value = "cl100k_base")]
    tokenizer: String,
    /// The form of the output: lines of JSON, as the named framework loads them, or with
    /// the feature `parquet` a table of the same fields.
    #[arg(long = "format", value_enum, default_value = "jsonl")]
    form: OutputForm,
    /// The folder that the names of documents are relative to (default: that of the
    /// earlier run that `--update` follows, else the nearest folder with a `.git`, else
    /// the folder that is given).
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The name of the document on standard input, which also implies its format and its
    /// dialect.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Metadata of the document that its chunks have: `author`, `date`, `language`,
    /// `url`, and any other key of front matter, or `all`.
    #[arg(long, value_name = "KEY,KEY", value_delimiter = ',')]
    metadata: Vec<String>,
    /// The address under which the documents are: each chunk has its own, with a fragment
    /// for its section or its page.
    #[arg(long, value_name = "URL")]
    url_base: Option<String>,
    /// The number of files to read at a time (default: one for each processor).
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Fail, and keep the old output, if any file could not be read.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Give up a file that takes longer than this, and report it.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Write the files that could not be read to a file too, as JSON Lines: path,
    /// document, kind, message.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) errors: Option<PathBuf>,
    /// Report errors only: no warnings, no progress, no summary.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also name each file that is read and each that is skipped.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// The format of all files: md, html, pdf or txt (default: by each file's name and first
    /// bytes).
    #[arg(long = "as", value_name = "FORMAT", value_parser = parse_format)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) reading: ReaderOptions,
    #[command(flatten)]
    pub(crate) report: ReportOptions,
    /// Show the progress even if `quiet`.
    #[arg(skip)]
    shows_progress: bool,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    the output is complete; files that could not be read were reported
  1    no file could be read, or with --strict: a file could not be read; the old output is kept
  2    wrong options, no input found (with --strict: a path that does not exist), or an output that
       cannot be written; the old output is kept
  130  interrupted by SIGINT (other signals: 128 and their number); the old output is kept";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChunkerName {
    Structural,
    Fixed,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutputForm {
    Jsonl,
    Langchain,
    Llamaindex,
    Haystack,
    /// A Parquet file, one row a chunk, whose columns are the fields of the lines.
    #[cfg(feature = "parquet")]
    Parquet,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_path(format!("x.{name}"))
        .ok_or_else(|| "allowed are md, html, pdf and txt".to_owned())
}

fn parse_seconds(seconds: &str) -> Result<Duration, String> {
    let seconds: f64 = seconds.parse().map_err(|_| "must be a number".to_owned())?;
    let duration = Duration::try_from_secs_f64(seconds).ok();
    (duration.filter(|duration| !duration.is_zero()))
        .ok_or_else(|| "must be above 0 and not larger than a clock can count".to_owned())
}

impl Options {
    /// The options of a run that keeps `output` up to date for an index of `path`.
    #[cfg(feature = "search")]
    pub(crate) fn for_index(path: PathBuf, output: PathBuf, reading: ReaderOptions) -> Self {
        Self {
            paths: vec![path],
            output: Some(output),
            reading,
            ..Self::parse_from(["ingest", "-", "--update", "--quiet"])
        }
    }

    /// Shows the progress, also in a quiet run.
    #[cfg(feature = "search")]
    pub(crate) fn with_progress(mut self) -> Self {
        self.shows_progress = true;
        self
    }

    /// Returns true if no progress is shown.
    pub(crate) fn hides_progress(&self) -> bool {
        self.quiet && !self.shows_progress
    }

    /// The file to write; `None` and `-` are standard output.
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    pub(crate) fn chunker(&self) -> Result<Box<dyn Chunker>, String> {
        let tokenizer = self.tokenizer()?;
        let chunker: sectile::Result<Box<dyn Chunker>> = match self.chunker {
            ChunkerName::Structural if self.overlap.is_some() => {
                return Err(
                    "--overlap goes with --chunker fixed; structural chunks do not overlap"
                        .to_owned(),
                );
            }
            ChunkerName::Fixed if self.levels.is_some() => {
                return Err(
                    "--levels goes with --chunker structural; give windows a --max-tokens"
                        .to_owned(),
                );
            }
            ChunkerName::Structural => {
                let mut builder = StructuralChunker::builder().tokenizer(tokenizer);
                if let Some(levels) = &self.levels {
                    builder = builder.levels(levels.iter().copied());
                } else if let Some(max_tokens) = self.max_tokens {
                    builder = builder.max_tokens(max_tokens);
                }
                builder.build().map(|chunker| Box::new(chunker) as _)
            }
            ChunkerName::Fixed => {
                let max_tokens = self.max_tokens.unwrap_or(512);
                let overlap = self
                    .overlap
                    .unwrap_or_else(|| 50.min(max_tokens.saturating_sub(1)));
                let builder = FixedSizeChunker::builder()
                    .tokenizer(tokenizer)
                    .max_tokens(max_tokens);
                builder
                    .overlap(overlap)
                    .build()
                    .map(|chunker| Box::new(chunker) as _)
            }
        };
        chunker.map_err(|error| error.to_string())
    }

    fn tokenizer(&self) -> Result<Arc<dyn Tokenizer>, String> {
        let name = self.tokenizer.as_str();
        if name == "words" {
            return Ok(Arc::new(Words));
        }
        #[cfg(feature = "huggingface")]
        if Path::new(name).exists() {
            let tokenizer = sectile::HuggingFace::open(name).map_err(|error| error.to_string())?;
            return Ok(Arc::new(tokenizer));
        }
        // `./tokenizer`, `tokenizer.json`: no name of an encoding or a model has these.
        let is_path = name.contains(['/', '\\'])
            || Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "json");
        if is_path && cfg!(feature = "huggingface") {
            return Err(format!("--tokenizer: there is no file {name}"));
        }
        if is_path {
            return Err(format!(
                "--tokenizer is the path {name}, which needs the feature huggingface: \
                 cargo install --path cli --features huggingface"
            ));
        }
        let known = Tiktoken::for_encoding(name).or_else(|_| Tiktoken::for_model(name));
        match known {
            Ok(tokenizer) => Ok(Arc::new(tokenizer)),
            Err(_) => Err(format!(
                "--tokenizer is {name:?}, but must be cl100k_base, o200k_base, words, the name of another \
                 encoding or of an OpenAI model, or with the feature huggingface the path of a tokenizer.json"
            )),
        }
    }

    /// The windows that a report shows beside the chunks: the baseline of comparisons.
    pub(crate) fn windows(&self) -> Result<Box<dyn Chunker>, String> {
        let windows = FixedSizeChunker::builder().tokenizer(self.tokenizer()?);
        match windows.build() {
            Ok(windows) => Ok(Box::new(windows)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The level of the chunks to index: the last one. `None` if there is only one.
    pub(crate) fn leaves(&self) -> Option<u32> {
        let levels = match (&self.levels, self.chunker, self.max_tokens) {
            (Some(levels), ..) => levels.len(),
            (None, ChunkerName::Structural, None) => StructuralChunker::default().levels().len(),
            _ => 1,
        };
        let last = u32::try_from(levels).unwrap_or(u32::MAX).saturating_sub(1);
        (last > 0).then_some(last)
    }

    /// The program and the options that decide about the lines of a document.
    pub(crate) fn made_by(&self) -> MadeBy {
        let tokenizer = match std::fs::read(&self.tokenizer) {
            Ok(json) => hex(&Sha256::digest(&json)),
            Err(_) => self.tokenizer.clone(),
        };
        MadeBy::this_program(&(
            (self.chunker, self.max_tokens, &self.levels, self.overlap),
            tokenizer,
            self.rows(),
            self.format,
            &self.reading,
            &self.metadata,
            &self.url_base,
            self.parents.is_some(),
        ))
    }

    /// The rule for the root; `earlier` is that of the run that this one follows.
    pub(crate) fn root_rule(&self, earlier: Option<PathBuf>) -> RootRule {
        match (&self.root, earlier) {
            (Some(root), _) => RootRule::Named(root.clone()),
            (None, Some(earlier)) => RootRule::Earlier(earlier),
            (None, None) => RootRule::Repository,
        }
    }

    /// The metadata that the chunks of a document have.
    pub(crate) fn chunk_metadata(&self, document: &Document) -> Metadata {
        if self.metadata.iter().any(|key| key == "all") {
            return document.metadata().clone();
        }
        document.metadata().select(&self.metadata)
    }

    /// Adds what the user chose to a chunk of a document with `metadata`.
    pub(crate) fn complete(&self, chunk: &mut Chunk, metadata: &Metadata) {
        chunk.metadata.clone_from(metadata);
        chunk.url = self.url_base.as_ref().map(|base| chunk.link(base));
    }

    /// The form of the outputs.
    pub(crate) fn rows(&self) -> RowForm {
        RowForm::Lines(match self.form {
            OutputForm::Jsonl => ChunkFormat::Jsonl,
            OutputForm::Langchain => ChunkFormat::LangChain,
            OutputForm::Llamaindex => ChunkFormat::LlamaIndex,
            OutputForm::Haystack => ChunkFormat::Haystack,
            #[cfg(feature = "parquet")]
            OutputForm::Parquet => return RowForm::Parquet,
        })
    }

    pub(crate) fn threads(&self) -> usize {
        let default = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(default, NonZeroUsize::get)
    }
}

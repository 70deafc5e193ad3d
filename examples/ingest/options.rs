//! The command line.

use crate::readers::ReaderOptions;
use clap::{Parser, ValueEnum};
use sectile::{
    ChunkFormat, Chunker, FixedSizeChunker, Format, StructuralChunker, Tiktoken, Tokenizer, Words,
};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Cuts files and folders into chunks and writes them as JSON Lines, one chunk a line.
///
/// Folders are walked without what .gitignore leaves out. A file that cannot be read is told on standard error and does not end the
/// run. The exit code is 0 unless nothing could be read (with --strict: unless everything could).
#[derive(Parser)]
#[command(name = "ingest")]
pub(crate) struct Options {
    /// Files and folders; `-` alone reads one document from standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where to write (default, and `-`: standard output).
    #[arg(short, long, value_name = "FILE.jsonl")]
    output: Option<PathBuf>,
    /// How to cut: along the structure, or into windows of equally many tokens (the baseline).
    #[arg(long, value_enum, default_value = "structural")]
    chunker: ChunkerName,
    /// One level of chunks, and the largest one in tokens, its context included (windows: 512 by default).
    #[arg(long, value_name = "N", conflicts_with = "levels")]
    max_tokens: Option<u32>,
    /// Several levels, the largest first: each chunk is cut again into smaller ones, which name it as their parent. Index those of
    /// the last level, and return their parents (default: 1024,256).
    #[arg(long, value_name = "N,N", value_delimiter = ',')]
    levels: Option<Vec<u32>>,
    /// How many tokens of a window the next one repeats; for `--chunker fixed` only (default: 50).
    #[arg(long, value_name = "N")]
    overlap: Option<u32>,
    /// What counts tokens: `cl100k_base`, `o200k_base`, words, or the name of an `OpenAI` model.
    #[arg(long, default_value = "cl100k_base")]
    tokenizer: String,
    /// The form of a line.
    #[arg(long = "format", value_enum, default_value = "jsonl")]
    line: LineFormat,
    /// How many files to read at a time (default: one for each processor).
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Fail if any file could not be read.
    #[arg(long)]
    pub(crate) strict: bool,
    /// The format of all files: md, html or pdf (default: by each file's name). Needed for standard input only if its first
    /// bytes do not tell.
    #[arg(long = "as", value_name = "FORMAT", value_parser = parse_format)]
    pub(crate) format: Option<Format>,
    #[command(flatten)]
    pub(crate) reading: ReaderOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChunkerName {
    Structural,
    Fixed,
}

#[derive(Clone, Copy, ValueEnum)]
enum LineFormat {
    Jsonl,
    Langchain,
    Llamaindex,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_path(format!("x.{name}")).ok_or_else(|| "allowed are md, html and pdf".to_owned())
}

impl Options {
    /// The file to write, or none for standard output.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != "-")
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
        match self.tokenizer.as_str() {
            "cl100k_base" => Ok(Arc::new(Tiktoken::cl100k_base())),
            "o200k_base" => Ok(Arc::new(Tiktoken::o200k_base())),
            "words" => Ok(Arc::new(Words)),
            model => match Tiktoken::for_model(model) {
                Ok(tokenizer) => Ok(Arc::new(tokenizer)),
                Err(_) => Err(format!(
                    "--tokenizer is {model:?}, but must be cl100k_base, o200k_base, words or the name of an OpenAI model"
                )),
            },
        }
    }

    pub(crate) fn line(&self) -> ChunkFormat {
        match self.line {
            LineFormat::Jsonl => ChunkFormat::Jsonl,
            LineFormat::Langchain => ChunkFormat::LangChain,
            LineFormat::Llamaindex => ChunkFormat::LlamaIndex,
        }
    }

    pub(crate) fn threads(&self) -> usize {
        let default = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(default, NonZeroUsize::get)
    }
}

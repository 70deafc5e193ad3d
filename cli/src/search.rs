//! Answers a question with the passages of a folder.

mod citation;
mod excerpt;
mod folder;
mod found;
mod lines;
mod passages;
mod print;
mod rank;
mod terms;
mod update;
mod words;

use crate::Status;
use crate::readers::ReaderOptions;
use clap::Parser;
use folder::IndexFolder;
use std::io::{self, Write as _};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terms::Terms;

/// Finds the passages of a folder that share the rarest words with a question.
///
/// The first search indexes the folder, in `.sectile` inside it; each later one reads only
/// the files that changed since. Chunks of up to 256 tokens are ranked by BM25. A result is
/// the chunk of up to 1,024 tokens around one of them: its headings, its file with the
/// lines, or the page and the box on it, and an excerpt with the words that were found.
/// With --tokens the results are whole passages to be read, by a model or a person. Words
/// are compared by their English stems, and Chinese, Japanese, Korean and Thai by pairs of
/// characters.
#[derive(Debug, Parser)]
#[command(name = "search", version, after_help = EXIT_CODES)]
pub struct Options {
    /// The folder of documents, or with --index also a file.
    #[arg(value_name = "DIR")]
    path: PathBuf,
    /// The question, or words.
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// The number of results; not together with --tokens.
    #[arg(short = 'k', long, value_name = "N", default_value = "5")]
    results: NonZeroUsize,
    /// Prints whole passages in place of excerpts, together at most this many tokens
    /// (`cl100k_base`). Chunks that follow each other are one passage.
    #[arg(long, value_name = "N", conflicts_with = "results")]
    tokens: Option<NonZeroU32>,
    /// One JSON object a line: rank, score, document, path, citation, headings, excerpt,
    /// the chunk that was found, the chunk around it as `parent`, and the ids of other
    /// chunks found in that as `others`. With --tokens: rank, score, document, path,
    /// citation, headings, tokens, and the whole `passage` with the place of each chunk.
    #[arg(long)]
    json: bool,
    /// The folder of the index (default: `.sectile` in DIR).
    #[arg(long, value_name = "FOLDER")]
    index: Option<PathBuf>,
    /// Reports errors only: no progress, and no line about an update of the index.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    reading: ReaderOptions,
}

const EXIT_CODES: &str = "\
The index has the chunks as `sectile ingest --update` writes them (chunks.jsonl), and their
words. It can be removed at any time.

Exit codes:
  0  something was found
  1  nothing was found
  2  wrong options, no document, or an index that cannot be written";

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(&Options::parse()).into()
}

/// Runs the command. Messages go to standard error.
#[must_use]
pub fn run(options: &Options) -> Status {
    match search(options) {
        Ok(0) => Status::FAILURE,
        Ok(_) => Status::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            Status::MISUSE
        }
    }
}

/// Prints the results and returns their number.
fn search(options: &Options) -> Result<usize, Box<dyn std::error::Error>> {
    let mut terms = Terms::default();
    let words = terms.of_question(&options.question.join(" "));
    if words.is_empty() {
        let message = "the question has no words to search for: single letters and words such \
                       as \"the\" are not searched";
        return Err(message.into());
    }
    let folder = IndexFolder::open(&index(options)?)?;
    let index = update::update(&folder, options, &mut terms)?;
    let mut out = Vec::new();
    let results = if let Some(tokens) = options.tokens {
        let selected = passages::select(&folder, &index, &words, tokens.get())?;
        print::passages(&mut out, &selected, options.json)?;
        selected.len()
    } else {
        let found = found::find(&folder, &index, &words, options.results.get())?;
        if options.json {
            print::json(&mut out, &found, &words, &mut terms)?;
        } else {
            print::text(&mut out, &found, &words, &mut terms)?;
        }
        found.len()
    };
    drop(folder); // the next search need not wait for whoever reads the results
    let mut stdout = io::stdout().lock();
    match stdout.write_all(&out).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(format!("standard output: {error}").into());
        }
        _ => {}
    }
    if results == 0 && !options.quiet {
        eprintln!("nothing was found");
    }
    Ok(results)
}

/// Returns the folder of the index.
fn index(options: &Options) -> Result<PathBuf, String> {
    let path = options.path.as_path();
    let shown = path.display();
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{shown}: no such file or folder"),
        _ => format!("{shown}: cannot be read: {error}"),
    })?;
    match &options.index {
        Some(index) => Ok(index.clone()),
        None if metadata.is_dir() => Ok(path.join(Path::new(".sectile"))),
        None => Err(format!(
            "{shown}: is a file; name its folder, or a folder for the index with --index"
        )),
    }
}

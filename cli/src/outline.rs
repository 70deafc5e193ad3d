//! Prints the section tree of a document.

use crate::Status;
use crate::readers::ReaderOptions;
use clap::Parser;

use sectile::{Document, Format, HeadingCandidate, Limits, Origin, Section};
use serde_json::json;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Prints the section tree of a document, indented.
#[derive(Debug, Parser)]
#[command(name = "outline", version)]
pub struct Options {
    /// The document; `-` for standard input.
    file: PathBuf,
    /// One JSON object a line: section, level, depth, text, anchor, number, span, page,
    /// label of the page; for PDF also the source of the heading and its probability in
    /// percent.
    #[arg(long)]
    json: bool,
    /// For each heading and near miss of a PDF, the rules that decided; with --json, for
    /// all texts that may be headings.
    #[arg(long)]
    explain: bool,
    /// The format (default: by the file's name and first bytes).
    #[arg(long = "as", value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    #[command(flatten)]
    reading: ReaderOptions,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_path(format!("x.{name}"))
        .ok_or_else(|| "allowed are md, html, pdf and txt".to_owned())
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(&Options::parse()).into()
}

/// Runs the command. Messages go to standard error.
#[must_use]
pub fn run(options: &Options) -> Status {
    if options.explain {
        return explain(options);
    }
    let document = match read(options) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("error: {error}");
            return Status::FAILURE;
        }
    };
    for warning in document.warnings() {
        eprintln!("warning: {}: {warning}", options.file.display());
    }
    match print(&document, options.json) {
        Ok(()) => Status::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::SUCCESS,
        Err(error) => {
            eprintln!("error: standard output: {error}");
            Status::FAILURE
        }
    }
}

/// Prints the rules that decided about headings.
fn explain(options: &Options) -> Status {
    let candidates = match candidates(options) {
        Ok(candidates) => candidates,
        Err(error) => {
            eprintln!("error: {error}");
            return Status::FAILURE;
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let written = candidates.iter().try_for_each(|candidate| {
        if options.json {
            writeln!(out, "{}", json!(candidate))
        } else if candidate.is_close() {
            writeln!(out, "{candidate}")
        } else {
            Ok(())
        }
    });
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: standard output: {error}");
            Status::FAILURE
        }
        _ => Status::SUCCESS,
    }
}

fn candidates(options: &Options) -> Result<Vec<HeadingCandidate>, Box<dyn std::error::Error>> {
    let (format, bytes) = load(options)?;
    if format != Format::Pdf {
        let name = options.file.display();
        return Err(format!("{name}: only the headings of PDF are decided by rules").into());
    }
    let reader = options.reading.pdf_reader();
    let candidates = reader.explain_headings(&bytes, &Limits::default());
    Ok(candidates.map_err(|error| error.with_path(&options.file))?)
}

fn read(options: &Options) -> Result<Document, Box<dyn std::error::Error>> {
    let (format, bytes) = load(options)?;
    let reader = options.reading.reader();
    let document = reader.read_as(format, &options.file, &bytes, &Limits::default());
    Ok(document.map_err(|error| error.with_path(&options.file))?)
}

/// Returns the bytes of the document and its format.
fn load(options: &Options) -> Result<(Format, Vec<u8>), Box<dyn std::error::Error>> {
    let name = options.file.display();
    let mut bytes = Vec::new();
    if options.file == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        if options.file.is_dir() {
            return Err(format!("{name}: is a folder; name a file in it").into());
        }
        bytes = std::fs::read(&options.file)
            .map_err(|error| format!("{name}: cannot be read: {error}"))?;
    }
    let format = (options.format)
        .or_else(|| Format::of(&options.file, &bytes))
        .ok_or_else(|| {
            format!("{name}: cannot detect the format from the file name or its first bytes; Markdown, HTML, PDF and plain text are read: name it with --as")
        })?;
    Ok((format, bytes))
}

fn print(document: &Document, as_json: bool) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for section in document.sections() {
        if as_json {
            writeln!(out, "{}", line(section))?;
        } else {
            let indent = "  ".repeat(section.depth() - 1);
            writeln!(
                out,
                "{}",
                format!("{indent}h{} {}", section.level(), section.heading()).trim_end()
            )?;
        }
    }
    out.flush()
}

fn line(section: Section<'_>) -> serde_json::Value {
    let heading = section.blocks().next();
    let page = heading
        .and_then(sectile::Block::origin)
        .and_then(|origin| match origin {
            Origin::Pages { pages } => pages.into_iter().next(),
            _ => None,
        });
    let mut line = json!({
        "section": section.path(),
        "level": section.level(),
        "depth": section.depth(),
        "text": section.heading(),
        "anchor": section.anchor(),
        "number": section.number(),
        "span": section.span(),
        "page": page.as_ref().map(|page| page.number),
        "label": page.and_then(|page| page.label),
    });
    // Only formats that do not mark headings up have evidence.
    if let Some(evidence) = section.evidence() {
        line["source"] = json!(evidence.source);
        line["percent"] = json!(evidence.percent);
    }
    line
}

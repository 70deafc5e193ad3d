//! Prints the section tree of a document.

#[path = "shared/readers.rs"]
mod readers;

use clap::Parser;
use readers::ReaderOptions;
use sectile::{Document, Format, Limits, Origin, Section};
use serde_json::json;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Prints the section tree of a document, indented.
#[derive(Parser)]
#[command(name = "outline")]
struct Options {
    /// The document; `-` for standard input.
    file: PathBuf,
    /// One JSON object a line: section, level, depth, text, anchor, number, span, page,
    /// label of the page.
    #[arg(long)]
    json: bool,
    /// The format (default: by the file's name and first bytes).
    #[arg(long = "as", value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    #[command(flatten)]
    reading: ReaderOptions,
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::from_path(format!("x.{name}")).ok_or_else(|| "allowed are md, html and pdf".to_owned())
}

fn main() -> ExitCode {
    let options = Options::parse();
    let document = match read(&options) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    for warning in document.warnings() {
        eprintln!("warning: {}: {warning}", options.file.display());
    }
    match print(&document, options.json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: standard output: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(options: &Options) -> Result<Document, Box<dyn std::error::Error>> {
    let name = options.file.display();
    let mut bytes = Vec::new();
    if options.file == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(&options.file)
            .map_err(|error| format!("{name}: cannot be read: {error}"))?;
    }
    let format = (options.format)
        .or_else(|| Format::of(&options.file, &bytes))
        .ok_or_else(|| {
            format!("{name}: cannot detect the format from the file name or its first bytes; name it with --as")
        })?;
    let document = (options.reading.readers()).read(format, &bytes, &Limits::default());
    Ok(document.map_err(|error| error.with_path(&options.file))?)
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
    json!({
        "section": section.path(),
        "level": section.level(),
        "depth": section.depth(),
        "text": section.heading(),
        "anchor": section.anchor(),
        "number": section.number(),
        "span": section.span(),
        "page": page.as_ref().map(|page| page.number),
        "label": page.and_then(|page| page.label),
    })
}

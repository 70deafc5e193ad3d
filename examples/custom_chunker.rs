//! Implements a custom chunker: one chunk for each section.
//!
//! `cargo run --example custom_chunker [FILE.md]`

use sectile::{ChunkBuilder, Chunker, Chunks, Document, Format, Limits, Words, write_jsonl};
use std::error::Error;
use std::io;

/// Makes a chunk of each section, without the text of its subsections.
struct PerSection;

impl Chunker for PerSection {
    fn chunks<'d>(&'d self, document: &'d Document) -> Chunks<'d> {
        let mut builder = ChunkBuilder::new(document).tokenizer(Words);
        Chunks::new((document.sections()).map(move |section| builder.chunk(section.own_span())))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let source = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => b"# Tea\n\nBoil water.\n\n## Green\n\nLet it cool to 75 degrees.\n".to_vec(),
    };
    let mut document = Format::Markdown.read(&source, &Limits::default())?;
    document.set_name("tea.md");
    write_jsonl(io::stdout().lock(), PerSection.chunks(&document))?;
    Ok(())
}

//! Implements a custom tokenizer: four characters are a token.
//!
//! `cargo run --example custom_tokenizer [FILE.md]`

use sectile::{Chunker, Format, Limits, StructuralChunker, Tokenizer};
use std::error::Error;
use std::io::{self, Write};

/// A common rule of thumb for estimating tokens.
struct FourCharacters;

impl Tokenizer for FourCharacters {
    fn count(&self, text: &str) -> usize {
        text.chars().count().div_ceil(4)
    }

    fn name(&self) -> &'static str {
        "four characters"
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let source = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => b"# Tea\n\nBoil water.\n\n## Green\n\nLet it cool to 75 degrees. Steep for two minutes.\n".to_vec(),
    };
    let document = Format::Markdown.read(&source, &Limits::default())?;
    let chunker = StructuralChunker::builder()
        .tokenizer(FourCharacters)
        .max_tokens(16)
        .build()?;
    let mut out = io::stdout().lock();
    for chunk in chunker.chunks(&document) {
        // `tokens` is always the tokenizer's own count of the content.
        assert_eq!(
            chunk.tokens as usize,
            FourCharacters.count(&chunk.content())
        );
        writeln!(out, "{:3} tokens  {}", chunk.tokens, chunk.breadcrumb())?;
    }
    Ok(())
}

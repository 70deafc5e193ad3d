//! Implements a reader for a custom format: a mail thread, in which each message is a
//! section and quoted lines are quotes.
//!
//! `cargo run --example custom_reader [FILE]`

use sectile::{
    BlockKind, Chunker, Document, DocumentBuilder, Heading, Limits, Reader, StructuralChunker,
    Words,
};
use std::error::Error;
use std::io::{self, Write};

/// Reads messages that begin with a `From: ` line. A `Subject: ` line is the title.
struct MailThread;

impl Reader for MailThread {
    fn read(&self, bytes: &[u8], _limits: &Limits) -> sectile::Result<Document> {
        let text = String::from_utf8_lossy(bytes);
        let mut builder = DocumentBuilder::over(text.as_ref());
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = (at..at + line.len()).into();
            at += line.len();
            if let Some(sender) = line.strip_prefix("From: ") {
                builder.heading(Heading::new(1, sender.trim()), span);
            } else if let Some(subject) = line.strip_prefix("Subject: ") {
                builder.metadata().add("title", subject);
            } else if line.starts_with('>') {
                builder.block(BlockKind::Quote, span);
            } else {
                // A blank line adds no block. Text that no call covers becomes a block of
                // its own, so nothing is lost.
                builder.block(BlockKind::Paragraph, span);
            }
        }
        builder.finish()
    }
}

const THREAD: &str = "Subject: The kettle\n\
    From: Ada\nThe kettle on the third floor leaks.\n\nShall we buy a new one?\n\
    From: Grace\n> Shall we buy a new one?\nYes. The old one is from 1998.\n";

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = match std::env::args().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => THREAD.into(),
    };
    let document = MailThread.read(&bytes, &Limits::default())?;
    let chunker = StructuralChunker::builder()
        .tokenizer(Words)
        .max_tokens(24)
        .build()?;
    let mut out = io::stdout().lock();
    for chunk in chunker.chunks(&document) {
        writeln!(out, "{}\n---", chunk.content())?;
    }
    Ok(())
}

//! The first chunks of a run, as a person reads them at a terminal.

use sectile::{Chunk, Origin};
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// The chunks that are shown: as many as fit on a screen.
const SHOWN: usize = 6;

/// The characters of a chunk's text that are shown, two lines of a terminal.
const TEXT_CHARACTERS: usize = 150;

/// Shows the first chunks of the last level, which are the ones to index.
#[derive(Default)]
pub(crate) struct Preview {
    text: String,
    shown: usize,
    chunks: usize,
}

impl Preview {
    /// Adds the chunks of a document until the screen is full.
    pub(crate) fn add(&mut self, chunk: &Chunk) {
        self.chunks += 1;
        if self.shown == SHOWN {
            return;
        }
        self.shown += 1;
        let place = match &chunk.origin {
            Some(Origin::Bytes { lines, .. }) => format!("lines {}-{}", lines.start, lines.end),
            Some(Origin::Pages { pages }) => match pages.first() {
                Some(page) => format!("page {}", page.number),
                None => "no page".to_owned(),
            },
            _ => format!("bytes {}", chunk.span),
        };
        let words: Vec<&str> = chunk.text.split_whitespace().collect();
        let words = words.join(" ");
        let start: String = words.chars().take(TEXT_CHARACTERS).collect();
        let dots = if start.len() < words.len() {
            " ..."
        } else {
            ""
        };
        // Control characters of a document must not reach the terminal.
        let printable = |text: &str| text.replace(char::is_control, "\u{fffd}");
        let _ = writeln!(
            self.text,
            "{}, {place}, {} tokens\n  {}\n  {}{dots}\n", // into a String
            printable(&chunk.document),
            chunk.tokens,
            printable(&chunk.breadcrumb()),
            printable(&start),
        );
    }

    pub(crate) fn print(self) -> io::Result<()> {
        let rest = self.chunks - self.shown;
        let mut out = io::stdout().lock();
        let more = match rest {
            0 => String::new(),
            rest => format!("... and {rest} more. "),
        };
        writeln!(
            out,
            "{}{more}All chunks, with their parents, as JSON Lines: -o FILE.jsonl, or -o - for the terminal.",
            self.text
        )
    }
}

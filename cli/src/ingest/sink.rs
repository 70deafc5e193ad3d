//! The destination of the chunks: an output, or a preview at a terminal.

use crate::ingest::options::Options;
use crate::ingest::output::{Output, Target};
use crate::ingest::preview::Preview;
use sectile::Chunk;
use std::io::{self, IsTerminal as _, Write as _};

pub(crate) enum Sink {
    Output(Output),
    Preview(Preview),
}

impl Sink {
    pub(crate) fn open(options: &Options, target: &Target) -> Result<Self, String> {
        Ok(
            if options.output().is_none() && io::stdout().is_terminal() {
                Self::Preview(Preview::default())
            } else {
                Self::Output(Output::open(target)?)
            },
        )
    }

    /// Takes the chunks of a document: `lines` of an output, or `chunks` for a preview.
    pub(crate) fn add(&mut self, lines: &[u8], chunks: &[Chunk]) -> io::Result<()> {
        match self {
            Self::Output(output) => output.write_all(lines),
            Self::Preview(preview) => {
                for chunk in chunks {
                    preview.add(chunk);
                }
                Ok(())
            }
        }
    }

    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            Self::Output(output) => output.commit(),
            Self::Preview(preview) => preview.print(),
        }
    }

    /// Ends a failed run. Lines that were written directly remain.
    pub(crate) fn abandon(self, target: &Target) -> io::Result<()> {
        match (self, target) {
            (Self::Output(Output::Staged(_)), Target::File(path)) => {
                let state = if path.exists() {
                    "is as it was"
                } else {
                    "was not written"
                };
                eprintln!("error: the run failed; {target} {state}");
                Ok(())
            }
            (Self::Output(mut output), _) => output.flush(),
            (Self::Preview(_), _) => Ok(()),
        }
    }
}

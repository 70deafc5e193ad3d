//! The destination of the chunks: one or two outputs, or a preview at a terminal.

use super::options::Options;
use super::output::{Output, Target};
use super::preview::Preview;
use sectile::Chunk;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};

pub(crate) enum Sink {
    /// The output of `-o`, then that of `--parents`.
    Outputs(Vec<Stream>),
    Preview(Preview),
}

/// An output and the sum of what was written to it.
pub(crate) struct Stream {
    output: Output,
    /// Only `--update` needs the sum.
    hasher: Option<Sha256>,
}

impl Sink {
    pub(crate) fn open(options: &Options, targets: &[Target]) -> Result<Self, String> {
        if options.output().is_none() && options.parents.is_none() && io::stdout().is_terminal() {
            return Ok(Self::Preview(Preview::default()));
        }
        let streams = targets.iter().map(|target| {
            Ok(Stream {
                output: Output::open(target)?,
                hasher: options.update.then(Sha256::new),
            })
        });
        Ok(Self::Outputs(streams.collect::<Result<_, String>>()?))
    }

    /// Takes the chunks of a document: the lines of each output, or `chunks` for a
    /// preview.
    pub(crate) fn add(&mut self, lines: &[Vec<u8>], chunks: &[Chunk]) -> io::Result<()> {
        match self {
            Self::Outputs(streams) => {
                for (stream, lines) in streams.iter_mut().zip(lines) {
                    stream.output.write_all(lines)?;
                    if let Some(hasher) = &mut stream.hasher {
                        hasher.update(lines);
                    }
                }
            }
            Self::Preview(preview) => chunks.iter().for_each(|chunk| preview.add(chunk)),
        }
        Ok(())
    }

    /// Returns the temporary file and the sum of each output that is complete.
    pub(crate) fn complete(&mut self) -> io::Result<Vec<(&File, Vec<u8>)>> {
        let Self::Outputs(streams) = self else {
            return Ok(Vec::new());
        };
        let mut complete = Vec::new();
        for stream in streams {
            let sum = stream
                .hasher
                .take()
                .map(|hasher| hasher.finalize().to_vec());
            if let (Output::Staged(staged), Some(sum)) = (&mut stream.output, sum) {
                complete.push((staged.complete()?, sum));
            }
        }
        Ok(complete)
    }

    /// Replaces the outputs, the parents first: a leaf whose parent is missing is worse
    /// than a parent without leaves.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            Self::Outputs(streams) => {
                (streams.into_iter().rev()).try_for_each(|stream| stream.output.commit())
            }
            Self::Preview(preview) => preview.print(),
        }
    }

    /// Ends a failed run. Lines that were written directly remain.
    pub(crate) fn abandon(self, targets: &[Target]) -> io::Result<()> {
        let Self::Outputs(streams) = self else {
            return Ok(());
        };
        for (mut stream, target) in streams.into_iter().zip(targets) {
            match (&stream.output, target) {
                (Output::Staged(_), Target::File(path)) => {
                    let state = if path.exists() {
                        "is as it was"
                    } else {
                        "was not written"
                    };
                    eprintln!("error: the run failed; {target} {state}");
                }
                _ => stream.output.flush()?,
            }
        }
        Ok(())
    }
}

//! The destination of the chunks: one or two outputs, or a preview at a terminal.

use super::options::Options;
use super::output::{Output, Target};
use super::preview::Preview;
use super::rows::{RowForm, Rows};
use sectile::Chunk;
#[cfg(feature = "parquet")]
use sectile_arrow::ParquetWriter;
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
    encoder: Encoder,
    /// Only `--update` needs the sum.
    hasher: Option<Sha256>,
}

/// Writes rows in the form of the output.
enum Encoder {
    Lines(Output),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetWriter<Output>>),
}

impl Encoder {
    fn open(target: &Target, form: RowForm) -> Result<Self, String> {
        let output = Output::open(target)?;
        match form {
            RowForm::Lines(_) => Ok(Self::Lines(output)),
            #[cfg(feature = "parquet")]
            RowForm::Parquet => match ParquetWriter::new(output) {
                Ok(writer) => Ok(Self::Parquet(Box::new(writer))),
                Err(error) => Err(format!("{target}: cannot be written: {error}")),
            },
        }
    }

    fn add(&mut self, rows: &Rows) -> io::Result<()> {
        match (self, rows) {
            (Self::Lines(output), Rows::Lines(lines)) => output.write_all(lines),
            #[cfg(feature = "parquet")]
            (Self::Parquet(writer), Rows::Batches(batches)) => {
                batches.iter().try_for_each(|batch| writer.write(batch))
            }
            #[cfg(feature = "parquet")]
            _ => Ok(()), // a worker returns the rows of the form of the output
        }
    }

    /// Ends the rows and returns the output.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(
            clippy::unnecessary_wraps,
            reason = "the end of a Parquet file is written"
        )
    )]
    fn finish(self) -> io::Result<Output> {
        match self {
            Self::Lines(output) => Ok(output),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.finish(),
        }
    }
}

impl Sink {
    pub(crate) fn open(options: &Options, targets: &[Target]) -> Result<Self, String> {
        if options.output().is_none() && options.parents.is_none() && io::stdout().is_terminal() {
            return Ok(Self::Preview(Preview::default()));
        }
        let streams = targets.iter().map(|target| {
            Ok(Stream {
                encoder: Encoder::open(target, options.rows())?,
                hasher: options.update.then(Sha256::new),
            })
        });
        Ok(Self::Outputs(streams.collect::<Result<_, String>>()?))
    }

    /// Takes the chunks of a document: the rows of each output, or `chunks` for a
    /// preview.
    pub(crate) fn add(&mut self, rows: &[Rows], chunks: &[Chunk]) -> io::Result<()> {
        match self {
            Self::Outputs(streams) => {
                for (stream, rows) in streams.iter_mut().zip(rows) {
                    stream.encoder.add(rows)?;
                    if let (Some(hasher), Rows::Lines(lines)) = (&mut stream.hasher, rows) {
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
            if let (Encoder::Lines(Output::Staged(staged)), Some(sum)) = (&mut stream.encoder, sum)
            {
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
                // All files are whole before the first one is replaced.
                let outputs = streams.into_iter().map(|stream| stream.encoder.finish());
                let outputs: Vec<Output> = outputs.collect::<io::Result<_>>()?;
                outputs.into_iter().rev().try_for_each(Output::commit)
            }
            Self::Preview(preview) => preview.print(),
        }
    }

    /// Ends a failed run. Lines that were written directly remain.
    pub(crate) fn abandon(self, targets: &[Target]) -> io::Result<()> {
        let Self::Outputs(streams) = self else {
            return Ok(());
        };
        for (stream, target) in streams.into_iter().zip(targets) {
            // Lines and rows that a stream has got already remain readable.
            let mut output = stream.encoder.finish()?;
            match (&output, target) {
                (Output::Staged(_), Target::File(path)) => {
                    let state = if path.exists() {
                        "is as it was"
                    } else {
                        "was not written"
                    };
                    eprintln!("error: the run failed; {target} {state}");
                }
                _ => output.flush()?,
            }
        }
        Ok(())
    }
}

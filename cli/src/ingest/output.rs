//! The destination of the lines: standard output, a device or FIFO, or a file that is
//! replaced when the run has succeeded.

mod staged;
mod target;
mod unfinished;

pub(crate) use target::{Target, is_earlier_output};
pub(crate) use unfinished::remove_when_interrupted;

use staged::Staged;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// An output that is open.
pub(crate) enum Output {
    /// Each line is written at once.
    Direct(Box<dyn Write + Send>),
    /// The lines are written to a temporary file first.
    Staged(Staged),
}

impl Output {
    pub(crate) fn open(target: &Target) -> Result<Self, String> {
        let named = |error: io::Error| format!("{target}: cannot be written: {error}");
        Ok(match target {
            Target::Stdout => Self::Direct(Box::new(BufWriter::new(io::stdout()))),
            Target::Stream(path) => {
                // Appended, because a descriptor may be that of a file with content.
                let file = File::options().append(true).open(path).map_err(named)?;
                Self::Direct(Box::new(BufWriter::new(file)))
            }
            Target::File(path) => Self::Staged(Staged::beside(path).map_err(named)?),
        })
    }

    /// Makes the written lines the content of the output. An output that is dropped
    /// without this keeps its old content.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self {
            Self::Direct(mut out) => out.flush(),
            Self::Staged(staged) => staged.commit(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Direct(out) => out.write(bytes),
            Self::Staged(staged) => staged.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.flush(),
            Self::Staged(staged) => staged.flush(),
        }
    }
}

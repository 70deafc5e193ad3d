//! A file of a run and how it is read.

use super::Read;
use super::identity::FileIdentity;
use crate::readers::Readers;
use sectile::{Error, ErrorKind, Format, Limits};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// A file and what its chunks call it.
pub(crate) struct SourceFile {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    /// `None` for standard input.
    pub(super) identity: Option<FileIdentity>,
    /// The format that the caller gives, whatever name and content imply.
    pub(super) forced: Option<Format>,
    /// Named by the caller, not found in a folder.
    pub(super) is_argument: bool,
    /// Standard input or another descriptor that is open already.
    pub(super) is_stream: bool,
}

impl SourceFile {
    pub(super) fn stream(path: PathBuf, name: String, forced: Option<Format>) -> Self {
        Self {
            path,
            name,
            identity: None,
            forced,
            is_argument: true,
            is_stream: true,
        }
    }

    pub(super) fn read(&self, readers: &Readers, limits: Limits) -> Result<Read, Error> {
        let bytes = self.bytes(limits.input_bytes)?;
        let format = self.format(&bytes)?;
        let named = Format::from_path(&self.path);
        let remark = (self.forced.is_none() && named.is_some_and(|named| named != format))
            .then(|| format!("the content is {format} and is read so, whatever the name implies"));
        let mut document = readers.read(format, &bytes, &limits)?;
        document.set_name(self.name.as_str());
        Ok(Read {
            document,
            bytes: bytes.len() as u64,
            remark,
            limits,
        })
    }

    /// The content. Of a stream that is too large, one byte more than allowed is read:
    /// the reader refuses it then.
    fn bytes(&self, most: usize) -> Result<Vec<u8>, Error> {
        let io = |error| Error::new(ErrorKind::Io, "cannot be read").with_source(error);
        let enough = (most as u64).saturating_add(1);
        let mut bytes = Vec::new();
        if self.path == Path::new("-") {
            (io::stdin().take(enough).read_to_end(&mut bytes)).map_err(io)?;
            return Ok(bytes);
        }
        let file = File::open(&self.path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        if !self.is_stream && !metadata.is_file() {
            return Err(io(io::Error::other("it is no longer a regular file")));
        }
        if metadata.len() >= enough {
            let size = metadata.len();
            let message = format!("the file has {size} bytes, but at most {most} are allowed");
            return Err(Error::new(ErrorKind::TooLarge, message));
        }
        bytes.reserve(usize::try_from(metadata.len()).unwrap_or(0));
        file.take(enough).read_to_end(&mut bytes).map_err(io)?;
        Ok(bytes)
    }

    fn format(&self, bytes: &[u8]) -> Result<Format, Error> {
        let refuse = |message: String| Err(Error::new(ErrorKind::UnknownFormat, message));
        let Some(forced) = self.forced else {
            let named = Format::from_path(&self.path);
            return match (Format::of(&self.path, bytes), named) {
                (Some(format), _) => Ok(format),
                (None, Some(named)) => refuse(format!(
                    "the content is binary, not {named} as the name implies"
                )),
                (None, None) => refuse(
                    "cannot detect the format from the name or the first bytes; name it with --as"
                        .to_owned(),
                ),
            };
        };
        // A forced format is refused only where the content cannot be it.
        match (forced, Format::detect(bytes)) {
            (Format::Markdown | Format::Html, Some(Format::Pdf)) => {
                refuse(format!("the content is PDF, not {forced}"))
            }
            (Format::Markdown | Format::Html, None) if Format::of("x.html", bytes).is_none() => {
                refuse(format!("the content is binary, not {forced}"))
            }
            _ => Ok(forced),
        }
    }
}

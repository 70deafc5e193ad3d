//! Reads one file of a run.

use super::identity::FileIdentity;
use super::trace::Trace;
use super::{Read, Stamp};
use sectile::{DocumentReader, Error, ErrorKind, Format, Limits};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// A file and the name that its chunks have.
pub(crate) struct SourceFile {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    /// The bytes that it had when it was found; 0 for standard input.
    pub(crate) size: u64,
    /// `None` for standard input.
    pub(super) identity: Option<FileIdentity>,
    /// The format that the caller gives, whatever name and content imply.
    pub(super) forced: Option<Format>,
    /// True if the caller named the file, false if it was found in a folder.
    pub(super) is_argument: bool,
    /// True for standard input and other descriptors that are open already.
    pub(super) is_stream: bool,
}

impl SourceFile {
    pub(super) fn stream(path: PathBuf, name: String, forced: Option<Format>) -> Self {
        Self {
            path,
            name,
            size: 0,
            identity: None,
            forced,
            is_argument: true,
            is_stream: true,
        }
    }

    /// Reads the document. With `is_traced` the facts for a manifest are collected too.
    pub(super) fn read(
        &self,
        reader: &DocumentReader,
        limits: Limits,
        is_traced: bool,
    ) -> Result<Read, Error> {
        let (bytes, stamp) = self.bytes(limits.input_bytes)?;
        let format = self.format(&bytes)?;
        let path = self.format_path();
        let named = Format::from_path(path);
        let remark = (self.forced.is_none() && named.is_some_and(|named| named != format))
            .then(|| format!("the content is {format} and is read so, whatever the name implies"));
        let mut document = reader.read_as(format, path, &bytes, &limits)?;
        document.set_name(self.name.as_str());
        Ok(Read {
            document,
            bytes: bytes.len() as u64,
            remark,
            limits,
            trace: is_traced.then(|| Trace::new(stamp, &bytes)),
        })
    }

    /// The format that the caller gives or the name implies.
    pub(crate) fn named_format(&self) -> Option<Format> {
        self.forced
            .or_else(|| Format::from_path(self.format_path()))
    }

    /// The path that implies the format: standard input has only its name.
    fn format_path(&self) -> &Path {
        if self.is_stream {
            Path::new(&self.name)
        } else {
            &self.path
        }
    }

    /// Reads the content. Of a stream that is too large one byte more than allowed is
    /// read, so that the reader rejects it.
    fn bytes(&self, most: usize) -> Result<(Vec<u8>, Stamp), Error> {
        let io = |error| Error::new(ErrorKind::Io, "cannot be read").with_source(error);
        let enough = (most as u64).saturating_add(1);
        let mut bytes = Vec::new();
        if self.path == Path::new("-") {
            (io::stdin().take(enough).read_to_end(&mut bytes)).map_err(io)?;
            return Ok((bytes, Stamp::of_stream()));
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
        // Before the content is read: what is written later has a later time.
        let stamp = if self.is_stream {
            Stamp::of_stream()
        } else {
            Stamp::of(&metadata)
        };
        file.take(enough).read_to_end(&mut bytes).map_err(io)?;
        Ok((bytes, stamp))
    }

    fn format(&self, bytes: &[u8]) -> Result<Format, Error> {
        let refuse = |message: String| Err(Error::new(ErrorKind::UnknownFormat, message));
        let Some(forced) = self.forced else {
            let path = self.format_path();
            let named = Format::from_path(path);
            return match (Format::of(path, bytes), named) {
                (Some(format), _) => Ok(format),
                // Any text may be Markdown.
                (None, Some(Format::Html)) if Format::of("x.md", bytes).is_some() => refuse(
                    "the content is a mail or a web archive (.mhtml), which are not read"
                        .to_owned(),
                ),
                (None, Some(named)) => refuse(format!(
                    "the content is binary, not {named} as the name implies"
                )),
                (None, None) => refuse(undetected(path)),
            };
        };
        // A forced format is rejected only if the content cannot have it.
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

/// Says why a file has no known format, and what to do about it.
fn undetected(path: &Path) -> String {
    let suffix = path.extension().unwrap_or_default().to_ascii_lowercase();
    match suffix.to_str().unwrap_or_default() {
        "eml" | "mht" | "mhtml" | "msg" => {
            "mail (.eml, .msg) and web archives (.mhtml) are not read; save it as HTML".to_owned()
        }
        "doc" | "docx" | "epub" | "odp" | "ods" | "odt" | "ppt" | "pptx" | "rtf" | "xls"
        | "xlsx" => "office documents and books are not read; save it as PDF or HTML".to_owned(),
        _ => "cannot detect the format from the file name or its first bytes; Markdown, HTML, \
              PDF and plain text are read; name it with --as"
            .to_owned(),
    }
}

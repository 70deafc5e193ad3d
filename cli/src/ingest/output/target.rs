//! The kind of file that the path of an output leads to.

use crate::corpus::FileIdentity;
use serde_json::{Map, Value};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

pub(crate) enum Target {
    Stdout,
    /// A device, a FIFO or a descriptor: nothing that can be replaced.
    Stream(PathBuf),
    /// A regular file, or a name that is free; links on the way to it are followed.
    File(PathBuf),
}

/// The maximum number of links that are followed, as in Linux.
const MAX_LINKS: usize = 40;

/// The bytes of a file's first line that are read to see whether it is an earlier output.
const MAX_LINE_BYTES: u64 = 16 << 20;

/// The bytes of the end of a Parquet file that are read to see who wrote it. The name of
/// the writer follows the list of row groups.
const MAX_PARQUET_END_BYTES: u64 = 64 << 10;

impl Target {
    /// The target of an output path; `None` and `-` are standard output.
    pub(crate) fn of(path: Option<&Path>) -> Result<Self, String> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout);
        };
        let refuse = |reason: &str| Err(format!("{}: {reason}", path.display()));
        if is_descriptor(path) {
            return Ok(Self::Stream(path.to_owned()));
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                return refuse("is a folder; name a file in it");
            }
            Ok(metadata) if !metadata.is_file() => return Ok(Self::Stream(path.to_owned())),
            _ => {}
        }
        let mut file = path.to_owned();
        for _ in 0..MAX_LINKS {
            if is_descriptor(&file) {
                return Ok(Self::Stream(path.to_owned()));
            }
            let Ok(link) = fs::read_link(&file) else {
                return match file.file_name() {
                    Some(_) => Ok(Self::File(file)),
                    None => refuse("is no name of a file"),
                };
            };
            file = match file.parent() {
                Some(folder) => folder.join(link),
                None => link,
            };
        }
        refuse("is a link that leads back to itself")
    }

    /// The identity of the file that would be written, if there is one.
    pub(crate) fn identity(&self) -> Option<FileIdentity> {
        let metadata = match self {
            Self::Stdout => stdout_metadata(),
            Self::Stream(path) | Self::File(path) => fs::metadata(path),
        };
        let metadata = metadata.ok().filter(fs::Metadata::is_file)?;
        Some(FileIdentity::of(self.path(), &metadata))
    }

    /// The regular file that is replaced, if it is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(path.clone()),
            Self::Stdout | Self::Stream(_) => None,
        }
    }

    /// Returns true if both lead to the same file.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let identity = self.identity();
        self.to_string() == other.to_string() || identity.is_some() && identity == other.identity()
    }

    fn path(&self) -> &Path {
        match self {
            Self::Stdout => Path::new("-"),
            Self::Stream(path) | Self::File(path) => path,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdout => f.write_str("standard output"),
            Self::Stream(path) | Self::File(path) => path.display().fmt(f),
        }
    }
}

/// Returns true for paths of descriptors that this process has open already, such as
/// `/dev/stdout`. Such a file belongs to the process that opened it, and may be open for
/// appending.
fn is_descriptor(path: &Path) -> bool {
    ["/dev/stdout", "/dev/stderr"]
        .map(Path::new)
        .contains(&path)
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc")
}

/// Returns true if a file is empty, its first line is a line of chunks in one of the
/// forms that this program writes, or it is a Parquet file of this program.
pub(crate) fn is_earlier_output(path: &Path) -> bool {
    if is_own_parquet(path).unwrap_or(false) {
        return true;
    }
    let first_line = || -> io::Result<String> {
        let mut line = String::new();
        BufReader::new(File::open(path)?.take(MAX_LINE_BYTES)).read_line(&mut line)?;
        Ok(line)
    };
    first_line().is_ok_and(|line| {
        let object: Option<Map<String, Value>> = serde_json::from_str(&line).ok();
        let has = |field: &str| {
            object
                .as_ref()
                .is_some_and(|object| object.contains_key(field))
        };
        line.is_empty()
            || has("document") && has("text") // JSON Lines
            || has("page_content") // LangChain
            || has("id_") // LlamaIndex
            || has("content") && has("meta") // Haystack
    })
}

/// Returns true if a file is Parquet and its end names this program as its writer.
fn is_own_parquet(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut magic = [0; 4];
    file.read_exact(&mut magic)?;
    if magic != *b"PAR1" {
        return Ok(false);
    }
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(
        length.saturating_sub(MAX_PARQUET_END_BYTES),
    ))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let writer = b"sectile version";
    Ok(end.windows(writer.len()).any(|bytes| bytes == writer))
}

/// The metadata of the file that standard output is redirected to.
#[cfg(unix)]
fn stdout_metadata() -> io::Result<fs::Metadata> {
    use std::os::fd::AsFd as _;
    File::from(io::stdout().as_fd().try_clone_to_owned()?).metadata()
}

#[cfg(not(unix))]
fn stdout_metadata() -> io::Result<fs::Metadata> {
    Err(io::ErrorKind::Unsupported.into())
}

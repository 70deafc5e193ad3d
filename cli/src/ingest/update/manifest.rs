//! The manifest of an output: the files that it was made of, and the options.

use crate::corpus::{Stamp, hex};
use crate::ingest::made_by::MadeBy;
use sectile::Anchors;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// The version of the manifest's form.
const VERSION: u32 = 2;

/// The bytes that are hashed at a time.
const BUFFER_BYTES: usize = 1 << 17;

/// The first line of the file, up to its last value. The second line is that value and the
/// third one ends the object, so that the whole file is one value of JSON.
#[derive(Serialize, Deserialize)]
struct Head {
    manifest: u32,
    /// The sum of the second line: a manifest that was damaged is not used.
    sha256: String,
    content: (),
}

/// The end of the first line that is written in the place of its last value.
const NO_CONTENT: &[u8] = b"null}";

/// The last line of the file.
const END: &[u8] = b"\n}\n";

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The program and the options that decide about the output.
    pub(crate) made_by: MadeBy,
    /// The path from the folder of the output to the root.
    pub(crate) root: String,
    /// The outputs: that of `-o`, then that of `--parents`.
    pub(crate) outputs: Vec<OutputStamp>,
    /// The documents in the order of the outputs.
    pub(crate) documents: BTreeMap<String, Entry>,
    /// The files that could not be read for a reason in their content. They are no news
    /// for the documents that link to them.
    pub(crate) failed: BTreeMap<String, Stamp>,
}

/// An output, recognized by its inode, size and time, or else by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OutputStamp {
    pub(crate) size: u64,
    pub(crate) sha256: String,
    modified: u128,
    inode: u64,
}

/// A document of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) stamp: Stamp,
    pub(crate) sha256: String,
    /// The names of other documents that its links lead to, whether they exist or not.
    pub(crate) links: BTreeSet<String>,
    /// Its own anchors, for the links of others.
    pub(crate) anchors: Arc<Anchors>,
    /// The bytes of its lines in each output.
    pub(crate) bytes: Vec<u64>,
    /// The number of chunks and of tokens of each level.
    pub(crate) levels: Vec<(usize, u64)>,
    pub(crate) sections: usize,
}

impl Manifest {
    /// Reads a manifest. The error is the reason for a full run.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "there is no manifest of an earlier run".to_owned(),
            _ => format!("{}: cannot be read: {error}", path.display()),
        })?;
        let damaged = || format!("{}: is damaged", path.display());
        let end = text.iter().position(|byte| *byte == b'\n');
        let (head, rest) = text.split_at(end.ok_or_else(damaged)?);
        let head = [head, NO_CONTENT].concat();
        let head: Head = serde_json::from_slice(&head).map_err(|_| damaged())?;
        let rest = rest[1..].strip_suffix(END).ok_or_else(damaged)?;
        if head.manifest != VERSION {
            return Err(format!("{}: is of another version", path.display()));
        }
        if head.sha256 != hex(&Sha256::digest(rest)) {
            return Err(damaged());
        }
        serde_json::from_slice(rest).map_err(|_| damaged())
    }

    pub(crate) fn write(&self, mut out: impl Write) -> io::Result<()> {
        // Twice: in memory the text of a folder of 200 MB would be 40 MB.
        let mut hasher = HashingWriter(Sha256::new());
        let mut buffered = BufWriter::new(&mut hasher);
        serde_json::to_writer(&mut buffered, self)?;
        buffered.flush()?;
        drop(buffered);
        let head = Head {
            manifest: VERSION,
            sha256: hex(&hasher.0.finalize()),
            content: (),
        };
        let head = serde_json::to_vec(&head)?;
        out.write_all(head.strip_suffix(NO_CONTENT).unwrap_or(&head))?;
        out.write_all(b"\n")?;
        serde_json::to_writer(&mut out, self)?;
        out.write_all(END)
    }
}

/// Sums what is written.
struct HashingWriter(Sha256);

impl Write for HashingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl OutputStamp {
    /// Returns the stamp of a complete output, whose content has the sum `sha256`.
    pub(crate) fn of(file: &File, sha256: String) -> io::Result<Self> {
        let metadata = file.metadata()?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH);
        Ok(Self {
            size: metadata.len(),
            sha256,
            modified: modified.map_or(0, |duration| duration.as_nanos()),
            inode: inode(&metadata),
        })
    }

    /// Returns true if `path` has this output.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        let is_same = || -> io::Result<bool> {
            let mut file = File::open(path)?;
            let now = Self::of(&file, self.sha256.clone())?;
            Ok(now == *self || now.size == self.size && sum(&mut file)? == self.sha256)
        };
        is_same().unwrap_or(false)
    }
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

/// Returns the sum of a file's content.
pub(crate) fn sum(file: &mut File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

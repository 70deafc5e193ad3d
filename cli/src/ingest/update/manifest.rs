//! The manifest of an output: the files that it was made of, and the options.
//!
//! It is one value of JSON with a line for each document, so that it is written and read
//! line by line: its memory does not grow with the folder.
//!
//! ```text
//! {"manifest":3,"made_by":{},"root":"docs","documents":[
//! {"name":"milk.md"},
//! {"name":"tea.md"}
//! ],"outputs":[],"failed":{},"sha256":"1f5c"}
//! ```

mod stamp;
mod writer;

pub(super) use stamp::{OutputStamp, sum};
pub(super) use writer::ManifestWriter;

use crate::corpus::{Stamp, hex};
use crate::ingest::made_by::MadeBy;
use sectile::Anchors;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The version of the manifest's form.
const VERSION: u32 = 3;

/// The bytes that are read and hashed at a time.
const BUFFER_BYTES: usize = 1 << 17;

/// The beginning of a manifest of any version.
const START: &[u8] = b"{\"manifest\":";

/// The end of the first line.
const DOCUMENTS: &[u8] = b",\"documents\":[";

/// What precedes the sum of all bytes before it, in the last line.
const SUM: &[u8] = b",\"sha256\":\"";

/// The manifest of an earlier run, whose documents are in its file.
#[derive(Debug)]
pub(super) struct Manifest {
    /// The program and the options that decide about the output.
    pub(super) made_by: MadeBy,
    /// The path from the folder of the output to the root.
    pub(super) root: String,
    /// The outputs: that of `-o`, then that of `--parents`.
    pub(super) outputs: Vec<OutputStamp>,
    /// The files that could not be read for a reason in their content. They are no news
    /// for the documents that link to them.
    pub(super) failed: BTreeMap<String, Stamp>,
    file: Mutex<File>,
    /// The first byte of the first document's line.
    documents: u64,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    manifest: u32,
    made_by: MadeBy,
    root: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct Tail {
    outputs: Vec<OutputStamp>,
    failed: BTreeMap<String, Stamp>,
}

/// A document of an output. Its anchors, for the links of others, are in the same line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) stamp: Stamp,
    pub(crate) sha256: String,
    /// The names of other documents that its links lead to, whether they exist or not.
    pub(crate) links: BTreeSet<String>,
    /// The bytes of its lines in each output.
    pub(crate) bytes: Vec<u64>,
    /// The number of chunks and of tokens of each level.
    pub(crate) levels: Vec<(usize, u64)>,
    pub(crate) sections: usize,
}

/// The place of a document's line in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    start: u64,
    bytes: usize,
}

impl Manifest {
    /// Reads a manifest. The error is the reason for a full run.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => "there is no manifest of an earlier run".to_owned(),
            _ => format!("{}: cannot be read: {error}", path.display()),
        };
        let damaged = || format!("{}: is damaged", path.display());
        let file = File::open(path).map_err(unread)?;
        let mut lines = BufReader::with_capacity(BUFFER_BYTES, file);
        let mut first = Vec::new();
        lines.read_until(b'\n', &mut first).map_err(unread)?;
        let documents = first.len() as u64;
        let head = head(&first).map_err(|is_other_version| {
            if is_other_version {
                format!("{}: is of another version", path.display())
            } else {
                damaged()
            }
        })?;
        // A line is hashed when the next one shows that it is not the last.
        let mut hasher = Sha256::new();
        let (mut line, mut next) = (first, Vec::new());
        while lines.read_until(b'\n', &mut next).map_err(unread)? > 0 {
            hasher.update(&line);
            std::mem::swap(&mut line, &mut next);
            next.clear();
        }
        let tail = tail(&line, hasher).ok_or_else(damaged)?;
        Ok(Self {
            made_by: head.made_by,
            root: head.root,
            outputs: tail.outputs,
            failed: tail.failed,
            file: Mutex::new(lines.into_inner()),
            documents,
        })
    }

    /// Returns the root that a manifest has, without reading the rest of it.
    pub(super) fn root_in(path: &Path) -> Option<String> {
        let mut first = Vec::new();
        let file = File::open(path).ok()?;
        BufReader::new(file).read_until(b'\n', &mut first).ok()?;
        head(&first).ok().map(|head| head.root)
    }

    /// Returns the documents in the order of their names, which is that of the outputs.
    pub(super) fn documents(&self) -> impl Iterator<Item = io::Result<(Place, Entry)>> {
        let start = self.documents;
        let rest = Rest {
            file: &self.file,
            at: start,
        };
        let mut lines = BufReader::with_capacity(BUFFER_BYTES, rest);
        let mut line = Vec::new();
        let mut at = start;
        std::iter::from_fn(move || {
            line.clear();
            let bytes = match lines.read_until(b'\n', &mut line) {
                Ok(bytes) => bytes,
                Err(error) => return Some(Err(error)),
            };
            let place = Place { start: at, bytes };
            at += bytes as u64;
            // The last line begins with the end of the list.
            let is_document = line.first() == Some(&b'{');
            is_document.then(|| Ok((place, serde_json::from_slice(without_end(&line))?)))
        })
    }

    /// Returns the line of a document, without the comma and the end of the line.
    pub(super) fn line(&self, place: Place) -> io::Result<Vec<u8>> {
        let mut line = vec![0; place.bytes];
        Rest {
            file: &self.file,
            at: place.start,
        }
        .read_exact(&mut line)?;
        line.truncate(without_end(&line).len());
        Ok(line)
    }

    /// Returns the anchors of a document.
    pub(super) fn anchors(&self, place: Place) -> io::Result<Anchors> {
        anchors(&self.line(place)?)
    }
}

/// Returns the anchors in the line of a document.
pub(super) fn anchors(line: &[u8]) -> io::Result<Anchors> {
    #[derive(Deserialize)]
    struct Line {
        anchors: Anchors,
    }
    let line: Line = serde_json::from_slice(line)?;
    Ok(line.anchors)
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b",").unwrap_or(line)
}

/// Reads the first line; the error is true if it is that of another version.
fn head(line: &[u8]) -> Result<Head, bool> {
    let version = line.strip_prefix(START).ok_or(false)?;
    let digits = version.iter().take_while(|byte| byte.is_ascii_digit());
    let digits = &version[..digits.count()];
    if digits != VERSION.to_string().as_bytes() {
        return Err(!digits.is_empty());
    }
    let head = without_end(line).strip_suffix(DOCUMENTS).ok_or(false)?;
    serde_json::from_slice(&[head, b"}"].concat()).map_err(|_| false)
}

/// Reads the last line, if it has the sum of all that is before the sum.
fn tail(line: &[u8], mut hasher: Sha256) -> Option<Tail> {
    let at = line.windows(SUM.len()).rposition(|part| part == SUM)?;
    let (before, sum) = line.split_at(at);
    hasher.update(before);
    let sum = without_end(sum).strip_prefix(SUM)?.strip_suffix(b"\"}")?;
    if sum != hex(&hasher.finalize()).as_bytes() {
        return None;
    }
    let fields = before.strip_prefix(b"],")?;
    serde_json::from_slice(&[b"{", fields, b"}"].concat()).ok()
}

/// The rest of a file that several threads read.
struct Rest<'m> {
    file: &'m Mutex<File>,
    at: u64,
}

impl Read for Rest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

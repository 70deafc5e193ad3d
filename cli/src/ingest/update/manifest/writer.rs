//! Writes a manifest while the run goes on.

use super::{DOCUMENTS, Entry, Head, OutputStamp, SUM, Tail, VERSION};
use crate::corpus::{Stamp, hex};
use crate::ingest::made_by::MadeBy;
use crate::ingest::output::{Output, Target};
use sectile::Anchors;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

pub(in crate::ingest::update) struct ManifestWriter {
    out: BufWriter<Hashing>,
    /// What precedes the next document.
    separator: &'static [u8],
}

/// Sums what is written.
struct Hashing {
    out: Output,
    hasher: Sha256,
}

impl ManifestWriter {
    pub(in crate::ingest::update) fn begin(
        target: &Target,
        made_by: &MadeBy,
        root: String,
    ) -> io::Result<Self> {
        let out = Output::open(target).map_err(io::Error::other)?;
        let hasher = Sha256::new();
        let mut out = BufWriter::new(Hashing { out, hasher });
        let head = serde_json::to_vec(&Head {
            manifest: VERSION,
            made_by: made_by.clone(),
            root,
        })?;
        out.write_all(head.strip_suffix(b"}").unwrap_or(&head))?;
        out.write_all(DOCUMENTS)?;
        Ok(Self {
            out,
            separator: b"\n",
        })
    }

    /// Adds a document after those whose names are before it.
    pub(in crate::ingest::update) fn add(
        &mut self,
        entry: &Entry,
        anchors: &Anchors,
    ) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'l> {
            #[serde(flatten)]
            entry: &'l Entry,
            anchors: &'l Anchors,
        }
        self.add_line(&serde_json::to_vec(&Line { entry, anchors })?)
    }

    /// Adds a document by its line in an earlier manifest.
    pub(in crate::ingest::update) fn add_line(&mut self, line: &[u8]) -> io::Result<()> {
        self.out.write_all(self.separator)?;
        self.separator = b",\n";
        self.out.write_all(line)
    }

    /// Writes the rest, and returns the file, which is not in its place yet.
    pub(in crate::ingest::update) fn finish(
        mut self,
        outputs: Vec<OutputStamp>,
        failed: BTreeMap<String, Stamp>,
    ) -> io::Result<Output> {
        let tail = serde_json::to_vec(&Tail { outputs, failed })?;
        let tail = tail.strip_prefix(b"{").unwrap_or(&tail);
        self.out.write_all(b"\n],")?;
        self.out
            .write_all(tail.strip_suffix(b"}").unwrap_or(tail))?;
        let hashing = self
            .out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let Hashing { mut out, hasher } = hashing;
        out.write_all(SUM)?;
        out.write_all(hex(&hasher.finalize()).as_bytes())?;
        out.write_all(b"\"}\n")?;
        out.flush()?;
        Ok(out)
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

//! The index of the words of chunks, on disk.

use super::terms::Terms;
use sectile::Change;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, Term, doc};

/// The version of the index: one of another version is made again.
const VERSION: u32 = 1;

const ANALYZED: &str = "analyzed";
/// The memory that the writer may use before it writes a segment: enough for the words of
/// about 100 MB of text.
const WRITER_BYTES: usize = 64 << 20;

/// The words of the chunks of the last level, and their ids and documents.
pub(super) struct WordIndex {
    index: Index,
    pub(super) fields: Fields,
}

/// The fields of an entry.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) document: Field,
    pub(super) text: Field,
}

/// The fast field with the number of words.
pub(super) const LENGTH: &str = "length";

/// The result of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Applied {
    pub(super) added: u64,
    pub(super) removed: u64,
}

/// The parts of a chunk's line that are indexed.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    id: Cow<'l, str>,
    #[serde(borrow)]
    document: Cow<'l, str>,
    #[serde(borrow)]
    prefix: Cow<'l, str>,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow)]
    suffix: Cow<'l, str>,
    level: u32,
}

impl WordIndex {
    /// Opens the index in `folder`; one that is missing or damaged is made again, empty.
    pub(super) fn open(folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let (schema, fields) = schema();
        let opened = Index::open_in_dir(folder).ok();
        let index = if let Some(index) = opened.filter(|index| index.schema() == schema) {
            index
        } else {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir(folder)?;
            Index::create_in_dir(folder, schema)?
        };
        let spaces = TextAnalyzer::from(WhitespaceTokenizer::default());
        index.tokenizers().register(ANALYZED, spaces);
        Ok(Self { index, fields })
    }

    /// Returns true if the index has exactly the chunks of the output with the sum
    /// `sha256`.
    pub(super) fn is_of(&self, sha256: &str) -> bool {
        let payload = self.index.load_metas().ok().and_then(|metas| metas.payload);
        payload == Some(payload_of(sha256))
    }

    /// Indexes all chunks of level `leaves` in `output`, whose sum is `sha256`.
    pub(super) fn rebuild(
        &self,
        output: &Path,
        sha256: &str,
        leaves: u32,
        terms: &mut Terms,
    ) -> Result<Applied, Box<dyn std::error::Error>> {
        let writer = self.writer()?;
        writer.delete_all_documents()?;
        let added = self.add(&writer, output, leaves, terms, |_| true)?;
        commit(writer, sha256)?;
        Ok(Applied { added, removed: 0 })
    }

    /// Applies a change set that leads to `output`, whose sum is `sha256`.
    pub(super) fn apply(
        &self,
        changes: &Path,
        output: &Path,
        sha256: &str,
        leaves: u32,
        terms: &mut Terms,
    ) -> Result<Applied, Box<dyn std::error::Error>> {
        let before = self.searcher()?.num_docs();
        let writer = self.writer()?;
        let mut wanted = HashSet::new();
        for line in BufReader::new(File::open(changes)?).lines() {
            let (gone, added) = match serde_json::from_str(&line?)? {
                Change::Add { id, .. } => (Some(id.clone()), Some(id)),
                Change::Move { id, from } => (Some(from), Some(id)),
                Change::Remove { id } => (Some(id), None),
                // The words are those of the content, which is the same.
                _ => (None, None),
            };
            if let Some(gone) = gone {
                writer.delete_term(Term::from_field_text(self.fields.id, &gone));
            }
            wanted.extend(added);
        }
        let is_wanted = |line: &Line<'_>| wanted.contains(&*line.id);
        let added = if wanted.is_empty() {
            0
        } else {
            self.add(&writer, output, leaves, terms, is_wanted)?
        };
        commit(writer, sha256)?;
        let after = self.searcher()?.num_docs();
        Ok(Applied {
            added,
            removed: (before + added).saturating_sub(after),
        })
    }

    /// Returns the index as it is now.
    pub(super) fn searcher(&self) -> tantivy::Result<Searcher> {
        let reader = self.index.reader_builder();
        let reader = reader.reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(reader.searcher())
    }

    fn writer(&self) -> tantivy::Result<IndexWriter> {
        self.index.writer_with_num_threads(1, WRITER_BYTES)
    }

    /// Adds the chunks of `output` that are wanted, and returns their number.
    fn add(
        &self,
        writer: &IndexWriter,
        output: &Path,
        leaves: u32,
        terms: &mut Terms,
        is_wanted: impl Fn(&Line<'_>) -> bool,
    ) -> Result<u64, Box<dyn std::error::Error>> {
        let Fields { id, document, text } = self.fields;
        let length = self.index.schema().get_field(LENGTH)?;
        let mut added = 0;
        let mut bytes = Vec::new();
        let mut lines = BufReader::new(File::open(output)?);
        while next_line(&mut lines, &mut bytes)? {
            let line: Line<'_> = serde_json::from_slice(&bytes)?;
            if line.level != leaves || !is_wanted(&line) {
                continue;
            }
            let content = [&*line.prefix, &line.text, &line.suffix].concat();
            let words: Vec<String> = terms
                .of(&content)
                .into_iter()
                .map(|term| term.word)
                .collect();
            writer.add_document(doc!(
                id => &*line.id,
                document => &*line.document,
                text => words.join(" "),
                length => words.len() as u64,
            ))?;
            added += 1;
        }
        Ok(added)
    }
}

/// Reads a line without its end; false at the end of the file.
fn next_line(lines: &mut impl io::BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    bytes.clear();
    Ok(lines.read_until(b'\n', bytes)? > 0)
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYZED)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        document: schema.add_text_field("document", STORED),
        text: schema.add_text_field("text", text),
    };
    schema.add_u64_field(LENGTH, FAST);
    (schema.build(), fields)
}

/// The note in the index of the output that it belongs to.
fn payload_of(sha256: &str) -> String {
    format!("{VERSION}:{sha256}")
}

/// Writes the changes and the note at once: either both are there later or none.
fn commit(mut writer: IndexWriter, sha256: &str) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload_of(sha256));
    prepared.commit()?;
    writer.wait_merging_threads()
}

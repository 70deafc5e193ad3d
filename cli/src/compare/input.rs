//! Reads the documents and the questions.

use crate::compare::options::Options;
use crate::compare::questions::QuestionFile;
use crate::compare::run::{Coverage, DocumentCoverage, DocumentWarning, LeftOut, LeftOutReason};
use crate::corpus::{Corpus, Read, RootRule, Search, SkippedKind};
use sectile::evaluate::Question;
use sectile::{Document, ErrorKind, MarkKind};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

/// The documents and questions of a comparison.
#[derive(Debug)]
pub struct Input {
    pub(crate) documents: Vec<Document>,
    pub(crate) coverage: Coverage,
    pub(crate) questions: Option<QuestionFile>,
    paths: BTreeMap<String, PathBuf>,
}

impl Input {
    /// Reads the documents and questions that the options name. Files that cannot be read
    /// are reported on standard error and left out.
    ///
    /// # Errors
    /// If there are no questions in their file, if a line of it is none, or if none of the
    /// documents can be read.
    pub fn read(options: &Options) -> Result<Self, Box<dyn Error>> {
        let questions = options.questions.as_deref().map(QuestionFile::read);
        let mut input = Self {
            questions: questions.transpose()?,
            documents: Vec::new(),
            coverage: Coverage::default(),
            paths: BTreeMap::new(),
        };
        let unknown = input.read_documents(options)?;
        if input.documents.is_empty() {
            return Err("no document could be read".into());
        }
        if let Some(questions) = &mut input.questions {
            let unknown: Vec<&str> = unknown.iter().map(String::as_str).collect();
            questions.leave_out(&unknown);
        }
        Ok(input)
    }

    /// The documents, in the order of their names.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The questions, if the options name some.
    #[must_use]
    pub fn questions(&self) -> Option<&[Question]> {
        let file = self.questions.as_ref()?;
        Some(&file.questions)
    }

    /// Reads the source file of a document.
    pub(crate) fn file(&self, document: &str) -> Option<Vec<u8>> {
        std::fs::read(self.paths.get(document)?).ok()
    }

    /// Reads all documents. Returns the names of those for which this build has no reader.
    fn read_documents(&mut self, options: &Options) -> Result<Vec<String>, String> {
        let search = Search {
            paths: &options.paths,
            format: None,
            // Questions name documents relative to the folder, wherever that is.
            root: RootRule::Inputs,
            name: None,
        };
        let corpus = Corpus::find(&search, options.reading.reader())?;
        self.add_missing(&corpus);
        let mut unknown = Vec::new();
        for file in &corpus.files {
            match corpus.read(file, &sectile::Progress::default()) {
                Ok(read) => self.add(&file.path, read),
                Err(error) => {
                    let reason = match error.kind() {
                        ErrorKind::FormatDisabled => LeftOutReason::FormatDisabled,
                        ErrorKind::Encrypted => LeftOutReason::Encrypted,
                        ErrorKind::Io => LeftOutReason::Missing,
                        ErrorKind::TooLarge => LeftOutReason::TooLarge,
                        ErrorKind::UnknownFormat => LeftOutReason::UnknownFormat,
                        _ => LeftOutReason::Unreadable,
                    };
                    if reason == LeftOutReason::FormatDisabled {
                        unknown.push(file.name.clone());
                    } else {
                        eprintln!("error: {}: {error}", file.path.display());
                    }
                    self.leave_out(&file.path, reason, error.to_string());
                }
            }
        }
        Ok(unknown)
    }

    fn add_missing(&mut self, corpus: &Corpus) {
        for path in &corpus.missing {
            eprintln!("error: {}: no such file or folder", path.display());
            let message = "no such file or folder".to_owned();
            self.leave_out(path, LeftOutReason::Missing, message);
        }
        for message in &corpus.unreachable {
            eprintln!("error: {message}");
            self.leave_out(Path::new(""), LeftOutReason::Missing, message.clone());
        }
        for skipped in &corpus.skipped {
            let message = match &skipped.kind {
                SkippedKind::Extension(_) => "not a document by its name".to_owned(),
                SkippedKind::Special(kind) => format!("a {kind}"),
                SkippedKind::LinkedFolder => "a link to a folder".to_owned(),
            };
            self.leave_out(&skipped.path, LeftOutReason::NotADocument, message);
        }
    }

    fn leave_out(&mut self, path: &Path, reason: LeftOutReason, message: String) {
        self.coverage.left_out.push(LeftOut {
            path: path.display().to_string(),
            reason,
            message,
        });
    }

    fn add(&mut self, path: &Path, read: Read) {
        if let Some(remark) = &read.remark {
            eprintln!("warning: {}: {remark}", path.display());
        }
        self.coverage.bytes += read.bytes;
        self.coverage.documents.push(covered(&read));
        let name = read.document.name().to_owned();
        self.paths.insert(name, path.to_owned());
        self.documents.push(read.document);
    }
}

fn covered(read: &Read) -> DocumentCoverage {
    let document = &read.document;
    let omitted = |kind: MarkKind| {
        let marks = document.marks().iter();
        let bytes = marks.filter(|mark| mark.is_omitted && mark.kind == kind);
        bytes.map(|mark| mark.span.len() as u64).sum()
    };
    let text = document.shown_text(document.root().span());
    let warning = |warning: &sectile::Warning| DocumentWarning {
        kind: warning.kind,
        message: warning.to_string(),
    };
    DocumentCoverage {
        name: document.name().to_owned(),
        bytes: read.bytes,
        sections: (document.sections())
            .filter(|section| !section.heading().is_empty())
            .count(),
        letters: text.chars().filter(|c| c.is_alphanumeric()).count() as u64,
        pages: document.ledger().to_vec(),
        hidden_bytes: omitted(MarkKind::Hidden),
        unreadable_bytes: omitted(MarkKind::Unreadable),
        warnings: document.warnings().iter().map(warning).collect(),
    }
}

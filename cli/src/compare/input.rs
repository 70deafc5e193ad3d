//! Reads the documents and the questions.

use crate::compare::options::Options;
use crate::corpus::{Corpus, RootRule, Search};
use sectile::evaluate::{Question, read_questions};
use sectile::{Document, ErrorKind};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

/// The documents and questions of a comparison.
#[derive(Debug)]
pub struct Input {
    pub(crate) documents: Vec<Document>,
    pub(crate) bytes: u64,
    /// The number of files that were skipped or could not be read.
    pub(crate) left_out: usize,
    pub(crate) questions: Option<Vec<Question>>,
    /// The number of questions left out because this build has no reader for the format
    /// of their document.
    pub(crate) questions_left_out: usize,
    paths: BTreeMap<String, PathBuf>,
}

impl Input {
    /// Reads the documents and questions that the options name. Files that cannot be read
    /// are reported on standard error and left out.
    ///
    /// # Errors
    /// If the questions or none of the documents can be read.
    pub fn read(options: &Options) -> Result<Self, Box<dyn Error>> {
        read(options)
    }

    /// The documents, in the order of their names.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The questions, if the options name some.
    #[must_use]
    pub fn questions(&self) -> Option<&[Question]> {
        self.questions.as_deref()
    }

    /// Reads the source file of a document.
    pub(crate) fn file(&self, document: &str) -> Option<Vec<u8>> {
        std::fs::read(self.paths.get(document)?).ok()
    }
}

fn read(options: &Options) -> Result<Input, Box<dyn Error>> {
    let questions = match &options.questions {
        Some(path) => {
            let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let questions = read_questions(BufReader::new(file));
            Some(questions.map_err(|error| error.with_path(path))?)
        }
        None => None,
    };
    let search = Search {
        paths: &options.paths,
        format: None,
        // Questions name documents relative to the folder, wherever that is.
        root: RootRule::Inputs,
        name: None,
    };
    let corpus = Corpus::find(&search, options.reading.reader())?;
    for path in &corpus.missing {
        eprintln!("error: {}: no such file or folder", path.display());
    }
    for message in &corpus.unreachable {
        eprintln!("error: {message}");
    }
    let mut input = Input {
        documents: Vec::new(),
        bytes: 0,
        left_out: corpus.skipped.len() + corpus.missing.len() + corpus.unreachable.len(),
        questions,
        questions_left_out: 0,
        paths: BTreeMap::new(),
    };
    let mut unknown = Vec::new();
    for file in &corpus.files {
        match corpus.read(file, &sectile::Progress::default()) {
            Ok(read) => {
                input.bytes += read.bytes;
                if let Some(remark) = &read.remark {
                    eprintln!("warning: {}: {remark}", file.path.display());
                }
                let name = read.document.name().to_owned();
                input.paths.insert(name, file.path.clone());
                input.documents.push(read.document);
            }
            Err(error) => {
                input.left_out += 1;
                if error.kind() == ErrorKind::FormatDisabled {
                    unknown.push(file.name.as_str());
                } else {
                    eprintln!("error: {}: {error}", file.path.display());
                }
            }
        }
    }
    if input.documents.is_empty() {
        return Err("no document could be read".into());
    }
    if let Some(questions) = &mut input.questions {
        let before = questions.len();
        questions.retain(|question| !unknown.iter().any(|name| question.is_only_about(name)));
        input.questions_left_out = before - questions.len();
    }
    Ok(input)
}

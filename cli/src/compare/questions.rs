//! Reads the file of questions.

use sectile::evaluate::{Question, QuestionLines};
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The questions of a file, with their lines.
#[derive(Debug, Default)]
pub(crate) struct QuestionFile {
    pub(crate) questions: Vec<Question>,
    /// The line of each question, the first being 1.
    pub(crate) lines: Vec<usize>,
    /// The lines of a worksheet whose question is not written yet.
    pub(crate) unfilled: Vec<usize>,
    /// The number of questions left out because this build has no reader for the format
    /// of their document.
    pub(crate) left_out: usize,
}

/// The faults of a file of questions.
#[derive(Debug)]
pub(crate) struct QuestionFaults(Vec<String>);

/// A file of another format has a fault on every line: the first ones are enough.
const MAX_FAULTS: usize = 20;

impl QuestionFile {
    /// Reads the questions. A file without any, or with a line that is none, is an error:
    /// a verdict on the other lines would be about fewer questions than were written.
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let name = path.display();
        let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
        let read = QuestionLines::read(BufReader::new(file));
        let read = read.map_err(|error| error.with_path(path))?;
        if !read.faults.is_empty() {
            let faults = read.faults.iter().take(MAX_FAULTS);
            let mut faults: Vec<String> = faults.map(|fault| format!("{name}: {fault}")).collect();
            match read.faults.len() - faults.len() {
                0 => {}
                more => faults.push(format!("{name}: {more} more lines are no questions")),
            }
            return Err(QuestionFaults(faults).into());
        }
        if read.questions.is_empty() {
            let message = match read.unfilled.len() {
                0 => "the file has no questions".to_owned(),
                lines => format!("none of the {lines} questions is written yet"),
            };
            return Err(format!("{name}: {message}").into());
        }
        Ok(Self {
            questions: read.questions,
            lines: read.lines,
            unfilled: read.unfilled,
            left_out: 0,
        })
    }

    /// Leaves out the questions that are about documents which this build cannot read.
    pub(crate) fn leave_out(&mut self, unknown: &[&str]) {
        let is_left = |question: &Question| unknown.iter().any(|name| question.is_only_about(name));
        let before = self.questions.len();
        let numbered = std::mem::take(&mut self.questions).into_iter();
        let kept = numbered.zip(std::mem::take(&mut self.lines));
        (self.questions, self.lines) = kept.filter(|(question, _)| !is_left(question)).unzip();
        self.left_out = before - self.questions.len();
    }
}

impl fmt::Display for QuestionFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl Error for QuestionFaults {}

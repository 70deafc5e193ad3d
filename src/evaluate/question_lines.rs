//! Reads questions from JSON Lines, and reports every line that is none.

use super::question::{Question, fault};
use super::question_fault::{QuestionFault, QuestionFaultKind};
use super::words::words;
use crate::error::{Error, ErrorKind, Result};
use serde_json::error::Category;
use std::collections::HashMap;
use std::io::BufRead;

/// The questions of a file, with the lines that they are on, and the lines that are no
/// questions.
///
/// ```
/// use sectile::evaluate::QuestionLines;
///
/// let file = "\u{feff}{\"id\": \"1\", \"question\": \"How hot?\", \"evidence\": [{\"quote\": \"75 degrees\"}]}\n{}\n";
/// let read = QuestionLines::read(file.as_bytes())?;
/// assert_eq!((read.questions.len(), read.lines), (1, vec![1]));
/// assert_eq!(read.faults[0].to_string(), "line 2: missing field `id` (column 2)");
/// # Ok::<(), sectile::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionLines {
    /// The questions that nothing is wrong with, in the order of their lines.
    pub questions: Vec<Question>,
    /// The line of each question, the first being 1.
    pub lines: Vec<usize>,
    /// The lines that are no questions.
    pub faults: Vec<QuestionFault>,
    /// The lines of a worksheet (`"draft": true`) whose question is not written yet.
    pub unfilled: Vec<usize>,
}

impl QuestionLines {
    /// Reads all lines. A byte order mark and blank lines are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] if the lines cannot be read.
    pub fn read(mut reader: impl BufRead) -> Result<Self> {
        let mut read = Self::default();
        let mut earlier = Earlier::default();
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let bytes = reader.read_until(b'\n', &mut line).map_err(|error| {
                Error::new(ErrorKind::Io, "the questions cannot be read").with_source(error)
            })?;
            if bytes == 0 {
                break;
            }
            // Editors on Windows begin a file with the mark: JSON has no such character.
            let line = match number {
                1 => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line),
                _ => &line,
            };
            if !line.trim_ascii().is_empty() {
                read.add(number, line, &mut earlier);
            }
        }
        Ok(read)
    }

    fn add(&mut self, number: usize, line: &[u8], earlier: &mut Earlier) {
        match parse(line).and_then(|question| earlier.check(question, number)) {
            Ok(question) => {
                self.questions.push(question);
                self.lines.push(number);
            }
            Err((QuestionFaultKind::Blank, _)) if is_unfilled(line) => self.unfilled.push(number),
            Err((kind, message)) => self.faults.push(QuestionFault {
                line: number,
                kind,
                message,
            }),
        }
    }
}

type Fault = (QuestionFaultKind, String);

fn parse(line: &[u8]) -> std::result::Result<Question, Fault> {
    let malformed = |message: String| (QuestionFaultKind::Malformed, message);
    let text = str::from_utf8(line).map_err(|_| malformed("the line is not UTF-8".to_owned()))?;
    let question: Question = serde_json::from_str(text).map_err(|error| {
        // "missing field `id` at line 1 column 2" names a line of the JSON text, which is
        // always the first.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        malformed(match error.classify() {
            Category::Eof => format!("the JSON ends too early, after {} bytes", text.len()),
            Category::Data => format!("{message} (column {})", error.column()),
            _ => format!("not JSON: {message} (column {})", error.column()),
        })
    })?;
    match fault(&question) {
        Some((kind, message)) => Err((kind, message.to_owned())),
        None => Ok(question),
    }
}

/// Returns true for a line of a worksheet whose question a person is still to write.
fn is_unfilled(line: &[u8]) -> bool {
    let value: serde_json::Value = serde_json::from_slice(line).unwrap_or_default();
    value["draft"] == true
}

/// The lines of the ids and of the questions so far.
#[derive(Default)]
struct Earlier {
    ids: HashMap<String, usize>,
    /// By the words of the question, of its evidence, and by its documents.
    questions: HashMap<Vec<String>, usize>,
}

impl Earlier {
    /// Refuses a question that an earlier line has: counted twice, it would narrow the
    /// intervals without adding knowledge.
    fn check(&mut self, question: Question, number: usize) -> std::result::Result<Question, Fault> {
        let duplicate = |message| Err((QuestionFaultKind::Duplicate, message));
        let line = *self.ids.entry(question.id.clone()).or_insert(number);
        if line != number {
            return duplicate(format!(
                "the id {:?} is that of line {line} too",
                question.id
            ));
        }
        let line = *self.questions.entry(key(&question)).or_insert(number);
        if line != number {
            return duplicate(format!("the question is that of line {line} too"));
        }
        Ok(question)
    }
}

fn key(question: &Question) -> Vec<String> {
    let text = |text: &str| words(text).collect::<Vec<_>>().join(" ");
    let mut key = vec![
        text(&question.text),
        question.document.clone().unwrap_or_default(),
    ];
    for evidence in &question.evidence {
        key.push(text(&evidence.quote));
        key.push(evidence.group.to_string());
        key.push(evidence.document.clone().unwrap_or_default());
    }
    key
}

/// Reads questions from JSON Lines; a byte order mark and blank lines are ignored.
/// [`QuestionLines`] reports all faults in place of the first one.
///
/// # Errors
/// [`ErrorKind::Io`] if the lines cannot be read; [`ErrorKind::Malformed`], naming the
/// line, for the first one that is no question.
pub fn read_questions(reader: impl BufRead) -> Result<Vec<Question>> {
    let read = QuestionLines::read(reader)?;
    match read.faults.first() {
        Some(fault) => Err(Error::new(ErrorKind::Malformed, fault.to_string())),
        None => Ok(read.questions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, question: &str, quote: &str) -> String {
        format!(
            r#"{{"id": "{id}", "question": "{question}", "evidence": [{{"quote": "{quote}"}}]}}"#
        )
    }

    fn faults(lines: &[String]) -> Vec<String> {
        let read = QuestionLines::read(lines.join("\n").as_bytes()).unwrap();
        read.faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_names_that_other_tools_give_the_fields_are_read() {
        let line = r#"{"qid": "a", "query": "Why?", "doc": "a.md", "answer": "So.", "evidence": [{"quote": "So."}]}"#;
        let questions = read_questions(line.as_bytes()).unwrap();
        let expected = Question::new("a", "Why?").about("a.md").with_quote("So.");
        assert_eq!(questions, [expected]);
    }

    #[test]
    fn every_line_that_is_no_question_is_named() {
        let lines = [
            String::new(),
            "{}".to_owned(),
            r#"{"id": "a", "question": "b", "evidence": []}"#.to_owned(),
            line("a", "b", "?!"),
            line("a", " ?", "c"),
            line("", "b", "c"),
            "{\"id\"".to_owned(),
        ];
        assert_eq!(
            faults(&lines),
            [
                "line 2: missing field `id` (column 2)",
                "line 3: the question has no evidence",
                "line 4: a quote has no words",
                "line 5: the question is blank",
                "line 6: the id is blank",
                "line 7: the JSON ends too early, after 5 bytes",
            ]
        );
    }

    #[test]
    fn a_question_counts_once() {
        let lines = [
            line("a", "How hot?", "75 degrees"),
            line("a", "How cold?", "5 degrees"),
            line("b", "how  hot", "75 degrees."),
            line("c", "How hot?", "75 to 80 degrees"),
        ];
        assert_eq!(
            faults(&lines),
            [
                "line 2: the id \"a\" is that of line 1 too",
                "line 3: the question is that of line 1 too",
            ]
        );
    }

    #[test]
    fn a_byte_order_mark_and_other_line_ends_are_ignored() {
        let file = format!(
            "\u{feff}{}\r\n\r\n{}\r\n",
            line("a", "b", "c"),
            line("d", "e", "f")
        );
        let read = QuestionLines::read(file.as_bytes()).unwrap();
        assert_eq!((read.lines, read.faults), (vec![1, 3], vec![]));
    }

    #[test]
    fn a_line_that_is_not_utf8_is_named() {
        let mut file = line("a", "b", "c").into_bytes();
        file.extend(b"\n{\"id\": \"\xff\"}\n");
        let read = QuestionLines::read(file.as_slice()).unwrap();
        assert_eq!(read.faults[0].to_string(), "line 2: the line is not UTF-8");
    }

    #[test]
    fn a_worksheet_counts_what_is_not_written_yet() {
        let blank = r#"{"id": "a", "question": "", "draft": true, "evidence": [{"quote": "c"}]}"#;
        let read = QuestionLines::read(blank.as_bytes()).unwrap();
        assert_eq!((read.unfilled, read.faults), (vec![1], vec![]));
    }
}

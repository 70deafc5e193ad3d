//! Reads the scores that another program gives to pairs of a question and a chunk.

use sectile::evaluate::{FirstStage, Question};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// A file with one JSON object a line: `question`, `chunk` and `score`. Other fields are
/// ignored.
#[derive(Debug)]
pub(super) struct ScoreFile {
    path: PathBuf,
    /// By the ids of question and chunk.
    scores: BTreeMap<(String, String), Scored>,
}

#[derive(Debug)]
struct Scored {
    score: f32,
    line: usize,
}

#[derive(Deserialize)]
struct ScoreLine {
    question: String,
    chunk: String,
    score: Value,
}

impl ScoreFile {
    /// # Errors
    /// If the file cannot be read, is empty, or has a line that is no score or scores a
    /// pair again; the message names the file and the line.
    pub(super) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let name = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let scores = parse(&text).map_err(|fault| format!("{name}: {fault}"))?;
        if scores.is_empty() {
            return Err(format!("{name}: the file has no scores").into());
        }
        Ok(Self {
            path: path.to_owned(),
            scores,
        })
    }

    /// Refuses scores of unknown questions and chunks: a file that was made for other
    /// documents or other options would be judged by the few pairs that agree.
    ///
    /// # Errors
    /// For the first line with one; the message names the file and the line.
    pub(super) fn check(&self, ids: &[String], questions: &[Question]) -> Result<(), String> {
        let chunks: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let questions: BTreeSet<&str> = questions.iter().map(|question| &*question.id).collect();
        let unknown = |((question, chunk), scored): (&(String, String), &Scored)| {
            if !questions.contains(question.as_str()) {
                Some((scored.line, format!("there is no question {question:?}")))
            } else if !chunks.contains(chunk.as_str()) {
                let what = format!(
                    "there is no chunk {chunk:?}; are documents and options those that the pairs were written with?"
                );
                Some((scored.line, what))
            } else {
                None
            }
        };
        match self.scores.iter().filter_map(unknown).min() {
            Some((line, what)) => Err(format!("{}: line {line}: {what}", self.path.display())),
            None => Ok(()),
        }
    }

    /// Returns the scores of the first `depth` chunks of each question.
    ///
    /// # Errors
    /// If a pair has none; the message names the first and says how many there are.
    pub(super) fn scores(
        &self,
        stage: &FirstStage<'_>,
        ids: &[String],
        depth: usize,
    ) -> Result<Vec<Vec<f32>>, String> {
        let (mut missing, mut first, mut pairs) = (0, None, 0);
        let mut scores = Vec::new();
        for (at, question) in stage.questions().iter().enumerate() {
            let mut of_question = Vec::new();
            for (rank, passage) in (1..).zip(stage.passages(at, depth)) {
                pairs += 1;
                let pair = (question.id.clone(), ids[*passage].clone());
                if let Some(scored) = self.scores.get(&pair) {
                    of_question.push(scored.score);
                } else {
                    missing += 1;
                    first.get_or_insert((pair, rank));
                }
            }
            scores.push(of_question);
        }
        let Some(((question, chunk), rank)) = first else {
            return Ok(scores);
        };
        Err(format!(
            "{}: {missing} of {pairs} pairs have no score, the first of them question {question:?} with chunk {chunk:?}, at rank {rank}; --write-pairs writes all pairs, and --depths sets how many chunks of a question are scored",
            self.path.display()
        ))
    }
}

fn parse(text: &str) -> Result<BTreeMap<(String, String), Scored>, String> {
    let mut scores: BTreeMap<(String, String), Scored> = BTreeMap::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let read: ScoreLine = serde_json::from_str(line)
            .map_err(|error| format!("line {number}: {}", without_place(&error)))?;
        let score = number_of(&read.score).map_err(|what| format!("line {number}: {what}"))?;
        let (question, chunk) = (read.question, read.chunk);
        let scored = Scored {
            score,
            line: number,
        };
        let message = format!(
            "line {number}: question {question:?} and chunk {chunk:?} have a score already, on line "
        );
        if let Some(earlier) = scores.insert((question, chunk), scored) {
            return Err(message + &earlier.line.to_string());
        }
    }
    Ok(scores)
}

/// Returns the message of an error without its place, which is that in a single line.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((what, _)) => what.to_owned(),
        None => message,
    }
}

#[allow(clippy::cast_possible_truncation)] // scores are compared in 32 bits
fn number_of(score: &Value) -> Result<f32, String> {
    let number = score
        .as_f64()
        .ok_or_else(|| format!("the score {score} is not a number"))? as f32;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(format!("the score {score} is too large"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_score_is_named() {
        let error = |text: &str| parse(text).unwrap_err();
        let line = |score: &str| {
            format!("{{\"question\": \"q\", \"chunk\": \"c\", \"score\": {score}}}\n")
        };
        assert_eq!(error("\n{}"), "line 2: missing field `question`");
        assert_eq!(
            error(&line("\"high\"")),
            "line 1: the score \"high\" is not a number"
        );
        assert_eq!(
            error(&line("null")),
            "line 1: the score null is not a number"
        );
        assert_eq!(
            error(&line("1e300")),
            "line 1: the score 1e+300 is too large"
        );
        assert!(
            error(&line("NaN")).starts_with("line 1: expected value"),
            "{}",
            error(&line("NaN"))
        );
        let twice = format!("\u{feff}{}\n{}", line("0.5"), line("1"));
        assert_eq!(
            error(&twice),
            "line 3: question \"q\" and chunk \"c\" have a score already, on line 1"
        );
    }

    #[test]
    fn other_fields_and_blank_lines_are_ignored() {
        let text = "\u{feff}{\"rank\": 1, \"question\": \"q\", \"chunk\": \"c\", \"score\": -1.5}\n\n{\"question\": \"q\", \"chunk\": \"d\", \"score\": 2}";
        let scores = parse(text).expect("both lines are scores");
        let scores: Vec<f32> = scores.values().map(|scored| scored.score).collect();
        assert_eq!(scores, [-1.5, 2.0]);
    }
}

//! The tables of five columns within 100 characters.

use crate::compare::gate::MIN_QUESTIONS;
use crate::compare::run::{Answers, ChunkingResult, MetricResult, Run};
use sectile::evaluate::{Interval, IntervalMethod, Metric, Shape};
use std::fmt::Write as _;

/// The characters of a chunking's name; longer names of files are cut.
pub(super) const NAME: usize = 26;
/// The characters of a column: `0.91 [0.81, 0.96]` after a space.
const COLUMN: usize = 18;

/// Four metrics of each chunking with their intervals, over the questions that count.
pub(super) fn means(run: &Run, answers: &Answers) -> String {
    let k = answers.k;
    let metrics = [
        Metric::FoundOfFindable(k),
        Metric::Hit(k),
        Metric::ReciprocalRank,
        Metric::RecallWithin(1000),
    ];
    let mut text = line("", metrics.iter().map(ToString::to_string));
    for chunking in &run.chunkings {
        let cell = |metric: &Metric| {
            let result = chunking.metric(&metric.to_string());
            result.map_or_else(String::new, |result| short(result, answers.gate.questions))
        };
        text += &line(&chunking.name, metrics.iter().map(cell));
    }
    text
}

/// A mean and its interval with two digits: `0.91 [0.81, 0.96]`.
fn short(result: &MetricResult, questions: usize) -> String {
    let Interval {
        mean, low, high, ..
    } = result.interval;
    // A bootstrap draws from the values that there are: of three questions that all
    // succeed it would be [1.00, 1.00].
    if result.method == IntervalMethod::Bootstrap && questions < MIN_QUESTIONS {
        return format!("{mean:.2}");
    }
    format!("{mean:.2} [{low:.2}, {high:.2}]")
}

/// The structures that each chunking cuts.
pub(super) fn cuts(run: &Run) -> String {
    let heads = ["chunks", "cut sentences", "cut tables", "headings shown"];
    let mut text = line("", heads.map(str::to_owned).into_iter());
    for chunking in &run.chunkings {
        if let Some(shape) = &chunking.shape {
            text += &cut(chunking, shape);
        }
    }
    text
}

fn cut(chunking: &ChunkingResult, shape: &Shape) -> String {
    let of = |part: usize, whole: usize| format!("{part} of {whole}");
    let cells = [
        shape.chunks.to_string(),
        of(shape.cut_sentences, shape.sentences),
        of(shape.cut_tables, shape.tables),
        of(shape.known_headings, shape.applying_headings),
    ];
    line(&chunking.name, cells.into_iter())
}

fn line(name: &str, cells: impl Iterator<Item = String>) -> String {
    let name: String = name.chars().take(NAME).collect();
    let mut text = format!("{name:NAME$}");
    for cell in cells {
        let _ = write!(text, "{cell:>COLUMN$}"); // writing to a string cannot fail
    }
    text.push('\n');
    text
}

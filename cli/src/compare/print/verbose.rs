//! The tables of `--verbose`: all metrics, differences to the baseline, causes, shapes,
//! and each failed question.

use super::table::NAME;
use crate::compare::gate;
use crate::compare::run::{Answers, ChunkingResult, Run};
use sectile::evaluate::{Cause, Metric};
use std::fmt::Write as _;

pub(super) fn text(run: &Run, answers: &Answers) -> String {
    let parts = [
        means(run, answers.k),
        differences(run, answers),
        causes(run, answers),
        shapes(run),
        failures(run, answers),
    ];
    parts.concat()
}

fn means(run: &Run, k: usize) -> String {
    let metrics = [
        Metric::Hit(k),
        Metric::ReciprocalRank,
        Metric::Ndcg(k),
        Metric::Precision(k),
        Metric::PrecisionCeiling(k),
        Metric::FoundOfFindable(k),
        Metric::Recall(k),
        Metric::RecallWithin(500),
        Metric::RecallWithin(1000),
        Metric::RecallWithin(2000),
        Metric::RecallWithin(4000),
        Metric::TokenPrecision(k),
        Metric::Iou(k),
        Metric::Tokens(k),
    ];
    let heads = metrics.map(|metric| match metric {
        Metric::FoundOfFindable(_) => "found/fi.".to_owned(),
        Metric::RecallWithin(tokens) => format!("rec@{tokens}t"),
        metric => metric.to_string(),
    });
    let others = ["chunks", "spread", "intact", "lost"].map(str::to_owned);
    let mut text = String::from("\nAll metrics\n");
    line(&mut text, "", heads.into_iter().chain(others));
    for chunking in &run.chunkings {
        let means = metrics.map(|metric| {
            let result = chunking.metric(&metric.to_string());
            let mean = result.map_or(0.0, |result| result.interval.mean);
            match metric {
                Metric::Tokens(_) => format!("{mean:.0}"),
                _ => format!("{mean:.3}"),
            }
        });
        let others = [
            chunking.chunks.to_string(),
            format!("{:.2}", chunking.spread),
            format!("{:.3}", chunking.intact),
            format!("{:.3}", chunking.lost),
        ];
        line(&mut text, &chunking.name, means.into_iter().chain(others));
    }
    text
}

fn differences(run: &Run, answers: &Answers) -> String {
    let k = answers.k;
    let metrics = [
        Metric::Hit(k),
        Metric::ReciprocalRank,
        Metric::FoundOfFindable(k),
        Metric::RecallWithin(1000),
        Metric::RecallWithin(2000),
    ];
    let baseline = &answers.baseline;
    let mut text = format!(
        "\nAgainst {baseline}: mean difference, its 95 % interval, and * if the interval excludes 0\n"
    );
    let heads = metrics.map(|metric| format!("{metric:>26}", metric = metric.to_string()));
    let _ = writeln!(text, "{:NAME$} {}", "", heads.join(" ")); // writing to a string cannot fail
    for chunking in run.chunkings.iter().filter(|other| other.name != *baseline) {
        let cells = metrics.map(|metric| format!("{:>26}", difference(chunking, metric)));
        let _ = writeln!(text, "{:NAME$} {}", chunking.name, cells.join(" "));
    }
    text
}

fn difference(chunking: &ChunkingResult, metric: Metric) -> String {
    let result = chunking.metric(&metric.to_string());
    let Some(interval) = result.and_then(|result| result.difference) else {
        return String::new();
    };
    let star = if interval.excludes_zero() { "*" } else { " " };
    let (mean, low, high) = (interval.mean, interval.low, interval.high);
    format!("{mean:+.3} [{low:+.3}, {high:+.3}]{star}")
}

fn causes(run: &Run, answers: &Answers) -> String {
    let heads = Cause::ALL.map(|cause| format!("{cause:>18}"));
    let mut text = format!(
        "\nFailed questions by cause\n{:NAME$} {}\n",
        "",
        heads.join(" ")
    );
    for (at, chunking) in run.chunkings.iter().enumerate() {
        let failed = answers
            .of_chunking(at)
            .filter_map(|(_, answer)| answer.cause);
        let counts = gate::by_cause(failed);
        let number = |cause| {
            let count = counts.iter().find(|count| count.cause == cause);
            format!("{:>18}", count.map_or(0, |count| count.questions))
        };
        let cells = Cause::ALL.map(number).join(" ");
        let _ = writeln!(text, "{:NAME$} {cells}", chunking.name);
    }
    text
}

pub(super) fn shapes(run: &Run) -> String {
    let mut text = String::from("\nShape of the returned chunks\n");
    let heads = [
        "chunks",
        "tokens",
        "filled",
        "sentences",
        "cut",
        "tables",
        "cut",
        "headless",
        "code",
        "cut",
        "headings",
        "orphans",
        "context",
    ];
    line(&mut text, "", heads.map(str::to_owned).into_iter());
    for chunking in &run.chunkings {
        let Some(shape) = &chunking.shape else {
            continue;
        };
        let counts = [
            shape.sentences,
            shape.cut_sentences,
            shape.tables,
            shape.cut_tables,
            shape.headless_tables,
            shape.code,
            shape.cut_code,
            shape.headings,
            shape.orphan_headings,
        ];
        let first = [
            shape.chunks.to_string(),
            shape.tokens.to_string(),
            format!("{:.2}", shape.filled()),
        ];
        let context = std::iter::once(format!("{:.3}", shape.context_known()));
        let counts = counts.map(|count| count.to_string());
        let cells = first.into_iter().chain(counts).chain(context);
        line(&mut text, &chunking.name, cells);
    }
    text
}

fn failures(run: &Run, answers: &Answers) -> String {
    let judged = run.chunkings.iter();
    let at = judged
        .take_while(|chunking| chunking.name != answers.gate.chunking)
        .count();
    let mut text = String::new();
    for (question, answer) in answers.of_chunking(at) {
        let Some(cause) = answer.cause else {
            continue;
        };
        if text.is_empty() {
            let _ = writeln!(text, "\nFailed questions of {}", answers.gate.chunking);
        }
        let rank = answer.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let (id, asked) = (&question.id, &question.question);
        let _ = writeln!(text, "{cause:18}  rank {rank:>3}  {id}  {asked}");
    }
    text
}

fn line(text: &mut String, name: &str, cells: impl Iterator<Item = String>) {
    let _ = write!(text, "{name:NAME$}");
    for cell in cells {
        let _ = write!(text, " {cell:>9}");
    }
    text.push('\n');
}

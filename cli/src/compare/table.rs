//! The report as text.

use crate::compare::chunking::BASELINE;
use crate::compare::comparison::{Answers, Comparison};
use crate::compare::gate::{Gate, THRESHOLD};
use crate::compare::input::Input;
use crate::compare::retrieval::{Retrieval, Row};
use sectile::evaluate::{Cause, Metric, Shape};
use std::fmt::Write;

pub(super) fn write(comparison: &Comparison<'_>) -> String {
    match &comparison.answers {
        Some(answers) => with_questions(comparison, answers),
        None => without_questions(comparison),
    }
}

fn with_questions(comparison: &Comparison<'_>, answers: &Answers) -> String {
    let Answers { retrieval, gate } = answers;
    let questions = retrieval.baseline().evaluation.questions();
    let left_out = match comparison.input.questions_left_out {
        0 => String::new(),
        left_out => format!(" ({left_out} left out: no reader for their document)"),
    };
    let mut text = format!(
        "{}, {questions} questions{left_out}, {}\n\n",
        corpus(comparison.input),
        retrieval.retriever
    );
    add_means(&mut text, retrieval);
    add_differences(&mut text, retrieval);
    add_causes(&mut text, gate);
    add_shapes(&mut text, &comparison.shapes);
    add_verdict(&mut text, retrieval, gate);
    text
}

fn without_questions(comparison: &Comparison<'_>) -> String {
    let mut text = corpus(comparison.input) + "\n\n";
    add_shapes(&mut text, &comparison.shapes);
    text += "There are no questions, so retrieval was not measured. To measure it, write questions with the text that\n\
        answers them, one JSON object per line, and pass the file with --questions:\n\
        {\"id\": \"q1\", \"question\": \"How hot?\", \"document\": \"tea.md\", \"evidence\": [{\"quote\": \"cool to 75 degrees\"}]}\n";
    text
}

#[allow(clippy::cast_precision_loss)] // rounded for display
fn corpus(input: &Input) -> String {
    let left_out = match input.left_out {
        0 => String::new(),
        files => format!(" ({files} files left out)"),
    };
    let megabytes = input.bytes as f64 / 1e6;
    format!(
        "{} documents{left_out}, {megabytes:.2} MB",
        input.documents.len()
    )
}

const NAME: usize = 22;

fn line(text: &mut String, name: &str, cells: impl Iterator<Item = String>) {
    let _ = write!(text, "{name:NAME$}"); // writing to a string cannot fail
    for cell in cells {
        let _ = write!(text, " {cell:>9}");
    }
    text.push('\n');
}

fn add_means(text: &mut String, retrieval: &Retrieval) {
    let k = retrieval.k;
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
    line(text, "", heads.into_iter().chain(others));
    for Row {
        name, evaluation, ..
    } in &retrieval.rows
    {
        let means = metrics.map(|metric| {
            let mean = evaluation.interval(metric).mean;
            match metric {
                Metric::Tokens(_) => format!("{mean:.0}"),
                _ => format!("{mean:.3}"),
            }
        });
        let others = [
            evaluation.passages().to_string(),
            format!("{:.2}", evaluation.spread()),
            format!("{:.3}", evaluation.intact()),
            format!("{:.3}", evaluation.lost()),
        ];
        line(text, name, means.into_iter().chain(others));
    }
}

fn add_differences(text: &mut String, retrieval: &Retrieval) {
    let k = retrieval.k;
    let metrics = [
        Metric::Hit(k),
        Metric::ReciprocalRank,
        Metric::FoundOfFindable(k),
        Metric::RecallWithin(1000),
        Metric::RecallWithin(2000),
    ];
    let _ = writeln!(
        text,
        "\nAgainst {BASELINE}: mean difference, its 95 % interval, and * if the interval excludes 0"
    );
    let _ = write!(text, "{:NAME$}", "");
    for metric in metrics {
        let _ = write!(text, " {:>26}", metric.to_string());
    }
    text.push('\n');
    let baseline = retrieval.baseline();
    for row in retrieval.rows.iter().filter(|row| row.name != BASELINE) {
        let _ = write!(text, "{:NAME$}", row.name);
        for metric in metrics {
            let difference = row.evaluation.difference(&baseline.evaluation, metric);
            let cell = difference.map_or_else(String::new, |interval| {
                let star = if interval.excludes_zero() { "*" } else { " " };
                let (mean, low, high) = (interval.mean, interval.low, interval.high);
                format!("{mean:+.3} [{low:+.3}, {high:+.3}]{star}")
            });
            let _ = write!(text, " {cell:>26}");
        }
        text.push('\n');
    }
}

fn add_causes(text: &mut String, gate: &Gate) {
    text.push_str("\nFailed questions (less than half of the evidence found), by cause\n");
    let _ = write!(text, "{:NAME$}", "");
    for cause in Cause::ALL {
        let _ = write!(text, " {cause:>18}");
    }
    text.push('\n');
    for (name, numbers) in &gate.causes {
        let _ = write!(text, "{name:NAME$}");
        for number in numbers {
            let _ = write!(text, " {number:>18}");
        }
        text.push('\n');
    }
}

fn add_shapes(text: &mut String, shapes: &[(&str, Shape)]) {
    text.push_str("\nShape of the returned chunks\n");
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
    line(text, "", heads.map(str::to_owned).into_iter());
    for (name, shape) in shapes {
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
        let cells = first
            .into_iter()
            .chain(counts.map(|count| count.to_string()));
        line(text, name, cells.chain(context));
    }
    text.push('\n');
}

fn add_verdict(text: &mut String, retrieval: &Retrieval, gate: &Gate) {
    for failure in &gate.failures {
        let (cause, id, question) = (failure.cause, &failure.id, &failure.question);
        let _ = writeln!(text, "{cause:18}  {id}  {question}");
    }
    let k = retrieval.k;
    let (name, interval) = (gate.chunking, gate.found_of_findable);
    let verdict = if gate.ships { "above" } else { "not above" };
    let _ = write!(
        text,
        "\nVerdict: {name} finds {interval} of the findable evidence at {k}, {verdict} {THRESHOLD}: "
    );
    text.push_str(if gate.ships {
        "ship.\n"
    } else {
        "do not ship yet.\n"
    });
    if gate.ships && interval.low <= THRESHOLD {
        text.push_str("The interval includes lower values: more questions would narrow it.\n");
    }
    if let Some(cause) = gate.main_cause().filter(|_| !gate.ships) {
        let _ = writeln!(text, "Most failures are {cause}: {}", advice(cause));
    }
}

/// Suggests a remedy for a cause.
fn advice(cause: Cause) -> &'static str {
    match cause {
        Cause::NotInCorpus => "add the documents, or correct the questions' evidence.",
        Cause::LostByParser => "the reader leaves out the evidence; try --html-content all.",
        Cause::TooDiffuse => {
            "the evidence is spread over more chunks than are returned; return more or larger ones."
        }
        Cause::CutApart => "chunks cut through the evidence; return larger ones.",
        Cause::RankedTooLow => "the evidence is ranked too low; a reranker helps.",
        _ => "question and evidence share too few words; a dense or hybrid retriever helps.",
    }
}

//! The report as one JSON object.

use crate::chunking::BASELINE;
use crate::gate::THRESHOLD;
use crate::input::Input;
use crate::report::Report;
use crate::retrieval::Row;
use sectile::evaluate::{Cause, Metric, Shape};
use serde_json::{Map, Value, json};

pub(crate) fn with_questions(report: &Report<'_>) -> String {
    let (retrieval, gate) = (report.retrieval, report.gate);
    let questions_left_out = report.input.questions_left_out;
    let mut report = corpus(report.input, report.shapes);
    let baseline = retrieval.baseline();
    report["retriever"] = json!(retrieval.retriever);
    report["questions"] = json!(baseline.evaluation.questions());
    report["questions_left_out"] = json!(questions_left_out);
    report["baseline"] = json!(BASELINE);
    report["chunkings"] = retrieval
        .rows
        .iter()
        .map(|row| chunking(row, baseline))
        .collect();
    report["failures_by_cause"] = gate.causes.iter().map(causes).collect();
    report["verdict"] = json!({
        "chunking": gate.chunking,
        "k": retrieval.k,
        "found_of_findable": gate.found_of_findable,
        "threshold": THRESHOLD,
        "ships": gate.ships,
        "failures": gate.failures,
    });
    format!("{report}\n")
}

pub(crate) fn without_questions(input: &Input, shapes: &[(&str, Shape)]) -> String {
    format!("{}\n", corpus(input, shapes))
}

fn corpus(input: &Input, shapes: &[(&str, Shape)]) -> Value {
    let shape = |(name, shape): &(&str, Shape)| json!({ "chunking": name, "shape": shape, "filled": shape.filled(), "context_known": shape.context_known() });
    json!({
        "documents": input.documents.len(),
        "bytes": input.bytes,
        "left_out": input.left_out,
        "shapes": shapes.iter().map(shape).collect::<Vec<_>>(),
    })
}

fn chunking(row: &Row, baseline: &Row) -> Value {
    let evaluation = &row.evaluation;
    let mut metrics = Map::new();
    let mut differences = Map::new();
    for metric in Metric::all() {
        metrics.insert(metric.to_string(), json!(evaluation.interval(metric)));
        let difference = evaluation.difference(&baseline.evaluation, metric);
        differences.insert(metric.to_string(), json!(difference));
    }
    json!({
        "chunking": row.name,
        "chunks": evaluation.passages(),
        "mean_tokens": evaluation.mean_tokens(),
        "spread": evaluation.spread(),
        "intact": evaluation.intact(),
        "lost": evaluation.lost(),
        "metrics": metrics,
        "differences": differences,
    })
}

fn causes((name, numbers): &(&str, Vec<usize>)) -> Value {
    let causes = Cause::ALL.iter().zip(numbers);
    let named = causes.map(|(cause, number)| {
        (
            json!(cause).as_str().unwrap_or_default().to_owned(),
            json!(number),
        )
    });
    json!({ "chunking": name, "causes": named.collect::<Map<_, _>>() })
}

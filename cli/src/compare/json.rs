//! The report as one JSON object.

use crate::compare::chunking::BASELINE;
use crate::compare::comparison::{Answers, Comparison};
use crate::compare::gate::{Gate, THRESHOLD};
use crate::compare::input::Input;
use crate::compare::retrieval::{Retrieval, Row};
use sectile::evaluate::{Cause, Metric, Shape};
use serde_json::{Map, Value, json};

pub(super) fn write(comparison: &Comparison<'_>) -> String {
    let input = comparison.input;
    let mut report = corpus(input, &comparison.shapes);
    if let Some(Answers { retrieval, gate }) = &comparison.answers {
        add_answers(&mut report, input, retrieval, gate);
    }
    format!("{report}\n")
}

fn add_answers(report: &mut Value, input: &Input, retrieval: &Retrieval, gate: &Gate) {
    let baseline = retrieval.baseline();
    report["retriever"] = json!(retrieval.retriever);
    report["questions"] = json!(baseline.evaluation.questions());
    report["questions_left_out"] = json!(input.questions_left_out);
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

//! Collects the numbers of a comparison in one [`Run`].

mod answers;
mod headings;

use super::answerable::Answerable;
use super::chunking::Chunking;
use super::input::Input;
use super::options::Options;
use super::retrieval::{Retrieval, Row};
use super::run::{Answers, ChunkingResult, MetricResult, Run, VERSION};
use super::{best, chunking, gate};
use sectile::evaluate::{Evaluation, Metric, Shape};

/// Describes the documents and the chunks alone.
pub(super) fn without_questions(
    input: &Input,
    chunkings: &[Chunking],
    shapes: Vec<Option<Shape>>,
) -> Run {
    let described = chunkings.iter().zip(shapes);
    Run {
        version: VERSION,
        coverage: input.coverage.clone(),
        chunkings: described
            .map(|(chunking, shape)| described_as(chunking, shape))
            .collect(),
        answers: None,
        against: None,
    }
}

/// Describes the documents, the chunks, and the results of the questions.
pub(super) fn with_questions(
    input: &Input,
    chunkings: &[Chunking],
    shapes: Vec<Option<Shape>>,
    asked: &Answerable,
    retrieval: &Retrieval,
    options: &Options,
) -> Run {
    let mut run = without_questions(input, chunkings, shapes);
    let baseline = &retrieval.baseline().evaluation;
    for (result, row) in run.chunkings.iter_mut().zip(&retrieval.rows) {
        add_metrics(result, row, baseline);
    }
    let k = retrieval.k;
    let questions = answers::of_questions(input, asked, retrieval);
    let gate = gate::judge(&run.chunkings, &questions, k, options);
    let best = best::of(&run.chunkings, &questions, &gate);
    let file = input.questions.as_ref();
    run.answers = Some(Answers {
        retriever: retrieval.retriever.clone(),
        k,
        baseline: chunking::BASELINE.to_owned(),
        questions,
        unfilled: file.map(|file| file.unfilled.clone()).unwrap_or_default(),
        left_out: file.map_or(0, |file| file.left_out),
        gate,
        best,
        reranking: retrieval.reranking.clone(),
    });
    run
}

fn described_as(chunking: &Chunking, shape: Option<Shape>) -> ChunkingResult {
    ChunkingResult {
        name: chunking.name.clone(),
        kind: chunking.kind,
        chunks: chunking.collection.passages().len(),
        mean_tokens: 0.0,
        spread: 0.0,
        intact: 0.0,
        lost: 0.0,
        metrics: Vec::new(),
        shape,
    }
}

fn add_metrics(result: &mut ChunkingResult, row: &Row, baseline: &Evaluation) {
    let evaluation = &row.evaluation;
    result.mean_tokens = evaluation.mean_tokens();
    result.spread = evaluation.spread();
    result.intact = evaluation.intact();
    result.lost = evaluation.lost();
    let measured = |metric: Metric| MetricResult {
        metric: metric.to_string(),
        interval: evaluation.interval(metric),
        method: metric.interval_method(),
        difference: evaluation.difference(baseline, metric),
    };
    result.metrics = Metric::all().map(measured).collect();
}

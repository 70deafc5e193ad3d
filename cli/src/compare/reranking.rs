//! Compares rerankers: each reorders the first chunks that one chunking returns.

mod pairs;
mod score_file;

use super::chunking::Chunking;
use super::options::Options;
use super::run::{LostQuestions, MetricResult, Reordered, Reranking};
use indicatif::ProgressBar;
use score_file::ScoreFile;
use sectile::evaluate::{Evaluation, Evaluator, FirstStage, Metric, Question, Reranker};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// The name of the order of the retriever.
const NONE: &str = "no reranking";
/// The name of the best order that there is.
const BEST: &str = "best order";

/// The rerankers that the options name, and the chunks that they reorder.
pub(super) struct Rerankers<'o> {
    options: &'o Options,
    chunking: &'o Chunking,
    /// The ids of the chunks, by their numbers among the passages.
    ids: Vec<String>,
    scorers: Vec<(String, Scorer)>,
}

enum Scorer {
    Model(Box<dyn Reranker>),
    File(ScoreFile),
}

impl<'o> Rerankers<'o> {
    /// Opens them, before anything takes minutes. `None` if the options name none.
    ///
    /// # Errors
    /// If a model or a file of scores cannot be read, a line of a file is about an unknown
    /// chunk or question, or the chunking has no fixed chunks with ids.
    pub(super) fn open(
        options: &'o Options,
        chunkings: &'o [Chunking],
        questions: &[Question],
    ) -> Result<Option<Self>, Box<dyn Error>> {
        let reranking = &options.reranking;
        if reranking.is_empty() {
            return Ok(None);
        }
        let judged = chunkings
            .iter()
            .find(|chunking| chunking.name == options.judge);
        let chunking = judged.ok_or("the judged chunking is not compared")?;
        if chunking.returned.is_empty() {
            let name = &chunking.name;
            return Err(format!("{name} has no fixed chunks of our own, so rerankers cannot be compared on it: choose another one with --judge").into());
        }
        let ids = ids(chunking);
        let mut scorers = Vec::new();
        for folder in &reranking.reranker {
            scorers.push((shown(folder), Scorer::Model(model(folder)?)));
        }
        for path in &reranking.scores {
            let file = ScoreFile::read(path)?;
            file.check(&ids, questions)?;
            scorers.push((shown(path), Scorer::File(file)));
        }
        Ok(Some(Self {
            options,
            chunking,
            ids,
            scorers,
        }))
    }

    /// Asks the questions and measures each order at each depth.
    ///
    /// # Errors
    /// If the retriever or a reranker fails, a pair has no score, or the file of pairs
    /// cannot be written.
    pub(super) fn compare(
        &self,
        evaluator: &Evaluator,
        questions: &[Question],
    ) -> Result<Reranking, Box<dyn Error>> {
        let reranking = &self.options.reranking;
        let depths: Vec<usize> = reranking
            .depths
            .iter()
            .map(|depth| (*depth).into())
            .collect();
        let deepest = depths.iter().copied().max().unwrap_or_default();
        let stage = evaluator.first_stage(&self.chunking.collection, questions)?;
        if let Some(path) = &reranking.write_pairs {
            pairs::write(path, &stage, &self.ids, &self.chunking.collection, deepest)?;
        }
        let baseline = stage.evaluation();
        let result = |name: &str, depth, evaluation: &Evaluation| {
            self.reordered(name, depth, evaluation, &baseline)
        };
        let mut orders = vec![result(NONE, None, &baseline)];
        let bar = self.progress(questions.len());
        for (name, source) in &self.scorers {
            let scores = match source {
                Scorer::Model(model) => stage.scores(
                    &Counted {
                        model: &**model,
                        bar: &bar,
                    },
                    deepest,
                )?,
                Scorer::File(file) => file.scores(&stage, &self.ids, deepest)?,
            };
            for depth in &depths {
                let first = |scores: &Vec<f32>| scores[..scores.len().min(*depth)].to_vec();
                let scores: Vec<Vec<f32>> = scores.iter().map(first).collect();
                orders.push(result(
                    name,
                    Some(*depth),
                    &stage.reordered(*depth, &scores),
                ));
            }
        }
        bar.finish_and_clear();
        for depth in &depths {
            orders.push(result(BEST, Some(*depth), &stage.best(*depth)));
        }
        Ok(Reranking {
            chunking: self.chunking.name.clone(),
            orders,
            lost: depths.iter().map(|depth| lost(&stage, *depth)).collect(),
        })
    }

    fn reordered(
        &self,
        name: &str,
        depth: Option<usize>,
        evaluation: &Evaluation,
        baseline: &Evaluation,
    ) -> Reordered {
        let k = usize::from(self.options.k);
        let metrics = [
            Metric::FoundOfFindable(k),
            Metric::Hit(k),
            Metric::Recall(k),
            Metric::Ndcg(k),
            Metric::ReciprocalRank,
        ];
        let measured = |metric: Metric| MetricResult {
            metric: metric.to_string(),
            interval: evaluation.interval(metric),
            method: metric.interval_method(),
            difference: evaluation.difference(baseline, metric),
        };
        Reordered {
            name: name.to_owned(),
            depth,
            metrics: metrics.map(measured).into(),
        }
    }

    /// Returns a bar over the questions of all models.
    fn progress(&self, questions: usize) -> ProgressBar {
        let is_model = |scorer: &&(String, Scorer)| matches!(scorer.1, Scorer::Model(_));
        let models = self.scorers.iter().filter(is_model).count();
        super::progress::bar(models * questions, "questions reranked")
    }
}

fn lost(stage: &FirstStage<'_>, depth: usize) -> LostQuestions {
    let lost = stage.lost(depth);
    LostQuestions {
        depth,
        questions: lost.iter().filter(|lost| **lost).count(),
        of: lost.len(),
    }
}

/// Returns the id of the chunk that each passage is.
fn ids(chunking: &Chunking) -> Vec<String> {
    let chunks = chunking.returned.iter().flatten();
    let known: BTreeMap<_, &str> = chunks
        .map(|chunk| {
            (
                (&*chunk.document, chunk.span.start, chunk.span.end),
                &*chunk.id,
            )
        })
        .collect();
    let passages = chunking.collection.passages().iter();
    let id = |passage: &sectile::evaluate::RetrievedText| {
        let span = passage.span?;
        known
            .get(&(&*passage.document, span.start, span.end))
            .copied()
    };
    passages
        .map(|passage| id(passage).unwrap_or_default().to_owned())
        .collect()
}

/// Returns the last part of a path, which the rows are called after.
fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Opens a cross-encoder.
#[cfg(feature = "neural")]
fn model(folder: &Path) -> sectile::Result<Box<dyn Reranker>> {
    Ok(Box::new(sectile::evaluate::CrossEncoder::open(folder)?))
}

#[cfg(not(feature = "neural"))]
fn model(_: &Path) -> Result<Box<dyn Reranker>, String> {
    Err("--reranker needs --features neural; --scores needs no feature".to_owned())
}

/// Counts the questions that a model has scored.
struct Counted<'m> {
    model: &'m dyn Reranker,
    bar: &'m ProgressBar,
}

impl Reranker for Counted<'_> {
    fn score(&self, question: &str, texts: &[&str]) -> sectile::Result<Vec<f32>> {
        let scores = self.model.score(question, texts);
        self.bar.inc(1);
        scores
    }
}

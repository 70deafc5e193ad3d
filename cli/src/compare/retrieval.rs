//! Runs the questions against each chunking.

use crate::compare::chunking::{BASELINE, Chunking};
use crate::compare::options::{Options, RetrieverName};
use crate::compare::progress;
use crate::compare::reranking::Rerankers;
use crate::compare::run::Reranking;
use crate::parallel;
use indicatif::ProgressBar;
use sectile::evaluate::{Bm25, Evaluation, Evaluator, Question};

/// The results of the questions for each chunking.
#[derive(Debug)]
pub(crate) struct Retrieval {
    pub(crate) retriever: String,
    pub(crate) k: usize,
    pub(crate) rows: Vec<Row>,
    /// `None` if no rerankers are compared.
    pub(crate) reranking: Option<Reranking>,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) evaluation: Evaluation,
}

impl Retrieval {
    pub(crate) fn baseline(&self) -> &Row {
        let baseline = self.rows.iter().find(|row| row.name == BASELINE);
        baseline.expect("the baseline is one of the chunkings")
    }
}

/// Asks `questions`. `known` are all questions of the file, also those without evidence in
/// the documents: files of scores may be about them too.
pub(crate) fn ask(
    chunkings: &[Chunking],
    questions: &[Question],
    known: &[Question],
    options: &Options,
) -> Result<Retrieval, Box<dyn std::error::Error>> {
    let rerankers = Rerankers::open(options, chunkings, known)?;
    let bar = match options.retriever {
        RetrieverName::Bm25 => ProgressBar::hidden(),
        _ => progress::of_embedding(chunkings, questions.len()),
    };
    let evaluator = evaluator(options, &bar)?;
    // A model has all processors for itself, and a text that two chunkings share is
    // embedded only once if they are ranked one after the other.
    let threads = match options.retriever {
        RetrieverName::Bm25 => 0,
        _ => 1,
    };
    let row = |chunking: &Chunking| {
        Ok(Row {
            name: chunking.name.clone(),
            evaluation: evaluator.evaluate(&chunking.collection, questions)?,
        })
    };
    let rows: sectile::Result<Vec<Row>> =
        parallel::map(chunkings, threads, row).into_iter().collect();
    bar.finish_and_clear();
    let compare = |rerankers: Rerankers| rerankers.compare(&evaluator, questions);
    Ok(Retrieval {
        retriever: name(options.retriever),
        k: options.k.into(),
        rows: rows?,
        reranking: rerankers.map(compare).transpose()?,
    })
}

fn name(retriever: RetrieverName) -> String {
    let name = match retriever {
        RetrieverName::Bm25 => "BM25",
        RetrieverName::Dense => "dense",
        RetrieverName::Hybrid => "hybrid",
    };
    name.to_owned()
}

#[cfg(feature = "neural")]
fn evaluator(options: &Options, bar: &ProgressBar) -> sectile::Result<Evaluator> {
    use sectile::evaluate::{Dense, Fusion};
    let model = || {
        let model = Dense::open(options.model.as_deref().unwrap_or("".as_ref()))?;
        let bar = bar.clone();
        Ok::<_, sectile::Error>(model.on_progress(move |texts| bar.inc(texts as u64)))
    };
    Ok(match options.retriever {
        RetrieverName::Bm25 => Evaluator::new(Bm25::default()),
        RetrieverName::Dense => Evaluator::new(model()?),
        RetrieverName::Hybrid => Evaluator::new(Fusion::of(Bm25::default()).and(model()?)),
    })
}

#[cfg(not(feature = "neural"))]
fn evaluator(options: &Options, _: &ProgressBar) -> Result<Evaluator, String> {
    if options.retriever != RetrieverName::Bm25 {
        return Err("dense and hybrid retrieval need --features neural".to_owned());
    }
    Ok(Evaluator::new(Bm25::default()))
}

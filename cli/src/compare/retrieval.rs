//! Runs the questions against each chunking.

use crate::compare::chunking::{BASELINE, Chunking};
use crate::compare::options::{Options, RetrieverName};
use crate::parallel;
use sectile::evaluate::{Bm25, Evaluation, Evaluator, Question};

/// The results of the questions for each chunking.
#[derive(Debug)]
pub(crate) struct Retrieval {
    pub(crate) retriever: String,
    pub(crate) k: usize,
    pub(crate) rows: Vec<Row>,
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

pub(crate) fn ask(
    chunkings: &[Chunking],
    questions: &[Question],
    options: &Options,
) -> Result<Retrieval, Box<dyn std::error::Error>> {
    let evaluator = evaluator(options)?;
    let row = |chunking: &Chunking| {
        Ok(Row {
            name: chunking.name.clone(),
            evaluation: evaluator.evaluate(&chunking.collection, questions)?,
        })
    };
    let rows: sectile::Result<Vec<Row>> = parallel::map(chunkings, 0, row).into_iter().collect();
    Ok(Retrieval {
        retriever: name(options),
        k: options.k.into(),
        rows: rows?,
    })
}

fn name(options: &Options) -> String {
    let retriever = match options.retriever {
        RetrieverName::Bm25 => "BM25",
        RetrieverName::Dense => "dense",
        RetrieverName::Hybrid => "hybrid",
    };
    let reranked = if options.reranker.is_some() {
        ", reranked"
    } else {
        ""
    };
    [retriever, reranked].concat()
}

#[cfg(feature = "neural")]
fn evaluator(options: &Options) -> sectile::Result<Evaluator> {
    use sectile::evaluate::{CrossEncoder, Dense, Fusion};
    let model = || Dense::open(options.model.as_deref().unwrap_or("".as_ref()));
    let evaluator = match options.retriever {
        RetrieverName::Bm25 => Evaluator::new(Bm25::default()),
        RetrieverName::Dense => Evaluator::new(model()?),
        RetrieverName::Hybrid => Evaluator::new(Fusion::of(Bm25::default()).and(model()?)),
    };
    Ok(match &options.reranker {
        Some(folder) => evaluator.reranker(CrossEncoder::open(folder)?),
        None => evaluator,
    })
}

#[cfg(not(feature = "neural"))]
fn evaluator(options: &Options) -> Result<Evaluator, String> {
    if options.retriever != RetrieverName::Bm25 || options.reranker.is_some() {
        return Err("dense and hybrid retrieval and rerankers need --features neural".to_owned());
    }
    Ok(Evaluator::new(Bm25::default()))
}

//! Asks the questions of each chunking.

use crate::chunking::{BASELINE, Chunking};
use crate::options::{Options, RetrieverName};
use sectile::evaluate::{Bm25, Evaluation, Evaluator, Question};

/// What the questions got back from each chunking.
pub(crate) struct Retrieval {
    pub(crate) retriever: String,
    pub(crate) k: usize,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) is_structural: bool,
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
    let evaluator = match options.retriever {
        RetrieverName::Bm25 => Evaluator::new(Bm25::default()),
    };
    let mut rows = Vec::new();
    for chunking in chunkings {
        rows.push(Row {
            name: chunking.name,
            is_structural: chunking.is_structural,
            evaluation: evaluator.evaluate(&chunking.collection, questions)?,
        });
    }
    Ok(Retrieval {
        retriever: "BM25".to_owned(),
        k: options.k.into(),
        rows,
    })
}

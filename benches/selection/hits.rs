//! Writes the ranked chunks of three levels, for programs that try rules of selection.
//!
//! The file has a line for each chunk of the largest level: the sizes of the chunks inside
//! it, and of each run of its smallest chunks the size and the questions of which it holds
//! the answer. After them is a line for each question: its rankings, one for each level.
//! No text is written.

use crate::chunks::structural;
use sectile::evaluate::{Question, RetrievedText, Retriever, holders};
use sectile::{Chunk, Document};
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

/// The levels that are indexed, in tokens.
const LEVELS: [u32; 3] = [1024, 256, 128];
/// The number of chunks of a ranking that are written, as in [`Evaluator`](sectile::evaluate::Evaluator).
const DEPTH: usize = 300;

pub(crate) fn write(
    path: &Path,
    documents: &[Document],
    questions: &[Question],
    retriever: &dyn Retriever,
) -> Result<(), Box<dyn Error>> {
    let chunks = structural(documents, &LEVELS)?;
    let forest = Forest::of(&chunks);
    let mut text = String::new();
    let runs = forest.runs(&chunks);
    let texts: Vec<RetrievedText> = runs.iter().map(|run| run.text.clone()).collect();
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); runs.len()];
    for (question, holding) in holders(questions, &texts).into_iter().enumerate() {
        for run in holding {
            held[run].push(question);
        }
    }
    for (run, questions) in runs.iter().zip(&held) {
        let (kind, tokens) = (run.kind, run.text.tokens);
        let (parent, first, last) = (run.parent, run.first, run.last);
        writeln!(
            text,
            r#"{{"{kind}": {parent}, "first": {first}, "last": {last}, "tokens": {tokens}, "document": {:?}, "answers": {questions:?}}}"#,
            run.text.document
        )?;
    }
    let rankings = forest.rankings(&chunks, questions, retriever)?;
    for (at, rankings) in rankings.iter().enumerate() {
        writeln!(text, r#"{{"question": {at}, "rankings": {rankings:?}}}"#)?;
    }
    std::fs::write(path, text)?;
    Ok(())
}

/// The place of each chunk: the number of its parent, and its first and last leaf.
struct Forest {
    places: Vec<(usize, usize, usize)>,
    /// The leaves of each parent, in order.
    leaves: Vec<Vec<usize>>,
}

/// A text that a rule may return.
struct Run {
    kind: &'static str,
    parent: usize,
    first: usize,
    last: usize,
    text: RetrievedText,
}

impl Forest {
    fn of(chunks: &[Chunk]) -> Self {
        let numbers: HashMap<&str, usize> = (chunks.iter().enumerate())
            .map(|(at, chunk)| (chunk.id.as_str(), at))
            .collect();
        let above = |at: usize| chunks[at].parent.as_deref().map(|id| numbers[id]);
        let mut leaves: Vec<Vec<usize>> = Vec::new();
        let mut places = vec![(0, usize::MAX, 0); chunks.len()];
        let mut parents: HashMap<usize, usize> = HashMap::new();
        for at in (0..chunks.len()).filter(|at| chunks[*at].level == 0) {
            parents.insert(at, leaves.len());
            leaves.push(Vec::new());
        }
        for at in (0..chunks.len()).filter(|at| chunks[*at].level == 2) {
            let path: Vec<usize> = std::iter::successors(Some(at), |at| above(*at)).collect();
            let parent = path.last().map_or(0, |root| parents[root]);
            let leaf = leaves[parent].len();
            leaves[parent].push(at);
            for chunk in path {
                let place = &mut places[chunk];
                *place = (parent, place.1.min(leaf), place.2.max(leaf));
            }
        }
        Self { places, leaves }
    }

    /// Returns the chunks of the two larger levels, and each run of leaves of a parent.
    fn runs(&self, chunks: &[Chunk]) -> Vec<Run> {
        let mut runs = Vec::new();
        for (at, chunk) in chunks
            .iter()
            .enumerate()
            .filter(|(_, chunk)| chunk.level < 2)
        {
            let (parent, first, last) = self.places[at];
            runs.push(Run {
                kind: if chunk.level == 0 { "parent" } else { "child" },
                parent,
                first,
                last,
                text: RetrievedText::from(chunk),
            });
        }
        for (parent, leaves) in self.leaves.iter().enumerate() {
            for first in 0..leaves.len() {
                let (mut text, mut tokens) = (String::new(), 0);
                for last in first..leaves.len() {
                    let leaf = &chunks[leaves[last]];
                    let prefix = if last == first { &*leaf.prefix } else { "\n\n" };
                    text = text + prefix + &leaf.text;
                    tokens = if last == first {
                        leaf.tokens
                    } else {
                        tokens + own_tokens(leaf)
                    };
                    let text = RetrievedText::new(&*leaf.document, text.clone(), tokens);
                    let kind = "run";
                    runs.push(Run {
                        kind,
                        parent,
                        first,
                        last,
                        text,
                    });
                }
            }
        }
        runs
    }

    /// Returns, for each question and level, the places of the best chunks.
    fn rankings(
        &self,
        chunks: &[Chunk],
        questions: &[Question],
        retriever: &dyn Retriever,
    ) -> sectile::Result<Vec<Vec<Vec<[usize; 3]>>>> {
        let asked: Vec<&str> = questions.iter().map(|question| &*question.text).collect();
        let mut rankings = vec![Vec::new(); questions.len()];
        for level in 0..3 {
            let level: Vec<usize> = (0..chunks.len())
                .filter(|at| chunks[*at].level == level)
                .collect();
            let texts: Vec<String> = level.iter().map(|at| chunks[*at].content()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let ranked = retriever.rank(&texts, &asked, DEPTH)?;
            for (rankings, ranked) in rankings.iter_mut().zip(ranked) {
                let place = |at: usize| <[usize; 3]>::from(self.places[level[at]]);
                rankings.push(ranked.into_iter().map(place).collect());
            }
        }
        Ok(rankings)
    }
}

/// Returns the tokens of the text alone, estimated by its share of the bytes.
fn own_tokens(chunk: &Chunk) -> u32 {
    let (text, all) = (chunk.text.len() as u64, chunk.content().len().max(1) as u64);
    u32::try_from(u64::from(chunk.tokens) * text / all).unwrap_or(chunk.tokens)
}

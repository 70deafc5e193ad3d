//! Asks the questions of a corpus for each way to choose what is returned.

use crate::chunks::{Nested, structural, windows};
use crate::segments;
use sectile::evaluate::{Collection, Evaluation, Evaluator, Question, RetrievedText, Retriever};
use sectile::{Chunk, Document, Passages};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The number of texts that a ranking has, as in [`Evaluator`].
const DEPTH: usize = 300;
/// The weight of a rank in a sum is 1 / (20 + rank), as in [`Passages`].
const RANK_DAMPING: f64 = 20.0;

/// A way to choose, with its results.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) kind: RowKind,
    pub(crate) evaluation: Evaluation,
}

/// The part of a row in the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// It is of [`Passages`].
    Passages,
    /// Passages of three levels must not be behind it within a budget of tokens.
    Peer,
    /// Relevant segments of windows: passages must be ahead of them on the mean.
    Segments,
    /// Other sizes of parents and children.
    Sizes,
}

/// A retriever that returns rankings that were computed before.
struct Given(Vec<Vec<usize>>);

impl Retriever for Given {
    fn rank(&self, _: &[&str], _: &[&str], limit: usize) -> sectile::Result<Vec<Vec<usize>>> {
        let first = |ranking: &Vec<usize>| ranking.iter().copied().take(limit).collect();
        Ok(self.0.iter().map(first).collect())
    }
}

pub(crate) fn all(
    documents: &[Document],
    questions: &[Question],
    retriever: Arc<dyn Retriever>,
) -> sectile::Result<Vec<Row>> {
    let mut rows = Rows {
        questions,
        retriever,
        kind: RowKind::Passages,
        all: Vec::new(),
    };
    add_passages(&mut rows, documents)?;
    rows.kind = RowKind::Peer;
    for size in [256, 512] {
        let chunks = structural(documents, &[size])?;
        rows.add(&format!("structural {size}"), &Collection::plain(&chunks))?;
    }
    let nested = Nested::of(structural(documents, &[1024, 256])?);
    rows.add("structural 256 > 1024", &nested.small_to_big())?;
    add_merging(&mut rows, &nested)?;
    for (size, overlap) in [(256, 25), (512, 50)] {
        let chunks = windows(documents, size, overlap)?;
        let name = format!("fixed {size}/{overlap}");
        rows.add(&name, &Collection::plain(&chunks))?;
    }
    let (small, big) = (windows(documents, 256, 25)?, windows(documents, 1024, 100)?);
    rows.add("fixed 256 > 1024", &Collection::small_to_big(&small, &big))?;
    rows.kind = RowKind::Segments;
    for size in [128, 256] {
        let windows = windows(documents, size, 0)?;
        for penalty in [0.18, 0.4, 0.7] {
            add_segments(&mut rows, &windows, size, penalty)?;
        }
    }
    add_sizes(&mut rows, documents)?;
    Ok(rows.all)
}

/// Adds children of 128 tokens, and parents of 768.
fn add_sizes(rows: &mut Rows<'_>, documents: &[Document]) -> sectile::Result<()> {
    rows.kind = RowKind::Sizes;
    for parent in [1024, 768] {
        let chunks = structural(documents, &[parent, 256, 128])?;
        for (level, child) in [(1, 256), (2, 128)] {
            let nested = Nested::of_levels(&chunks, level);
            // 256 > 1024 is a row already.
            if (child, parent) != (256, 1024) {
                let name = format!("structural {child} > {parent}");
                rows.add(&name, &nested.small_to_big())?;
            }
        }
        if parent == 768 {
            let passages = Passages::builder().build(chunks)?;
            let collection = Collection::selected(passages);
            rows.add("passages of 768, 256 and 128", &collection)?;
        }
    }
    Ok(())
}

/// Adds the passages of three levels, of the default ones, and with references.
fn add_passages(rows: &mut Rows<'_>, documents: &[Document]) -> sectile::Result<()> {
    let chunks = structural(documents, &[1024, 256, 128])?;
    let passages = |chunks: &[Chunk]| Passages::builder().build(chunks.to_vec());
    rows.add("passages", &Collection::selected(passages(&chunks)?))?;
    let default_levels = structural(documents, &[1024, 256])?;
    rows.add(
        "passages of 1024 and 256",
        &Collection::selected(passages(&default_levels)?),
    )?;
    let with = Passages::builder().with_references();
    rows.add(
        "passages with references",
        &Collection::selected(with.build(chunks)?),
    )?;
    Ok(())
}

/// Adds the parent in place of children where two are found among the first ones, also
/// with children in the order of their own rank and half of their parent's.
fn add_merging(rows: &mut Rows<'_>, nested: &Nested) -> sectile::Result<()> {
    let own = rows.rank(&nested.children)?;
    let parents = rows.rank(&nested.parents)?;
    let halved: Vec<Vec<usize>> = (own.iter().zip(&parents))
        .map(|(own, parents)| with_half_of_parent(own, parents, &nested.parent_of))
        .collect();
    for (name, rankings, within) in [
        ("structural merging, 2 of 10", &own, 10),
        ("structural merging, 2 of 20", &own, 20),
        ("structural merging, 2 of 10, half the parent", &halved, 10),
    ] {
        let all = nested.children.iter().chain(&nested.parents);
        let collection = Collection::of(all.map(RetrievedText::from));
        let merge = |ranking: &Vec<usize>| merged(ranking, nested, within);
        rows.add_given(name, &collection, rankings.iter().map(merge).collect())?;
    }
    Ok(())
}

/// Returns a ranking of children, of which a parent with two children among the first
/// `within` replaces all. Parents are numbered after the children.
fn merged(ranking: &[usize], nested: &Nested, within: usize) -> Vec<usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for child in ranking.iter().take(within) {
        *found.entry(nested.parent_of[*child]).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    let returned = ranking.iter().map(|child| {
        let parent = nested.parent_of[*child];
        match found.get(&parent) {
            Some(2..) => nested.children.len() + parent,
            _ => *child,
        }
    });
    returned.filter(|at| seen.insert(*at)).collect()
}

fn with_half_of_parent(own: &[usize], parents: &[usize], parent_of: &[usize]) -> Vec<usize> {
    let weight = |rank: usize| 1.0 / (RANK_DAMPING + f64::from(u32::try_from(rank).unwrap_or(0)));
    let of_parent: BTreeMap<usize, f64> = (parents.iter().enumerate())
        .map(|(rank, parent)| (*parent, weight(rank)))
        .collect();
    let mut sums: Vec<(f64, usize)> = (own.iter().enumerate())
        .map(|(rank, child)| {
            let parent = of_parent.get(&parent_of[*child]).copied();
            (weight(rank) + parent.unwrap_or(0.0) / 2.0, *child)
        })
        .collect();
    sums.sort_by(|a, b| b.0.total_cmp(&a.0));
    sums.into_iter().map(|(_, child)| child).collect()
}

fn add_segments(
    rows: &mut Rows<'_>,
    windows: &[Chunk],
    size: u32,
    penalty: f64,
) -> sectile::Result<()> {
    let mut passages = Vec::new();
    let mut numbers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut rankings = Vec::new();
    for ranking in rows.rank(windows)? {
        let segments = segments::segments(windows, &ranking, penalty);
        let number = |segment: (usize, usize)| {
            *numbers.entry(segment).or_insert_with(|| {
                passages.push(segments::passage(windows, segment));
                passages.len() - 1
            })
        };
        rankings.push(segments.into_iter().map(number).collect());
    }
    let name = format!("relevant segments, {size}, {penalty}");
    rows.add_given(&name, &Collection::of(passages), rankings)
}

struct Rows<'q> {
    questions: &'q [Question],
    retriever: Arc<dyn Retriever>,
    /// The kind of the rows that are added.
    kind: RowKind,
    all: Vec<Row>,
}

impl Rows<'_> {
    fn rank(&self, chunks: &[Chunk]) -> sectile::Result<Vec<Vec<usize>>> {
        let texts: Vec<String> = chunks.iter().map(Chunk::content).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let asked = self.questions.iter().map(|question| &*question.text);
        let asked: Vec<&str> = asked.collect();
        self.retriever.rank(&texts, &asked, DEPTH)
    }

    fn add(&mut self, name: &str, collection: &Collection) -> sectile::Result<()> {
        let evaluator = Evaluator::new(Arc::clone(&self.retriever));
        self.evaluate(name, &evaluator, collection)
    }

    fn add_given(
        &mut self,
        name: &str,
        collection: &Collection,
        rankings: Vec<Vec<usize>>,
    ) -> sectile::Result<()> {
        self.evaluate(name, &Evaluator::new(Given(rankings)), collection)
    }

    fn evaluate(
        &mut self,
        name: &str,
        evaluator: &Evaluator,
        collection: &Collection,
    ) -> sectile::Result<()> {
        self.all.push(Row {
            name: name.to_owned(),
            kind: self.kind,
            evaluation: evaluator.evaluate(collection, self.questions)?,
        });
        Ok(())
    }
}

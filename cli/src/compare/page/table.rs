//! The table of all chunkings.

use crate::compare::run::{BestChunking, ChunkingResult, Run};
use sectile::evaluate::Interval;

/// A chunking in the table.
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) is_judged: bool,
    pub(super) is_baseline: bool,
    pub(super) is_best: bool,
    pub(super) chunks: String,
    /// One for each of the metrics.
    pub(super) cells: Vec<String>,
    /// The difference of the metric of the verdict to the baseline.
    pub(super) difference: Option<Difference>,
    /// The same to the best chunking; empty for the best itself.
    pub(super) behind: String,
}

pub(super) struct Difference {
    pub(super) text: String,
    /// `more`, `less`, or `same` if it may be chance.
    pub(super) class: &'static str,
}

/// Returns the names of the metrics in the table.
pub(super) fn metrics(run: &Run) -> Vec<String> {
    let Some(answers) = &run.answers else {
        return Vec::new();
    };
    let k = answers.k;
    [
        format!("found/findable@{k}"),
        format!("hit@{k}"),
        "mrr".to_owned(),
        format!("recall@{k}"),
        "recall@1000t".to_owned(),
        format!("tokens@{k}"),
    ]
    .into_iter()
    .filter(|metric| {
        run.chunkings
            .iter()
            .any(|chunking| chunking.metric(metric).is_some())
    })
    .collect()
}

pub(super) fn rows(run: &Run) -> Vec<TableRow> {
    let metrics = metrics(run);
    let row = |chunking: &ChunkingResult| {
        let cell = |metric: &String| {
            let mean = chunking.metric(metric).map(|result| result.interval.mean);
            match mean {
                Some(tokens) if metric.starts_with("tokens") => format!("{tokens:.0}"),
                Some(mean) => format!("{mean:.3}"),
                None => String::new(),
            }
        };
        let answers = run.answers.as_ref();
        let is_baseline = answers.is_some_and(|answers| answers.baseline == chunking.name);
        let difference = answers.and_then(|answers| {
            let metric = chunking.metric(&answers.gate.metric)?;
            metric.difference.filter(|_| !is_baseline).map(difference)
        });
        let best = answers.and_then(|answers| answers.best.as_ref());
        TableRow {
            is_best: best.is_some_and(|best| best.chunking == chunking.name),
            behind: best.map_or_else(String::new, |best| behind(best, &chunking.name)),
            name: chunking.name.clone(),
            is_judged: answers.is_some_and(|answers| answers.gate.chunking == chunking.name),
            is_baseline,
            chunks: crate::report::grouped(chunking.chunks as u64),
            cells: metrics.iter().map(cell).collect(),
            difference,
        }
    };
    run.chunkings.iter().map(row).collect()
}

/// The difference of a chunking to the best one; not above 0.
fn behind(best: &BestChunking, name: &str) -> String {
    let mut others = best.others.iter();
    let other = others.find(|other| other.chunking == name);
    other.map_or_else(String::new, |other| {
        let Interval {
            mean, low, high, ..
        } = other.difference;
        // The difference is of the best minus this one; 0 has no sign.
        let turned = |number: f64| 0.0 - number;
        signed(turned(mean), turned(high), turned(low))
    })
}

fn signed(mean: f64, low: f64, high: f64) -> String {
    format!("{mean:+.3} [{low:+.3}, {high:+.3}]")
}

fn difference(interval: Interval) -> Difference {
    let Interval {
        mean, low, high, ..
    } = interval;
    Difference {
        text: signed(mean, low, high),
        class: match mean {
            _ if !interval.excludes_zero() => "same",
            mean if mean > 0.0 => "more",
            _ => "less",
        },
    }
}

//! The table of rerankers.

use super::count;
use crate::compare::run::{LostQuestions, MetricResult, Reordered, Reranking};
use sectile::evaluate::Metric;
use std::fmt::Write as _;

/// The characters of a column: `0.91 [0.81, 0.96]` after a space.
const COLUMN: usize = 18;
/// The characters of the last column: `+0.05 [-0.01, +0.11]*` after a space.
const DIFFERENCE: usize = 22;
/// The characters of a name; with the columns a line has 99.
const NAME: usize = 23;

/// Each order with its metrics, and the questions that no order answers.
pub(super) fn table(reranking: &Reranking, k: usize) -> String {
    let mut text = format!(
        "\nRerankers: the first chunks of {} in another order\n",
        reranking.chunking
    );
    let metrics = [
        Metric::FoundOfFindable(k),
        Metric::Hit(k),
        Metric::ReciprocalRank,
    ];
    let metrics = metrics.map(|metric| metric.to_string());
    let _ = write!(text, "{:NAME$}", ""); // writing to a string cannot fail
    for metric in &metrics {
        let _ = write!(text, "{metric:>COLUMN$}");
    }
    let head = format!("change of {}", metrics[0]);
    let _ = writeln!(text, "{head:>DIFFERENCE$}");
    for order in &reranking.orders {
        let _ = write!(text, "{:NAME$}", name(order));
        for metric in &metrics {
            let result = order.metrics.iter().find(|result| result.metric == *metric);
            let _ = write!(text, "{:>COLUMN$}", result.map_or_else(String::new, mean));
        }
        let difference = order.metrics.first().filter(|_| order.depth.is_some());
        let difference = difference.map_or_else(String::new, change);
        text += format!("{difference:>DIFFERENCE$}").trim_end();
        text.push('\n');
    }
    text + &lost(&reranking.lost)
}

fn name(order: &Reordered) -> String {
    let Some(depth) = order.depth else {
        return order.name.clone();
    };
    let depth = format!(", first {depth}");
    let room = NAME - depth.len();
    let name: String = order.name.chars().take(room).collect();
    name + &depth
}

fn mean(result: &MetricResult) -> String {
    let interval = result.interval;
    let (mean, low, high) = (interval.mean, interval.low, interval.high);
    format!("{mean:.2} [{low:.2}, {high:.2}]")
}

/// A difference with its interval, and a star if the interval excludes 0.
fn change(result: &MetricResult) -> String {
    result.difference.map_or_else(String::new, |interval| {
        let star = if interval.excludes_zero() { "*" } else { " " };
        let (mean, low, high) = (interval.mean, interval.low, interval.high);
        format!("{mean:+.2} [{low:+.2}, {high:+.2}]{star}")
    })
}

/// The questions that the retriever has lost before any reranker.
fn lost(lost: &[LostQuestions]) -> String {
    let mut text = String::new();
    for LostQuestions {
        depth,
        questions,
        of,
    } in lost
    {
        let _ = writeln!(
            text,
            "{questions} of {} {} lost in the first {depth}: no order of them has half of the evidence",
            count(*of, "question"),
            if *questions == 1 { "is" } else { "are" },
        );
    }
    text
}

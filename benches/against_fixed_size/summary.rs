//! Writes a Markdown table of means, each with the 95 % interval of its difference to a
//! baseline.

use sectile::evaluate::{Evaluation, Metric};
use std::fmt::Write;

const METRICS: [Metric; 4] = [
    Metric::Hit(5),
    Metric::ReciprocalRank,
    Metric::RecallWithin(1000),
    Metric::RecallWithin(2000),
];

pub(crate) fn table<'e>(
    rows: impl Iterator<Item = (String, &'e Evaluation)>,
    baseline: &Evaluation,
) -> String {
    let heads = "| | hit@5 | MRR | recall in 1,000 tokens | in 2,000 | tokens in 5 results |";
    let mut text = format!("{heads}\n|---|---|---|---|---|---|\n");
    for (name, evaluation) in rows {
        let _ = write!(text, "| {name} |"); // writing to a string cannot fail
        for metric in METRICS {
            let mean = evaluation.interval(metric).mean;
            let _ = write!(text, " {mean:.3}");
            let difference = evaluation.difference(baseline, metric);
            let differs = |low: f64, high: f64| low.abs().max(high.abs()) > 0.0;
            if let Some(by) = difference.filter(|by| differs(by.low, by.high)) {
                let _ = write!(text, " [{:+.3}, {:+.3}]", by.low, by.high);
            }
            text.push_str(" |");
        }
        let tokens = evaluation.interval(Metric::Tokens(5)).mean;
        let _ = writeln!(text, " {tokens:.0} |");
    }
    text
}

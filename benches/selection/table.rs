//! Writes the results of all corpora as Markdown tables.

use crate::bars;
use crate::rows::{Row, RowKind};
use sectile::evaluate::{Interval, Metric};
use std::fmt::Write;

/// The results for one corpus. The first row is that of passages.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

pub(crate) const COLUMNS: [(&str, Metric); 9] = [
    ("recall in 500", Metric::RecallWithin(500)),
    ("1,000", Metric::RecallWithin(1000)),
    ("2,000", Metric::RecallWithin(2000)),
    ("4,000", Metric::RecallWithin(4000)),
    ("recall@5", Metric::Recall(5)),
    ("precision@5", Metric::Precision(5)),
    ("hit@5", Metric::Hit(5)),
    ("MRR", Metric::ReciprocalRank),
    ("tokens@5", Metric::Tokens(5)),
];

/// The number of columns of which the leads are shown: those that are budgets of tokens.
pub(crate) const BUDGETS: usize = 4;

pub(crate) fn write(sets: &[Set]) -> String {
    let mut text = String::new();
    let number = |set: &Set| set.rows[0].evaluation.questions();
    let questions: usize = sets.iter().map(number).sum();
    add_means(
        &mut text,
        &format!("Mean of {} corpora, {questions} questions", sets.len()),
        sets,
    );
    for set in sets {
        let title = format!("{}, {} questions", set.name, number(set));
        add_means(&mut text, &title, std::slice::from_ref(set));
    }
    add_leads(&mut text, sets);
    add_best(&mut text, sets);
    text + "\n" + &bars::write(sets)
}

/// Writing to a string cannot fail.
macro_rules! add {
    ($text:expr, $($arguments:tt)*) => {
        let _ = write!($text, $($arguments)*);
    };
}

fn add_means(text: &mut String, title: &str, sets: &[Set]) {
    add!(text, "{title}\n\n|");
    for (head, _) in COLUMNS {
        add!(text, " | {head}");
    }
    add!(text, " |\n|{}\n", "---|".repeat(COLUMNS.len() + 1));
    for (at, row) in sets[0].rows.iter().enumerate() {
        add!(text, "| {}", row.name);
        for (_, metric) in COLUMNS {
            let mean = of_sets(sets, at, metric);
            match metric {
                Metric::Tokens(_) => add_cell(text, format_args!("{mean:.0}")),
                _ => add_cell(text, format_args!("{mean:.3}")),
            }
        }
        text.push_str(" |\n");
    }
    text.push('\n');
}

fn add_cell(text: &mut String, value: std::fmt::Arguments<'_>) {
    add!(text, " | {value}");
}

/// Adds the mean difference of passages to each row, with its interval.
fn add_leads(text: &mut String, sets: &[Set]) {
    text.push_str(
        "Passages minus the row\n\n| | 500 | 1,000 | 2,000 | 4,000 |\n|---|---|---|---|---|\n",
    );
    for (at, row) in sets[0].rows.iter().enumerate().skip(1) {
        add!(text, "| {}", row.name);
        for (_, metric) in &COLUMNS[..BUDGETS] {
            let lead = pooled(sets, at, *metric);
            add!(
                text,
                " | {:+.3} [{:+.3}, {:+.3}]",
                lead.mean,
                lead.low,
                lead.high
            );
        }
        text.push_str(" |\n");
    }
    text.push('\n');
}

/// Adds, for each corpus and budget, the best row that is not of passages, and every such
/// row whose interval is wholly above passages.
fn add_best(text: &mut String, sets: &[Set]) {
    text.push_str("Passages against the best other row of each corpus\n\n");
    text.push_str("| | tokens | passages | best | | rows above |\n|---|---|---|---|---|---|\n");
    for set in sets {
        for (head, metric) in &COLUMNS[..BUDGETS] {
            let here = mean(&set.rows[0], *metric);
            let others = || {
                set.rows
                    .iter()
                    .enumerate()
                    .filter(|(_, row)| row.kind != RowKind::Passages)
            };
            let best = others().max_by(|a, b| mean(a.1, *metric).total_cmp(&mean(b.1, *metric)));
            let Some((_, best)) = best else { continue };
            let tokens = head.trim_start_matches("recall in ");
            let there = mean(best, *metric);
            add!(
                text,
                "| {} | {tokens} | {here:.3} | {there:.3} | {} |",
                set.name,
                best.name
            );
            for (at, row) in others() {
                let lead = Interval::of_mean(&differences(set, at, *metric));
                if lead.high < 0.0 {
                    add!(
                        text,
                        " {} {:+.3} [{:+.3}, {:+.3}]",
                        row.name,
                        lead.mean,
                        lead.low,
                        lead.high
                    );
                }
            }
            text.push_str(" |\n");
        }
    }
}

/// Returns passages minus row `at`, with the interval of all questions, each weighted so
/// that every corpus counts alike.
pub(crate) fn pooled(sets: &[Set], at: usize, metric: Metric) -> Interval {
    let number = |set: &Set| set.rows[0].evaluation.questions();
    let questions: usize = sets.iter().map(number).sum();
    let mut weighted = Vec::new();
    for set in sets {
        let differences = differences(set, at, metric);
        let weight = as_number(questions) / as_number(sets.len()) / as_number(differences.len());
        weighted.extend(differences.iter().map(|difference| difference * weight));
    }
    Interval::of_mean(&weighted)
}

/// Returns the mean of row `at` of all corpora, each of which counts alike.
pub(crate) fn of_sets(sets: &[Set], at: usize, metric: Metric) -> f64 {
    let means = sets.iter().map(|set| mean(&set.rows[at], metric));
    means.sum::<f64>() / as_number(sets.len())
}

pub(crate) fn mean(row: &Row, metric: Metric) -> f64 {
    let values = row.evaluation.values(metric);
    values.iter().sum::<f64>() / as_number(values.len())
}

/// Returns passages minus row `at`, question by question.
pub(crate) fn differences(set: &Set, at: usize, metric: Metric) -> Vec<f64> {
    let here = set.rows[0].evaluation.values(metric);
    let there = set.rows[at].evaluation.values(metric);
    here.iter()
        .zip(there)
        .map(|(here, there)| here - there)
        .collect()
}

#[allow(clippy::cast_precision_loss)] // counts of questions
fn as_number(count: usize) -> f64 {
    count.max(1) as f64
}

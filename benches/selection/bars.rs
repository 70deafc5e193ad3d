//! Writes how far passages of three levels are from what they must reach.

use crate::rows::{Row, RowKind};
use crate::table::{BUDGETS, COLUMNS, Set, differences, mean, of_sets, pooled};
use sectile::evaluate::{Interval, Metric};
use std::fmt::Write;

/// The recall that may be lost to the best peer of a set.
const LOSS: f64 = 0.02;
/// The budgets in which no peer may be above passages by an interval that excludes 0, and
/// each must be below them on the mean.
const STRICT: [Metric; 2] = [Metric::RecallWithin(1000), Metric::RecallWithin(2000)];
/// The name of the row that five results are compared with: what `ingest` writes.
const DEFAULT: &str = "structural 256 > 1024";

/// Writes a table of the budgets of tokens and one of five results. A cell that fails ends
/// with "fails".
pub(crate) fn write(sets: &[Set]) -> String {
    let mut lines = vec![
        "Passages minus the best peer".to_owned(),
        String::new(),
        "| | 500 | 1,000 | 2,000 | 4,000 |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    for set in sets {
        lines.push(line(&set.name, |metric| of_set(set, metric)));
    }
    lines.push(line("mean", |metric| of_mean(sets, metric)));
    lines.push(line("mean, relevant segments", |metric| {
        of_segments(sets, metric)
    }));
    lines.push(String::new());
    lines.extend(of_results(sets));
    lines.join("\n") + "\n\n"
}

fn line(name: &str, cell: impl Fn(Metric) -> String) -> String {
    let cells = COLUMNS[..BUDGETS].iter().map(|(_, metric)| cell(*metric));
    let mut line = format!("| {name}");
    for cell in cells {
        // Writing to a string cannot fail.
        let _ = write!(line, " | {cell}");
    }
    line + " |"
}

fn rows(set: &Set, kind: RowKind) -> impl Iterator<Item = (usize, &Row)> {
    let all = set.rows.iter().enumerate();
    all.filter(move |(_, row)| row.kind == kind)
}

/// Returns the lead over the best peer of a set, and the peers that are above passages by
/// an interval that excludes 0.
fn of_set(set: &Set, metric: Metric) -> String {
    let here = mean(&set.rows[0], metric);
    let leads = rows(set, RowKind::Peer).map(|(_, row)| (here - mean(row, metric), row));
    let Some((lead, best)) = leads.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return String::new();
    };
    let above = rows(set, RowKind::Peer)
        .filter(|(at, _)| Interval::of_mean(&differences(set, *at, metric)).high < 0.0);
    let above: Vec<&str> = above.map(|(_, row)| row.name.as_str()).collect();
    let fails = lead < -LOSS || STRICT.contains(&metric) && !above.is_empty();
    let above = match above.as_slice() {
        [] => String::new(),
        above => format!(", above: {}", above.join(", ")),
    };
    format!("{lead:+.3} {}{above}{}", best.name, verdict(fails))
}

/// Returns the smallest lead over a peer on the mean of all sets.
fn of_mean(sets: &[Set], metric: Metric) -> String {
    let leads = rows(&sets[0], RowKind::Peer).map(|(at, row)| {
        let lead = of_sets(sets, 0, metric) - of_sets(sets, at, metric);
        (lead, at, row)
    });
    let Some((lead, at, row)) = leads.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return String::new();
    };
    let fails = lead <= 0.0 && STRICT.contains(&metric);
    let interval = interval(pooled(sets, at, metric));
    format!("{lead:+.3} {interval} {}{}", row.name, verdict(fails))
}

/// Returns the smallest lead over relevant segments, of all windows and penalties.
fn of_segments(sets: &[Set], metric: Metric) -> String {
    let leads = rows(&sets[0], RowKind::Segments).map(|(at, row)| (pooled(sets, at, metric), row));
    let Some((lead, row)) = leads.min_by(|a, b| a.0.mean.total_cmp(&b.0.mean)) else {
        return String::new();
    };
    let name = row.name.trim_start_matches("relevant segments, ");
    let fails = verdict(lead.mean <= 0.0);
    format!("{:+.3} {} {name}{fails}", lead.mean, interval(lead))
}

/// The share of the tokens of the default that five results may have.
const SHARE: f64 = 0.85;
/// The hit@5 and the MRR that may be lost to the default.
const RESULTS_LOSS: f64 = 0.005;

fn of_results(sets: &[Set]) -> Vec<String> {
    let mut lines = vec![
        format!("Five results: passages minus {DEFAULT}, and their share of its tokens"),
        String::new(),
        "| | hit@5 | MRR | tokens@5 |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    for set in sets {
        let named = set.rows.iter().find(|row| row.name == DEFAULT);
        let Some(default) = named else { continue };
        let lost = |metric| {
            let lead = mean(&set.rows[0], metric) - mean(default, metric);
            format!("{lead:+.3}{}", verdict(lead < -RESULTS_LOSS))
        };
        let tokens = Metric::Tokens(5);
        let share = mean(&set.rows[0], tokens) / mean(default, tokens);
        lines.push(format!(
            "| {} | {} | {} | {share:.2}{} |",
            set.name,
            lost(Metric::Hit(5)),
            lost(Metric::ReciprocalRank),
            verdict(share > SHARE)
        ));
    }
    lines
}

fn interval(lead: Interval) -> String {
    format!("[{:+.3}, {:+.3}]", lead.low, lead.high)
}

fn verdict(fails: bool) -> &'static str {
    if fails { " **fails**" } else { "" }
}

//! Places intervals on an axis from 0 to 1.

use crate::compare::gate::THRESHOLD;
use crate::compare::run::{Answers, ChunkingKind, Run};
use sectile::evaluate;

/// The length of the axis, in units of the drawing.
const LENGTH: f64 = 600.0;

/// The width of the column of names, in units of the drawing.
const NAMES: f64 = 190.0;

/// The width of the column of numbers.
const NUMBERS: f64 = 150.0;

/// The height of a row.
const ROW: usize = 30;

/// The height of the axis with its numbers.
const FOOT: usize = 34;

/// An interval on the axis, from `left`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) mean: f64,
    pub(super) high: f64,
    pub(super) values: evaluate::Interval,
}

/// The marks of an axis.
pub(super) struct Axis;

/// The chunkings side by side.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) metric: String,
    pub(super) rows: Vec<ChartRow>,
    /// The chart in a sentence, for those who do not see it.
    pub(super) summary: String,
}

#[derive(Debug)]
pub(super) struct ChartRow {
    pub(super) y: usize,
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) interval: Interval,
    /// `judged`, `baseline` or nothing.
    pub(super) role: &'static str,
    /// True for the best chunking of these questions.
    pub(super) is_best: bool,
}

impl Interval {
    pub(super) fn of(values: evaluate::Interval) -> Self {
        Self {
            low: place(values.low),
            mean: place(values.mean),
            high: place(values.high),
            values,
        }
    }

    /// The width of the bar; an interval of one point remains visible.
    pub(super) fn width(&self) -> f64 {
        (self.high - self.low).max(2.0)
    }
}

/// Returns the place of a share on the axis, to a tenth of a unit.
fn place(share: f64) -> f64 {
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    (share * LENGTH * 10.0).round() / 10.0
}

impl Axis {
    pub(super) const LENGTH: f64 = LENGTH;
    pub(super) const NAMES: f64 = NAMES;
    pub(super) const WIDTH: f64 = NAMES + LENGTH + NUMBERS;

    /// The marks and their numbers.
    pub(super) fn marks() -> impl Iterator<Item = (f64, String)> {
        (0..=10).step_by(2).map(|tenth| {
            let share = f64::from(tenth) / 10.0;
            (place(share), format!("{share:.1}"))
        })
    }

    /// The place of the bar that the verdict needs.
    pub(super) fn threshold() -> f64 {
        place(THRESHOLD)
    }

    pub(super) fn threshold_label() -> String {
        format!("bar {THRESHOLD}")
    }
}

impl Chart {
    pub(super) fn height(&self) -> usize {
        self.base() + FOOT
    }

    /// The place of the axis below the rows.
    pub(super) fn base(&self) -> usize {
        self.rows.len() * ROW + ROW
    }
}

impl ChartRow {
    pub(super) fn middle(&self) -> usize {
        self.y + ROW / 2
    }
}

/// Draws the metric of the verdict for each chunking; `None` if no question counts.
pub(super) fn chart(run: &Run, answers: &Answers) -> Option<Chart> {
    let gate = &answers.gate;
    let mut rows = Vec::new();
    for chunking in &run.chunkings {
        let Some(result) = chunking.metric(&gate.metric) else {
            continue;
        };
        rows.push(ChartRow {
            y: ROW + rows.len() * ROW - ROW / 2,
            name: chunking.name.clone(),
            class: match chunking.kind {
                ChunkingKind::Structural => "structural",
                ChunkingKind::Windows => "windows",
                ChunkingKind::Given => "given",
            },
            interval: Interval::of(result.interval),
            is_best: (answers.best.as_ref()).is_some_and(|best| best.chunking == chunking.name),
            role: if chunking.name == gate.chunking {
                "judged"
            } else if chunking.name == answers.baseline {
                "baseline"
            } else {
                ""
            },
        });
    }
    let described = |row: &ChartRow| format!("{} {}", row.name, row.interval.values);
    let summary: Vec<String> = rows.iter().map(described).collect();
    (gate.questions > 0 && !rows.is_empty()).then(|| Chart {
        metric: gate.metric.clone(),
        summary: format!("{} of each chunking: {}", gate.metric, summary.join("; ")),
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_places_on_the_axis() {
        let places = [0.0, 0.7, 1.0, 7.0, f64::NAN].map(|share| place(share).to_string());
        assert_eq!(places, ["0", "420", "600", "600", "0"]);
        let point = Interval::of(evaluate::Interval::of_mean(&[0.5, 0.5]));
        assert!((point.width() - 2.0).abs() < f64::EPSILON);
        assert_eq!(Axis::marks().count(), 6);
    }
}

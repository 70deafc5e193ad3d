//! Draws how many tokens the chunks have.

use super::number::{counted, grouped};

/// The bars of the chart.
const BARS: usize = 12;

/// The sizes of the area of the bars, in units of the drawing.
const WIDTH: usize = 600;
const HEIGHT: usize = 120;
/// The room below the bars for the numbers.
const BELOW: usize = 24;
/// The gap between two bars.
const GAP: usize = 4;

/// A chart of the tokens of chunks.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) bars: Vec<Bar>,
    /// The chart in a sentence.
    pub(super) summary: String,
}

/// The chunks whose tokens are in one range.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) middle: usize,
    pub(super) label: String,
    pub(super) count: String,
}

impl Sizes {
    pub(super) const WIDTH: usize = WIDTH;
    pub(super) const BASE: usize = HEIGHT + BELOW;
    pub(super) const ALL: usize = HEIGHT + 2 * BELOW;

    /// Counts the chunks by their tokens; `None` without chunks.
    pub(super) fn of(tokens: &[u32]) -> Option<Self> {
        let mut sorted = tokens.to_vec();
        sorted.sort_unstable();
        let (median, max_tokens) = (*sorted.get(sorted.len() / 2)?, *sorted.last()?);
        let step = max_tokens.div_ceil(u32::try_from(BARS).ok()?).max(1);
        let mut counts = [0; BARS];
        for tokens in &sorted {
            let bar = (tokens.saturating_sub(1) / step) as usize;
            counts[bar.min(BARS - 1)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(1).max(1);
        let width = WIDTH / BARS;
        let bar = |(at, count): (usize, &usize)| {
            let height = (count * HEIGHT).div_ceil(most);
            Bar {
                x: at * width + GAP / 2,
                y: BELOW + HEIGHT - height,
                width: width - GAP,
                height,
                middle: at * width + width / 2,
                label: format!(
                    "to {}",
                    ((at as u64 + 1) * u64::from(step)).min(max_tokens.into())
                ),
                count: grouped(*count as u64),
            }
        };
        Some(Self {
            bars: counts.iter().enumerate().map(bar).collect(),

            summary: format!(
                "{} of up to {} tokens, half of them with at most {}",
                counted(tokens.len(), "chunk"),
                grouped(max_tokens),
                grouped(median),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chunk_is_in_one_bar() {
        let tokens: Vec<u32> = (1..=240).collect();
        let sizes = Sizes::of(&tokens).expect("there are chunks");
        assert_eq!(sizes.bars.len(), BARS);
        assert!(sizes.bars.iter().all(|bar| bar.count == "20"));
        assert_eq!(sizes.bars[11].label, "to 240");
        assert!(sizes.summary.starts_with("240 chunks of up to 240 tokens"));
    }

    #[test]
    fn one_chunk_and_none() {
        let sizes = Sizes::of(&[0]).expect("there is a chunk");
        assert_eq!(sizes.bars[0].height, HEIGHT);
        assert!(Sizes::of(&[]).is_none());
    }
}

//! Bootstrap intervals: how far a mean would move with other questions of the same kind.
//!
//! Efron, "Bootstrap methods: another look at the jackknife" (1979), the percentile
//! interval; paired, as in Koehn, "Statistical significance tests for machine translation
//! evaluation" (2004): differences are drawn question by question.

use super::outcome::share;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A mean with its 95 % interval: by bootstrap ([`of_mean`](Self::of_mean)), or by
/// Wilson's formula for shares ([`of_share`](Self::of_share)).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

const DRAWS: usize = 2000;
const SEED: u64 = 0;

impl Interval {
    /// The mean of `values`, which are one for each question. Drawn 2,000 times from a
    /// fixed seed: the same values always give the same interval. Of no values, all three
    /// numbers are 0.
    #[must_use]
    pub fn of_mean(values: &[f64]) -> Self {
        // The seed is fixed: two runs over the same values must print the same interval.
        if values.is_empty() {
            return Self {
                mean: 0.0,
                low: 0.0,
                high: 0.0,
            };
        }
        let mean = |sum: f64| sum / share(values.len(), 1);
        let mut random = SplitMix64(SEED);
        let mut draw = || {
            mean(
                values
                    .iter()
                    .map(|_| values[random.below(values.len())])
                    .sum(),
            )
        };
        let mut means: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
        means.sort_by(f64::total_cmp);
        Self {
            mean: mean(values.iter().sum()),
            low: percentile(&means, 0.025),
            high: percentile(&means, 0.975),
        }
    }

    /// Returns whether the interval excludes 0: the mean differs from 0 by more than
    /// chance.
    #[must_use]
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} [{:.3}, {:.3}]", self.mean, self.low, self.high)
    }
}

/// Returns the value below which the share `part` of the `sorted` values is, interpolated
/// between its two neighbours.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a place among 2,000
fn percentile(sorted: &[f64], part: f64) -> f64 {
    // Of 2,000 means, the 2.5th percentile is between the 50th and the 51st: taking
    // either would move the interval by its rounding.
    let place = part * share(sorted.len() - 1, 1);
    let below = place.floor() as usize;
    let above = sorted[(below + 1).min(sorted.len() - 1)];
    sorted[below] + (above - sorted[below]) * place.fract()
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014): good
/// enough to draw questions with, and the same on every platform.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, by Lemire's multiplication; the bias is below `end` / 2^64.
    fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * end as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // The reference implementation's first outputs for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn an_interval_is_as_wide_as_the_normal_one() {
        // 400 coins: the mean's standard error is .025.
        let coins: Vec<f64> = (0..400).map(|at| f64::from(at % 2)).collect();
        let interval = Interval::of_mean(&coins);
        assert!((interval.mean - 0.5).abs() < 1e-9);
        assert!(
            (interval.low - (0.5 - 1.96 * 0.025)).abs() < 0.005,
            "{interval}"
        );
        assert!(
            (interval.high - (0.5 + 1.96 * 0.025)).abs() < 0.005,
            "{interval}"
        );
        assert_eq!(interval, Interval::of_mean(&coins));
    }

    #[test]
    fn values_that_agree_leave_no_doubt() {
        let interval = Interval::of_mean(&[0.25; 10]);
        assert_eq!(interval.to_string(), "0.250 [0.250, 0.250]");
        assert!(interval.excludes_zero() && !Interval::of_mean(&[]).excludes_zero());
    }

    #[test]
    fn percentiles_are_interpolated_between_two_values() {
        assert!((percentile(&[0.0, 1.0, 2.0, 3.0], 0.5) - 1.5).abs() < 1e-9);
        assert!((percentile(&[7.0], 0.975) - 7.0).abs() < 1e-9);
    }
}

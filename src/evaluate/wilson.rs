//! Wilson intervals: the range of a share, also where all questions agree.
//!
//! Wilson, "Probable inference, the law of succession, and statistical inference" (1927).

use super::bootstrap::Interval;
use super::outcome::share;

/// The standard normal quantile of 97.5 %.
const Z: f64 = 1.959_963_984_540_054;

impl Interval {
    /// The mean of `values` between 0 and 1, one for each question, with the Wilson
    /// interval of a share of as many questions. Of no values, the mean is 0 and the
    /// interval reaches from 0 to 1.
    ///
    /// ```
    /// use sectile::evaluate::Interval;
    ///
    /// // A bootstrap of three questions that all succeed would be [1, 1].
    /// let interval = Interval::of_share(&[1.0, 1.0, 1.0]);
    /// assert_eq!(interval.to_string(), "1.000 [0.439, 1.000]");
    /// ```
    #[must_use]
    pub fn of_share(values: &[f64]) -> Self {
        // Values between 0 and 1, such as two of five results, vary less than zeros and
        // ones of the same mean: their interval is wider than it has to be, never
        // narrower. Results of one question are not independent, so questions are
        // counted and not results.
        if values.is_empty() {
            return Self {
                mean: 0.0,
                low: 0.0,
                high: 1.0,
            };
        }
        let number = share(values.len(), 1);
        let mean = values.iter().sum::<f64>() / number;
        let square = Z * Z / number;
        let centre = (mean + square / 2.0) / (1.0 + square);
        let variance = mean * (1.0 - mean) / number + square / (4.0 * number);
        let half = Z * variance.max(0.0).sqrt() / (1.0 + square);
        Self {
            mean,
            low: (centre - half).clamp(0.0, mean.min(1.0)),
            high: (centre + half).clamp(mean.max(0.0), 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(successes: usize, number: usize) -> String {
        let values: Vec<f64> = (0..number)
            .map(|at| f64::from(u8::from(at < successes)))
            .collect();
        Interval::of_share(&values).to_string()
    }

    #[test]
    fn published_intervals_are_reproduced() {
        // Newcombe, "Two-sided confidence intervals for the single proportion" (1998),
        // table I: the score method without continuity correction.
        assert_eq!(of(81, 263), "0.308 [0.255, 0.366]");
        assert_eq!(of(15, 148), "0.101 [0.062, 0.160]");
        assert_eq!(of(0, 20), "0.000 [0.000, 0.161]");
        assert_eq!(of(1, 29), "0.034 [0.006, 0.172]");
    }

    #[test]
    fn without_questions_every_share_is_possible() {
        assert_eq!(of(0, 0), "0.000 [0.000, 1.000]");
    }
}

//! The method by which the interval of each metric is computed.

use super::metric::Metric;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The way in which an interval is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IntervalMethod {
    /// Wilson's score interval of a share.
    Wilson,
    /// The percentile bootstrap of a mean.
    Bootstrap,
}

impl fmt::Display for IntervalMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Wilson => "Wilson",
            Self::Bootstrap => "bootstrap",
        })
    }
}

impl Metric {
    /// Returns the method of the metric's interval: Wilson's for shares of questions or of
    /// results, the bootstrap for the others.
    ///
    /// ```
    /// use sectile::evaluate::{IntervalMethod, Metric};
    ///
    /// assert_eq!(Metric::Hit(5).interval_method(), IntervalMethod::Wilson);
    /// assert_eq!(Metric::Recall(5).interval_method(), IntervalMethod::Bootstrap);
    /// ```
    #[must_use]
    pub fn interval_method(self) -> IntervalMethod {
        match self {
            Self::Hit(_) | Self::HitWithin(_) | Self::Precision(_) | Self::FoundOfFindable(_) => {
                IntervalMethod::Wilson
            }
            _ => IntervalMethod::Bootstrap,
        }
    }
}

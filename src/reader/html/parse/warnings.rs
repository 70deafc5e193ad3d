//! Reports what the limits of a parsed page have left out.

use super::Bridge;
use crate::document::{Warning, WarningKind};

impl Bridge<'_, '_> {
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let limit = |message: String, at: usize| {
            Warning::new(WarningKind::LimitReached, message).at(at as u64)
        };
        let deep = self.too_deep.map(|at| {
            limit(
                format!("elements nested deeper than {} were flattened", self.depth),
                at,
            )
        });
        let attributes = (self.too_many_attributes).map(|at| {
            limit(
                format!(
                    "attributes beyond {} on one element were left out",
                    self.attributes
                ),
                at,
            )
        });
        deep.into_iter().chain(attributes).collect()
    }
}

//! Collects what the documents of a comparison lack, for its report and its note.

use crate::compare::comparison::Comparison;
use crate::compare::run::LeftOutReason;
use crate::report::{Coverage, Losses};

pub(super) fn of(comparison: &Comparison<'_>) -> Coverage {
    let mut coverage = Coverage::default();
    for document in comparison.input().documents() {
        coverage.add(document.name(), Losses::of(document));
    }
    for file in &comparison.run.coverage.left_out {
        let kind = match file.reason {
            LeftOutReason::Encrypted => "encrypted",
            LeftOutReason::TooLarge => "too_large",
            LeftOutReason::UnknownFormat => "unknown_format",
            LeftOutReason::Unreadable => "malformed",
            LeftOutReason::Missing => "io",
            LeftOutReason::NotADocument | LeftOutReason::FormatDisabled => {
                coverage.skipped.0 += 1;
                continue;
            }
        };
        coverage.add_unread(kind, &file.path);
    }
    coverage
}

//! Describes a run for its report.

use super::{ChunkerName, Options};
use crate::report::Subject;

impl Options {
    /// The title of a report, and how its chunks were made.
    pub(crate) fn subject(&self) -> Subject {
        let paths = self.paths.iter().map(|path| path.display().to_string());
        let tokens = match (&self.levels, self.max_tokens, self.chunker) {
            (Some(levels), ..) => levels
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(" and "),
            (None, Some(max_tokens), _) => max_tokens.to_string(),
            (None, None, ChunkerName::Structural) => "1024 and 256".to_owned(),
            (None, None, ChunkerName::Fixed) => "512".to_owned(),
        };
        let chunker = match self.chunker {
            ChunkerName::Structural => "Chunks along the structure",
            ChunkerName::Fixed => "Windows",
        };
        Subject {
            title: paths.collect::<Vec<_>>().join(", "),
            made_by: format!(
                "{chunker} of up to {tokens} tokens ({}), sectile {}",
                self.tokenizer,
                env!("CARGO_PKG_VERSION")
            ),
        }
    }
}

//! Facts about the whole document that the rules for blocks consult.

use super::measure::BodyText;
use super::word::WordArena;

/// The document as far as the rules for a single block need it.
pub(crate) struct Context<'d> {
    pub(crate) words: &'d WordArena,
    pub(crate) body: &'d BodyText,
}

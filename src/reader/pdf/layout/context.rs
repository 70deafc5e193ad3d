//! Facts about the whole document that the rules for blocks consult.

use super::frame::Frame;
use super::measure::BodyText;
use super::word::WordArena;

/// The document as far as the rules for a single block need it.
pub(super) struct Context<'d> {
    pub(super) words: &'d WordArena,
    pub(super) body: &'d BodyText,
    /// One per page.
    pub(super) frames: &'d [Frame],
}

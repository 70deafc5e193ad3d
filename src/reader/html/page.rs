//! A page as the rules for its content see it.

use super::content::MainContent;
use super::levels::Levels;
use super::links::Links;
use super::style::StyleSheet;
use super::tree::Tree;
use super::unseen::Taken;
use crate::document::SourceMap;
use crate::limits::{Limits, Watch};
use crate::reader::Omission;

/// The facts about a page that are found before its blocks are written.
pub(super) struct Page<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) content: &'t MainContent,
    pub(super) headings: &'t Levels,
    pub(super) links: &'t Links,
    pub(super) sheet: &'t StyleSheet,
    /// The text that the page does not show.
    pub(super) unseen: &'t Taken,
    /// True if that text is omitted from chunks.
    pub(super) hidden: Omission,
    pub(super) source: &'t SourceMap,
    pub(super) limits: &'t Limits,
    pub(super) watch: &'t Watch,
    /// The number of bytes of the page.
    pub(super) bytes: usize,
}

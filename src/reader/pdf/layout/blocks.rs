//! From lines to blocks: paragraphs, lists, code, contents, captions and footnotes.

mod block;
pub(crate) mod caption;
mod code;
mod contents;
pub(crate) mod flow;
mod footnote;
mod join;
pub(crate) mod list;
mod paragraph;

pub(crate) use block::{Aside, LayoutBlock, ListItem, Paragraph, TagRole};
pub(crate) use code::text as code_text;
pub(crate) use join::join;

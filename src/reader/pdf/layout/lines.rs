//! From glyphs to lines: words, runs of words, columns of runs, and lines in columns.

mod bidi;
mod column;
mod compose;
mod context;
mod item;
mod letters;
mod line;
mod line_builder;
mod measure;
pub(crate) mod monospace;
mod rules;
mod script;
mod shift;
mod split;
mod typeface;
pub(crate) mod word;

pub(crate) use bidi::is_mostly_leftwards;
pub(crate) use column::{Gutters, columns};
pub(crate) use compose::{Composed, compose, joined};
pub(crate) use context::Context;
pub(crate) use item::{LayoutItem, TableItem};
pub(crate) use line::Line;
pub(crate) use line_builder::{ColumnPart, column_parts, line, lines_of_runs, mark_rules};
pub(crate) use measure::BodyText;
pub(crate) use rules::{Rule, Rules};
pub(crate) use typeface::FontStyle;
pub(crate) use word::{Run, Word, WordArena};

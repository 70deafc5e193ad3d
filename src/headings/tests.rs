//! Tests the decision about headings on facts made for them.

pub(super) mod sheet;

mod contents;
mod labels;
mod levels;
mod numbers;
mod outlines;
mod titles;
mod typography;
mod unlisted;

//! Writes what a run did as one HTML file: without scripts, without other files.
//!
//! All text of documents reaches the page through templates that escape it. Only HTML
//! that such a template has made is inserted unescaped.

mod choice;
mod collector;
mod coverage;
mod document;
mod number;
mod options;
mod page;
mod room;
mod sizes;

#[cfg(feature = "evaluate")]
pub(crate) use choice::others;
pub(crate) use collector::{Collector, Seen, Selection, Subject};
pub(crate) use options::ReportOptions;
pub(crate) use page::is_report;
#[cfg(feature = "evaluate")]
pub(crate) use {
    coverage::{Coverage, Gap, Losses, sentence as coverage_sentence},
    document::{Parts, render},
    number::grouped,
    options::Text,
    room::Room,
};

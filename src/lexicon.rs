//! Words and numbers of natural languages that more than one reader recognizes.
//!
//! It imports nothing of the crate. Each file has one table with a line for each
//! language, and the questions that are asked about it, so that a word which is missing
//! in one format is missing in none.

pub(crate) mod caption;
pub(crate) mod definition;
#[cfg(any(feature = "html", feature = "markdown", feature = "pdf"))]
pub(crate) mod east_asian;
pub(crate) mod kind;
pub(crate) mod mention;
pub(crate) mod names;
pub(crate) mod number_word;
#[cfg(any(feature = "markdown", feature = "pdf"))]
pub(crate) mod numbering;
pub(crate) mod outside;
pub(crate) mod roman;
#[cfg(feature = "html")]
pub(crate) mod section_label;
#[cfg(feature = "pdf")]
pub(crate) mod titles;
#[cfg(feature = "pdf")]
pub(crate) mod units;

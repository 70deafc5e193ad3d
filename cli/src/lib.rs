//! The commands of `sectile`, one module each: [`ingest`], [`outline`], `search` and
//! `compare`.
//!
//! The binary `sectile` has them as subcommands ([`command`]), and each is an example of
//! the crate `sectile` too. [`folder`] is `ingest` in memory. The modules exist if the
//! features of all formats and of the tokenizer are on, as they are by default; `compare`
//! needs the feature `evaluate`, and `search` the feature `search`.
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

pub mod command;
#[cfg(feature = "evaluate")]
pub mod compare;
mod corpus;
pub mod folder;
pub mod ingest;
pub mod outline;
mod parallel;
mod readers;
mod report;
#[cfg(feature = "search")]
pub mod search;
mod status;

pub use status::Status;

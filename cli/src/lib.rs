//! The commands of `sectile`, one module each: [`ingest`], [`outline`], `search` and
//! `compare`.
//!
//! The binary `sectile` has them as subcommands, and each is an example of the crate
//! `sectile` too. The modules exist if the features of all formats and of the tokenizer
//! are on, as they are by default; `compare` needs the feature `evaluate`, and `search` the
//! feature `search`.
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]

#[cfg(feature = "evaluate")]
pub mod compare;
mod corpus;
pub mod ingest;
pub mod outline;
mod readers;
#[cfg(feature = "search")]
pub mod search;

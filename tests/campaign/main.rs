//! Mutated documents on a small stack: no panic, no abort, no broken law, no slow input.
//!
//! `cargo test` runs a short campaign. Variables start a long one, best with `--release`.
//! It prints its seed and its progress, so that it can be resumed:
//!
//! ```sh
//! SECTILE_EXECUTIONS=50000 SECTILE_SEED=7 cargo test --release --test campaign html -- --nocapture
//! SECTILE_EXECUTIONS=50000 SECTILE_SEED=7 SECTILE_FROM=31000 cargo test ... # the rest
//! ```
//!
//! If an input aborts the process, it is in `target/campaign/TARGET` afterwards (written
//! only by long campaigns).
#![cfg(all(
    feature = "html",
    feature = "markdown",
    feature = "pdf",
    feature = "tiktoken"
))]
#![allow(clippy::print_stdout)] // a long campaign reports its progress

mod mutation;
mod numbers;
mod run;
mod seeds;
#[path = "../../fuzz/targets.rs"]
mod targets;

use run::campaign;

#[test]
fn markdown() {
    campaign("markdown", &seeds::markdown(), targets::markdown);
}

#[test]
fn html() {
    campaign("html", &seeds::html(), targets::html);
}

#[test]
fn pdf() {
    campaign("pdf", &seeds::pdf(), targets::pdf);
}

#[test]
fn chunker() {
    campaign("chunker", &seeds::markdown(), targets::chunker);
}

#[test]
fn jsonl() {
    campaign("jsonl", &seeds::jsonl(), targets::jsonl);
}

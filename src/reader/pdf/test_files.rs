//! Makes files for tests: PDF files from their objects, and drawn files without PDF.

mod fixture;
mod sample;

pub(super) use fixture::{FIRST, Fixture};
pub(super) use sample::{BOLD, ITALIC, MONOSPACE, PLAIN, Sample};

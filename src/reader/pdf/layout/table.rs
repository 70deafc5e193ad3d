//! Tables: drawn with rules, or aligned by white space alone.

mod aligned;
mod amounts;
mod chart;
mod continued;
mod fragment;
mod grid;
mod header;
mod model;
mod projection;
mod rows;
mod ruled;
mod spans;
mod wrapped;

pub(crate) use aligned::read as aligned;
pub(crate) use amounts::find as amounts;
pub(crate) use continued::{append, append_rest};
pub(crate) use header::{filled, header_rows};
pub(crate) use model::{Table, TableCell, places};
pub(crate) use rows::drop_empty_columns;
pub(crate) use ruled::take as ruled;

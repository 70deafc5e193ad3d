//! Rules of tables of data that the readers of HTML and PDF share.

mod amount;
#[cfg(feature = "html")]
mod header;

#[cfg(feature = "html")]
pub(in crate::reader) use amount::are_one;
#[cfg(feature = "pdf")]
pub(in crate::reader) use amount::{is_formatted, is_number, is_prefix, is_suffix, is_year};
#[cfg(feature = "html")]
pub(in crate::reader) use amount::{is_value, names_year};
#[cfg(feature = "html")]
pub(in crate::reader) use header::{RowFeatures, header_rows};

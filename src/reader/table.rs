//! Rules of tables of data that the readers of HTML and PDF share.

mod amount;
mod header;

#[cfg(feature = "html")]
pub(in crate::reader) use amount::{are_one, is_amount, is_currency};
#[cfg(feature = "pdf")]
pub(in crate::reader) use amount::{
    is_dash, is_date, is_formatted, is_number, is_prefix, is_suffix,
};
#[cfg(feature = "html")]
pub(in crate::reader) use amount::{is_value, names_year};
#[cfg(feature = "html")]
pub(in crate::reader) use header::{RowFeatures, header_rows};
pub(in crate::reader) use header::{RowLook, title_rows};
#[cfg(feature = "pdf")]
pub(in crate::reader) use header::{bold_rows, max_header};

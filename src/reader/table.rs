//! Rules of tables of data that the readers of HTML and PDF share.

mod amount;
#[cfg(feature = "html")]
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

//! Reads PDF.

mod layout;
mod page;

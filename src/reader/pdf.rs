//! Reads PDF.

mod headings;
mod layout;
mod metadata;
mod page;
mod write;

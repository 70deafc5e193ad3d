//! Measures places on a page: rectangles, the frame of a page, and lengths in ems.

mod area;
mod frame;
mod unit;

pub(crate) use area::{EMPTY, Extent, cover, holds};
pub(crate) use frame::{Frame, TextDirection};
pub(crate) use unit::{Em, Percent, rows_by_baseline, same_baseline, same_size};

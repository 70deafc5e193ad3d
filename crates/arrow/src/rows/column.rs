//! Columns under construction: texts, numbers, and lists of them.

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float64Array, Int64Array, ListArray, StructArray};
use arrow_buffer::{NullBuffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{Field, Fields};
use std::sync::Arc;

/// The rows that columns have room for at first: a few documents.
const USUAL_ROWS: usize = 64;

/// A column of texts.
#[derive(Default)]
pub(crate) struct Texts(StringBuilder);

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.0.append_value(text);
    }

    pub(crate) fn push_option(&mut self, text: Option<&str>) {
        self.0.append_option(text);
    }

    pub(crate) fn finish(mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// A column of whole numbers.
#[derive(Default)]
pub(crate) struct Numbers {
    values: Vec<i64>,
    present: Presence,
}

impl Numbers {
    pub(crate) fn push(&mut self, number: impl Into<i64>) {
        self.push_option(Some(number));
    }

    pub(crate) fn push_option(&mut self, number: Option<impl Into<i64>>) {
        self.present.push(number.is_some());
        self.values.push(number.map_or(0, Into::into));
    }

    pub(crate) fn finish(self) -> ArrayRef {
        Arc::new(Int64Array::new(self.values.into(), self.present.finish()))
    }
}

/// A column of numbers with a fraction, none of them null.
#[derive(Default)]
pub(crate) struct Floats(Vec<f64>);

impl Floats {
    pub(crate) fn push(&mut self, number: f64) {
        self.0.push(number);
    }

    pub(crate) fn finish(self) -> ArrayRef {
        Arc::new(Float64Array::new(ScalarBuffer::from(self.0), None))
    }
}

/// The rows of a column that are not null.
pub(crate) struct Presence(NullBufferBuilder);

impl Default for Presence {
    fn default() -> Self {
        Self(NullBufferBuilder::new(USUAL_ROWS))
    }
}

impl Presence {
    pub(crate) fn push(&mut self, is_present: bool) {
        self.0.append(is_present);
    }

    pub(crate) fn finish(mut self) -> Option<NullBuffer> {
        self.0.finish()
    }
}

/// The ends of the lists of a column, whose items are in a column of their own.
#[derive(Default)]
pub(crate) struct Lists {
    lengths: Vec<usize>,
    present: Presence,
}

impl Lists {
    /// Adds a list of `length` items; `None` is null.
    pub(crate) fn push(&mut self, length: Option<usize>) {
        self.lengths.push(length.unwrap_or(0));
        self.present.push(length.is_some());
    }

    pub(crate) fn finish(self, item: Arc<Field>, items: ArrayRef) -> ArrayRef {
        let ends = OffsetBuffer::from_lengths(self.lengths);
        Arc::new(ListArray::new(item, ends, items, self.present.finish()))
    }
}

/// Joins columns to one of structs.
pub(crate) fn structs(fields: Fields, columns: Vec<ArrayRef>, present: Presence) -> ArrayRef {
    Arc::new(StructArray::new(fields, columns, present.finish()))
}

//! The types of the columns.
//!
//! All fields can be null and all whole numbers are `Int64`: an engine's own declaration
//! of types has no other way to write them (Spark has no unsigned numbers, a list in a
//! SQL type has no "not null"), and a schema that differs from its declaration is refused.

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use std::sync::{Arc, LazyLock};

/// Returns the schema of chunks: the fields of [`sectile::Chunk`] in the same order.
///
/// A field that is left out of a line of JSON is an empty list (`omitted`, `metadata`) or
/// null. `metadata` is a list of `key` and `value`, because some stores have no maps;
/// `origin` has `bytes` and `lines`, or `pages`.
#[must_use]
pub fn chunk_schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(chunk_fields())));
    SCHEMA.clone()
}

/// Returns the schema of the rows of [`chunk_batch`](crate::chunk_batch): that of
/// [chunks](chunk_schema), then `error` and `warnings`.
///
/// - `error` has the `kind` ([`sectile::ErrorKind::as_str`]) and the `message` of a
///   document that cannot be read. All other fields of its row are null, except
///   `document`.
/// - `warnings` has the warnings of the document, on its first row: `kind`, `offset` in
///   bytes of the source, and `message`. A document with warnings and without chunks has
///   one row, whose other fields are null except `document`.
///
/// So a row is a chunk if its `id` is not null.
#[must_use]
pub fn batch_schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let mut fields = chunk_fields();
        fields.push(Field::new("error", DataType::Struct(error()), true));
        fields.push(Field::new("warnings", list(warning()), true));
        Arc::new(Schema::new(fields))
    });
    SCHEMA.clone()
}

fn chunk_fields() -> Vec<Field> {
    use DataType::{Int64, Struct, Utf8};
    let fields = [
        ("id", Utf8),
        ("document", Utf8),
        ("title", Utf8),
        ("ordinal", Int64),
        ("headings", list(heading())),
        ("section", Utf8),
        ("prefix", Utf8),
        ("text", Utf8),
        ("suffix", Utf8),
        ("tokens", Int64),
        ("span", Struct(range())),
        ("omitted", list(range())),
        ("origin", Struct(origin())),
        ("kinds", DataType::List(item(Utf8))),
        ("part", Struct(part())),
        ("level", Int64),
        ("parent", Utf8),
        ("references", list(reference())),
        ("metadata", list(pair())),
        ("url", Utf8),
    ];
    fields
        .into_iter()
        .map(|(name, kind)| Field::new(name, kind, true))
        .collect()
}

/// A range of bytes or lines.
pub(crate) fn range() -> Fields {
    fields([("start", DataType::Int64), ("end", DataType::Int64)])
}

pub(crate) fn heading() -> Fields {
    fields([
        ("level", DataType::Int64),
        ("text", DataType::Utf8),
        ("anchor", DataType::Utf8),
        ("confidence", DataType::Int64),
    ])
}

pub(crate) fn origin() -> Fields {
    fields([
        ("bytes", DataType::Struct(range())),
        ("lines", DataType::Struct(range())),
        ("pages", list(page())),
    ])
}

pub(crate) fn page() -> Fields {
    fields([
        ("number", DataType::Int64),
        ("label", DataType::Utf8),
        ("bbox", DataType::List(item(DataType::Float64))),
    ])
}

pub(crate) fn part() -> Fields {
    fields([("index", DataType::Int64), ("of", DataType::Int64)])
}

pub(crate) fn reference() -> Fields {
    fields([
        ("text", DataType::Utf8),
        ("span", DataType::Struct(range())),
        ("target", DataType::Utf8),
        ("href", DataType::Utf8),
        ("kind", DataType::Utf8),
        ("target_span", DataType::Struct(range())),
    ])
}

pub(crate) fn pair() -> Fields {
    fields([("key", DataType::Utf8), ("value", DataType::Utf8)])
}

pub(crate) fn error() -> Fields {
    fields([("kind", DataType::Utf8), ("message", DataType::Utf8)])
}

pub(crate) fn warning() -> Fields {
    fields([
        ("kind", DataType::Utf8),
        ("offset", DataType::Int64),
        ("message", DataType::Utf8),
    ])
}

fn list(of: Fields) -> DataType {
    DataType::List(item(DataType::Struct(of)))
}

/// The field of the items of a list.
pub(crate) fn item(kind: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", kind, true))
}

fn fields<const N: usize>(fields: [(&str, DataType); N]) -> Fields {
    let fields = fields.into_iter();
    fields
        .map(|(name, kind)| Field::new(name, kind, true))
        .collect()
}

//! Rows under construction: chunks, errors and warnings of documents.

mod column;
mod part;

use crate::schema;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType};
use column::{Lists, Numbers, Texts};
use part::{Headings, Origins, Pairs, References, TextPairs, Warnings};
use sectile::{Chunk, Warning};
use serde::Serialize;

/// The bytes of text and the items of lists that a batch can have: offsets are `i32`.
pub(crate) const MAX_BYTES: usize = i32::MAX as usize;

/// The bytes that an item of a list counts as, beside its texts. It keeps the number of
/// items below the range of offsets too.
const ITEM_BYTES: usize = 16;

/// The columns of a batch.
#[derive(Default)]
pub(crate) struct Rows {
    count: usize,
    id: Texts,
    document: Texts,
    title: Texts,
    ordinal: Numbers,
    headings: (Lists, Headings),
    section: Texts,
    prefix: Texts,
    text: Texts,
    suffix: Texts,
    tokens: Numbers,
    span: Pairs,
    omitted: (Lists, Pairs),
    origin: Origins,
    kinds: (Lists, Texts),
    part: Pairs,
    level: Numbers,
    parent: Texts,
    references: (Lists, References),
    metadata: (Lists, TextPairs),
    url: Texts,
    error: TextPairs,
    warnings: (Lists, Warnings),
}

impl Rows {
    /// Adds a chunk, with the warnings of its document if it is the first one.
    pub(crate) fn push(&mut self, chunk: &Chunk, warnings: &[Warning]) {
        self.id.push(&chunk.id);
        self.document.push(&chunk.document);
        self.title.push_option(chunk.title.as_deref());
        self.ordinal.push(chunk.ordinal);
        self.headings.0.push(Some(chunk.headings.len()));
        for heading in &chunk.headings {
            self.headings.1.push(heading);
        }
        self.section.push(&chunk.section);
        self.prefix.push(&chunk.prefix);
        self.text.push(&chunk.text);
        self.suffix.push(&chunk.suffix);
        self.tokens.push(chunk.tokens);
        self.span.push(Some((chunk.span.start, chunk.span.end)));
        self.omitted.0.push(Some(chunk.omitted.len()));
        for span in &chunk.omitted {
            self.omitted.1.push(Some((span.start, span.end)));
        }
        self.origin.push(chunk.origin.as_ref());
        self.kinds.0.push(Some(chunk.kinds.len()));
        for kind in &chunk.kinds {
            self.kinds.1.push(&name(kind));
        }
        self.part.push(chunk.part.map(|part| (part.index, part.of)));
        self.level.push(chunk.level);
        self.parent.push_option(chunk.parent.as_deref());
        self.references.0.push(Some(chunk.references.len()));
        for reference in &chunk.references {
            self.references.1.push(reference);
        }
        let pairs: Vec<(&str, &str)> = chunk.metadata.iter().collect();
        self.metadata.0.push(Some(pairs.len()));
        for pair in pairs {
            self.metadata.1.push(Some(pair));
        }
        self.url.push_option(chunk.url.as_deref());
        self.end(None, warnings);
    }

    /// Adds a row without a chunk: a document that cannot be read, or one that has
    /// warnings and no chunks.
    pub(crate) fn push_document(
        &mut self,
        document: Option<&str>,
        error: Option<(&str, &str)>,
        warnings: &[Warning],
    ) {
        self.document.push_option(document);
        let texts = [
            &mut self.id,
            &mut self.title,
            &mut self.section,
            &mut self.prefix,
            &mut self.text,
            &mut self.suffix,
            &mut self.parent,
            &mut self.url,
        ];
        for column in texts {
            column.push_option(None);
        }
        let numbers = [&mut self.ordinal, &mut self.tokens, &mut self.level];
        for column in numbers {
            column.push_option(None::<i64>);
        }
        let lists = [
            &mut self.headings.0,
            &mut self.omitted.0,
            &mut self.kinds.0,
            &mut self.references.0,
            &mut self.metadata.0,
        ];
        for column in lists {
            column.push(None);
        }
        self.span.push(None);
        self.part.push(None);
        self.origin.push(None);
        self.end(error, warnings);
    }

    fn end(&mut self, error: Option<(&str, &str)>, warnings: &[Warning]) {
        self.error.push(error);
        self.warnings.0.push(Some(warnings.len()));
        for warning in warnings {
            self.warnings.1.push(warning);
        }
        self.count += 1;
    }

    /// Returns the rows with the columns of a [chunk](schema::chunk_schema).
    pub(crate) fn finish_chunks(self) -> Result<RecordBatch, ArrowError> {
        let (rows, schema) = (self.count, schema::chunk_schema());
        let mut columns = self.columns();
        columns.truncate(schema.fields().len());
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(schema, columns, &options)
    }

    /// Returns the rows with their errors and warnings.
    pub(crate) fn finish(self) -> Result<RecordBatch, ArrowError> {
        let options = RecordBatchOptions::new().with_row_count(Some(self.count));
        RecordBatch::try_new_with_options(schema::batch_schema(), self.columns(), &options)
    }

    /// The columns in the order of the schema.
    fn columns(self) -> Vec<ArrayRef> {
        let structs = |fields| schema::item(DataType::Struct(fields));
        let list = |(lists, items): (Lists, ArrayRef), fields| lists.finish(structs(fields), items);
        let (headings, omitted) = (self.headings, self.omitted);
        let (references, metadata) = (self.references, self.metadata);
        vec![
            self.id.finish(),
            self.document.finish(),
            self.title.finish(),
            self.ordinal.finish(),
            list((headings.0, headings.1.finish()), schema::heading()),
            self.section.finish(),
            self.prefix.finish(),
            self.text.finish(),
            self.suffix.finish(),
            self.tokens.finish(),
            self.span.finish(schema::range()),
            list(
                (omitted.0, omitted.1.finish(schema::range())),
                schema::range(),
            ),
            self.origin.finish(),
            self.kinds
                .0
                .finish(schema::item(DataType::Utf8), self.kinds.1.finish()),
            self.part.finish(schema::part()),
            self.level.finish(),
            self.parent.finish(),
            list((references.0, references.1.finish()), schema::reference()),
            list(
                (metadata.0, metadata.1.finish(schema::pair())),
                schema::pair(),
            ),
            self.url.finish(),
            self.error.finish(schema::error()),
            list(
                (self.warnings.0, self.warnings.1.finish()),
                schema::warning(),
            ),
        ]
    }
}

/// Returns an upper bound of the bytes and items that a chunk adds to any column.
pub(crate) fn chunk_bytes(chunk: &Chunk) -> usize {
    let headings = chunk
        .headings
        .iter()
        .map(|heading| heading.text.len() + heading.anchor.len());
    let references = chunk.references.iter().map(|reference| {
        let target = reference.target.as_deref().map_or(0, str::len);
        reference.text.len() + reference.href.len() + target
    });
    let metadata = chunk
        .metadata
        .iter()
        .map(|(key, value)| key.len() + value.len());
    let lists = chunk.headings.len() + chunk.references.len() + chunk.omitted.len();
    let items = lists + chunk.kinds.len() + 4 * chunk.pages().len() + metadata.size_hint().0;
    let texts = headings.chain(references).sum::<usize>() + metadata.sum::<usize>();
    let title = chunk.title.as_deref().map_or(0, str::len);
    let url = chunk.url.as_deref().map_or(0, str::len);
    let own = chunk.prefix.len() + chunk.text.len() + chunk.suffix.len() + chunk.document.len();
    own + title + url + texts + ITEM_BYTES * (items + 4)
}

/// Returns an upper bound of the bytes and items that warnings add to any column.
pub(crate) fn warning_bytes(warnings: &[Warning]) -> usize {
    let messages = warnings.iter().map(|warning| warning.message.len());
    messages.map(|bytes| bytes + ITEM_BYTES).sum()
}

/// Returns the name that a kind has in JSON.
pub(crate) fn name(kind: impl Serialize) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(), // kinds are names alone
    }
}

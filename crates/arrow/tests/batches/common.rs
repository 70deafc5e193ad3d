//! Documents of the repository, and rows as JSON.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, BinaryArray, RecordBatch, StringArray};
use arrow_schema::DataType;
use sectile::Chunk;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Returns Markdown, HTML and PDF documents: manuals, and each fifth case.
pub(crate) fn documents() -> Vec<(String, Vec<u8>)> {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut files = files(&testdata.join("docs"));
    files.extend(self::files(&testdata.join("retrieval/docs")));
    files.extend(self::files(&testdata.join("cases/components")));
    let cases = self::files(&testdata.join("cases"));
    files.extend(cases.into_iter().step_by(5));
    files.sort();
    files.dedup();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&testdata).expect("it is below");
        let name = name.to_string_lossy().into_owned();
        (name, fs::read(path).expect("it can be read"))
    };
    files.iter().map(read).collect()
}

/// Returns the documents below a folder in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be listed").path();
            let extension = path.extension().unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["md", "html", "pdf"]
                .iter()
                .any(|known| extension == *known)
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns a batch with the columns that the batch functions read.
pub(crate) fn batch(documents: &[(String, Vec<u8>)]) -> RecordBatch {
    let names: StringArray = documents.iter().map(|(name, _)| Some(name)).collect();
    let contents: BinaryArray = documents.iter().map(|(_, bytes)| Some(bytes)).collect();
    let columns = [
        ("name", Arc::new(names) as Arc<dyn Array>),
        ("content", Arc::new(contents)),
    ];
    RecordBatch::try_from_iter(columns).expect("the columns have one length")
}

/// Returns the rows of a batch as JSON.
pub(crate) fn rows(batch: &RecordBatch) -> Vec<Value> {
    let row = |row| {
        let fields = batch.schema_ref().fields().iter();
        let cell = |(at, field): (usize, &Arc<arrow_schema::Field>)| {
            (field.name().clone(), value(batch.column(at), row))
        };
        Value::Object(fields.enumerate().map(cell).collect())
    };
    (0..batch.num_rows()).map(row).collect()
}

fn value(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(row)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(row)),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            (0..items.len()).map(|item| value(&items, item)).collect()
        }
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            let field = |(field, column): (&Arc<arrow_schema::Field>, &Arc<dyn Array>)| {
                (field.name().clone(), value(column, row))
            };
            Value::Object(columns.map(field).collect())
        }
        other => panic!("no column has the type {other}"),
    }
}

/// Returns a chunk's line of JSON with the fields that a line leaves out: a row has all.
pub(crate) fn line(chunk: &Chunk) -> Value {
    let mut line = serde_json::to_value(chunk).expect("the keys are texts");
    let fields = line.as_object_mut().expect("a chunk is an object");
    default(fields, "omitted", &json!([]));
    default(fields, "url", &Value::Null);
    let pairs = chunk.metadata.iter();
    let pairs = pairs.map(|(key, value)| json!({"key": key, "value": value}));
    fields.insert("metadata".to_owned(), pairs.collect());
    for heading in objects(&mut fields["headings"]) {
        default(heading, "confidence", &Value::Null);
    }
    for reference in objects(&mut fields["references"]) {
        default(reference, "kind", &json!("link"));
        default(reference, "target_span", &Value::Null);
    }
    if let Some(origin) = fields["origin"].as_object_mut() {
        for field in ["bytes", "lines", "pages"] {
            default(origin, field, &Value::Null);
        }
        // Through their text: a box is written in the shortest form that is read back as
        // the same 32-bit number.
        let text = serde_json::to_string(&chunk.origin).expect("it was just written");
        let read: Map<String, Value> = serde_json::from_str(&text).expect("it was just written");
        origin.extend(read);
    }
    line
}

fn default(object: &mut Map<String, Value>, field: &str, value: &Value) {
    object.entry(field).or_insert_with(|| value.clone());
}

fn objects(array: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let items = array.as_array_mut().expect("it is a list").iter_mut();
    items.map(|item| item.as_object_mut().expect("its items are objects"))
}

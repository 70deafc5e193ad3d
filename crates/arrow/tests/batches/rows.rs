//! Rows are the lines of JSON, and documents that cannot be read are rows.

use crate::common::{batch, documents, line, rows};
use arrow_array::RecordBatch;
use sectile::{Chunk, DocumentReader, Limits, StructuralChunker, from_try_fn};
use sectile_arrow::{
    BatchOptions, FolderLinks, anchors_batch, batch_schema, chunk_batch, chunk_schema,
    chunks_to_batches,
};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn chunker() -> StructuralChunker {
    let builder = StructuralChunker::builder().levels([300, 60]);
    builder.build().expect("the levels shrink")
}

/// Returns the chunks of a document that can be read.
fn chunks(name: &str, bytes: &[u8]) -> Option<Vec<Chunk>> {
    let document = DocumentReader::default().read(name, bytes, &Limits::default());
    Some(chunker().chunk(&document.ok()?))
}

fn options() -> BatchOptions {
    BatchOptions::default().chunker(chunker())
}

/// Returns the rows of chunks without the columns `error` and `warnings`, which are null
/// or not compared.
fn chunk_rows(batch: &RecordBatch) -> Vec<Value> {
    let mut rows = rows(batch);
    rows.retain(|row| !row["id"].is_null());
    for row in &mut rows {
        let fields = row.as_object_mut().expect("a row is an object");
        assert_eq!(fields.remove("error"), Some(Value::Null));
        fields.remove("warnings");
    }
    rows
}

/// Fails with the first row that differs from its line.
fn assert_rows(rows: &[Value], lines: &[Value]) {
    for (row, line) in rows.iter().zip(lines) {
        assert_eq!(row, line);
    }
    assert_eq!(rows.len(), lines.len());
}

#[test]
fn rows_are_the_lines_of_json() {
    let mut all: Vec<Chunk> = Vec::new();
    for (name, bytes) in documents() {
        all.extend(chunks(&name, &bytes).unwrap_or_default());
    }
    // Each field has a value somewhere, so none can be forgotten.
    all[0].url = Some("https://example.org".to_owned());
    all[0].metadata.add("author", "Ada");
    let lines: Vec<Value> = all.iter().map(line).collect();
    let whole = serde_json::to_string(&lines).expect("they were just made");
    for field in [
        "title\":\"",
        "confidence\":4",
        "omitted\":[{",
        "lines\":{",
        "label\":\"",
        "part\":{",
        "parent\":\"",
        "target\":\"",
        "target_span\":{",
        "metadata\":[{",
        "url\":\"",
    ] {
        assert!(whole.contains(field), "no chunk has a value in {field}");
    }
    let batches = chunks_to_batches(&all).expect("they are small");
    assert!(batches.iter().all(|batch| batch.schema() == chunk_schema()));
    let rows: Vec<Value> = batches.iter().flat_map(rows).collect();
    assert_rows(&rows, &lines);
}

#[test]
fn the_batch_function_gives_the_chunks_of_each_document() {
    let documents = documents();
    let lines: Vec<Value> = (documents.iter())
        .filter_map(|(name, bytes)| chunks(name, bytes))
        .flatten()
        .map(|chunk| line(&chunk))
        .collect();
    let whole = chunk_batch(&batch(&documents), &options()).expect("the columns are there");
    assert_eq!(whole.schema(), batch_schema());
    assert_rows(&chunk_rows(&whole), &lines);
    let halves: Vec<Value> = (documents.chunks(documents.len() / 2))
        .flat_map(|documents| {
            let rows = chunk_batch(&batch(documents), &options()).expect("the columns are there");
            chunk_rows(&rows)
        })
        .collect();
    assert_rows(&halves, &lines);
}

#[test]
fn each_document_that_cannot_be_read_is_one_row() {
    let mut limits = Limits::default();
    limits.input_bytes = 100;
    let large = "tea ".repeat(100);
    let inputs = [
        ("tea.md", "# Tea\n\nBoil water.\n"),
        ("tea.pdf", "no PDF"),
        ("large.md", large.as_str()),
        ("photo", "\u{7f}ELF\u{2}\u{1}\0\0\0"),
    ];
    let inputs: Vec<_> = (inputs.iter())
        .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
        .collect();
    let batch =
        chunk_batch(&batch(&inputs), &options().limits(limits)).expect("it has the columns");
    let rows = rows(&batch);
    let errors: Vec<(&Value, &Value)> = (rows.iter())
        .filter(|row| !row["error"].is_null())
        .map(|row| (&row["document"], &row["error"]["kind"]))
        .collect();
    let expected = [
        (&json!("tea.pdf"), &json!("malformed")),
        (&json!("large.md"), &json!("too_large")),
        (&json!("photo"), &json!("unknown_format")),
    ];
    assert_eq!(errors, expected);
    let failed = rows.iter().filter(|row| row["id"].is_null());
    for row in failed {
        let fields = row.as_object().expect("a row is an object").iter();
        let filled = fields.filter(|(_, value)| !value.is_null());
        let names: Vec<&str> = filled.map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["document", "error", "warnings"]);
    }
    assert_eq!(
        rows.iter()
            .filter(|row| row["document"] == "tea.md")
            .count(),
        2
    );
}

#[test]
fn nulls_are_error_rows() {
    let columns = [
        ("name", vec![None, Some("tea.md")]),
        ("content", vec![Some("# Tea\n"), None]),
    ];
    let columns = columns.map(|(name, values)| {
        let array: arrow_array::ArrayRef = Arc::new(arrow_array::StringArray::from(values));
        (name, array)
    });
    let batch = RecordBatch::try_from_iter(columns).expect("the columns have one length");
    let rows = rows(&chunk_batch(&batch, &options()).expect("it has the columns"));
    let messages: Vec<&Value> = rows.iter().map(|row| &row["error"]["message"]).collect();
    assert_eq!(messages, ["the name is null", "the content is null"]);
}

#[test]
fn a_tokenizer_that_fails_fails_one_document() {
    let tokenizer = from_try_fn("fussy", |text: &str| {
        if text.contains("milk") {
            Err("milk is not counted")
        } else {
            Ok(text.len() / 4)
        }
    });
    let chunker = StructuralChunker::builder()
        .tokenizer(tokenizer)
        .max_tokens(50);
    let options = BatchOptions::default().chunker(chunker.build().expect("50 is enough"));
    let inputs = ["Tea.\n", "Tea with milk.\n", "Water.\n"];
    let inputs: Vec<_> = (inputs.iter().enumerate())
        .map(|(at, text)| (format!("{at}.md"), text.as_bytes().to_vec()))
        .collect();
    let rows = rows(&chunk_batch(&batch(&inputs), &options).expect("it has the columns"));
    let kinds: Vec<&Value> = rows.iter().map(|row| &row["error"]["kind"]).collect();
    assert_eq!(kinds, [&Value::Null, &json!("tokenizer"), &Value::Null]);
    assert!(
        rows[1]["error"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("milk"))
    );
}

#[test]
fn warnings_are_on_the_first_row_of_a_document() {
    let front = "---\ntitle: [tea\n---\n# Tea\n\nBoil water.\n\n# Milk\n\nWarm it.\n";
    let only_front = "---\ntitle: [tea\n---\n";
    let inputs = [
        ("tea.md".to_owned(), front.as_bytes().to_vec()),
        ("none.md".to_owned(), only_front.as_bytes().to_vec()),
    ];
    let rows = rows(&chunk_batch(&batch(&inputs), &options()).expect("it has the columns"));
    let of = |name: &str| -> Vec<&Value> {
        let rows = rows.iter().filter(|row| row["document"] == name);
        rows.map(|row| &row["warnings"]).collect()
    };
    let tea = of("tea.md");
    assert_eq!(tea[0][0]["kind"], "malformed_metadata");
    assert!(tea.len() > 1 && tea[1..].iter().all(|warnings| **warnings == json!([])));
    for warnings in of("none.md") {
        assert!(
            warnings[0]["kind"].is_string(),
            "a document without chunks keeps its warnings"
        );
    }
    assert!(!of("none.md").is_empty());
}

#[test]
fn a_slow_document_is_an_error_row() {
    let inputs = [(
        "tea.md".to_owned(),
        "# Tea\n\nBoil it.\n".repeat(50_000).into_bytes(),
    )];
    let options = options().timeout(Duration::from_nanos(1));
    let rows = rows(&chunk_batch(&batch(&inputs), &options).expect("it has the columns"));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["error"]["kind"], "deadline_passed");
}

#[test]
fn metadata_and_addresses_are_added_by_choice() {
    let source = b"---\nauthor: Ada\nlayout: wide\n---\n# Tea\n\nBoil water.\n".to_vec();
    let inputs = [("tea.md".to_owned(), source)];
    let cut = |options: &BatchOptions| {
        let rows = rows(&chunk_batch(&batch(&inputs), options).expect("it has the columns"));
        (rows[0]["metadata"].clone(), rows[0]["url"].clone())
    };
    assert_eq!(cut(&options()), (json!([]), Value::Null));
    let chosen = options().metadata(["author"]).url_base("example.org");
    let author = json!([{"key": "author", "value": "Ada"}]);
    assert_eq!(cut(&chosen), (author, json!("example.org/tea.md#tea")));
    let (all, _) = cut(&options().metadata(["all"]));
    assert_eq!(all.as_array().map(Vec::len), Some(2));
}

#[test]
fn the_second_pass_resolves_links_between_documents() {
    let inputs = [
        (
            "guide/tea.md",
            "# Tea\n\nSee [milk](../milk.md#warm) and [none](gone.md).\n",
        ),
        (
            "milk.md",
            "# Milk\n\n## Warm\n\nBack to [tea](guide/tea.md).\n",
        ),
        ("broken.pdf", "no PDF"),
    ];
    let inputs: Vec<_> = (inputs.iter())
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    // Each document is in a batch of its own: the first pass needs no order.
    let anchors: Vec<RecordBatch> = (inputs.iter().rev())
        .map(|input| anchors_batch(&batch(std::slice::from_ref(input)), &options()))
        .collect::<Result<_, _>>()
        .expect("it has the columns");
    let links = FolderLinks::new(&anchors).expect("they were just written");
    let options = options().links(Arc::new(links));
    let rows = rows(&chunk_batch(&batch(&inputs), &options).expect("it has the columns"));
    let mut targets: Vec<(&str, Option<&str>)> = (rows.iter())
        .filter(|row| row["level"] == 0)
        .flat_map(|row| row["references"].as_array().expect("it is a list"))
        .map(|link| {
            (
                link["href"].as_str().unwrap_or_default(),
                link["target"].as_str(),
            )
        })
        .collect();
    targets.sort_unstable();
    let expected = [
        ("../milk.md#warm", Some("milk.md#1.1")),
        ("gone.md", None),
        ("guide/tea.md", Some("guide/tea.md#1")),
    ];
    let as_expected = targets
        .iter()
        .zip(expected)
        .all(|(a, b)| a.0 == b.0 && a.1.is_some() == b.1.is_some());
    assert!(as_expected && targets.len() == 3, "{targets:?}");
    assert_eq!(targets[0], expected[0]);
}

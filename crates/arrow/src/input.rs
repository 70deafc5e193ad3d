//! The columns of a batch of documents, whatever type of text or bytes an engine uses.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, RecordBatch};
use arrow_array::{BinaryArray, BinaryViewArray, FixedSizeBinaryArray, LargeBinaryArray};
use arrow_array::{LargeStringArray, StringArray, StringViewArray};
use arrow_schema::{ArrowError, DataType};

/// The documents of a batch, which are read where they are.
pub(crate) struct Documents<'b> {
    names: Column<'b>,
    contents: Column<'b>,
}

impl<'b> Documents<'b> {
    /// # Errors
    /// If one of the columns `name` and `content` is missing or has another type.
    pub(crate) fn of(batch: &'b RecordBatch) -> Result<Self, ArrowError> {
        let names = column(batch, "name")?;
        if !names.is_text() {
            return Err(unsuitable("name", "text", batch));
        }
        let contents = column(batch, "content")?;
        Ok(Self { names, contents })
    }

    pub(crate) fn name(&self, row: usize) -> Option<&'b str> {
        let name = self.names.get(row)?;
        std::str::from_utf8(name).ok()
    }

    pub(crate) fn content(&self, row: usize) -> Option<&'b [u8]> {
        self.contents.get(row)
    }
}

/// Returns a column of texts by its name.
pub(crate) fn texts<'b>(batch: &'b RecordBatch, name: &str) -> Result<Texts<'b>, ArrowError> {
    let column = column(batch, name)?;
    if column.is_text() {
        Ok(Texts(column))
    } else {
        Err(unsuitable(name, "text", batch))
    }
}

/// A column of texts.
pub(crate) struct Texts<'b>(Column<'b>);

impl<'b> Texts<'b> {
    pub(crate) fn get(&self, row: usize) -> Option<&'b str> {
        std::str::from_utf8(self.0.get(row)?).ok()
    }
}

enum Column<'b> {
    Utf8(&'b StringArray),
    LargeUtf8(&'b LargeStringArray),
    Utf8View(&'b StringViewArray),
    Binary(&'b BinaryArray),
    LargeBinary(&'b LargeBinaryArray),
    BinaryView(&'b BinaryViewArray),
    FixedSizeBinary(&'b FixedSizeBinaryArray),
    /// All rows are null.
    Null,
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> Result<Column<'b>, ArrowError> {
    let Some(array) = batch.column_by_name(name) else {
        let schema = batch.schema_ref();
        let names: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        let message = format!("the batch has no column {name:?}, only {names:?}");
        return Err(ArrowError::InvalidArgumentError(message));
    };
    Ok(match array.data_type() {
        DataType::Utf8 => Column::Utf8(array.as_string()),
        DataType::LargeUtf8 => Column::LargeUtf8(array.as_string()),
        DataType::Utf8View => Column::Utf8View(array.as_string_view()),
        DataType::Binary => Column::Binary(array.as_binary()),
        DataType::LargeBinary => Column::LargeBinary(array.as_binary()),
        DataType::BinaryView => Column::BinaryView(array.as_binary_view()),
        DataType::FixedSizeBinary(_) => Column::FixedSizeBinary(array.as_fixed_size_binary()),
        DataType::Null => Column::Null,
        _ => return Err(unsuitable(name, "text or binary", batch)),
    })
}

fn unsuitable(name: &str, wanted: &str, batch: &RecordBatch) -> ArrowError {
    let kind = (batch.column_by_name(name)).map_or(&DataType::Null, |array| array.data_type());
    let message = format!("the column {name:?} is {kind}, but must be {wanted}");
    ArrowError::InvalidArgumentError(message)
}

impl<'b> Column<'b> {
    fn is_text(&self) -> bool {
        matches!(
            self,
            Self::Utf8(_) | Self::LargeUtf8(_) | Self::Utf8View(_) | Self::Null
        )
    }

    fn get(&self, row: usize) -> Option<&'b [u8]> {
        match self {
            Self::Utf8(array) => array.is_valid(row).then(|| array.value(row).as_bytes()),
            Self::LargeUtf8(array) => array.is_valid(row).then(|| array.value(row).as_bytes()),
            Self::Utf8View(array) => array.is_valid(row).then(|| array.value(row).as_bytes()),
            Self::Binary(array) => array.is_valid(row).then(|| array.value(row)),
            Self::LargeBinary(array) => array.is_valid(row).then(|| array.value(row)),
            Self::BinaryView(array) => array.is_valid(row).then(|| array.value(row)),
            Self::FixedSizeBinary(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Null => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{ArrayRef, Int64Array, NullArray};
    use std::sync::Arc;

    fn batch(name: ArrayRef, content: ArrayRef) -> RecordBatch {
        RecordBatch::try_from_iter([("name", name), ("content", content)]).unwrap()
    }

    #[test]
    fn every_type_of_text_and_bytes_is_read() {
        let names: [ArrayRef; 3] = [
            Arc::new(StringArray::from(vec![Some("a"), None])),
            Arc::new(LargeStringArray::from(vec![Some("a"), None])),
            Arc::new(StringViewArray::from(vec![Some("a"), None])),
        ];
        let bytes: Vec<Option<&[u8]>> = vec![Some(b"x"), None];
        let fixed = FixedSizeBinaryArray::try_from_sparse_iter_with_size(bytes.iter().copied(), 1);
        let contents: [ArrayRef; 5] = [
            Arc::new(StringArray::from(vec![Some("x"), None])),
            Arc::new(BinaryArray::from(bytes.clone())),
            Arc::new(LargeBinaryArray::from(bytes.clone())),
            Arc::new(BinaryViewArray::from(bytes)),
            Arc::new(fixed.unwrap()),
        ];
        for name in &names {
            for content in &contents {
                let batch = batch(name.clone(), content.clone());
                let documents = Documents::of(&batch).unwrap();
                assert_eq!((documents.name(0), documents.name(1)), (Some("a"), None));
                assert_eq!(documents.content(0), Some(&b"x"[..]));
                assert_eq!(documents.content(1), None);
            }
        }
    }

    #[test]
    fn a_column_that_is_missing_or_of_another_type_is_named() {
        let texts: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
        let message = |batch: &RecordBatch| {
            let error = Documents::of(batch).err().expect("it is not suitable");
            error.to_string()
        };
        let missing = RecordBatch::try_from_iter([("name", texts.clone())]).unwrap();
        assert!(message(&missing).contains(r#"no column "content", only ["name"]"#));
        let numbers = batch(texts.clone(), Arc::new(Int64Array::from(vec![1])));
        assert!(message(&numbers).contains(r#""content" is Int64"#));
        let names = batch(Arc::new(BinaryArray::from(vec![&b"a"[..]])), texts.clone());
        assert!(message(&names).contains(r#""name" is Binary"#));
        let nulls = batch(texts, Arc::new(NullArray::new(1)));
        assert_eq!(Documents::of(&nulls).unwrap().content(0), None);
    }
}

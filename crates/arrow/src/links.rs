//! The second pass for links between documents: it resolves them while documents are cut.

use crate::input::texts;
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use sectile::{Anchors, Document, Folder};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The documents that links can lead to.
#[derive(Debug, Default)]
pub struct FolderLinks {
    folder: Folder,
    anchors: BTreeMap<String, Arc<Anchors>>,
}

impl FolderLinks {
    /// Takes the rows of [`anchors_batch`](crate::anchors_batch) of all documents, in any order.
    ///
    /// ```
    /// use arrow_array::{RecordBatch, StringArray, cast::AsArray as _};
    /// use sectile_arrow::{BatchOptions, FolderLinks, anchors_batch, chunk_batch};
    /// use std::sync::Arc;
    ///
    /// let batch = RecordBatch::try_from_iter([
    ///     ("name", Arc::new(StringArray::from(vec!["tea.md", "menu.md"])) as _),
    ///     ("content", Arc::new(StringArray::from(vec!["# Tea\n", "See [tea](tea.md#tea).\n"])) as _),
    /// ])?;
    /// let first = anchors_batch(&batch, &BatchOptions::default())?;
    /// let links = FolderLinks::new([&first])?;
    /// let rows = chunk_batch(&batch, &BatchOptions::default().links(Arc::new(links)))?;
    ///
    /// let references = rows.column_by_name("references").unwrap().as_list::<i32>();
    /// let references = references.values().as_struct();
    /// let targets = references.column_by_name("target").unwrap().as_string::<i32>();
    /// assert_eq!(targets.value(0), "tea.md#1");
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    ///
    /// # Errors
    /// If a column is missing or has another type, or `anchors` is not what
    /// [`anchors_batch`](crate::anchors_batch) wrote.
    pub fn new<'b>(batches: impl IntoIterator<Item = &'b RecordBatch>) -> Result<Self, ArrowError> {
        let mut names = Vec::new();
        let mut all = BTreeMap::new();
        for batch in batches {
            let (name, anchors) = (texts(batch, "name")?, texts(batch, "anchors")?);
            for row in 0..batch.num_rows() {
                let Some(name) = name.get(row) else {
                    continue; // nothing can link to it
                };
                names.push(name);
                if let Some(json) = anchors.get(row) {
                    let anchors: Anchors = serde_json::from_str(json).map_err(|error| {
                        let message = format!("the anchors of {name:?} cannot be read: {error}");
                        ArrowError::InvalidArgumentError(message)
                    })?;
                    all.insert(name.to_owned(), Arc::new(anchors));
                }
            }
        }
        Ok(Self {
            folder: Folder::new(names),
            anchors: all,
        })
    }

    /// Resolves the links of a document to the others.
    pub(crate) fn resolve(&self, document: &mut Document) {
        document.resolve_links(&self.folder, |name| self.anchors.get(name).cloned());
    }
}

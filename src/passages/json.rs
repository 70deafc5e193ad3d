//! Selects from a request in JSON, for other languages.

use super::budget::{Budget, Hit};
use super::source::ChunkSource;
use super::{Passage, Passages};
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    hits: Vec<Hit>,
    budget: Budget,
}

#[derive(Serialize)]
struct Response {
    passages: Vec<Passage>,
}

impl<S: ChunkSource> Passages<S> {
    /// Selects like [`select`](Self::select), from JSON to JSON.
    ///
    /// ```
    /// # let chunks = sectile::chunk_bytes("tea.md", b"# Tea\n\nBoil water.\n")?;
    /// # let id = chunks[1].id.clone();
    /// # let passages = sectile::Passages::builder().build(chunks)?;
    /// let request = format!(r#"{{"hits": [{{"id": "{id}", "score": 7.5}}], "budget": {{"tokens": 1000}}}}"#);
    /// let response = passages.select_json(&request)?;
    /// assert!(response.starts_with(r#"{"passages":[{"document":"tea.md","#));
    /// # Ok::<(), sectile::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] for a request that is not one, and the errors of
    /// [`select`](Self::select).
    pub fn select_json(&self, request: &str) -> Result<String> {
        let malformed =
            |error| Error::new(ErrorKind::Malformed, "the request is malformed").with_source(error);
        let request: Request = serde_json::from_str(request).map_err(malformed)?;
        let passages = self.select(request.hits, request.budget)?;
        serde_json::to_string(&Response { passages }).map_err(malformed)
    }
}

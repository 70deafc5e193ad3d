//! Tokenizers by name, and Python callables as tokenizers.

use crate::error::config;
use pyo3::prelude::*;
use pyo3::types::PyString;
use sectile::{Tiktoken, Tokenizer, Words, from_try_fn};
use std::sync::Arc;

/// Returns the tokenizer that a Python value names, or that calls it. `None` is the
/// default.
pub(crate) fn tokenizer(value: &Bound<'_, PyAny>) -> PyResult<Arc<dyn Tokenizer>> {
    let py = value.py();
    if value.is_none() {
        return Ok(Arc::new(Tiktoken::default()));
    }
    if let Ok(name) = value.cast::<PyString>() {
        let name: String = name.extract()?;
        if name == "words" {
            return Ok(Arc::new(Words));
        }
        let known = Tiktoken::for_encoding(&name).or_else(|_| Tiktoken::for_model(&name));
        return match known {
            Ok(tokenizer) => Ok(Arc::new(tokenizer)),
            Err(_) => Err(config(
                py,
                format!(
                    "tokenizer is {name:?}, but must be \"words\", the name of an encoding \
                     (cl100k_base, o200k_base) or of an OpenAI model, or a callable"
                ),
            )),
        };
    }
    if !value.is_callable() {
        return Err(config(py, "tokenizer must be a name or a callable"));
    }
    Ok(Arc::new(callable(value.clone().unbind())))
}

/// A tokenizer that calls `count(text)`.
fn callable(count: Py<PyAny>) -> impl Tokenizer + 'static {
    from_try_fn("of Python", move |text: &str| {
        Python::attach(|py| -> PyResult<usize> { count.call1(py, (text,))?.extract(py) })
    })
}

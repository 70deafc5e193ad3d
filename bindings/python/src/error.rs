//! Errors as exceptions with a kind.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use std::error::Error as _;

create_exception!(
    sectile,
    SectileError,
    PyException,
    "A document that cannot be read, or options that are not allowed.\n\n\
     The attribute `kind` is `io`, `unknown_format`, `encrypted`, `malformed`, `too_large`,\n\
     `config`, `deadline_passed`, `unknown_chunk` or `tokenizer`. The exception of a tokenizer is the cause.\n\n\
     >>> import sectile\n\
     >>> try:\n\
     ...     sectile.read(b'no PDF', name='tea.pdf')\n\
     ... except sectile.SectileError as error:\n\
     ...     print(error.kind)\n\
     malformed\n"
);

/// Returns the exception for an error.
pub(crate) fn exception(py: Python<'_>, error: &sectile::Error) -> PyErr {
    let raised = with_kind(py, error.kind().as_str(), error.to_string());
    let mut cause = error.source();
    while let Some(source) = cause {
        if let Some(original) = source.downcast_ref::<PyErr>() {
            raised.set_cause(py, Some(original.clone_ref(py)));
            break;
        }
        cause = source.source();
    }
    raised
}

/// Returns an exception of this kind.
pub(crate) fn with_kind(py: Python<'_>, kind: &str, message: String) -> PyErr {
    let raised = SectileError::new_err(message);
    match raised.value(py).setattr("kind", kind) {
        Ok(()) => raised,
        Err(error) => error, // out of memory
    }
}

/// Returns the exception for options that are not allowed.
pub(crate) fn config(py: Python<'_>, message: impl Into<String>) -> PyErr {
    with_kind(py, sectile::ErrorKind::Config.as_str(), message.into())
}

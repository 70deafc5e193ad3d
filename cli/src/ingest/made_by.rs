//! The program and the options that decide about an output.

use crate::corpus::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Debug;

/// Two outputs of the same files are equal if these are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MadeBy {
    pub(crate) program: String,
    /// A sum, because a password may be among the options.
    pub(crate) options: String,
}

impl MadeBy {
    pub(crate) fn this_program(options: &impl Debug) -> Self {
        // A program of the same version that was built again may give other lines.
        let program = std::env::current_exe().and_then(std::fs::metadata);
        let bytes = program.map_or(0, |program| program.len());
        Self {
            program: format!("sectile {}, {bytes} bytes", env!("CARGO_PKG_VERSION")),
            options: hex(&Sha256::digest(format!("{options:?}").as_bytes())),
        }
    }
}

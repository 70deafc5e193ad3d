//! The folder that the names of documents are relative to.

use std::path::{Path, PathBuf};

/// The rule by which the root is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RootRule {
    /// A folder that the user names: an input outside of it is an error.
    Named(PathBuf),
    /// The root of an earlier run, if all inputs are in it; else as `Repository`.
    Earlier(PathBuf),
    /// The nearest folder around all inputs that has a `.git`, so that `docs` and
    /// `docs/ops/runbook.html` give the same names; else the deepest folder around them.
    Repository,
    /// The deepest folder around all inputs.
    #[cfg(feature = "evaluate")] // only `compare` uses it
    Inputs,
}

impl RootRule {
    /// Returns the root of inputs in `folders`, without links.
    pub(super) fn root(&self, folders: &[PathBuf]) -> Result<PathBuf, String> {
        let common = common(folders);
        let holds = |root: &Path| folders.iter().all(|folder| folder.starts_with(root));
        match self {
            Self::Named(named) => {
                let unusable = |error| format!("--root {}: {error}", named.display());
                let root = named.canonicalize().map_err(unusable)?;
                match folders.iter().find(|folder| !folder.starts_with(&root)) {
                    None => Ok(root),
                    Some(folder) => Err(format!(
                        "{}: is not in --root {}",
                        folder.display(),
                        named.display()
                    )),
                }
            }
            Self::Earlier(earlier) => match earlier.canonicalize() {
                Ok(root) if holds(&root) => Ok(root),
                _ => Self::Repository.root(folders),
            },
            Self::Repository => {
                let repository = common
                    .ancestors()
                    .find(|folder| folder.join(".git").exists());
                Ok(repository.unwrap_or(&common).to_owned())
            }
            #[cfg(feature = "evaluate")]
            Self::Inputs => Ok(common),
        }
    }
}

/// Returns the folder of an input without links: the input itself if it is a folder. A
/// file that is a link keeps its own name and folder.
pub(super) fn folder(path: &Path) -> std::io::Result<PathBuf> {
    if path.is_dir() {
        return path.canonicalize();
    }
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.canonicalize(),
        _ => Path::new(".").canonicalize(),
    }
}

/// Returns the deepest folder around all `folders`; empty if there are none.
fn common(folders: &[PathBuf]) -> PathBuf {
    let mut folders = folders.iter();
    let first = folders.next().cloned().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components());
        let shared = shared.take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

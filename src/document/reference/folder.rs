//! The names of the documents of a folder, as publishing tools look them up.

use super::path::relative;
use crate::document::Anchors;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// Extensions that a link may lack or replace by another.
const EXTENSIONS: [&str; 14] = [
    "md",
    "mdx",
    "markdown",
    "mkd",
    "mdown",
    "qmd",
    "rmd",
    "rmarkdown",
    "html",
    "htm",
    "xhtml",
    "txt",
    "rst",
    "ipynb",
];

/// Names of the document that is the page of its folder.
const INDEXES: [&str; 4] = ["index", "readme", "_index", "home"];

/// The most documents that are looked at for one link.
const MAX_CANDIDATES: usize = 256;

/// The names of the documents of a folder, to [resolve](crate::Document::resolve_links)
/// the links between them.
#[derive(Debug, Default)]
pub struct Folder {
    names: Vec<String>,
    /// The documents by their path in small letters without extension, and by that of their
    /// folder if they are its page.
    paths: HashMap<String, Vec<usize>>,
    /// The documents by the last part of that path.
    stems: HashMap<String, Vec<usize>>,
    /// The document and the section of each label, collected when the first is needed.
    labels: OnceLock<HashMap<String, (String, String)>>,
}

impl Folder {
    /// Creates the index of the documents with these names: paths relative to the folder,
    /// with `/` between folders.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names: BTreeSet<String> = names.into_iter().map(Into::into).collect();
        let mut folder = Self {
            names: names.into_iter().collect(),
            ..Self::default()
        };
        for (at, name) in folder.names.iter().enumerate() {
            let key = key(name);
            let (parent, stem) = key.rsplit_once('/').unwrap_or(("", &key));
            if INDEXES.contains(&stem) {
                folder.paths.entry(parent.to_owned()).or_default().push(at);
            }
            folder.stems.entry(stem.to_owned()).or_default().push(at);
            folder.paths.entry(key).or_default().push(at);
        }
        folder
    }

    /// Returns the documents that `path` may lead to from the document `from`, the most
    /// likely first.
    pub(super) fn paths(&self, from: &str, path: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let bare = path.strip_prefix('/').unwrap_or(path);
        let Some(file) = relative(from, path) else {
            return found;
        };
        // A page has an address of its own: `guide/tea.md` is `guide/tea/`, from which
        // `../milk/` is `guide/milk.md`.
        let page = format!("{}/", key(from));
        let address = (!path.starts_with('/'))
            .then(|| relative(&page, path))
            .flatten();
        for name in std::iter::once(file).chain(address) {
            if self.names.binary_search(&name).is_ok() {
                self.push(&mut found, &name);
            }
            let same = self.paths.get(&key(&name)).map_or(&[][..], Vec::as_slice);
            let mut same: Vec<&str> = same.iter().map(|at| self.names[*at].as_str()).collect();
            // The extension that is written, then any other.
            same.sort_by_key(|other| !other.ends_with(&name));
            for other in same {
                self.push(&mut found, other);
            }
        }
        if path.starts_with('/') {
            // The root of a site is a folder inside of the repository: `src/content/docs`.
            found.extend(self.ending(from, bare));
        }
        found
    }

    fn push<'f>(&'f self, found: &mut Vec<&'f str>, name: &str) {
        if let Ok(at) = self
            .names
            .binary_search_by(|known| known.as_str().cmp(name))
        {
            let name = self.names[at].as_str();
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }

    /// Returns the note that a name in double brackets means in the document `from`.
    pub(super) fn note(&self, from: &str, link: &str) -> Option<&str> {
        let link = link.trim();
        if link.is_empty() {
            return self
                .names
                .iter()
                .find(|name| *name == from)
                .map(String::as_str);
        }
        if link.starts_with("./") || link.starts_with("../") {
            return self.paths(from, link).into_iter().next();
        }
        self.ending(from, link.trim_start_matches('/'))
    }

    /// Returns the document whose path ends with `path`, the nearest to `from` where there
    /// are several.
    fn ending(&self, from: &str, path: &str) -> Option<&str> {
        let wanted = key(path);
        let stem = wanted.rsplit('/').next()?;
        let stem = if stem.is_empty() { return None } else { stem };
        let extension = extension(path);
        let candidates = self.stems.get(stem)?.iter().take(MAX_CANDIDATES);
        let fits = |name: &&str| {
            let name_key = key(name);
            let is_end = name_key.ends_with(&wanted)
                && matches!(
                    name_key[..name_key.len() - wanted.len()].chars().last(),
                    None | Some('/')
                );
            // `Tea.pdf` is no note called "Tea".
            let is_kind = extension.is_none_or(|extension| {
                is_page(extension) || name.to_lowercase().ends_with(&extension.to_lowercase())
            });
            is_end && is_kind
        };
        candidates
            .map(|at| self.names[*at].as_str())
            .filter(fits)
            .min_by_key(|name| {
                (
                    std::cmp::Reverse(common_folders(from, name)),
                    name.matches('/').count(),
                    name.len(),
                    *name,
                )
            })
    }

    /// Returns the document and the section that define a label.
    pub(super) fn label(
        &self,
        label: &str,
        anchors_of: &mut impl FnMut(&str) -> Option<Arc<Anchors>>,
    ) -> Option<(String, String)> {
        let labels = self.labels.get_or_init(|| {
            let mut labels = HashMap::new();
            for name in &self.names {
                let Some(anchors) = anchors_of(name) else {
                    continue;
                };
                for (label, section) in anchors.labels() {
                    let target = (name.clone(), section.clone());
                    labels.entry(label.to_lowercase()).or_insert(target);
                }
            }
            labels
        });
        labels.get(&label.trim().to_lowercase()).cloned()
    }
}

/// Returns the form of a path in which paths are compared: small letters, no extension, no
/// slash at the end.
fn key(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let stem = match extension(path) {
        Some(extension) => &path[..path.len() - extension.len() - 1],
        None => path,
    };
    stem.to_lowercase()
}

/// Returns the extension of a document. The full stop of "v1.2" and "Node.js" is in a name.
fn extension(path: &str) -> Option<&str> {
    let (stem, extension) = path.rsplit_once('.')?;
    let is_known = is_page(extension) || extension.eq_ignore_ascii_case("pdf");
    (is_known && !stem.is_empty() && !stem.ends_with('/')).then_some(extension)
}

fn is_page(extension: &str) -> bool {
    EXTENSIONS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
}

/// Returns the number of folders that two paths share from their start.
fn common_folders(a: &str, b: &str) -> usize {
    let folders = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let (a, b) = (folders(a), folders(b));
    let pairs = a.split('/').zip(b.split('/'));
    pairs.take_while(|(a, b)| a == b && !a.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        Folder::new([
            "guide/index.md",
            "guide/tea.md",
            "guide/milk.mdx",
            "src/docs/en/cups.md",
            "de/Tea.md",
            "en/Tea.md",
            "en/notes/Menu.md",
            "en/Node.js.md",
            "files/Price.pdf",
        ])
    }

    #[test]
    fn paths_are_followed_as_addresses_and_as_files() {
        let folder = folder();
        let first = |from, path| folder.paths(from, path).first().copied();
        for (path, expected) in [
            ("milk", Some("guide/milk.mdx")),
            ("milk.html", Some("guide/milk.mdx")),
            ("Milk.MD", Some("guide/milk.mdx")),
            ("./milk/", Some("guide/milk.mdx")),
            ("../milk/", Some("guide/milk.mdx")),
            ("../guide/", Some("guide/index.md")),
            ("/en/cups/", Some("src/docs/en/cups.md")),
            ("https://example.org/milk", None),
            ("../../x", None),
        ] {
            assert_eq!(first("guide/tea.md", path), expected, "{path}");
        }
    }

    #[test]
    fn notes_are_found_in_the_whole_folder_and_the_nearest_first() {
        let folder = folder();
        for (link, expected) in [
            ("tea", Some("en/Tea.md")),
            ("TEA.md", Some("en/Tea.md")),
            ("de/Tea", Some("de/Tea.md")),
            ("notes/menu", Some("en/notes/Menu.md")),
            ("Node.js", Some("en/Node.js.md")),
            ("Price.pdf", Some("files/Price.pdf")),
            ("ea", None),
            ("", Some("en/notes/Menu.md")),
        ] {
            assert_eq!(folder.note("en/notes/Menu.md", link), expected, "{link}");
        }
    }
}

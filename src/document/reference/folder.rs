//! The names of the documents of a folder, as publishing tools look them up.

use super::index::Index;
use super::path::relative;
use crate::document::Anchors;
use std::collections::HashMap;
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
    /// In their order.
    names: Box<[Box<str>]>,
    /// The documents by their path in small letters without extension, and by that of their
    /// folder if they are its page.
    paths: Index,
    /// The documents by the last part of that path.
    stems: Index,
    /// Collected when the first is needed.
    labels: OnceLock<Labels>,
}

/// The document and the section of each label.
type Labels = HashMap<Box<str>, (u32, Box<str>)>;

impl Folder {
    /// Creates the index of the documents with these names: paths relative to the folder,
    /// with `/` between folders.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names = names.into_iter().map(|name| name.into().into_boxed_str());
        let mut names: Vec<Box<str>> = names.collect();
        names.sort_unstable();
        names.dedup();
        let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        let keys = || keys.iter().map(String::as_str).zip(0..);
        let pages = keys().filter_map(|(key, at)| Some((page_of(key)?, at)));
        Self {
            paths: Index::new(keys().chain(pages)),
            stems: Index::new(keys().map(|(key, at)| (stem(key), at))),
            names: names.into(),
            labels: OnceLock::new(),
        }
    }

    /// Returns the documents whose path, or that of their folder if they are its page, has
    /// a key.
    fn with_path(&self, wanted: &str) -> impl Iterator<Item = &str> {
        let names = self.paths.candidates(wanted).map(|at| self.name(at));
        names.filter(move |name| {
            let key = key(name);
            key == wanted || page_of(&key) == Some(wanted)
        })
    }

    fn name(&self, at: u32) -> &str {
        &self.names[at as usize]
    }

    /// Returns a name of the folder as it is stored.
    fn known(&self, name: &str) -> Option<&str> {
        let at = self.names.binary_search_by(|known| (**known).cmp(name));
        at.ok().map(|at| &*self.names[at])
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
            let mut same: Vec<&str> = self.with_path(&key(&name)).collect();
            // The extension that is written, then any other.
            same.sort_by_key(|other| !other.ends_with(&name));
            for other in self.known(&name).into_iter().chain(same) {
                if !found.contains(&other) {
                    found.push(other);
                }
            }
        }
        // Jekyll's `{% link _posts/tea.md %}` is a path from the root too.
        if path.starts_with(['/', '_']) {
            // The root of a site is a folder inside of the repository: `src/content/docs`.
            found.extend(self.ending(from, bare));
        }
        found
    }

    /// Returns the note that a name in double brackets means in the document `from`.
    pub(super) fn note(&self, from: &str, link: &str) -> Option<&str> {
        let link = link.trim();
        if link.is_empty() {
            return self.known(from);
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
        let wanted_stem = stem(&wanted);
        if wanted_stem.is_empty() {
            return None;
        }
        let extension = extension(path);
        let candidates = self.stems.candidates(wanted_stem).take(MAX_CANDIDATES);
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
            .map(|at| self.name(at))
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
            let mut labels = Labels::new();
            for (name, at) in self.names.iter().zip(0..) {
                let Some(anchors) = anchors_of(name) else {
                    continue;
                };
                for (label, section) in anchors.labels() {
                    let label = label.to_lowercase().into_boxed_str();
                    labels.entry(label).or_insert_with(|| (at, section.into()));
                }
            }
            labels
        });
        let (at, section) = labels.get(&*label.trim().to_lowercase())?;
        Some((self.name(*at).to_owned(), (**section).to_owned()))
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

/// Returns the last part of a key.
fn stem(key: &str) -> &str {
    key.rsplit_once('/').map_or(key, |(_, stem)| stem)
}

/// Returns the key of the folder whose page has this key; `None` if it is no such page.
fn page_of(key: &str) -> Option<&str> {
    let (parent, stem) = key.rsplit_once('/').unwrap_or(("", key));
    INDEXES.contains(&stem).then_some(parent)
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
            "site/_posts/bees.md",
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
            ("_posts/bees.md", Some("site/_posts/bees.md")),
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

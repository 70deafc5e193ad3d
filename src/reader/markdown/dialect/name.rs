//! The names of the dialects of Markdown.

use std::path::Path;

/// A dialect of Markdown: the constructs that a publishing tool adds to `CommonMark`.
///
/// The reader detects the constructs of a text, so a dialect is rarely given. It is
/// useful where a construct also has another meaning, or where nothing in a text shows
/// that its indentation means nothing (MDX).
///
/// ```
/// use sectile::MarkdownDialect;
///
/// assert_eq!(MarkdownDialect::from_path("docs/tea.mdx"), Some(MarkdownDialect::Mdx));
/// assert_eq!(MarkdownDialect::from_path("docs/tea.md"), None);
/// assert_eq!(MarkdownDialect::from_name("mkdocs"), Some(MarkdownDialect::MkDocs));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum MarkdownDialect {
    /// The constructs that the text has (the default).
    #[default]
    Detect,
    /// `CommonMark` with GitHub's extensions, and nothing else.
    CommonMark,
    /// MDX: imports, components, expressions (`.mdx`).
    Mdx,
    /// Quarto and R Markdown: fenced divs, shortcodes, cells (`.qmd`, `.Rmd`).
    Quarto,
    /// `MyST`: directives in ticks and colons, targets, comments.
    Myst,
    /// Obsidian: comments in percent signs.
    Obsidian,
    /// `MkDocs` with `PyMdown`'s extensions: admonitions, tabs, blocks.
    MkDocs,
    /// Docusaurus: MDX with admonitions in colons.
    Docusaurus,
    /// Hugo: shortcodes.
    Hugo,
    /// Jekyll: Liquid and kramdown.
    Jekyll,
    /// docfx: tabs, and extensions in colons.
    Docfx,
}

/// The dialects and their names.
const NAMES: [(&str, MarkdownDialect); 11] = [
    ("detect", MarkdownDialect::Detect),
    ("commonmark", MarkdownDialect::CommonMark),
    ("mdx", MarkdownDialect::Mdx),
    ("quarto", MarkdownDialect::Quarto),
    ("myst", MarkdownDialect::Myst),
    ("obsidian", MarkdownDialect::Obsidian),
    ("mkdocs", MarkdownDialect::MkDocs),
    ("docusaurus", MarkdownDialect::Docusaurus),
    ("hugo", MarkdownDialect::Hugo),
    ("jekyll", MarkdownDialect::Jekyll),
    ("docfx", MarkdownDialect::Docfx),
];

impl MarkdownDialect {
    /// Returns the dialect that a file name implies: `.mdx`, `.qmd`, `.Rmd`. Other names
    /// leave it to the content.
    #[must_use]
    pub fn from_path(path: impl AsRef<Path>) -> Option<Self> {
        let path = path.as_ref().to_string_lossy();
        let resource = path.split(['?', '#']).next().unwrap_or_default();
        let extension = Path::new(resource).extension()?.to_str()?;
        match extension.to_ascii_lowercase().as_str() {
            "mdx" => Some(Self::Mdx),
            "qmd" | "rmd" | "rmarkdown" => Some(Self::Quarto),
            _ => None,
        }
    }

    /// Returns the dialect with a name: `detect`, `commonmark`, `mdx`, `quarto`, `myst`,
    /// `obsidian`, `mkdocs`, `docusaurus`, `hugo`, `jekyll` or `docfx`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, dialect)| *dialect)
    }
}

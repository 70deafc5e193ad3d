//! Content of other files that publishing puts into a page. It is a reference of kind
//! [`Include`](ReferenceKind::Include) and never expanded.

use super::{Places, link};
use crate::document::{BlockKind, Document, MarkKind, Reference, ReferenceKind, Span};
use memchr::memmem;

/// The most bytes of a tag or a line that includes a file.
const MAX_BYTES: usize = 512;

/// The most bytes of the name of an extension of docfx: `[!code-csharp`.
const MAX_NAME_BYTES: usize = 32;

/// Words at the start of a tag that includes the file after them.
const TAGS: [&str; 9] = [
    "include",
    "include_relative",
    "include-markdown",
    "includes",
    "embed",
    "readfile",
    "snippet",
    "render",
    "import",
];

/// Directives of `MyST` that include the file after them.
const DIRECTIVES: [&str; 2] = ["{include}", "{literalinclude}"];

/// The sign of snippets of `PyMdown`: `--8<-- "tea.md"`.
const SCISSORS: &str = "--8<--";

/// Finds the tags among the omitted markup, and the lines in the text.
pub(super) fn find(places: &mut Places<'_>, found: &mut Vec<Reference>) {
    let document = places.document;
    let text = document.text();
    let marks = document.marks().iter();
    for mark in marks.filter(|mark| mark.kind == MarkKind::Markup && mark.is_omitted) {
        let near = &text[mark.span.range()];
        let near = &near[..near.floor_char_boundary(MAX_BYTES)];
        if let Some(path) = tag(near)
            .or_else(|| directive(near))
            .or_else(|| module(near))
        {
            let end = mark.span.start as usize + near.trim_end().len();
            found.push(link(
                ReferenceKind::Include,
                mark.span.start as usize..end,
                path,
                path,
            ));
        }
    }
    let code = (document.blocks()).filter(|block| block.kind() == BlockKind::Code);
    for block in code {
        let near = block.text();
        let near = &near[..near.floor_char_boundary(MAX_BYTES)];
        if let Some(path) = directive(near) {
            let start = block.span().start as usize;
            let end = start + near.lines().next().unwrap_or_default().len();
            found.push(link(ReferenceKind::Include, start..end, path, path));
        }
    }
    for at in memmem::find_iter(text.as_bytes(), SCISSORS) {
        let start = at + SCISSORS.len();
        let near = &text[start..text.floor_char_boundary(start + MAX_BYTES)];
        let line = near.lines().next().unwrap_or_default();
        let Some(path) = quoted(line) else { continue };
        if places.shown(at).is_some() {
            found.push(link(
                ReferenceKind::Include,
                at..start + line.len(),
                path,
                path,
            ));
        }
    }
}

/// Marks the links of docfx that include their target: `[!INCLUDE [tea](tea.md)]`,
/// `[!code-csharp[Tea](Tea.cs)]`.
pub(super) fn mark(document: &mut Document) {
    let text = document.text();
    if memmem::find(text.as_bytes(), b"[!").is_none() {
        return;
    }
    let is_include = |span: Span| {
        let before = text[..span.start as usize].trim_end_matches([' ', '\t']);
        let near =
            &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_NAME_BYTES))..];
        let name = near
            .rfind("[!")
            .map(|open| near[open + 2..].to_ascii_lowercase());
        name.is_some_and(|name| {
            let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_name && (name == "include" || name.starts_with("code"))
        })
    };
    let found: Vec<usize> = (document.references().iter().enumerate())
        .filter(|(_, reference)| is_include(reference.span))
        .map(|(at, _)| at)
        .collect();
    for at in found {
        document.set_reference_kind(at, ReferenceKind::Include);
    }
}

/// Returns the path in a tag of Liquid, of Hugo or of Quarto: `{% include tea.md %}`,
/// `{{< include tea.qmd >}}`, `{{% readfile "tea.md" %}}`.
fn tag(text: &str) -> Option<&str> {
    let text = text.trim();
    let inside = ["{{<", "{{%", "{%"]
        .iter()
        .find_map(|open| text.strip_prefix(open))?;
    let inside = inside.trim_start_matches('-').trim_start();
    let (name, rest) = inside.split_once(char::is_whitespace)?;
    if !TAGS.contains(&name) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("file=").unwrap_or(rest);
    path(quoted(rest).or_else(|| rest.split_whitespace().next())?)
}

/// Returns the path in the first line of a directive: ```` ```{include} tea.md ````.
fn directive(text: &str) -> Option<&str> {
    let info = text.trim_start().trim_start_matches(['`', ':', '~']);
    let rest = DIRECTIVES.iter().find_map(|name| info.strip_prefix(name))?;
    path(rest.lines().next()?.split_whitespace().next()?)
}

/// Returns the path of a part of a page that MDX imports: `import Tea from './_tea.mdx'`.
fn module(text: &str) -> Option<&str> {
    let line = text.trim_start().strip_prefix("import ")?;
    let (_, from) = line.split_once(" from ")?;
    let path = quoted(from.trim_start())?;
    let is_page = [".md", ".mdx"].iter().any(|end| path.ends_with(end));
    is_page.then_some(path)
}

/// Returns the text in quotation marks at the start.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (inside, _) = text[1..].split_once(quote)?;
    path(inside)
}

/// Returns a text that may be a path. `{% include {{ page.tea }} %}` has none.
fn path(text: &str) -> Option<&str> {
    let is_path = !text.is_empty() && !text.contains(['{', '}', '%', '<', '>', '|']);
    is_path.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_several_tools_include_files() {
        for (text, expected) in [
            ("{% include tea.html cup=1 %}", Some("tea.html")),
            ("{%- include_relative 'a b.md' -%}", Some("a b.md")),
            ("{{< include _tea.qmd >}}", Some("_tea.qmd")),
            ("{{% readfile file=\"tea.md\" %}}", Some("tea.md")),
            ("{% if tea %}", None),
            ("{% include {{ page.tea }} %}", None),
        ] {
            assert_eq!(tag(text), expected, "{text}");
        }
        assert_eq!(directive("```{include} ../tea.md\n"), Some("../tea.md"));
        assert_eq!(module("import Tea from './_tea.mdx';"), Some("./_tea.mdx"));
        assert_eq!(module("import Tea from './tea.js';"), None);
    }
}

//! Resolves the links of a document to sections of others.

use super::folder::Folder;
use super::path::{percent_decode, relative};
use super::{Reference, ReferenceKind, Target};
use crate::document::{Anchors, Document};
use std::sync::Arc;

/// The schemes of references by a label: `{ref}` and `{doc}` of `MyST` and Sphinx, `xref:`
/// of docfx.
const LABEL_SCHEMES: [&str; 2] = ["ref:", "xref:"];
const DOCUMENT_SCHEME: &str = "doc:";

impl Document {
    /// Resolves links to other documents, such as `../api/limits.md#quota`.
    ///
    /// Paths are taken relative to this document's [`name`](Self::name), with `/` between
    /// folders; `anchors_of` gives the anchors of the document with a name, or `None`
    /// where there is none. A link whose document is there but whose anchor is not stays
    /// unresolved. [`resolve_links`](Self::resolve_links) also follows links as publishing
    /// tools do.
    pub fn resolve_references(&mut self, mut anchors_of: impl FnMut(&str) -> Option<Arc<Anchors>>) {
        self.resolve_each(|name, link| {
            let other = relative(name, link.path)?;
            let section = anchors_of(&other)?.section(&link.fragment)?.to_owned();
            Some((other, section))
        });
    }

    /// Resolves links to other documents of `folder` as publishing tools do.
    ///
    /// A path may lack its extension, have that of the published page (`tea.html`) or be
    /// that of its address (`../tea/`, `/guide/tea/`), in any letter case. The names of
    /// notes (`[[Tea#Green|a tea]]`) are looked up in the whole folder, the nearest first;
    /// without a heading they lead to the first section with text, which is the title's if
    /// text follows it.
    /// References by a label (`ref:`, `xref:`) lead to the document that defines it.
    /// `anchors_of` gives the anchors of the document with a name.
    ///
    /// ```
    /// use sectile::{Folder, Format, Limits};
    /// use std::sync::Arc;
    ///
    /// let read = |text: &str| Format::Markdown.read(text.as_bytes(), &Limits::default());
    /// let tea = read("# Tea\n\n## Green\n")?;
    /// let mut menu = read("Try [[tea#Green]] or [any](tea.html).\n")?;
    /// menu.set_name("menu.md");
    /// let folder = Folder::new(["drinks/Tea.md", "menu.md", "tea.md"]);
    /// menu.resolve_links(&folder, |_| Some(Arc::new(tea.anchors())));
    /// let target = menu.references()[0].target.as_ref().unwrap();
    /// assert_eq!(target.to_string(), "tea.md#1.1");
    /// # Ok::<(), sectile::Error>(())
    /// ```
    pub fn resolve_links(
        &mut self,
        folder: &Folder,
        mut anchors_of: impl FnMut(&str) -> Option<Arc<Anchors>>,
    ) {
        self.resolve_each(|name, link| {
            for scheme in LABEL_SCHEMES {
                if let Some(label) = link.href.strip_prefix(scheme) {
                    let label = percent_decode(label);
                    return folder.label(&label, &mut anchors_of);
                }
            }
            if link.is_note {
                let other = folder.note(name, link.path)?.to_owned();
                let anchors = anchors_of(&other)?;
                // A note is opened at its start, also where the heading is not found. Most
                // begin with their title, and a chunk has only sections with text.
                let section = (anchors.heading(&link.fragment)).unwrap_or(anchors.first_text());
                return Some((other, section.to_owned()));
            }
            let path = link.path.strip_prefix(DOCUMENT_SCHEME).unwrap_or(link.path);
            // Tools look included files up in folders of their own, such as `_includes`.
            let included = link.is_include.then(|| folder.note(name, path)).flatten();
            folder
                .paths(name, path)
                .into_iter()
                .chain(included)
                .find_map(|other| {
                    let section = anchors_of(other)?.section(&link.fragment)?.to_owned();
                    Some((other.to_owned(), section))
                })
        });
    }

    /// Resolves the links that have no target yet: `find` returns the name of a document
    /// and the number path of a section.
    fn resolve_each(&mut self, mut find: impl FnMut(&str, &Link<'_>) -> Option<(String, String)>) {
        let name = self.name().to_owned();
        let mut resolved = Vec::new();
        for (at, reference) in self.references().iter().enumerate() {
            let is_link = matches!(reference.kind, ReferenceKind::Link | ReferenceKind::Include);
            if !is_link || reference.target.is_some() {
                continue;
            }
            let written = &self.text()[reference.span.range()];
            let link = Link::new(reference, written);
            if let Some((other, section)) = find(&name, &link) {
                let target = Target {
                    document: (other != name).then_some(other),
                    ..Target::section(section)
                };
                resolved.push((at, target));
            }
        }
        let references = self.references_mut();
        for (at, target) in resolved {
            references[at].target = Some(target);
        }
    }
}

/// The destination of a link in its parts.
struct Link<'r> {
    href: &'r str,
    path: &'r str,
    /// The part after `#`, without escapes.
    fragment: String,
    /// True for the name of a note in double brackets.
    is_note: bool,
    is_include: bool,
}

impl<'r> Link<'r> {
    fn new(reference: &'r Reference, written: &str) -> Self {
        let href = reference.href.as_str();
        let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
        let is_note = written.starts_with("[[") || written.starts_with("![[");
        let fragment = if is_note {
            // `[[Tea#Kinds#Green]]` is the heading "Green" below "Kinds".
            fragment.rsplit('#').next().unwrap_or_default().to_owned()
        } else {
            percent_decode(fragment)
        };
        Self {
            href,
            path,
            fragment,
            is_note,
            is_include: reference.kind == ReferenceKind::Include,
        }
    }
}

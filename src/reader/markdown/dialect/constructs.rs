//! The constructs of dialects, as a set, and those that each dialect has.

use super::MarkdownDialect;
use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of constructs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Constructs(u32);

impl Constructs {
    pub(super) const NONE: Self = Self(0);
    /// A colon at the start of a line that is not a definition: `:tea`.
    pub(super) const COLON: Self = Self(1);
    /// Fenced divs and directives: `::: note`.
    pub(super) const DIVS: Self = Self(1 << 1);
    /// Directives in ticks: ```` ```{note} ````.
    pub(super) const DIRECTIVES: Self = Self(1 << 2);
    /// Comments, targets and breaks of `MyST`: `% note`, `(tea)=`, `+++`.
    pub(super) const MYST_LINES: Self = Self(1 << 3);
    /// Indented containers of Python-Markdown: `!!! note`, `??? note`, `=== "Tab"`.
    pub(super) const INDENTED: Self = Self(1 << 4);
    /// Blocks of `PyMdown`: `/// details | Tea`.
    pub(super) const SLASHES: Self = Self(1 << 5);
    /// Tabs of docfx: `# [Tea](#tab/tea)`.
    pub(super) const TABS: Self = Self(1 << 6);
    /// Tags of Liquid and languages like it: `{% include tea.html %}`.
    pub(super) const LIQUID: Self = Self(1 << 7);
    /// Shortcodes and comments of Go templates: `{{< tea >}}`, `{{/* tea */}}`.
    pub(super) const SHORTCODES: Self = Self(1 << 8);
    /// Comments of kramdown: `{::comment}`.
    pub(super) const KRAMDOWN: Self = Self(1 << 9);
    /// Comments of Obsidian: `%% tea %%`.
    pub(super) const PERCENT: Self = Self(1 << 10);
    /// Comments in braces: `{/* tea */}`.
    pub(super) const BRACE_COMMENTS: Self = Self(1 << 11);
    /// Tags of components: `<Tabs>`.
    pub(super) const COMPONENTS: Self = Self(1 << 12);
    /// The rest of MDX: imports, exports, expressions, and no code by indentation.
    pub(super) const MDX: Self = Self(1 << 13);
    /// Blocks that remain of AsciiDoc: `[NOTE]` over `====`.
    pub(super) const ASCIIDOC: Self = Self(1 << 14);
    /// URLs that contain their data: `data:image/png;base64,`.
    pub(super) const DATA: Self = Self(1 << 15);
    /// Headings only after a blank line, as in pandoc.
    pub(super) const BLANK_BEFORE_HEADING: Self = Self(1 << 16);

    /// Raw HTML that may hide text: `<p hidden>`.
    pub(super) const HIDDEN: Self = Self(1 << 17);
    /// Fences with the text of another format: ```` ```{=html} ````.
    pub(super) const RAW_FENCES: Self = Self(1 << 18);

    /// Returns true if it has all of `other`.
    pub(super) fn has(self, other: Self) -> bool {
        self & other == other
    }

    /// Returns true if it has one of `other`.
    pub(super) fn has_any(self, other: Self) -> bool {
        self & other != Self::NONE
    }

    /// Returns the constructs to read, of those that a text seems to have.
    pub(super) fn of(dialect: MarkdownDialect, found: Self) -> Self {
        let everywhere = Self::COLON | Self::DATA | Self::HIDDEN;
        let mdx = Self::MDX | Self::COMPONENTS | Self::BRACE_COMMENTS;
        let (always, allowed) = match dialect {
            MarkdownDialect::Detect => return found,
            MarkdownDialect::CommonMark => (Self::NONE, Self::NONE),
            MarkdownDialect::Mdx => (mdx, Self::DIVS),
            MarkdownDialect::Docusaurus => (mdx, Self::DIVS | Self::TABS),
            MarkdownDialect::Quarto => (
                Self::BLANK_BEFORE_HEADING,
                Self::DIVS | Self::RAW_FENCES | Self::SHORTCODES | Self::COMPONENTS,
            ),
            MarkdownDialect::Myst => (
                Self::MYST_LINES,
                Self::DIVS | Self::DIRECTIVES | Self::RAW_FENCES,
            ),
            MarkdownDialect::Obsidian => (Self::PERCENT, Self::NONE),
            MarkdownDialect::MkDocs => (
                Self::NONE,
                Self::INDENTED | Self::SLASHES | Self::LIQUID | Self::DIVS,
            ),
            MarkdownDialect::Hugo => (Self::NONE, Self::SHORTCODES),
            MarkdownDialect::Jekyll => (Self::NONE, Self::LIQUID | Self::KRAMDOWN),
            MarkdownDialect::Docfx => (Self::NONE, Self::TABS | Self::DIVS),
        };
        always | (found & (allowed | everywhere))
    }
}

impl BitOr for Constructs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Constructs {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for Constructs {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
